//! Two processes on one database: one hears of the other's acts by looking where the ledgers stand.

use std::sync::Arc;

use app::{
    App,
    items::{self, ItemForm},
};

use crate::{
    databases::both,
    items::form,
    world::{World, by, world},
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
        let before = two.store.tidings().now();
        app::index::catch_up(&two).await.unwrap();
        let after = two.store.tidings().now();
        assert!(after > before, "{}", database.name);
        assert_eq!(app::index::catch_up(&two).await.unwrap(), 0);
        assert_eq!(two.store.tidings().now(), after, "{}", database.name);
    }
}

/// An index that cannot be written holds up no page: what others did is told all the same. On the second day it is to be told first of a
/// document whose force ended.
#[tokio::test]
async fn a_broken_index_keeps_no_page() {
    let w = world("2026-02-10").await;
    let folder = tempfile::tempdir().unwrap();
    let app = App {
        search: Arc::new(search::Index::open(folder.path()).unwrap()),
        ..w.app.clone()
    };
    let ends = ItemForm {
        in_force_until: Some("2026-02-10".parse().unwrap()),
        ..form()
    };
    publish(&w, &app, &ends).await;
    app::index::catch_up(&app).await.unwrap();
    std::fs::remove_dir_all(folder.path()).unwrap();
    for day in ["2026-02-10", "2026-02-11"] {
        let later = App {
            clock: w.on(day).clock,
            ..app.clone()
        };
        publish(&w, &later, &form()).await;
        let before = app.store.tidings().now();
        for _ in 0..2 {
            let fed = app::index::catch_up(&later).await;
            assert!(fed.is_err(), "{day}: {fed:?}");
            assert_eq!(
                app.store.tidings().now(),
                before,
                "{day}: told when it was done"
            );
        }
    }
}

/// Drafted, read by all, published.
async fn publish(w: &World, app: &App, form: &ItemForm) {
    let key = app.clock.today().to_string();
    let key = format!("{key} {:?}", form.in_force_until);
    let id = items::draft(app, &by(&w.clerk), form, &key).await.unwrap();
    let version = items::submit(app, &by(&w.clerk), &id, 1, "").await.unwrap();
    let version = w.read_in(app, &id, version).await.unwrap();
    let said = items::PublishForm::default();
    items::publish(app, &by(&w.publisher), &id, version, &said)
        .await
        .unwrap();
}
