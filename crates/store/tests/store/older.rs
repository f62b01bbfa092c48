//! A ledger that an earlier program wrote is opened, read, checked and gone on with.
//!
//! `ledger-9831126` is a backup that the program of commit 9831126 wrote of a played county: five of its organs, without the
//! files and the staff. It holds 41 kinds of act of every kind of stream.

use std::{collections::BTreeSet, path::Path};

use serde_json::json;
use store::{
    Rules, Stream, backup, ledger,
    ledger::{Act, NewAct},
    verify::verify,
};

use crate::engines::{Bench, both, day, now};

/// The kinds of act that the fixture holds.
const KINDS: usize = 41;

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/store/ledger-9831126")
}

async fn opened(bench: &Bench) {
    backup::restore(&bench.store, &bench.files, &bench.rules(), &folder())
        .await
        .unwrap();
}

/// What verify finds, but for the files and the staff, which the fixture does without.
async fn problems(bench: &Bench) -> Vec<String> {
    let found = bench.problems().await;
    let apart = |problem: &String| {
        !problem.contains(" file ") && !problem.contains("not among staff and programs")
    };
    found.into_iter().filter(apart).collect()
}

#[tokio::test]
async fn a_ledger_of_the_program_before_opens_verifies_and_goes_on() {
    both(async |bench| {
        opened(&bench).await;
        assert_eq!(problems(&bench).await, Vec::<String>::new());
        let mut kinds = BTreeSet::new();
        for organ in ["QH01", "QH03", "QH06", "QH07", "QH13"] {
            let acts = ledger::tail(&bench.store, organ, 0, 1000).await.unwrap();
            assert!(!acts.is_empty(), "{organ}");
            for act in &acts {
                assert_eq!(act.computed_hash(), act.hash, "{organ} {}", act.seq);
                let about = act.about().unwrap();
                assert_eq!(about.to_string(), act.stream);
                kinds.insert(act.kind.clone());
            }
        }
        assert_eq!(kinds.len(), KINDS, "{kinds:?}");
        let figures = Stream::Figures(2026);
        let before = ledger::stream(&bench.store, "QH07", &figures)
            .await
            .unwrap();
        let version = i64::try_from(before.len()).unwrap();
        let body =
            json!({"reason": "", "row": "行政许可", "source": "台账", "value": "7", "year": 2026});
        bench
            .act(
                "QH07",
                "figure/2026",
                version,
                "figure_entered",
                "2026-12-01",
                body,
            )
            .await;
        assert_eq!(problems(&bench).await, Vec::<String>::new());
        let row = store::figures::list(&bench.store, "QH07", 2026)
            .await
            .unwrap();
        assert!(
            row.iter()
                .any(|row| row.row == "行政许可" && row.value == "7"),
            "{row:?}"
        );
    })
    .await;
}

/// What the typed bodies write is what the program before wrote, to the letter: or hashes of the same act would differ.
#[tokio::test]
async fn bodies_keep_their_form() {
    both(async |bench| {
        opened(&bench).await;
        let mut seen = BTreeSet::new();
        for organ in ["QH01", "QH03", "QH06", "QH07", "QH13"] {
            for act in ledger::tail(&bench.store, organ, 0, 1000).await.unwrap() {
                if let Some(again) = written_again(&act) {
                    assert_eq!(again, act.body, "{organ} {}", act.seq);
                    seen.insert(act.kind);
                }
            }
        }
        assert!(seen.len() >= 8, "{seen:?}");
    })
    .await;
}

fn written_again(act: &Act) -> Option<String> {
    let body = match act.about().unwrap() {
        Stream::Remedy(_) => store::remedies::Body::read(act).unwrap().json().unwrap(),
        Stream::Rectification(_) => store::rectifications::Body::read(act)
            .unwrap()
            .json()
            .unwrap(),
        Stream::Figures(_) => {
            serde_json::to_value(act.body::<store::figures::Entered>().unwrap()).unwrap()
        }
        _ => return None,
    };
    Some(body.to_string())
}

