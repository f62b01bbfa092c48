//! The log of all acts, checkpoints of it, and what verify finds with one that was kept elsewhere.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::json;
use store::{
    key,
    ledger::{self, Act},
    log::{self, Checkpoint},
    people::{self, Keys},
    verify::Look,
};

use transparency::{Note, Tree};

use crate::engines::{Bench, both, keys, now};

const NAME: &str = "log.example.gov.cn/mingbai";

async fn taken(bench: &Bench, at: Timestamp) -> (Checkpoint, String) {
    let key = log::key(&keys(), NAME).unwrap();
    log::take(&bench.store, &keys(), &key, at).await.unwrap()
}

async fn found(bench: &Bench, note: &str) -> Vec<String> {
    let key = log::key(&keys(), NAME).unwrap();
    let keys = keys();
    let look = Look {
        keys: Some(&keys),
        checkpoint: Some(note),
        signer: Some(key.public()),
        ..Look::default()
    };
    bench.problems_of(look).await
}

#[tokio::test]
async fn a_checkpoint_covers_every_act_and_grows_with_them() {
    both(async |bench| {
        bench.furnish("A").await;
        let (first, note) = taken(&bench, now()).await;
        assert_eq!(
            note.parse::<Note>()
                .unwrap()
                .text
                .parse::<Checkpoint>()
                .unwrap(),
            first
        );
        assert_eq!(
            log::last(&bench.store).await.unwrap().as_deref(),
            Some(note.as_str())
        );
        bench.furnish("B").await;
        // Acts that came since are no fault.
        assert_eq!(found(&bench, &note).await, Vec::<String>::new());
        let (second, later) = taken(&bench, now()).await;
        assert_eq!(second.size, 2 * first.size);
        assert_eq!(second.heads.len(), 2);
        for note in [&note, &later] {
            assert_eq!(found(&bench, note).await, Vec::<String>::new());
        }
        // The tree that was kept is the one that the acts make.
        let mut tree = Tree::default();
        for organ in ["A", "B"] {
            for act in ledger::tail(&bench.store, organ, 0, 1000).await.unwrap() {
                tree.add(&hex::decode(&act.hash).unwrap());
            }
        }
        assert_eq!(tree.root(), second.root);
    })
    .await;
}

/// A whole history that was written anew, hashes and heads included, and signed again with the installation's own key.
#[tokio::test]
async fn a_rewritten_history_is_found_by_a_checkpoint_kept_elsewhere_alone() {
    both(async |bench| {
        bench.furnish("A").await;
        bench.furnish("B").await;
        let (_, kept) = taken(&bench, now()).await;
        rewrite(&bench, "A", |acts| acts[1].actor = "somebody else".into()).await;
        let (_, anew) = taken(&bench, now()).await;
        let inside = found(&bench, &anew).await;
        assert!(
            inside
                .iter()
                .all(|problem| problem.starts_with("* checkpoint")),
            "without one from before it looks whole: {inside:?}"
        );
        // Whoever owns the database writes the kept tree anew as well.
        bench
            .meddle("UPDATE marks SET value = '' WHERE name = 'log'")
            .await;
        let (_, anew) = taken(&bench, now()).await;
        assert_eq!(found(&bench, &anew).await, Vec::<String>::new());
        let outside = found(&bench, &kept).await;
        assert!(
            outside.contains(&"* checkpoint: the acts are not those that it was taken of".into()),
            "{outside:?}"
        );
        assert!(
            outside
                .iter()
                .any(|problem| problem.starts_with("A checkpoint: acts up to")),
            "{outside:?}"
        );
        assert!(
            !outside.iter().any(|problem| problem.starts_with("B ")),
            "{outside:?}"
        );
    })
    .await;
}

/// Writes an organ's acts anew with a change, and everything that follows from it.
pub async fn rewrite(bench: &Bench, organ: &str, change: impl Fn(&mut [Act])) {
    let mut acts: Vec<Act> = ledger::tail(&bench.store, organ, 0, 1000).await.unwrap();
    change(&mut acts);
    let mut prev = String::new();
    let mut anew = BTreeMap::new();
    for act in &mut acts {
        let before = act.hash.clone();
        act.prev.clone_from(&prev);
        act.hash = act.computed_hash();
        prev.clone_from(&act.hash);
        anew.insert(before, act.hash.clone());
        sqlx::query(
            "UPDATE acts SET actor = $3, prev = $4, hash = $5, recorded_at = $6, body = $7 WHERE organ = $1 AND seq = $2",
        )
        .bind(organ)
        .bind(act.seq)
        .bind(&act.actor)
        .bind(&act.prev)
        .bind(&act.hash)
        .bind(format!("{:.6}", act.recorded_at))
        .bind(&act.body)
        .execute(&bench.raw)
        .await
        .unwrap();
    }
    sqlx::query("UPDATE heads SET hash = $2 WHERE organ = $1")
        .bind(organ)
        .bind(&prev)
        .execute(&bench.raw)
        .await
        .unwrap();
    for (before, after) in anew {
        for table in ["items", "public_items"] {
            let renew = format!("UPDATE {table} SET act_hash = $2 WHERE act_hash = $1");
            sqlx::query(sqlx::AssertSqlSafe(renew))
                .bind(&before)
                .bind(&after)
                .execute(&bench.raw)
                .await
                .unwrap();
        }
    }
}

