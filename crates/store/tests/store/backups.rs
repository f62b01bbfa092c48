//! A backup of either engine is read into either engine; a damaged one is refused.

use store::{Engine, backup};

use crate::engines::{bench, both};

#[tokio::test]
async fn a_backup_moves_between_the_engines() {
    for (from, to) in [
        (Engine::Sqlite, Engine::Postgres),
        (Engine::Postgres, Engine::Sqlite),
    ] {
        let old = bench(from).await;
        old.furnish("A").await;
        old.furnish("B").await;
        let folder = old.folder.path().join("backup");
        backup::backup(&old.store, &old.files, &folder)
            .await
            .unwrap();
        let new = bench(to).await;
        backup::restore(&new.store, &new.files, &new.calendar, &folder)
            .await
            .unwrap();
        assert_eq!(new.problems().await, Vec::<String>::new());
        let acts = |store| async move { store::ledger::tail(store, "B", 0, 100).await.unwrap() };
        assert_eq!(acts(&new.store).await, acts(&old.store).await);
        let again = backup::restore(&new.store, &new.files, &new.calendar, &folder).await;
        assert!(
            again.is_err(),
            "an installation that is not empty is not overwritten"
        );
        new.furnish("C").await;
        assert_eq!(new.problems().await, Vec::<String>::new());
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
        let acts = folder.join("acts.jsonl");
        let mut bytes = std::fs::read(&acts).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        std::fs::write(&acts, bytes).unwrap();
        let new = bench(old.engine).await;
        let refused = backup::restore(&new.store, &new.files, &new.calendar, &folder).await;
        assert!(refused.unwrap_err().to_string().contains("acts.jsonl"));
        assert!(store::ledger::heads(&new.store).await.unwrap().is_empty());
    })
    .await;
}