#[tokio::test]
async fn an_act_that_nobody_knows_is_named_by_its_number_and_nothing_is_lost() {
    let bodies = [
        (
            "request/X",
            "teleported",
            json!({"kind": "teleported", "on": "2026-03-02"}),
        ),
        ("remedy/X", "remedy_forgotten", json!({})),
        (
            "correction/X",
            "correction_filed",
            json!({"on": "yesterday"}),
        ),
        ("figure/2026", "figure_guessed", json!({})),
        ("report/2025", "report_lost", json!({})),
        ("organ", "organ_dissolved", json!({})),
    ];
    both(async |bench| {
        for (serial, (stream, kind, body)) in (1..).zip(&bodies) {
            let about = stream.parse().unwrap();
            let mut tx = bench.store.begin().await.unwrap();
            let new = NewAct {
                organ: "A",
                stream: &about,
                expected: 0,
                kind,
                body,
                on: day("2026-03-02"),
                actor: "test",
            };
            let act = ledger::append(&mut tx, now(), &new).await.unwrap();
            let refused = store::project::apply(&mut tx, &bench.rules(), "A", &about).await;
            let refused = refused.unwrap_err().to_string();
            assert!(
                refused.starts_with(&format!("act A/{}", act.seq)),
                "{stream}: {refused}"
            );
            tx.commit().await.unwrap();
            let found = problems(&bench).await;
            let named = format!("A act {serial}: ");
            assert!(
                found.iter().any(|problem| problem.starts_with(&named)),
                "{stream}: {found:?}"
            );
        }
        // A stream of a kind that is not known yet: kept, and named.
        bench
            .meddle("UPDATE acts SET stream = 'complaint/1' WHERE seq = 2")
            .await;
        let found = problems(&bench).await;
        let unknown = "A act 2: unknown stream complaint/1";
        assert!(
            found
                .iter()
                .any(|problem| problem.contains("unknown stream complaint/1")),
            "{unknown} {found:?}"
        );
        assert_eq!(
            ledger::tail(&bench.store, "A", 0, 10).await.unwrap().len(),
            bodies.len()
        );
        let mut tx = bench.store.begin().await.unwrap();
        let rebuilt = store::project::rebuild(&mut tx, &bench.rules()).await;
        assert!(
            rebuilt.unwrap_err().to_string().starts_with("act A/"),
            "a rebuild names it too"
        );
    })
    .await;
}

#[tokio::test]
async fn a_text_that_went_out_unread_is_found() {
    both(async |bench| {
        bench.furnish("A").await;
        let rules = Rules::plain(&bench.calendar);
        let draft = json!({"column": "content", "head": 7, "title": "改", "document_number": "", "made_on": "2026-02-05", "summary": "表", "body_html": "<p>y</p>", "source_class": "proactive", "attachments": []});
        bench.act("A", "item/AI", 4, "revised", "2026-02-09", draft).await;
        let public = json!({"index_number": "A/2026-00002", "published_on": "2026-02-09", "channels": ["portal"]});
        bench.act("A", "item/AI", 5, "published", "2026-02-09", public).await;
        let mut tx = bench.store.begin().await.unwrap();
        store::counters::next(&mut tx, "A", "index/2026").await.unwrap();
        tx.commit().await.unwrap();
        let found = verify(&bench.store, &bench.files, &rules, store::verify::Look::default()).await.unwrap();
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].to_string().ends_with("it publishes a text that no reading covers"));
        assert!(found[0].what.starts_with("act "), "{found:?}");
    })
    .await;
}

/// An answer that says which letter went out, while nobody read that letter.
#[tokio::test]
async fn a_letter_that_went_out_unread_is_found() {
    both(async |bench| {
        bench.person("A", "P").await;
        bench.act("A", "organ", 0, "organ_registered", "2026-01-01", json!({"code": "A", "name": "甲局", "short_name": "甲", "kind": "department", "parent": ""})).await;
        bench.asked_by("A", "P").await;
        let hash = bench.files.put("给您的材料".as_bytes()).await.unwrap();
        let answered = json!({"on": "2026-03-10", "kind": "answered", "code": "OPEN-GIVE", "how": "handed",
            "files": [{"hash": hash, "name": "答复.txt", "media": "text/plain", "size": 15}],
            "sent": {"letter": "甲公开〔2026〕1号", "dated": "2026-03-10", "read": "another letter", "files": 1}});
        bench.act("A", "request/AP", 1, "answered", "2026-03-10", answered).await;
        let found = bench.problems().await;
        assert!(found.iter().any(|one| one.ends_with("it sends a letter that its readings do not cover")), "{found:?}");
    })
    .await;
}
