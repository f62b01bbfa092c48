//! The file that a reader takes home, and everything that can be wrong with it.

use transparency::{
    Checkpoint, Evidence, Leaf, PublicKey, SigningKey, Tiles,
    evidence::Doubt,
    key::Kind,
    leaf::{Act, digest},
    tree::{inclusion, leaf},
};

const RECORD: &str = r#"{"body":"<p>第一条</p>","title":"通告"}"#;

fn key(seed: u8, name: &str, kind: Kind) -> SigningKey {
    SigningKey::from_seed(&[seed; 32], name, kind).unwrap()
}

fn log() -> SigningKey {
    key(1, "example.gov.cn/log", Kind::Text)
}

fn witness() -> SigningKey {
    key(2, "witness.example/w", Kind::Cosignature)
}

fn public() -> PublicKey {
    log().public().clone()
}

fn leaf_of(record: &str) -> Leaf {
    Leaf {
        act: Act::Published,
        address: "/items/QH03/01J8ZZZZZZZZZZZZZZZZZZZZZZ".into(),
        organ: "QH03".into(),
        on: "2026-11-30".into(),
        recorded_at: "2026-11-30T01:02:03Z".into(),
        record: digest(record),
    }
}

/// A file of the third of five leaves.
fn evidence() -> Evidence {
    let entry = leaf_of(RECORD).entry();
    let mut tiles = Tiles::default();
    for at in 0..5 {
        let bytes = if at == 2 {
            entry.clone()
        } else {
            format!("other {at}")
        };
        tiles.add(at, leaf(bytes.as_bytes())).unwrap();
    }
    let checkpoint = Checkpoint {
        origin: "example.gov.cn/log".into(),
        size: 5,
        root: tiles.root((0, 5)).unwrap(),
    };
    let text = checkpoint.to_string();
    let note = log().sign(&text) + &witness().cosign(&text, 1_767_225_600);
    Evidence {
        entry,
        record: Some(RECORD.into()),
        index: 2,
        hashes: tiles.proof(&inclusion(2, 5).unwrap()).unwrap(),
        note,
    }
}

#[test]
fn a_file_is_read_as_it_is_written_and_proves_what_it_says() {
    let evidence = evidence();
    let text = evidence.to_string();
    assert!(text.starts_with("c2sp.org/tlog-proof@v1\nextra "));
    assert_eq!(text.parse::<Evidence>().unwrap(), evidence);
    let proved = evidence
        .judge(&public(), &[witness().public().clone()], None)
        .unwrap();
    assert!(proved.record);
    assert_eq!(proved.leaf, leaf_of(RECORD));
    assert_eq!(
        proved.witnesses,
        [("witness.example/w".to_string(), Some(1_767_225_600))]
    );
    assert_eq!(proved.checkpoint.size, 5);
    // A witness who was not there is named as absent.
    let absent = key(3, "other.example/w", Kind::Cosignature);
    let proved = evidence
        .judge(&public(), &[absent.public().clone()], None)
        .unwrap();
    assert_eq!(proved.witnesses, [("other.example/w".to_string(), None)]);
    let apart = Evidence {
        record: None,
        ..evidence
    };
    assert!(!apart.judge(&public(), &[], None).unwrap().record);
    assert!(apart.judge(&public(), &[], Some(RECORD)).unwrap().record);
}

#[test]
fn whatever_is_altered_is_doubted_for_its_own_reason() {
    let good = evidence();
    let doubt = |evidence: Evidence| {
        evidence
            .judge(&public(), &[witness().public().clone()], None)
            .unwrap_err()
    };
    let altered = Evidence {
        record: Some(RECORD.replace("一", "二")),
        ..good.clone()
    };
    assert_eq!(doubt(altered), Doubt::OtherRecord);
    let other = Leaf {
        on: "2026-11-29".into(),
        ..leaf_of(RECORD)
    };
    assert_eq!(
        doubt(Evidence {
            entry: other.entry(),
            ..good.clone()
        }),
        Doubt::NotIncluded
    );
    assert_eq!(
        doubt(Evidence {
            index: 3,
            ..good.clone()
        }),
        Doubt::NotIncluded
    );
    let more = good.note.replace("\n5\n", "\n6\n");
    assert_eq!(
        doubt(Evidence {
            note: more,
            ..good.clone()
        }),
        Doubt::Forged("example.gov.cn/log".into())
    );
    let (text, _) = good.note.split_once("\n\n").unwrap();
    let text = format!("{text}\n");
    let unsigned = format!("{text}\n{}", witness().cosign(&text, 1));
    assert_eq!(
        doubt(Evidence {
            note: unsigned,
            ..good.clone()
        }),
        Doubt::Unsigned
    );
    let forger = key(9, "example.gov.cn/log", Kind::Text);
    assert_eq!(
        doubt(Evidence {
            note: forger.sign(&text),
            ..good.clone()
        }),
        Doubt::Unsigned
    );
    // A cosignature of the same witness on another text.
    let lent = log().sign(&text) + &witness().cosign("other\n1\nAAAA\n", 1);
    assert_eq!(
        doubt(Evidence {
            note: lent,
            ..good.clone()
        }),
        Doubt::Forged("witness.example/w".into())
    );
    let renamed = text.replace("example.gov.cn/log", "example.gov.cn/other");
    assert_eq!(
        doubt(Evidence {
            note: log().sign(&renamed),
            ..good
        }),
        Doubt::OtherLog("example.gov.cn/other".into())
    );
}

#[test]
fn what_is_no_proof_file_says_so() {
    let good = evidence().to_string();
    for broken in [
        String::new(),
        good.replace("@v1", "@v2"),
        good.replace("index 2", "index x"),
        good.replace("extra ", "extra !"),
        good.replacen("\n\n", "\n", 2),
        good.replace("index 2\n", "index 2\nnot base64\n"),
        good.replace(
            "index 2\n",
            &format!(
                "index 2\n{}",
                format!("{}\n", "A".repeat(43) + "=").repeat(65)
            ),
        ),
    ] {
        let refused = broken.parse::<Evidence>().unwrap_err().to_string();
        assert!(refused.starts_with("not a proof file"), "{refused}");
    }
}

#[test]
fn an_entry_has_one_spelling() {
    let leaf = leaf_of(RECORD);
    let entry = leaf.entry();
    assert!(
        entry.starts_with(r#"{"act":"published","address":"/items/QH03/"#),
        "{entry}"
    );
    assert_eq!(Leaf::of_entry(&entry).unwrap(), leaf);
    for act in Act::ALL {
        let leaf = Leaf {
            act,
            ..leaf_of(RECORD)
        };
        assert!(
            leaf.entry()
                .contains(&format!(r#""act":"{}""#, act.as_str()))
        );
        assert_eq!(Leaf::of_entry(&leaf.entry()).unwrap(), leaf);
    }
    for other in [
        entry.replace(":\"", ": \""),
        entry.replace("leaf-1", "leaf-2"),
        entry.replace('}', ",\"more\":1}"),
        format!("{entry}\n"),
        "{}".into(),
    ] {
        assert!(Leaf::of_entry(&other).is_err(), "{other}");
    }
}
