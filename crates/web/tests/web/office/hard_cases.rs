//! Hard cases as they stand on the pages: what the head may set aside, what is registered with a warning, what is provisional.

use app::Role;

use super::house::{House, Page};

fn posted<'a>(page: &'a Page, fields: &[(&'a str, &'a str)]) -> Vec<(&'a str, String)> {
    let mut all: Vec<(&str, String)> = fields
        .iter()
        .map(|(name, value)| (*name, (*value).to_string()))
        .collect();
    all.push(("version", page.hidden("version")));
    all.push(("key", page.hidden("key")));
    all
}

fn as_pairs<'a>(fields: &'a [(&'a str, String)]) -> Vec<(&'a str, &'a str)> {
    fields
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect()
}

/// C.10: received on 11-03, its seventh working day is 11-12; today is 11-24.
#[tokio::test]
async fn the_head_sets_a_late_correction_notice_s_refusal_aside() {
    let house = House::new().await;
    let id = house.request("QA", "2026-11-03").await;
    let path = format!("/office/requests/{id}");
    let mut clerk = house.enter("QA", &[Role::Clerk]).await;
    let mut head = house.enter("QA", &[Role::DisclosureHead]).await;
    clerk
        .get(&path)
        .await
        .says(&["A-30.5"])
        .lacks(&["name=\"despite\""]);
    let page = head.get(&path).await;
    page.says(&["name=\"despite\"", "仍然发出补正告知的理由"]);
    let notice = [
        ("kind", "correction_noticed"),
        ("on", "2026-11-24"),
        ("days", "15"),
        ("reached", "2026-11-24"),
        ("note", "请写明所需信息的名称"),
    ];
    let without = posted(&page, &notice);
    head.post(&format!("{path}/acts"), &as_pairs(&without))
        .await
        .is(422)
        .says(&["A-30.5"]);
    let reasoned = [&notice[..], &[("despite", "申请人来电后才发现内容不明确")]].concat();
    let with = posted(&page, &reasoned);
    clerk
        .post(&format!("{path}/acts"), &as_pairs(&with))
        .await
        .is(422);
    head.post(&format!("{path}/acts"), &as_pairs(&with))
        .await
        .is(303);
    clerk
        .get(&path)
        .await
        .says(&["申请人来电后才发现内容不明确", "仍然办理的理由", "A-30.5"]);
}

/// C.10: a suit about a refusal that should have gone to 复议 first is registered, and said to be unusual.
#[tokio::test]
async fn a_direct_suit_about_a_refusal_is_registered_with_its_warning() {
    let house = House::new().await;
    let mut clerk = house.enter("QA", &[Role::Clerk]).await;
    for (code, warned) in [("NONE", false), ("NO-SECRET", true)] {
        let id = house.request("QA", "2026-11-20").await;
        let path = format!("/office/requests/{id}");
        let on = ("on", "2026-11-23");
        let searched = [
            ("kind", "search_recorded"),
            ("where", "档案室"),
            ("by", "经办人"),
            ("terms", "批复"),
            ("result", "没有"),
            on,
        ];
        let prepared = [
            ("kind", "decision_prepared"),
            ("code", code),
            ("reasons", "经核对"),
            ("evidence", "密级标志和保密期限的证明"),
            on,
        ];
        let answer = [("kind", "answered"), ("code", code), ("how", "handed"), on];
        for (to, fields) in [
            ("handling", &searched[..]),
            ("handling", &prepared[..]),
            ("acts", &answer[..]),
        ] {
            let page = clerk.get(&path).await;
            let fields = posted(&page, fields);
            clerk
                .post(&format!("{path}/{to}"), &as_pairs(&fields))
                .await
                .is(303);
        }
        let row = store::requests::get(&house.app.store, "QA", &id)
            .await
            .unwrap()
            .unwrap();
        let key = clerk.get("/office/remedies").await.hidden("key");
        let suit = [
            ("key", key.as_str()),
            ("track", "direct_suit"),
            ("on", "2026-11-24"),
            ("request", row.number.as_str()),
        ];
        clerk.post("/office/remedies", &suit).await.is(303);
        let list = clerk.get("/office/remedies").await;
        list.says(&[&row.number]);
        let said = list.text.contains("应当先经行政复议");
        assert_eq!(said, warned, "{code}");
    }
}

/// C.10, C-8: "延期后最晚 2027-01-…" lay past the last known day and was shown without its mark.
#[tokio::test]
async fn the_latest_day_is_marked_where_it_is_shown() {
    let house = House::new().await;
    let id = house.request("QA", "2026-11-20").await;
    let mut clerk = house.enter("QA", &[Role::Clerk]).await;
    let seen = app::requests::open(
        &house.app,
        &super::super::portal::everybody(&house, "QA").await,
        &id,
    )
    .await
    .unwrap();
    let latest = seen.assessment.latest.unwrap();
    assert!(seen.assessment.latest_provisional && !seen.assessment.provisional);
    let page = clerk.get(&format!("/office/requests/{id}")).await;
    page.says(&[&format!("{latest} 待定")]);
}