#[tokio::test]
async fn what_was_cut_off_together_with_its_head_is_found() {
    both(async |bench| {
        bench.furnish("A").await;
        bench.furnish("B").await;
        let mut tx = bench.store.begin().await.unwrap();
        ledger::claim(&mut tx, "A", "form", "made").await.unwrap();
        store::counters::next(&mut tx, "A", "letter/x")
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let (_, note) = taken(&bench, now()).await;
        bench.meddle("DELETE FROM claims").await;
        bench.meddle("DELETE FROM counters").await;
        bench.meddle("DELETE FROM acts WHERE organ = 'B'").await;
        bench.meddle("DELETE FROM heads WHERE organ = 'B'").await;
        bench.meddle("DELETE FROM log WHERE organ = 'B'").await;
        let found = found(&bench, &note).await;
        for expected in [
            "* checkpoint: it was taken of",
            "* checkpoint: claims: there were 1, and now there are 0",
            "* checkpoint: numbers: there were 5, and now there are 0",
            "B checkpoint: act ",
        ] {
            assert!(
                found.iter().any(|problem| problem.starts_with(expected)),
                "{expected}: {found:?}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn people_and_their_key_are_checked() {
    both(async |bench| {
        bench.furnish("A").await;
        let keys = keys();
        let mut tx = bench.store.begin().await.unwrap();
        for (id, name) in [("P1", "申请人甲"), ("P2", "申请人乙")] {
            let data = json!({"name": name, "phone": format!("1380000000{}", name.len())});
            let sealed = people::seal_person(&keys, "A", id, "applicant", &data).unwrap();
            people::insert(&mut tx, &sealed).await.unwrap();
        }
        tx.commit().await.unwrap();
        key::bind(&bench.store, &keys).await.unwrap();
        let look = Look { keys: Some(&keys), ..Look::default() };
        let other = Keys::new([8; 32]);
        let nobody = "no act names this person";
        let only = |found: Vec<String>, id: &str| -> Vec<String> {
            let start = format!("A people/{id}: ");
            found.iter().filter_map(|problem| problem.strip_prefix(&start)).filter(|what| *what != nobody).map(String::from).collect()
        };
        assert_eq!(only(bench.problems_of(look).await, "P1"), Vec::<String>::new());
        let foreign = bench.problems_of(Look { keys: Some(&other), ..Look::default() }).await;
        assert!(foreign.iter().any(|problem| problem.starts_with("* key: ")), "{foreign:?}");
        assert_eq!(only(foreign, "P1").len(), 1);
        assert_eq!(key::standing(&bench.store, &other).await.unwrap(), key::Standing::Foreign);
        assert!(key::bind(&bench.store, &other).await.is_err());
        // Swapped, garbled, halved, marked otherwise, put in from nowhere.
        for (change, id) in [
            ("UPDATE people SET sealed = (SELECT p.sealed FROM people p WHERE p.id = 'P2') WHERE id = 'P1'", "P1"),
            ("UPDATE people SET wrapped_key = (SELECT p.sealed FROM people p WHERE p.id = 'P1') WHERE id = 'P2'", "P2"),
        ] {
            bench.meddle(change).await;
            assert_eq!(only(bench.problems_of(look).await, id).len(), 1, "{change}");
        }
        bench.meddle("UPDATE people SET wrapped_key = NULL WHERE id = 'P1'").await;
        assert_eq!(only(bench.problems_of(look).await, "P1"), ["half of the person is missing"]);
        bench.meddle("UPDATE people SET wrapped_key = NULL, sealed = NULL WHERE id = 'P2'").await;
        assert_eq!(only(bench.problems_of(look).await, "P2"), ["erased, and no act says so", "an erased person still carries marks or a subject"]);
        let stray = bench.problems_of(look).await;
        assert!(stray.contains(&format!("A people/P1: {nobody}")), "{stray:?}");
        bench.meddle("UPDATE requests SET person = 'P9'").await;
        let gone = bench.problems_of(look).await;
        assert!(gone.contains(&"A people/P9: acts name a person who is not there".to_string()), "{gone:?}");
    })
    .await;
}

/// A clock that goes back does not turn the order around, and an order that was turned around is named.
#[tokio::test]
async fn acts_are_recorded_in_their_order() {
    both(async |bench| {
        bench.furnish("A").await;
        let acts = ledger::tail(&bench.store, "A", 0, 1000).await.unwrap();
        let last = acts.last().unwrap();
        let mut tx = bench.store.begin().await.unwrap();
        let early = last.recorded_at - jiff::SignedDuration::from_hours(3);
        let new = ledger::NewAct {
            organ: "A",
            stream: &store::Stream::Figures(2027),
            expected: 0,
            kind: "figure_entered",
            body: &json!({"year": 2027, "row": "行政许可", "value": "1", "source": "台账", "reason": ""}),
            on: "2027-01-02".parse().unwrap(),
            actor: "test",
        };
        let act = ledger::append(&mut tx, early, &new).await.unwrap();
        assert_eq!(act.recorded_at, last.recorded_at);
        drop(tx);
        rewrite(&bench, "A", |acts| {
            acts[0].recorded_at = acts[1].recorded_at + jiff::SignedDuration::from_secs(1);
        })
        .await;
        assert_eq!(
            bench.problems().await,
            ["A act 2: it was recorded before the act before"]
        );
    })
    .await;
}
