//! The supervisor's pages: who has reported, each cell into its units, accept, return, remind, file.

use app::{Role, organs::OrganForm};

use super::{house::House, reports::sign_off};

/// The two organs of the house below an office; QA has handed in a signed report.
async fn county() -> House {
    let house = House::new().await;
    for (code, kind, parent, name) in [
        ("QO", "office", "", "甲县人民政府办公室"),
        ("QA", "department", "QO", "甲县商务局"),
        ("QB", "township", "QO", "甲县民政局"),
        ("QV", "vertical", "QO", "甲县税务局"),
    ] {
        let form = OrganForm {
            code: code.into(),
            name: name.into(),
            short_name: name.into(),
            kind: kind.into(),
            parent: parent.into(),
            ..OrganForm::default()
        };
        app::organs::save(&house.app, &form, "test").await.unwrap();
    }
    let mut clerk = house.enter("QA", &[Role::Clerk]).await;
    clerk.get("/office/figures/2025").await;
    for row in law::report::figure::ROWS.iter().take(10) {
        let value = if *row == "行政许可" { "12" } else { "0" };
        let fields = [("row", *row), ("value", value), ("source", "台账")];
        clerk.post("/office/figures/2025", &fields).await.is(303);
    }
    sign_off(&house, "QA", 2025).await;
    let version = clerk.get("/office/reports/2025").await.hidden("version");
    clerk
        .post("/office/reports/2025/submit", &[("version", &version)])
        .await
        .is(303);
    house
}

const YEAR: &str = "/office/consolidation/2025";

#[tokio::test]
async fn the_table_names_who_is_missing_and_every_cell_opens() {
    let house = county().await;
    let mut head = house.enter("QO", &[Role::Supervisor]).await;
    assert_eq!(head.get("/office/consolidation").await.location, YEAR);
    let page = head.get(YEAR).await;
    page.is(200).says(&[
        "甲县商务局",
        "已报送",
        "甲县民政局没有报送",
        "R-19",
        "2026-01-31 起逾期",
        "垂直管理，不计入",
        "2026-02-20",
    ]);
    let cells = page.links(&format!("{YEAR}/cells/"));
    assert_eq!(cells.len(), 200);
    let licences = format!(
        "{YEAR}/cells/table2/{}/{}",
        web::kit::download::encoded("行政许可"),
        web::kit::download::encoded("本年处理决定数量")
    );
    let cell = head.get(&licences).await;
    cell.is(200)
        .says(&["甲县商务局", ">12</a>", "未报送", "不计入"]);
    let unit = cell.links(&format!("{YEAR}/units/QA/cells/"));
    head.get(&unit[0])
        .await
        .is(200)
        .says(&["台账", "只列编号和日期"]);
    for (lang, word) in [("zh", "汇总"), ("en", "Consolidated report on 2025")] {
        head.speak(lang);
        for path in [
            YEAR.to_string(),
            licences.clone(),
            unit[0].clone(),
            format!("{YEAR}/units/QB"),
        ] {
            let page = head.get(&path).await;
            page.is(200).says(&[word]);
            page.words_are_all_there();
        }
    }
    for format in ["pdf", "docx", "xlsx", "html", "json"] {
        head.get(&format!("{YEAR}/files/{format}")).await.is(200);
    }
}

#[tokio::test]
async fn only_the_supervisor_of_the_organ_above_looks_into_a_unit() {
    let house = county().await;
    for (organ, role, path, status) in [
        ("QA", Role::Supervisor, YEAR.to_string(), 404),
        ("QA", Role::Supervisor, format!("{YEAR}/units/QB"), 404),
        ("QO", Role::Clerk, YEAR.into(), 403),
        ("QO", Role::Leader, YEAR.into(), 200),
        ("QO", Role::Leader, format!("{YEAR}/units/QA"), 403),
        ("QO", Role::Supervisor, format!("{YEAR}/units/QA"), 200),
        ("QO", Role::Supervisor, format!("{YEAR}/units/ZZ"), 404),
    ] {
        let mut browser = house.enter(organ, &[role]).await;
        let page = browser.get(&path).await;
        assert_eq!(page.status.as_u16(), status, "{organ} {role:?} {path}");
    }
    let mut clerk = house.enter("QA", &[Role::Clerk]).await;
    clerk
        .post(&format!("{YEAR}/units/QA/accept"), &[("version", "1")])
        .await
        .is(403);
}

