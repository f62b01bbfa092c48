//! 自查: a fault leads to where it is mended, the head says who answers for a column, and no organ reads of another.

use app::Role;

use super::house::House;
use crate::portal::{item, publish};

#[tokio::test]
async fn what_would_be_found_is_shown_with_its_day_and_mended_from_there() {
    let house = House::new().await;
    publish(&house, "QA", &item("集市管理办法")).await;
    let mut clerk = house.enter("QA", &[Role::Clerk]).await;
    let page = clerk.get("/office/inspection").await;
    page.is(200).says(&[
        "“（七）财政预算、决算”没有公开任何信息",
        "[A-20]",
        "href=\"/office/catalogue#say\"",
        "14天内会出现",
    ]);
    page.lacks(&["“（十一）扶贫、教育、医疗、社会保障、促进就业”没有公开任何信息"]);
    let columns = clerk.get("/office/inspection/columns").await;
    columns
        .is(200)
        .says(&["没有明确"])
        .lacks(&["name=\"owner\""]);

    let mut head = house.enter("QA", &[Role::DisclosureHead]).await;
    let own = head.get("/office/inspection/columns").await;
    own.says(&[
        "name=\"owner\"",
        "action=\"/office/inspection/columns/review\"",
    ]);
    let wrong = head
        .post(
            "/office/inspection/columns",
            &[
                ("column", "head/7"),
                ("office", ""),
                ("owner", ""),
                ("review_on", "2020-01-01"),
                ("version", "1"),
            ],
        )
        .await;
    wrong
        .is(422)
        .says(&["#keep-owner", "A-4", "#keep-review_on", "A-12.3"]);
    let said = [
        ("column", "head/7"),
        ("office", "财务股"),
        ("owner", ""),
        ("review_on", "2027-03-01"),
        ("version", "1"),
    ];
    head.get("/office/inspection/columns").await;
    let done = head.post("/office/inspection/columns", &said).await;
    assert_eq!(done.status, 303, "{}", done.text);
    head.get("/office/inspection/columns")
        .await
        .says(&["财务股", "2027-03-01"]);
    // Two at once: the second is told.
    head.post("/office/inspection/columns", &said).await.is(409);
}

#[tokio::test]
async fn only_a_supervisor_reads_of_the_organs_below() {
    let house = House::new().await;
    let mut form = app::organs::get(&house.app, "QB").await.unwrap();
    form.parent = "QA".into();
    app::organs::save(&house.app, &form, "test").await.unwrap();
    let mut above = house.enter("QA", &[Role::Supervisor]).await;
    let county = above.get("/office/inspection/county").await;
    county.is(200).says(&[
        "href=\"/office/inspection/organs/QB\"",
        "甲县民政局",
        "单项否决",
    ]);
    let below = above.get("/office/inspection/organs/QB").await;
    below
        .is(200)
        .says(&["自查：甲县民政局"])
        .lacks(&["href=\"/office/catalogue#say\""]);
    above.get("/office/inspection/organs/QZ").await.is(404);
    let mut beside = house.enter("QB", &[Role::Supervisor]).await;
    beside.get("/office/inspection/organs/QA").await.is(404);
}

/// What is late below leads to its request: number, clock and steps, nothing of the applicant; and the look is on record.
#[tokio::test]
async fn a_supervisor_looks_at_a_request_below_and_sees_nobody() {
    let house = House::new().await;
    let mut form = app::organs::get(&house.app, "QB").await.unwrap();
    form.parent = "QA".into();
    app::organs::save(&house.app, &form, "test").await.unwrap();
    let case = house.request("QB", "2026-09-01").await;
    let mut above = house.enter("QA", &[Role::Supervisor]).await;
    let path = format!("/office/inspection/organs/QB/requests/{case}");
    above
        .get("/office/inspection/organs/QB")
        .await
        .is(200)
        .says(&[&format!("href=\"{path}\"")]);
    let page = above.get(&path).await;
    page.is(200)
        .words_are_all_there()
        .says(&["QB-2026-0001", "2026-09-01", "逾期"])
        .lacks(&["王小明"]);
    let filter = store::audit::Filter {
        kind: Some("looked_below".into()),
        ..store::audit::Filter::default()
    };
    let rows = store::audit::page(&house.app.store, &filter, 10)
        .await
        .unwrap();
    assert_eq!(rows.len(), 1);
    assert_eq!(
        (rows[0].organ.as_str(), rows[0].whom.as_str()),
        ("QB", "QB-2026-0001")
    );
    // Of an organ that is not below there is none, nor one of the own organ by this way.
    let own = house.request("QA", "2026-09-01").await;
    let other = format!("/office/inspection/organs/QA/requests/{own}");
    above.get(&other).await.is(404);
    above
        .get(&format!("/office/inspection/organs/QB/requests/{own}"))
        .await
        .is(404);
    let mut clerk = house.enter("QA", &[Role::Clerk]).await;
    clerk.get(&path).await.is(403);
}
