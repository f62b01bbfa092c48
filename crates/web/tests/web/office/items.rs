//! An item's life: drafted by one, reviewed by another, published by a third.

use app::Role;

use super::house::{Browser, House, Page};

const ITEM: [(&str, &str); 8] = [
    ("column", "content"),
    ("head", "1"),
    ("title", "集贸市场管理办法"),
    ("document_number", "甲商〔2026〕3号"),
    ("made_on", "2026-11-20"),
    ("summary", "规范集贸市场的开办、经营和监督。"),
    (
        "body",
        "第一条 为了规范集贸市场，制定本办法。\n第二条 本办法自公布之日起施行。",
    ),
    ("source_class", "proactive"),
];

/// Drafts an item; returns its id.
pub async fn draft(author: &mut Browser) -> String {
    author.get("/office/items/new").await.is(200);
    let key = format!("key-{}", rand::random::<u64>());
    let fields = [&ITEM[..], &[("key", key.as_str()), ("version", "0")]].concat();
    let page = author.post("/office/items", &fields).await;
    page.is(303);
    page.location
        .trim_start_matches("/office/items/")
        .split('?')
        .next()
        .unwrap()
        .to_string()
}

async fn step(browser: &mut Browser, id: &str, step: &str, fields: &[(&str, &str)]) -> Page {
    let page = browser.get(&format!("/office/items/{id}")).await;
    let version = page.hidden("version");
    let all = [fields, &[("version", version.as_str()), ("key", "k")]].concat();
    browser
        .post(&format!("/office/items/{id}/{step}"), &all)
        .await
}

#[tokio::test]
async fn an_item_is_reviewed_published_and_repealed_by_those_who_may() {
    let house = House::new().await;
    let mut clerk = house.enter("QA", &[Role::Clerk, Role::Head]).await;
    let mut section = house.enter("QA", &[Role::Head]).await;
    let mut reviewer = house.enter("QA", &[Role::Reviewer]).await;
    let mut leader = house.enter("QA", &[Role::Leader]).await;
    let mut publisher = house.enter("QA", &[Role::Publisher]).await;
    let id = draft(&mut clerk).await;
    let path = format!("/office/items/{id}");
    let agrees = [("opinion", "publish"), ("basis", "不涉密")];

    step(&mut publisher, &id, "publish", &[])
        .await
        .is(422)
        .says(&["尚未通过审查", "A-17"]);
    step(&mut clerk, &id, "submit", &[]).await.is(303);
    // Who drafted it does not read it, though he holds the post (S-7).
    clerk
        .get(&path)
        .await
        .says(&["复审人不能是起草或者修改过的人"])
        .lacks(&["id=\"act-check\""]);
    let own = [
        ("version", "2"),
        ("key", "k"),
        ("opinion", "publish"),
        ("basis", "可以"),
    ];
    clerk
        .post(&format!("{path}/check"), &own)
        .await
        .is(422)
        .says(&["S-7"]);
    // Nobody reads before his turn.
    reviewer
        .post(&format!("{path}/review"), &own)
        .await
        .is(422)
        .says(&["S-7", "现在轮到科室负责人", "凭记忆，未与原文核对"]);
    reviewer.speak("en");
    reviewer
        .post(&format!("{path}/review"), &own)
        .await
        .is(422)
        .says(&["S-7", "from memory, not checked against a text"]);
    reviewer.speak("zh");
    step(&mut section, &id, "check", &agrees).await.is(303);
    step(&mut reviewer, &id, "review", &[("basis", "可以")])
        .await
        .is(422)
        .says(&["请选择审查意见", "可以"]);
    step(&mut reviewer, &id, "review", &[("opinion", "publish")])
        .await
        .is(422)
        .says(&["A-17"]);
    step(
        &mut reviewer,
        &id,
        "review",
        &[("opinion", "return"), ("basis", "附件含身份证号")],
    )
    .await
    .is(303);
    clerk
        .get("/office")
        .await
        .says(&["等你处理的公开信息", "集贸市场管理办法"]);
    step(&mut clerk, &id, "submit", &[]).await.is(303);
    section.get("/office").await.says(&[
        "等你处理的公开信息",
        "集贸市场管理办法",
        "轮到科室负责人",
    ]);
    step(&mut section, &id, "check", &agrees).await.is(303);
    // A reading names the text that was read; another text is refused.
    let wrong = [&agrees[..], &[("read", "00ff")]].concat();
    step(&mut reviewer, &id, "review", &wrong)
        .await
        .is(422)
        .says(&["A-17", "所读的不是现在的文本"]);
    step(&mut reviewer, &id, "review", &agrees).await.is(303);
    step(&mut publisher, &id, "publish", &[]).await.is(422);
    step(&mut leader, &id, "sign", &agrees).await.is(303);
    step(&mut publisher, &id, "publish", &[]).await.is(303);
    publisher
        .get(&path)
        .await
        .says(&["QA/2026-00001", "已发布", "附件含身份证号"]);
    step(&mut publisher, &id, "repeal", &[])
        .await
        .is(422)
        .says(&["P-10"]);
    step(
        &mut publisher,
        &id,
        "repeal",
        &[("reason", "上位法修改"), ("by", "甲商〔2026〕9号")],
    )
    .await
    .is(303);
    publisher
        .get(&path)
        .await
        .says(&["已废止", "上位法修改", "甲商〔2026〕9号"]);
}

