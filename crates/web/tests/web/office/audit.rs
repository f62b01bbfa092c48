//! The audit log in the office: the auditor finds, pages and takes it; nobody else sees it.

use app::Role;
use axum::http::StatusCode;

use super::house::House;

#[tokio::test]
async fn the_auditor_finds_rows_and_what_he_takes_is_written_down() {
    let house = House::new().await;
    let mut admin = house.enter("QA", &[Role::Admin, Role::Security]).await;
    let mut auditor = house.enter("QA", &[Role::Auditor]).await;
    assert_eq!(
        admin.get("/office/audit").await.status,
        StatusCode::FORBIDDEN
    );
    assert_eq!(
        admin.get("/office/audit/export").await.status,
        StatusCode::FORBIDDEN
    );
    assert_eq!(
        auditor.get("/office/people").await.status,
        StatusCode::FORBIDDEN
    );
    assert_eq!(
        auditor.get("/office/requests").await.status,
        StatusCode::FORBIDDEN
    );
    let made = [
        ("organ", "QA"),
        ("name", "新人"),
        ("login", "newcomer"),
        ("roles", "clerk"),
    ];
    assert_eq!(
        admin.post("/office/people", &made).await.status,
        StatusCode::OK
    );
    let page = auditor.get("/office/audit").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(
        page.text.contains("newcomer") && page.text.contains("新增账户"),
        "{}",
        page.text
    );
    let page = auditor
        .get("/office/audit?kind=sign_in&person=newcomer")
        .await;
    assert!(page.text.contains("没有符合条件的记录"), "{}", page.text);
    let page = auditor
        .get("/office/audit?from=2026-11-24&to=2026-11-24&person=newcomer")
        .await;
    assert!(page.text.contains("岗位: clerk"), "{}", page.text);
    let page = auditor.get("/office/audit?from=24.11.").await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.text.contains("起始日期：24.11.不是日期"),
        "{}",
        page.text
    );
    let file = auditor.get("/office/audit/export?person=newcomer").await;
    assert_eq!(file.status, StatusCode::OK);
    let lines: Vec<&str> = file.text.lines().collect();
    assert!(
        lines[0].starts_with("\u{feff}\"seq\",\"at\","),
        "{}",
        lines[0]
    );
    assert_eq!(lines.len(), 2, "{}", file.text);
    let page = auditor.get("/office/audit").await;
    assert!(
        page.text.contains("人员: newcomer"),
        "the export is told: {}",
        page.text
    );
}

#[tokio::test]
async fn older_rows_are_reached_by_number() {
    let house = House::new().await;
    let mut auditor = house.enter("QA", &[Role::Auditor]).await;
    for _ in 0..40 {
        auditor.get("/office/audit/export?kind=job_changed").await;
    }
    let page = auditor.get("/office/audit").await;
    let (_, rest) = page.text.split_once("/office/audit?before=").unwrap();
    let seq: i64 = rest.split('"').next().unwrap().parse().unwrap();
    assert_eq!(seq, 13, "42 rows, of which 30 are shown");
    let page = auditor.get(&format!("/office/audit?before={seq}")).await;
    assert!(
        page.text.contains("<th scope=\"row\">12</th>"),
        "{}",
        page.text
    );
    assert!(!page.text.contains("<th scope=\"row\">13</th>"));
    assert!(!page.text.contains("?before=1\""), "nothing is older");
}
