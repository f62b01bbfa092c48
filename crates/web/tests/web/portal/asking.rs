//! Asking: the form of Art. 29, the receipt, the progress page.

use crate::office::house::{Browser, House, Page};

/// A request that lacks nothing.
const WHOLE: [(&str, &str); 11] = [
    ("organ", "QA"),
    ("wanted", "2025年集市改造验收报告"),
    ("document_number", ""),
    ("form", "electronic"),
    ("delivery", "online"),
    ("applicant", "natural"),
    ("name", "李小红"),
    ("id_number", "11010519491231002X"),
    ("phone", "13900000000"),
    ("email", ""),
    ("address", ""),
];

async fn send(visitor: &mut Browser, changes: &[(&'static str, &'static str)]) -> Page {
    let key = visitor.get("/apply").await.hidden("key");
    let mut fields: Vec<(&str, &str)> = WHOLE
        .iter()
        .filter(|(name, _)| changes.iter().all(|(changed, _)| changed != name))
        .copied()
        .chain(changes.iter().copied())
        .collect();
    fields.push(("key", &key));
    visitor.post_bare("/apply", &fields, &[]).await
}

/// No purpose is asked.
#[tokio::test]
async fn the_form_asks_what_the_law_allows() {
    let house = House::new().await;
    let page = house.browser().get("/apply?organ=QA").await;
    page.is(200).says(&[
        "name=\"wanted\"",
        "name=\"id_number\"",
        "name=\"delivery\"",
        "个人信息的处理",
    ]);
    page.lacks(&["用途\"", "name=\"purpose\"", "特殊需要"]);
    house
        .browser()
        .get("/apply/paper?organ=QA")
        .await
        .is(200)
        .says(&["甲县商务局"]);
}

/// Each missing or wrong field by itself: named, with its rule, what was typed kept, nothing saved.
#[tokio::test]
async fn what_is_missing_is_named() {
    let house = House::new().await;
    let mut visitor = house.browser();
    for (change, rule) in [
        (vec![("organ", "")], "第二十九条第二款"),
        (vec![("organ", "QX")], "第二十九条第二款"),
        (vec![("wanted", "")], "第二十九条第二款"),
        (vec![("name", "  ")], "第二十九条第二款"),
        (vec![("id_number", "")], "第二十九条第二款"),
        (vec![("phone", "")], "第二十九条第二款"),
        (vec![("email", "not-an-address")], "form"),
        (vec![("applicant", "alien")], "id=\"applicant\""),
        (vec![("form", "stone tablet")], "第二十九条第二款"),
        (vec![("delivery", "pigeon")], "第二十九条第二款"),
    ] {
        let field = change[0].0;
        let page = send(&mut visitor, &change).await;
        page.is(422).says(&[rule, &format!("id=\"{field}-error\"")]);
        page.lacks(&["[A-", "[form]", "[R-"]);
        if field != "name" {
            page.says(&["李小红"]);
        }
    }
    let clerk = super::everybody(&house, "QA").await;
    let all = app::requests::list(&house.app, &clerk, &store::requests::Filter::default())
        .await
        .unwrap();
    assert_eq!(all.1, 0);
}

/// Sent twice, filed once; number and code open the progress page, and nothing else does.
#[tokio::test]
async fn filed_once_and_followed() {
    let house = House::new().await;
    let mut visitor = house.browser();
    let key = visitor.get("/apply").await.hidden("key");
    let fields: Vec<(&str, &str)> = WHOLE
        .iter()
        .copied()
        .chain([("key", key.as_str())])
        .collect();
    let first = visitor.post_bare("/apply", &fields, &[]).await;
    let second = visitor.post_bare("/apply", &fields, &[]).await;
    let number = between(&first.text, "id=\"receipt-number\">", "<");
    let code = between(&first.text, "id=\"receipt-code\">", "<");
    assert_eq!(number, between(&second.text, "id=\"receipt-number\">", "<"));
    let found = visitor
        .post_bare("/progress", &[("number", &number), ("code", &code)], &[])
        .await;
    found
        .is(200)
        .says(&["待双方确认", "2026-11-24", "甲县商务局"]);
    found.lacks(&["李小红", "11010519491231002X", "13900000000"]);
    for (number, code) in [
        (number.as_str(), "WRONGCODE"),
        ("QA-2026-99999", code.as_str()),
        ("", ""),
    ] {
        let page = visitor
            .post_bare("/progress", &[("number", number), ("code", code)], &[])
            .await;
        assert!(page.status.is_client_error(), "{}", page.status);
        page.lacks(&["2026-11-24"]);
    }
}

/// Guessing codes is stopped after some attempts.
#[tokio::test]
async fn guessing_is_throttled() {
    let house = House::new().await;
    let mut visitor = house.browser();
    let receipt = send(&mut visitor, &[]).await;
    let number = between(&receipt.text, "id=\"receipt-number\">", "<");
    let mut last = 0;
    for guess in 0..30 {
        let code = format!("GUESS-{guess}");
        last = visitor
            .post_bare("/progress", &[("number", &number), ("code", &code)], &[])
            .await
            .status
            .as_u16();
    }
    assert_eq!(last, 429);
    let code = between(&receipt.text, "id=\"receipt-code\">", "<");
    visitor
        .post_bare("/progress", &[("number", &number), ("code", &code)], &[])
        .await
        .is(429);
}

#[tokio::test]
async fn a_form_from_elsewhere_is_refused() {
    let house = House::new().await;
    let mut visitor = house.browser();
    let page = visitor
        .post_bare("/apply", &WHOLE, &[("origin", "https://evil.example")])
        .await;
    page.is(403);
    let huge = "字".repeat(40_000);
    let page = visitor.post_bare("/apply", &[("wanted", &huge)], &[]).await;
    assert!(page.status.is_client_error(), "{}", page.status);
}

fn between(text: &str, before: &str, after: &str) -> String {
    text.split_once(before)
        .and_then(|(_, rest)| rest.split_once(after))
        .map(|(found, _)| found.to_string())
        .unwrap_or_else(|| panic!("no {before} in {text}"))
}
