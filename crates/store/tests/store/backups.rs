//! A backup of either engine is read into either engine; a damaged one is refused.

use serde_json::json;
use store::{
    Engine, Error, backup,
    jobs::{self, NewJob},
    ledger,
    people::{self, Keys},
    project,
};

use crate::engines::{bench, both, engines, now};

#[tokio::test]
async fn a_backup_moves_between_the_engines() {
    let engines = engines();
    for (from, to) in [
        (Engine::Sqlite, Engine::Sqlite),
        (Engine::Sqlite, Engine::Postgres),
        (Engine::Postgres, Engine::Sqlite),
    ] {
        if !engines.contains(&from) || !engines.contains(&to) {
            continue;
        }
        let old = bench(from).await;
        old.furnish("A").await;
        old.furnish("B").await;
        let keys = Keys::new([7; 32]);
        let person = json!({"name": "申请人甲"});
        let mut tx = old.store.begin().await.unwrap();
        let (kept, erased) = ("P1".to_string(), "P2".to_string());
        for id in [&kept, &erased] {
            let sealed = people::seal_person(&keys, "A", id, "applicant", &person).unwrap();
            people::insert(&mut tx, &sealed).await.unwrap();
        }
        people::erase(&mut tx, "A", &erased).await.unwrap();
        ledger::claim(&mut tx, "A", "form", "made").await.unwrap();
        store::counters::next(&mut tx, "A", "n").await.unwrap();
        let job = NewJob {
            id: "01JJOB",
            organ: "A",
            kind: "mail",
            body: &json!({"to": "x"}),
            run_at: now(),
            unique_key: Some("k"),
        };
        jobs::enqueue(&mut tx, &job).await.unwrap();
        tx.commit().await.unwrap();
        for id in [&kept, &erased] {
            old.asked_by("A", id).await;
        }
        let folder = old.folder.path().join("backup");
        backup::backup(&old.store, &old.files, &folder)
            .await
            .unwrap();
        let new = bench(to).await;
        backup::restore(&new.store, &new.files, &new.rules(), &folder)
            .await
            .unwrap();
        // Who was erased, and that nobody says by whom, is the same as before.
        let silent = ["A people/P2: erased, and no act says so"];
        assert_eq!(old.problems().await, silent);
        assert_eq!(new.problems().await, silent);
        let acts = |store| async move { store::ledger::tail(store, "B", 0, 100).await.unwrap() };
        assert_eq!(acts(&new.store).await, acts(&old.store).await);
        let again = backup::restore(&new.store, &new.files, &new.rules(), &folder).await;
        assert!(
            again.is_err(),
            "an installation that is not empty is not overwritten"
        );
        for (id, data) in [(&kept, Some(person.clone())), (&erased, None)] {
            assert_eq!(
                people::open(&new.store, &keys, "A", id).await.unwrap(),
                data
            );
        }
        let mut tx = new.store.begin().await.unwrap();
        assert_eq!(
            ledger::claim(&mut tx, "A", "form", "again").await.unwrap(),
            Some("made".into())
        );
        assert_eq!(store::counters::next(&mut tx, "A", "n").await.unwrap(), 2);
        let job = jobs::lease(&mut tx, now(), "w", 60).await.unwrap().unwrap();
        assert_eq!(job.body, r#"{"to":"x"}"#);
        tx.commit().await.unwrap();
        assert!(
            project::current(&new.store, &new.rules()).await.unwrap(),
            "a restored installation needs no rebuild"
        );
        new.furnish("C").await;
        assert_eq!(new.problems().await, silent);
    }
}

#[tokio::test]
async fn a_damaged_backup_is_refused_and_nothing_is_read() {
    both(async |old| {
        old.furnish("A").await;
        let folder = old.folder.path().join("backup");
        backup::backup(&old.store, &old.files, &folder)
            .await
            .unwrap();
        let file = format!("files/{}", old.files.list().await.unwrap()[0]);
        for name in [
            "heads.jsonl",
            "acts.jsonl",
            "people.jsonl",
            "staff.jsonl",
            "manifest.json",
            &file,
        ] {
            let path = folder.join(name);
            let whole = std::fs::read(&path).unwrap();
            let mut changed = whole.clone();
            let middle = changed.len() / 2;
            match changed.get_mut(middle) {
                Some(byte) => *byte ^= 1,
                None => changed.push(b'\n'),
            }
            for damage in [Some(changed), whole.get(1..).map(<[u8]>::to_vec), None] {
                match damage {
                    Some(bytes) => std::fs::write(&path, bytes).unwrap(),
                    None => std::fs::remove_file(&path).unwrap(),
                }
                let new = bench(old.engine).await;
                let refused = backup::restore(&new.store, &new.files, &new.rules(), &folder).await;
                let message = refused.unwrap_err().to_string();
                assert!(message.starts_with("damaged: backup"), "{name}: {message}");
                if name != "manifest.json" {
                    assert!(message.contains(name), "{name}: {message}");
                }
                assert!(store::ledger::heads(&new.store).await.unwrap().is_empty());
                assert!(new.files.list().await.unwrap().is_empty());
                std::fs::write(&path, &whole).unwrap();
            }
        }
        backup::check(&folder).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_backup_needs_an_empty_folder() {
    both(async |bench| {
        bench.furnish("A").await;
        let folder = bench.folder.path().join("backup");
        std::fs::create_dir(&folder).unwrap();
        std::fs::write(folder.join("notes.txt"), "x").unwrap();
        let refused = backup::backup(&bench.store, &bench.files, &folder).await;
        assert!(matches!(refused, Err(Error::NotEmpty(_))), "{refused:?}");
        assert!(
            backup::check(&folder).await.is_err(),
            "no manifest, no backup"
        );
    })
    .await;
}

/// One file that was lost once stood in the way of every backup for ever after.
#[tokio::test]
async fn one_missing_or_damaged_file_is_named_and_the_rest_is_copied() {
    both(async |old| {
        old.furnish("A").await;
        let hash = old.files.put("附件".as_bytes()).await.unwrap();
        let body = json!({"column": "content", "head": 7, "title": "表", "document_number": "", "made_on": "2026-02-05",
            "summary": "", "body_html": "", "source_class": "proactive", "attachments": [{"hash": hash, "name": "表.txt"}]});
        old.act("A", "item/AJ", 0, "drafted", "2026-02-05", body).await;
        let kept = old.files.list().await.unwrap();
        assert!(kept.len() > 1, "{kept:?}");
        let place = |hash: &str| old.folder.path().join("files").join(&hash[..2]).join(hash);
        for (damage, reason) in [(true, "its bytes were changed"), (false, "is missing")] {
            let hash = &kept[0];
            if damage {
                std::fs::write(place(hash), "something else").unwrap();
            } else {
                std::fs::remove_file(place(hash)).unwrap();
            }
            let folder = old.folder.path().join(format!("backup-{damage}"));
            let lacking = backup::backup(&old.store, &old.files, &folder)
                .await
                .unwrap();
            assert_eq!(lacking.len(), 1, "{lacking:?}");
            assert_eq!((&lacking[0].hash, lacking[0].reason.as_str()), (hash, reason));
            assert!(lacking[0].act.starts_with("A/"), "{lacking:?}");
            backup::check(&folder).await.unwrap();
            let new = bench(old.engine).await;
            backup::restore(&new.store, &new.files, &new.rules(), &folder)
                .await
                .unwrap();
            assert_eq!(new.files.list().await.unwrap(), kept[1..]);
            let problems = new.problems().await;
            assert!(
                !problems.is_empty() && problems.iter().all(|problem| problem.contains(hash)),
                "only the lost file is named: {problems:?}"
            );
        }
    })
    .await;
}

/// Acts cut off at the end must not become the truth by way of a backup.
#[tokio::test]
async fn what_was_cut_off_before_a_backup_is_still_named_after_it() {
    both(async |old| {
        old.furnish("A").await;
        old.meddle("DELETE FROM acts WHERE seq >= 13").await;
        let folder = old.folder.path().join("backup");
        backup::backup(&old.store, &old.files, &folder)
            .await
            .unwrap();
        let new = bench(old.engine).await;
        backup::restore(&new.store, &new.files, &new.rules(), &folder)
            .await
            .unwrap();
        let problems = new.problems().await;
        assert!(
            problems
                .iter()
                .any(|problem| problem.starts_with("A head:")),
            "{problems:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn a_backup_and_a_verification_hold_while_others_write() {
    both(async |bench| {
        bench.furnish("A").await;
        let write = async {
            for version in 2..60 {
                let body = json!({"year": 2026, "row": "行政许可", "value": version.to_string(), "source": "台账", "reason": ""});
                bench.act("A", "figure/2026", version, "figure_entered", "2026-03-02", body).await;
            }
        };
        let read = async {
            for round in 0..4 {
                assert_eq!(bench.problems().await, Vec::<String>::new());
                let folder = bench.folder.path().join(format!("backup-{round}"));
                backup::backup(&bench.store, &bench.files, &folder).await.unwrap();
                let new = crate::engines::bench(Engine::Sqlite).await;
                backup::restore(&new.store, &new.files, &new.rules(), &folder).await.unwrap();
                assert_eq!(new.problems().await, Vec::<String>::new());
            }
        };
        futures::join!(write, read);
    })
    .await;
}
