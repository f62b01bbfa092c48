//! 公开目录: a head that stands empty is named, its reason is stated by the head of the disclosure unit and read by the public.

use app::Role;

use super::house::House;
use crate::portal::{item, publish};

#[tokio::test]
async fn an_empty_head_gets_its_reason_and_the_public_reads_it() {
    let house = House::new().await;
    publish(&house, "QA", &item("集市管理办法")).await;
    let mut clerk = house.enter("QA", &[Role::Clerk]).await;
    let page = clerk.get("/office/catalogue").await;
    page.is(200)
        .says(&["第二十条第（4）项没有公开任何信息", "A-20", "2026-11-24"]);
    page.lacks(&["第二十条第（11）项没有公开任何信息", "name=\"why\""]);

    let mut head = house.enter("QA", &[Role::DisclosureHead]).await;
    let mut visitor = house.browser();
    fn said<'a>(why: &'a str, organ: &'a str, version: &'a str) -> [(&'a str, &'a str); 4] {
        [
            ("head", "4"),
            ("why", why),
            ("organ", organ),
            ("version", version),
        ]
    }
    for (why, organ, field) in [
        ("other_organ", "", "organ"),
        ("other_organ", "QA", "organ"),
        ("no_duty", "QB", "organ"),
        ("because", "", "why"),
    ] {
        head.get("/office/catalogue").await;
        let wrong = head.post("/office/catalogue", &said(why, organ, "1")).await;
        wrong.is(422).says(&[&format!("#{field}"), "A-20"]);
    }
    head.get("/office/catalogue").await;
    let done = head
        .post("/office/catalogue", &said("other_organ", "QB", "1"))
        .await;
    assert_eq!(done.status, 303, "{}", done.text);
    visitor
        .get("/organs/QA/content")
        .await
        .says(&["<a href=\"/organs/QB/content\">由其他机关负责公开</a>"]);
    let page = head.get("/office/catalogue").await;
    page.says(&["由其他机关负责公开：甲县民政局"]);
    page.lacks(&["第二十条第（4）项没有公开任何信息"]);
    // Two at once: the second is told.
    let late = head
        .post("/office/catalogue", &said("no_duty", "", "1"))
        .await;
    late.is(409);
    // Its particulars change, from a sheet: what was stated stays.
    let mut form = app::organs::get(&house.app, "QA").await.unwrap();
    form.telephone = "0900-1234567".into();
    app::organs::save(&house.app, &form, "test").await.unwrap();
    assert!(!app::organs::save(&house.app, &form, "test").await.unwrap());
    visitor
        .get("/organs/QA/content")
        .await
        .says(&["由其他机关负责公开"]);
    head.get("/office/catalogue").await;
    let back = head.post("/office/catalogue", &said("", "", "3")).await;
    assert_eq!(back.status, 303, "{}", back.text);
    visitor
        .get("/organs/QA/content")
        .await
        .lacks(&["由其他机关负责公开"]);
}
