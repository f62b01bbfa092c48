//! 督办: ordered from the row of a fault, received and answered by the organ below, and read by nobody else.

use app::Role;

use super::house::{Browser, House, Page};
use crate::portal::{item, publish};

/// QB is below QA, and a head of its catalogue stands empty.
async fn county() -> House {
    let house = House::new().await;
    let mut form = app::organs::get(&house.app, "QB").await.unwrap();
    form.parent = "QA".into();
    app::organs::save(&house.app, &form, "test").await.unwrap();
    publish(&house, "QB", &item("集市管理办法")).await;
    house
}

async fn step(browser: &mut Browser, page: &str, action: &str, fields: &[(&str, &str)]) -> Page {
    let seen = browser.get(page).await;
    let (version, key) = (seen.hidden("version"), seen.hidden("key"));
    let mut all = vec![("version", version.as_str()), ("key", key.as_str())];
    all.extend(fields);
    browser.post(&format!("{page}/{action}"), &all).await
}

#[tokio::test]
async fn an_order_goes_from_the_row_of_a_fault_to_the_organ_below_and_back() {
    let house = county().await;
    let mut clerk = house.enter("QB", &[Role::Clerk]).await;
    let mut above = house.enter("QA", &[Role::Supervisor]).await;
    let faults = above.get("/office/inspection/organs/QB").await;
    faults.is(200).says(&["发起督办"]);
    let new = faults
        .links("/office/chases/new")
        .into_iter()
        .find(|link| link.contains("at=head%2F7"))
        .unwrap()
        .replace("&#38;", "&");
    let page = above.get(&new).await;
    page.is(200)
        .says(&["甲县民政局", "（七）财政预算、决算", "name=\"answer_by\""]);
    let key = page.hidden("key");
    let order = |by: &'static str| {
        [
            ("organ", "QB"),
            ("indicator", "column_empty"),
            ("at", "head/7"),
            ("answer_by", by),
            ("text", "请补充公开"),
            ("key", key.as_str()),
            ("version", "0"),
        ]
        .map(|(name, value)| (name.to_string(), value.to_string()))
    };
    let sent = async |browser: &mut Browser, by| {
        let fields = order(by);
        let fields: Vec<_> = fields
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        browser.post("/office/chases", &fields).await
    };
    // A Sunday: the field is named, and what was typed is there.
    let wrong = sent(&mut above, "2026-11-29").await;
    wrong.is(422).says(&["#answer_by", "A-47", "请补充公开"]);
    let done = sent(&mut above, "2026-12-01").await;
    assert_eq!(done.status, 303, "{}", done.text);
    let twice = sent(&mut above, "2026-12-01").await;
    assert_eq!(twice.location, done.location, "a double click");
    let at = done.location.split('?').next().unwrap().to_string();
    above
        .get(&done.location)
        .await
        .says(&["督办已发出", "QA-DB-2026-0001", "待签收"])
        .lacks(&["/below\""]);
    above
        .get("/office/inspection/organs/QB")
        .await
        .says(&["督办中：QA-DB-2026-0001 待签收"]);
    above
        .get("/office/inspection/county")
        .await
        .says(&["href=\"/office/chases?organ=QB\">1<"]);

    clerk
        .get("/office/notices")
        .await
        .says(&["督办（QA-DB-2026-0001）", &format!("href=\"{at}\"")]);
    clerk
        .get("/office/inspection")
        .await
        .says(&["督办中：QA-DB-2026-0001"]);
    clerk.get("/office").await.says(&["等你办理的督办", &at]);
    above.get("/office").await.lacks(&["等你办理的督办"]);
    let got = step(&mut clerk, &at, "below", &[("step", "received")]).await;
    assert_eq!(got.status, 303, "{}", got.text);
    let empty = step(&mut clerk, &at, "below", &[("step", "answered")]).await;
    empty.is(422).says(&["#answered-text", "请写明办理情况"]);
    let said = [("step", "answered"), ("text", "已安排补充公开")];
    let said = step(&mut clerk, &at, "below", &said).await;
    assert_eq!(said.status, 303, "{}", said.text);
    clerk.get("/office").await.lacks(&["等你办理的督办"]);
    above.get("/office").await.says(&["等你办理的督办", &at]);
    // What is the other side's is not done by changing the address.
    step(&mut clerk, &at, "above", &[("step", "accepted")])
        .await
        .is(403);
    let odd = step(&mut above, &at, "above", &[("step", "ordered")]).await;
    odd.is(404);
    let early = step(&mut above, &at, "above", &[("step", "accepted")]).await;
    early.is(422).says(&["今天检查仍会发现这个问题"]);
    above.speak("en");
    above
        .get(&at)
        .await
        .says(&["Answered, to be looked at", "Accept as done", "Send back"])
        .words_are_all_there();
}

#[tokio::test]
async fn nobody_else_reads_a_chase() {
    let house = county().await;
    let mut above = house.enter("QA", &[Role::Supervisor]).await;
    above.get("/office/inspection/organs/QB").await.is(200);
    let order = [
        ("organ", "QB"),
        ("indicator", "column_empty"),
        ("at", "head/7"),
        ("answer_by", "2026-12-01"),
        ("key", "0123456789abcdef"),
        ("version", "0"),
    ];
    let done = above.post("/office/chases", &order).await;
    assert_eq!(done.status, 303, "{}", done.text);
    let at = done.location.split('?').next().unwrap().to_string();
    for (organ, role, status) in [
        ("QA", Role::Leader, 200),
        ("QA", Role::Clerk, 404),
        ("QB", Role::Reviewer, 200),
        ("QB", Role::Supervisor, 200),
        ("QB", Role::Admin, 403),
    ] {
        let mut browser = house.enter(organ, &[role]).await;
        browser.get(&at).await.is(status);
    }
    // An organ orders nothing of the one above it, nor of itself.
    let mut beside = house.enter("QB", &[Role::Supervisor]).await;
    for organ in ["QA", "QB"] {
        let mut order = order;
        order[0].1 = organ;
        beside.post("/office/chases", &order).await.is(404);
    }
}
