//! Two processes on one database: what one withdraws the other shows no longer, once it has looked at the ledger.

use app::{Settings, rights::By};

use super::{everybody, item, publish};
use crate::{databases::both, office::house::House};

/// The look is what runs once a second beside the server. It forgets kept pages before it turns to the index.
#[tokio::test]
async fn a_page_kept_here_goes_when_another_node_takes_it_down() {
    for database in both().await {
        let one = House::within(database.store.clone(), Settings::default()).await;
        let two = one.beside(database.again().await);
        let id = publish(&one, "QA", &item("集市管理办法")).await;
        let path = format!("/items/QA/{id}");
        let (mut here, mut there) = (one.browser(), two.browser());
        app::index::catch_up(&two.app).await.unwrap();
        for _ in 0..2 {
            here.get(&path).await.is(200);
            there.get(&path).await.is(200);
        }

        let staff = everybody(&one, "QA").await;
        let version = app::items::open(&one.app, &staff, &id)
            .await
            .unwrap()
            .row
            .version;
        let by = By::of(&staff).unwrap();
        app::items::suspend(&one.app, &by, &id, version, "核查")
            .await
            .unwrap();
        here.get(&path).await.is(404);
        app::index::catch_up(&two.app).await.unwrap();
        there.get(&path).await.is(404);
        let sought = there.get("/search?q=%E9%9B%86%E5%B8%82").await;
        sought.lacks(&["集市管理办法"]);
    }
}