#[tokio::test]
async fn a_bad_draft_is_kept_on_the_page_with_what_is_wrong() {
    let house = House::new().await;
    let mut clerk = house.enter("QA", &[Role::Clerk]).await;
    clerk.get("/office/items/new").await;
    let page = clerk
        .post(
            "/office/items",
            &[
                ("key", "k"),
                ("version", "0"),
                ("column", "content"),
                ("head", "1"),
                ("title", "一个标题"),
                ("made_on", "2026-12-01"),
            ],
        )
        .await;
    page.is(422).says(&[
        "value=\"一个标题\"",
        "A-12.2",
        "成文日期不能晚于今天",
        "P-11",
        "S-8",
        "A-24",
    ]);
    clerk.get("/office/items").await.says(&["共 0 条"]);
}

#[tokio::test]
async fn two_people_change_one_draft_and_the_second_is_told() {
    let house = House::new().await;
    let mut first = house.enter("QA", &[Role::Clerk]).await;
    let mut second = house.enter("QA", &[Role::Clerk]).await;
    let id = draft(&mut first).await;
    let path = format!("/office/items/{id}");
    let seen = second.get(&format!("{path}/edit")).await.hidden("version");
    let change = |title: &'static str, version: &str| {
        let mut fields: Vec<(&str, String)> = ITEM
            .iter()
            .map(|(key, value)| (*key, (*value).to_string()))
            .collect();
        fields[2].1 = title.into();
        fields.push(("version", version.into()));
        fields.push(("key", "k".into()));
        fields
    };
    let sent = change("第一个人的标题", &seen);
    let borrowed: Vec<(&str, &str)> = sent
        .iter()
        .map(|(key, value)| (*key, value.as_str()))
        .collect();
    first.post(&path, &borrowed).await.is(303);
    let sent = change("第二个人的标题", &seen);
    let borrowed: Vec<(&str, &str)> = sent
        .iter()
        .map(|(key, value)| (*key, value.as_str()))
        .collect();
    second
        .post(&path, &borrowed)
        .await
        .is(409)
        .says(&["同事刚刚更新过", "value=\"第二个人的标题\""]);
    first
        .get(&path)
        .await
        .says(&["第一个人的标题"])
        .lacks(&["第二个人的标题"]);

    // A step on a version that a colleague has moved on from is told apart from a plain refusal.
    step(&mut first, &id, "submit", &[]).await.is(303);
    second
        .post(
            &format!("{path}/submit"),
            &[("version", "2"), ("key", "k2")],
        )
        .await
        .is(409)
        .says(&["送审"]);
}

#[tokio::test]
async fn scripts_in_a_text_never_reach_a_page() {
    let house = House::new().await;
    let mut clerk = house.enter("QA", &[Role::Clerk]).await;
    clerk.get("/office/items/new").await;
    let mut fields = ITEM.to_vec();
    fields[6].1 = "<p onclick=\"x()\">正文</p><script>x()</script>";
    let page = clerk
        .post(
            "/office/items",
            &[&fields[..], &[("key", "k"), ("version", "0")]].concat(),
        )
        .await;
    page.is(303);
    clerk
        .get(&page.location)
        .await
        .says(&["<p>正文</p>"])
        .lacks(&["onclick", "<script"]);
}
