//! What is changed behind the log's back is found out, from inside or from outside; and a backup carries the log.

use store::{
    Engine, backup, project,
    public_log::{self, Stuck},
    published::log as served,
};
use transparency::{
    Checkpoint,
    leaf::digest,
    proof::continues,
    witness::{self, Refusal, Request},
};

use super::{NAME, follow, problems, proof_of, public, stands};
use crate::{
    engines::{bench, both, engines, now},
    log::rewrite,
};

#[tokio::test]
async fn whatever_is_meddled_with_in_the_log_is_named() {
    for (statement, expected) in [
        (
            "UPDATE leaves SET entry = REPLACE(entry, '\"A\"', '\"B\"') WHERE place = 0",
            "A leaf 0: it does not say what act",
        ),
        (
            "DELETE FROM leaves WHERE place = 3",
            "B act 13: the public log lacks its leaf",
        ),
        (
            "DELETE FROM leaves WHERE place = 3",
            "* leaves: the tree is said to have 4, and there are 3",
        ),
        (
            "DELETE FROM leaves WHERE place = 0",
            "* leaves: leaf 0 is missing",
        ),
        (
            "INSERT INTO leaves VALUES (4, 'A', 1, '/items/A/x', '{}')",
            "A leaf 4: act 1 did nothing in public",
        ),
        (
            "UPDATE leaves SET organ = 'Z' WHERE place = 1",
            "Z leaf 1: act 13 did nothing in public",
        ),
        (
            "UPDATE tiles SET hashes = SUBSTR(hashes, 1, 44)",
            "* tiles: damaged: a tile of 33 bytes",
        ),
        (
            "UPDATE tiles SET hashes = 'AAAA' || SUBSTR(hashes, 5)",
            "* tiles: tile 0/0 is not that of the leaves",
        ),
        (
            "UPDATE marks SET value = 'x' WHERE name = 'public-checkpoint'",
            "* checkpoint of the public log: damaged: not a signed note",
        ),
        (
            "INSERT INTO tiles VALUES (1, 0, '')",
            "* tiles: there are tiles of leaves that are not there",
        ),
        (
            "UPDATE marks SET value = '9' WHERE name = 'public-log'",
            "* leaves: the tree is said to have 9, and there are 4",
        ),
        (
            "UPDATE marks SET value = REPLACE(value, '\n4\n', '\n3\n') WHERE name = 'public-checkpoint'",
            "* checkpoint of the public log: it is not signed",
        ),
    ] {
        both(async |bench| {
            bench.furnish("A").await;
            bench.furnish("B").await;
            follow(&bench).await;
            bench.meddle(statement).await;
            let found = problems(&bench).await;
            assert!(
                found.iter().any(|problem| problem.starts_with(expected)),
                "{statement}: {found:?}"
            );
        })
        .await;
    }
}

/// Somebody who owns the machine changes one published act, re-hashes the whole chain, makes every row, leaf and tile anew and signs the
/// result with the installation's own key.
#[tokio::test]
async fn a_history_written_anew_is_found_by_yesterdays_checkpoint_and_by_a_witness() {
    both(async |bench| {
        bench.furnish("A").await;
        bench.furnish("B").await;
        follow(&bench).await;
        let yesterday = stands(&bench).await;
        let taken_home = proof_of(&bench, "/items/A/AI").await;
        rewrite(&bench, "A", |acts| {
            for act in acts {
                act.body = act.body.replace("部门预算", "另一预算");
            }
        })
        .await;
        for statement in [
            "DELETE FROM leaves",
            "DELETE FROM tiles",
            "DELETE FROM followed",
            "UPDATE marks SET value = '0' WHERE name = 'public-log'",
        ] {
            bench.meddle(statement).await;
        }
        let mut tx = bench.store.begin().await.unwrap();
        project::rebuild(&mut tx, &bench.rules()).await.unwrap();
        tx.commit().await.unwrap();
        follow(&bench).await;
        bench.furnish("C").await;
        follow(&bench).await;
        assert_eq!(
            problems(&bench).await,
            Vec::<String>::new(),
            "from inside it looks whole"
        );
        let today = stands(&bench).await;
        assert!(today.size > yesterday.size);
        // A client with yesterday's checkpoint asks for the proof that today's continues it.
        let proof = served::consistency(&bench.store, yesterday.size, today.size)
            .await
            .unwrap()
            .unwrap();
        assert!(!continues(yesterday.stand(), today.stand(), &proof));
        // What was taken home still proves what was published; what is served now is something else.
        let proved = taken_home.judge(&public(), &[], None).unwrap();
        let now_served = served::record(&bench.store, "/items/A/AI")
            .await
            .unwrap()
            .unwrap();
        assert_ne!(digest(&now_served), proved.leaf.record);
        // A witness that saw yesterday's tree.
        let note = served::checkpoint(&bench.store).await.unwrap().unwrap();
        let request = Request {
            old: yesterday.size,
            hashes: proof,
            note,
        };
        let (checkpoint, _) = witness::read(&request, &[public()]).unwrap();
        assert_eq!(
            witness::judge(&request, &checkpoint, yesterday.stand()),
            Err(Refusal::Inconsistent)
        );
    })
    .await;
}

#[tokio::test]
async fn a_backup_carries_the_log_and_what_was_witnessed() {
    let engines = engines();
    for (from, to) in [
        (Engine::Sqlite, Engine::Postgres),
        (Engine::Postgres, Engine::Sqlite),
        (Engine::Sqlite, Engine::Sqlite),
    ] {
        if !engines.contains(&from) || !engines.contains(&to) {
            continue;
        }
        let old = bench(from).await;
        old.furnish("B").await;
        follow(&old).await;
        old.furnish("A").await;
        follow(&old).await;
        let seen = Checkpoint {
            origin: "other/log".into(),
            size: 9,
            root: [5; 32],
        };
        let mut tx = old.store.begin().await.unwrap();
        public_log::lock(&mut tx, "other/log").await.unwrap();
        public_log::remember(&mut tx, &seen, "note", now())
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let folder = old.folder.path().join("backup");
        backup::backup(&old.store, &old.files, &folder)
            .await
            .unwrap();
        let new = bench(to).await;
        backup::restore(&new.store, &new.files, &new.rules(), &folder)
            .await
            .unwrap();
        assert!(
            public_log::behind(&new.store, NAME, &Stuck::new())
                .await
                .unwrap(),
            "a checkpoint is to be signed"
        );
        assert_eq!(follow(&new).await.added, 0);
        assert_eq!(stands(&new).await, stands(&old).await);
        assert_eq!(problems(&new).await, Vec::<String>::new());
        let mut tx = new.store.begin().await.unwrap();
        assert_eq!(
            public_log::lock(&mut tx, "other/log").await.unwrap(),
            seen.stand()
        );
    }
}
