//! What a witness cosigns and each answer that it gives instead.

use transparency::{
    Checkpoint, PublicKey, SigningKey, Tiles,
    key::Kind,
    proof::Stand,
    tree::{consistency, empty},
    witness::{Refusal, Request, judge, read},
};

use crate::grown;

fn log(seed: u8) -> SigningKey {
    SigningKey::from_seed(&[seed; 32], "example.gov.cn/log", Kind::Text).unwrap()
}

fn keys() -> Vec<PublicKey> {
    vec![log(1).public().clone()]
}

fn request(tiles: &Tiles, old: u64, new: u64) -> Request {
    let checkpoint = Checkpoint {
        origin: "example.gov.cn/log".into(),
        size: new,
        root: tiles.root((0, new)).unwrap(),
    };
    Request {
        old,
        hashes: tiles.proof(&consistency(old, new).unwrap()).unwrap(),
        note: log(1).sign(&checkpoint.to_string()),
    }
}

fn answer(request: &Request, seen: Stand) -> Result<Checkpoint, Refusal> {
    let (checkpoint, _) = read(request, &keys())?;
    judge(request, &checkpoint, seen)?;
    Ok(checkpoint)
}

const NOTHING: Stand = Stand {
    size: 0,
    root: [0; 32],
};

#[test]
fn a_log_that_only_grows_is_cosigned_again_and_again() {
    let tiles = grown(40);
    let mut seen = NOTHING;
    for (old, new) in [(0, 3), (3, 3), (3, 17), (17, 32), (32, 40)] {
        let request = request(&tiles, old, new);
        assert_eq!(request.to_string().parse::<Request>().unwrap(), request);
        seen = answer(&request, seen).unwrap().stand();
    }
    assert_eq!(seen.size, 40);
}

#[test]
fn two_histories_under_one_key_are_refused() {
    let tiles = grown(40);
    let seen = answer(&request(&tiles, 0, 17), NOTHING).unwrap().stand();
    // The same log with another leaf in the middle, signed with the same key.
    let mut other = Tiles::default();
    for at in 0..40 {
        let bytes = if at == 9 {
            "rewritten".to_string()
        } else {
            crate::entry(at)
        };
        other
            .add(at, transparency::tree::leaf(bytes.as_bytes()))
            .unwrap();
    }
    for new in [17, 18, 32, 40] {
        assert_eq!(
            answer(&request(&other, 17, new), seen),
            Err(Refusal::Inconsistent),
            "{new}"
        );
    }
    // Nor with a proof that was made for the true history.
    let mixed = Request {
        hashes: request(&tiles, 17, 40).hashes,
        ..request(&other, 17, 40)
    };
    assert_eq!(answer(&mixed, seen), Err(Refusal::Inconsistent));
    assert!(answer(&request(&tiles, 17, 40), seen).is_ok());
}

#[test]
fn every_refusal_has_its_status() {
    let tiles = grown(40);
    let good = request(&tiles, 17, 40);
    let seen = Stand {
        size: 17,
        root: tiles.root((0, 17)).unwrap(),
    };
    let status = |request: &Request, seen| answer(request, seen).unwrap_err().status();
    assert_eq!(
        status(
            &Request {
                old: 41,
                ..good.clone()
            },
            seen
        ),
        400
    );
    assert_eq!(
        status(
            &Request {
                note: "x".into(),
                ..good.clone()
            },
            seen
        ),
        400
    );
    let text = good.note.split_once("\n\n").unwrap().0.to_string() + "\n";
    assert_eq!(
        status(
            &Request {
                note: log(2).sign(&text),
                ..good.clone()
            },
            seen
        ),
        403
    );
    assert_eq!(
        status(
            &Request {
                note: good.note.replace("\n40\n", "\n39\n"),
                ..good.clone()
            },
            seen
        ),
        403
    );
    let stranger = SigningKey::from_seed(&[1; 32], "other.example/log", Kind::Text).unwrap();
    let theirs = stranger.sign(&text.replace("example.gov.cn/log", "other.example/log"));
    assert_eq!(
        status(
            &Request {
                note: theirs,
                ..good.clone()
            },
            seen
        ),
        404
    );
    assert_eq!(
        answer(
            &Request {
                old: 3,
                ..good.clone()
            },
            seen
        ),
        Err(Refusal::Size(17))
    );
    assert_eq!(
        status(
            &Request {
                old: 3,
                ..good.clone()
            },
            seen
        ),
        409
    );
    let mut short = good.clone();
    short.hashes.pop();
    assert_eq!(status(&short, seen), 422);
    // A proof where nothing was seen before, the same size with another root, an empty tree with a root of its own.
    assert_eq!(
        status(
            &Request {
                old: 0,
                ..good.clone()
            },
            NOTHING
        ),
        422
    );
    let same = request(&tiles, 17, 17);
    assert_eq!(
        status(
            &same,
            Stand {
                root: [1; 32],
                ..seen
            }
        ),
        422
    );
    let nothing = Checkpoint {
        origin: "example.gov.cn/log".into(),
        size: 0,
        root: [3; 32],
    };
    let nothing = Request {
        old: 0,
        hashes: vec![],
        note: log(1).sign(&nothing.to_string()),
    };
    assert_eq!(status(&nothing, NOTHING), 422);
    let truly = Checkpoint {
        origin: "example.gov.cn/log".into(),
        size: 0,
        root: empty(),
    };
    assert!(
        answer(
            &Request {
                old: 0,
                hashes: vec![],
                note: log(1).sign(&truly.to_string())
            },
            NOTHING
        )
        .is_ok()
    );
}

#[test]
fn what_is_no_request_says_so() {
    let good = request(&grown(40), 17, 40).to_string();
    for broken in [
        String::new(),
        good.replace("old 17", "old -1"),
        good.replace("old 17", "old 017"),
        good.replace("old ", "new "),
        good.replacen('\n', "\nnot base64\n", 1),
        good.replacen(
            "old 17\n",
            &format!(
                "old 17\n{}",
                format!("{}\n", "A".repeat(43) + "=").repeat(64)
            ),
            1,
        ),
    ] {
        assert!(broken.parse::<Request>().is_err(), "{broken}");
    }
}
