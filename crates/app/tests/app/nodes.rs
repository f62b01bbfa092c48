//! Two processes on one database: one hears of the other's acts by looking where the ledgers stand.

use std::sync::Arc;

use app::{App, items};

use crate::{
    databases::both,
    items::form,
    world::{by, world},
};

/// One look moves what was kept and feeds the index; where nothing happened nothing moves.
#[tokio::test]
async fn an_act_of_another_process_is_seen_once() {
    for database in both().await {
        let w = world("2026-02-10").await;
        let node = async |store| App {
            store,
            search: Arc::new(search::Index::in_memory().unwrap()),
            ..w.app.clone()
        };
        let (one, two) = (
            node(database.store.clone()).await,
            node(database.again().await).await,
        );
        items::draft(&one, &by(&w.clerk), &form(), "k")
            .await
            .unwrap();
        let before = two.store.generation();
        app::index::catch_up(&two).await.unwrap();
        let after = two.store.generation();
        assert!(after > before, "{}", database.name);
        assert_eq!(app::index::catch_up(&two).await.unwrap(), 0);
        assert_eq!(two.store.generation(), after, "{}", database.name);
    }
}