#[tokio::test]
async fn a_unit_is_reminded_filed_returned_and_accepted() {
    let house = county().await;
    let mut clerk = house.enter("QB", &[Role::Clerk]).await;
    let mut head = house.enter("QO", &[Role::Supervisor]).await;
    let unit = format!("{YEAR}/units/QB");
    head.get(YEAR).await;
    let page = head
        .post(&format!("{YEAR}/chase"), &[("note", "请报送")])
        .await;
    assert!(
        page.location.ends_with("done=chased&n=1"),
        "{}",
        page.location
    );
    let version = head.get(&unit).await.hidden("version");
    // What is no report is refused with the field named, and nothing is kept.
    head.upload(
        &format!("{unit}/receive"),
        &[("version", &version)],
        ("file", "a.txt", b"hello"),
    )
    .await
    .is(422)
    .says(&["R-1"]);
    let mut report = law::report::Report::empty("甲县民政局", 2025);
    report
        .table3
        .set(law::report::Row::New, law::report::Column::Total, Some(4));
    let file = serde_json::to_vec(&report).unwrap();
    let sent = ("file", "民政局.json", file.as_slice());
    let page = head
        .upload(&format!("{unit}/receive"), &[("version", &version)], sent)
        .await;
    assert!(
        page.location.ends_with("done=received_faulty"),
        "{} {}",
        page.location,
        page.text
    );
    let page = head.get(&unit).await;
    page.says(&["R-32", "下载报来的文件", "已计入汇总"]);
    head.get(&format!("{unit}/file")).await.is(200);
    head.get(YEAR).await.says(&["R-32", "文件报送"]);
    let version = page.hidden("version");
    // Taken in silence it is not: the form says why, and comes back with what was typed.
    page.says(&["确需接收的，在“意见”中写明理由"]);
    head.post(
        &format!("{unit}/accept"),
        &[("version", &version), ("note", " ")],
    )
    .await
    .is(422)
    .says(&["处勾稽关系不成立", "R-60"]);
    head.post(
        &format!("{unit}/return"),
        &[("version", &version), ("note", "")],
    )
    .await
    .is(422);
    head.post(
        &format!("{unit}/return"),
        &[("version", &version), ("note", "总计不符")],
    )
    .await
    .is(303);
    head.post(&format!("{unit}/accept"), &[("version", &version)])
        .await
        .is(409);
    // The unit sees why; the other one is accepted and may publish.
    clerk
        .get("/office/reports/2025")
        .await
        .says(&["退回修改", "总计不符", "催报 1 次"]);
    head.get(&unit).await.says(&["退回意见：总计不符"]);
    clerk
        .get("/office")
        .await
        .says(&["甲县人民政府办公室催报 2025 年度报告"]);
    let version = head
        .get(&format!("{YEAR}/units/QA"))
        .await
        .hidden("version");
    head.post(&format!("{YEAR}/units/QA/accept"), &[("version", &version)])
        .await
        .is(303);
    let mut publisher = house.enter("QA", &[Role::DisclosureHead]).await;
    let version = publisher
        .get("/office/reports/2025")
        .await
        .hidden("version");
    publisher
        .post("/office/reports/2025/publish", &[("version", &version)])
        .await
        .is(303);
    let mut visitor = house.browser();
    visitor.get("/reports/QA/2025").await.is(200).says(&[
        "/reports/meaning#r3-01",
        "role=\"img\"",
        "<desc",
        "data.csv",
    ]);
    visitor
        .get("/reports")
        .await
        .is(200)
        .says(&["甲县商务局", "甲县民政局"]);
    for lang in ["zh", "en"] {
        visitor.speak(lang);
        let page = visitor.get("/reports/meaning").await;
        page.is(200)
            .says(&["id=\"r3-25\"", "id=\"r2-06\"", "id=\"r4-03\""]);
        page.words_are_all_there();
    }
    let csv = visitor.get("/reports/data.csv").await;
    assert_eq!(
        csv.text.lines().count(),
        201,
        "a heading and one line a cell"
    );
    assert!(
        csv.text
            .contains("QA,甲县商务局,own,2025,1,2026-11-24,2,行政许可,本年处理决定数量,12,件")
    );
    let json: serde_json::Value =
        serde_json::from_str(&visitor.get("/reports/data.json").await.text).unwrap();
    assert_eq!(json["reports"][0]["report"]["table2"]["行政许可"], 12);
    assert!(
        json["fields"]["value"]["en"]
            .as_str()
            .unwrap()
            .contains("not zero")
    );
}

#[tokio::test]
async fn a_wrong_report_that_is_accepted_shows_the_reason() {
    let house = county().await;
    let mut head = house.enter("QO", &[Role::Supervisor]).await;
    let unit = format!("{YEAR}/units/QB");
    let version = head.get(&unit).await.hidden("version");
    let mut report = law::report::Report::empty("甲县民政局", 2025);
    report
        .table3
        .set(law::report::Row::New, law::report::Column::Total, Some(4));
    let file = serde_json::to_vec(&report).unwrap();
    let sent = ("file", "民政局.json", file.as_slice());
    head.upload(&format!("{unit}/receive"), &[("version", &version)], sent)
        .await
        .is(303);
    let version = head.get(&unit).await.hidden("version");
    let reason = "原件如此，该单位将更正";
    head.post(
        &format!("{unit}/accept"),
        &[("version", &version), ("note", reason)],
    )
    .await
    .is(303);
    let said = format!("接收时的意见：{reason}");
    head.get(&unit).await.says(&[&said, "R-32"]);
    let mut clerk = house.enter("QB", &[Role::Clerk]).await;
    clerk
        .get("/office/reports/2025")
        .await
        .says(&["主管部门已接收，意见如下", reason]);
    clerk
        .get("/office/reports/2025/history")
        .await
        .says(&[reason]);
}

#[tokio::test]
async fn last_year_is_taken_over_and_stands_beside() {
    let house = county().await;
    let mut clerk = house.enter("QA", &[Role::Clerk]).await;
    clerk
        .get("/office/reports/2025/beside")
        .await
        .says(&["补录上年报告"]);
    let mut last = law::report::Report::empty("甲县商务局", 2024);
    last.table2.set_decisions("行政许可", Some(20));
    let file = serde_json::to_vec(&last).unwrap();
    let version = clerk.get("/office/reports/2024").await.hidden("version");
    let fields = [
        ("version", version.as_str()),
        ("published_on", "2025-01-20"),
    ];
    let page = clerk
        .upload(
            "/office/reports/2024/adopt",
            &fields,
            ("file", "r.json", &file),
        )
        .await;
    assert!(page.location.ends_with("done=adopted"), "{}", page.text);
    for (lang, word) in [("zh", "2024年与2025年对照"), ("en", "2024 beside 2025")] {
        clerk.speak(lang);
        let page = clerk.get("/office/reports/2025/beside").await;
        page.is(200)
            .says(&[word, "change-down", ">8<", "role=\"img\""]);
        clerk.get("/office/reports/2024/history").await.is(200);
    }
}
