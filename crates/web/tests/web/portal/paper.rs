//! An item to take away: what is public, as it is public, and nothing else.

use app::rights::By;

use super::{everybody, item, publish};
use crate::office::house::House;

#[tokio::test]
async fn a_paper_lives_and_goes_with_its_page() {
    let house = House::new().await;
    let staff = everybody(&house, "QA").await;
    let by = By::of(&staff).unwrap();
    let mut visitor = house.browser();
    let draft = app::items::draft(&house.app, &by, &item("集市草稿"), "a-draft-key-000002")
        .await
        .unwrap();
    for form in ["pdf", "docx"] {
        let asked = visitor.get(&format!("/items/QA/{draft}/{form}")).await;
        asked.is(404).lacks(&["集市草稿"]);
    }
    let id = publish(&house, "QA", &item("集市管理办法")).await;
    for (form, magic) in [("pdf", "%PDF"), ("docx", "PK")] {
        // Made, then kept.
        for _ in 0..2 {
            let paper = visitor.get(&format!("/items/QA/{id}/{form}")).await;
            paper.is(200);
            assert!(paper.text.starts_with(magic), "{form}");
        }
        visitor.get(&format!("/items/QB/{id}/{form}")).await.is(404);
    }
    let page = visitor.get(&format!("/items/QA/{id}")).await;
    page.says(&[
        &format!("/items/QA/{id}/pdf"),
        &format!("/items/QA/{id}/docx"),
    ]);

    let version = app::items::open(&house.app, &staff, &id)
        .await
        .unwrap()
        .row
        .version;
    let publisher = By::of(&staff).unwrap();
    app::items::withdraw(&house.app, &publisher, &id, version, "事实有误")
        .await
        .unwrap();
    for form in ["pdf", "docx"] {
        let gone = visitor.get(&format!("/items/QA/{id}/{form}")).await;
        gone.is(410).lacks(&["集市管理办法"]);
    }
}
