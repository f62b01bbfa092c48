//! The report: every number opens, the checks stand beside it, the text is written, the head publishes.

use std::collections::BTreeSet;

use app::Role;

use super::house::House;

#[tokio::test]
async fn every_number_of_the_three_tables_opens() {
    let house = House::new().await;
    house.request("QA", "2026-11-20").await;
    let mut head = house.enter("QA", &[Role::DisclosureHead]).await;
    let page = head.get("/office/reports/2026").await;
    page.is(200).says(&[
        "一、总体情况",
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
        "五、存在的主要问题及改进情况",
        "六、其他需要报告的事项",
        "第一项加第二项之和，等于第三项加第四项之和",
        "rowspan=\"22\"",
    ]);
    let cells: BTreeSet<String> = page
        .links("/office/reports/2026/cells/")
        .into_iter()
        .collect();
    assert_eq!(cells.len(), 10 + 175 + 15);
    for cell in cells {
        head.get(&cell).await.is(200);
    }
    let nowhere = web::kit::download::encoded("没有这一行");
    head.get(&format!(
        "/office/reports/2026/cells/table3/{nowhere}/{nowhere}"
    ))
    .await
    .is(404);
    head.get("/office/reports/1990").await.is(404);
    head.get("/office/reports/2027").await.is(404);
}

#[tokio::test]
async fn blanks_stop_a_report_and_a_full_one_is_published() {
    let house = House::new().await;
    let mut head = house.enter("QA", &[Role::DisclosureHead]).await;
    let year = "/office/reports/2025";
    head.get(year)
        .await
        .says(&["R-22", "有空白", "href=\"#s2\""]);
    head.post(&format!("{year}/publish"), &[("version", "0")])
        .await
        .is(422)
        .says(&["没有办理", "R-34", "R-10"]);
    for row in law::report::figure::ROWS.iter().take(10) {
        let fields = [("row", *row), ("value", "0"), ("source", "台账")];
        head.post("/office/figures/2025", &fields).await.is(303);
    }
    head.get(year).await.lacks(&["R-22"]);
    sign_off(&house, "QA", 2025).await;
    let version = head.get(year).await.hidden("version");
    head.post(&format!("{year}/publish"), &[("version", &version)])
        .await
        .is(303);
    head.get(year)
        .await
        .says(&["2026-11-24 已发布", "启动更正"]);
    head.get("/office/reports")
        .await
        .says(&["2026-11-24 已发布"]);
    house.request("QA", "2025-11-20").await;
    head.get(year).await.says(&["发布以后台账又有变化"]);
}

#[tokio::test]
async fn a_year_that_is_not_over_is_not_published() {
    let house = House::new().await;
    let mut head = house.enter("QA", &[Role::DisclosureHead]).await;
    head.get("/office/reports/2026")
        .await
        .says(&["年度还没有结束"])
        .lacks(&["/office/reports/2026/publish"]);
    head.post("/office/reports/2026/publish", &[("version", "0")])
        .await
        .is(422)
        .says(&["R-21", "这一年还没有结束"]);
}

#[tokio::test]
async fn the_text_is_saved_and_a_colleague_s_text_is_not_overwritten() {
    let house = House::new().await;
    let mut clerk = house.enter("QA", &[Role::Clerk]).await;
    let version = clerk.get("/office/reports/2026").await.hidden("version");
    let send = |text: &'static str| {
        [
            ("version", version.clone()),
            ("section1", text.into()),
            ("section5", "问题".into()),
            ("section6", "无".into()),
        ]
    };
    let first = send("第一个人写的总体情况");
    let borrowed: Vec<(&str, &str)> = first
        .iter()
        .map(|(key, value)| (*key, value.as_str()))
        .collect();
    clerk
        .post("/office/reports/2026/sections", &borrowed)
        .await
        .is(303);
    clerk
        .get("/office/reports/2026")
        .await
        .says(&["第一个人写的总体情况"]);
    let second = send("第二个人写的总体情况");
    let borrowed: Vec<(&str, &str)> = second
        .iter()
        .map(|(key, value)| (*key, value.as_str()))
        .collect();
    clerk
        .post("/office/reports/2026/sections", &borrowed)
        .await
        .is(409)
        .says(&["同事刚刚保存过", "第二个人写的总体情况"]);
    clerk
        .get("/office/reports/2026")
        .await
        .says(&["第一个人写的总体情况"])
        .lacks(&["第二个人"]);
}

#[tokio::test]
async fn the_report_downloads_in_every_form() {
    let house = House::new().await;
    let mut clerk = house.enter("QA", &[Role::Clerk]).await;
    for (form, starts) in [
        ("pdf", "%PDF"),
        ("docx", "PK"),
        ("xlsx", "PK"),
        ("html", "<!"),
        ("json", "{"),
    ] {
        let page = clerk
            .get(&format!("/office/reports/2026/files/{form}"))
            .await;
        page.is(200);
        assert!(
            page.text.starts_with(starts),
            "{form}: {}",
            &page.text.chars().take(40).collect::<String>()
        );
    }
    clerk.get("/office/reports/2026/files/exe").await.is(404);
}

/// Written, reviewed and signed off by three people of the organ.
pub async fn sign_off(house: &House, organ: &str, year: i16) {
    let base = format!("/office/reports/{year}");
    let mut clerk = house.enter(organ, &[Role::Clerk]).await;
    let version = clerk.get(&base).await.hidden("version");
    let fields = [
        ("version", version.as_str()),
        ("section1", "总体情况。"),
        ("section5", "问题和改进。"),
        ("section6", "未收取信息处理费。"),
    ];
    clerk
        .post(&format!("{base}/sections"), &fields)
        .await
        .is(303);
    for (role, step) in [(Role::Head, "review"), (Role::Leader, "sign")] {
        let mut reader = house.enter(organ, &[role]).await;
        let version = reader.get(&base).await.hidden("version");
        let page = reader
            .post(&format!("{base}/{step}"), &[("version", &version)])
            .await;
        page.is(303);
    }
}
