//! The year's register, the package of a case and redaction, as a browser sees them.

use app::Role;

use super::house::{House, Page};

const DAY: &str = "2026-11-24";

/// The fields that every form of a case page carries.
fn carried(page: &Page) -> [(&'static str, String); 2] {
    ["version", "key"].map(|name| (name, page.hidden(name)))
}

#[tokio::test]
async fn the_register_is_a_workbook_for_whoever_reads_the_records() {
    let house = House::new().await;
    house.request("QA", "2026-11-20").await;
    let mut reader = house.enter("QA", &[Role::Legal]).await;
    let link = "/office/requests/register?year=2026";
    reader.get("/office/requests").await.says(&[link]);
    let file = reader.get(link).await;
    assert!(
        file.is(200).media.contains("spreadsheetml"),
        "{}",
        file.media
    );
    for wrong in ["26", "abc", "99999"] {
        let path = format!("/office/requests/register?year={wrong}");
        reader
            .get(&path)
            .await
            .is(422)
            .says(&["年份应写成四位数字"]);
    }
}

#[tokio::test]
async fn the_package_asks_why_and_puts_the_look_on_record() {
    let house = House::new().await;
    let id = house.request("QA", "2026-11-20").await;
    let path = format!("/office/requests/{id}");
    let mut clerk = house.enter("QA", &[Role::Clerk]).await;
    let page = clerk.get(&path).await;
    let [version, key] = carried(&page);
    let asked = |why: &'static str| {
        [
            (version.0, version.1.as_str()),
            (key.0, key.1.as_str()),
            ("form", "package"),
            ("why", why),
        ]
    };
    clerk
        .post(&format!("{path}/package"), &asked(""))
        .await
        .is(422)
        .says(&["请填写查看理由", "id=\"package\" open"]);
    let file = clerk
        .post(&format!("{path}/package"), &asked("移交档案"))
        .await;
    assert_eq!(file.is(200).media, "application/zip");
    clerk
        .get(&path)
        .await
        .says(&["移交档案", "查看申请人完整信息"]);
}

#[tokio::test]
async fn a_file_is_redacted_for_a_partial_disclosure() {
    let house = House::new().await;
    let id = house.request("QA", "2026-11-20").await;
    let path = format!("/office/requests/{id}");
    let mut clerk = house.enter("QA", &[Role::Clerk]).await;
    let page = clerk.get(&path).await;
    page.lacks(&["id=\"act-redacted\""]);
    let [version, key] = carried(&page);
    let prepared = [
        ("kind", "decision_prepared"),
        ("code", "PART"),
        ("grounds", "NO-PROCESS"),
        ("withheld", "第1页讨论记录"),
        ("reasons", "属于讨论记录"),
        ("on", DAY),
        (version.0, version.1.as_str()),
        (key.0, key.1.as_str()),
    ];
    clerk
        .post(&format!("{path}/handling"), &prepared)
        .await
        .is(303);
    let page = clerk.get(&path).await;
    page.says(&["id=\"act-redacted\"", "遮盖文件（部分公开）"]);
    let [version, key] = carried(&page);
    let marked = |phrases: &'static str| {
        [
            ("kind", "redacted"),
            ("phrases", phrases),
            ("pages", ""),
            ("reason", "讨论记录"),
            (version.0, version.1.as_str()),
            (key.0, key.1.as_str()),
        ]
    };
    let text = "验收结论：合格。\n讨论中刘四海认为应当返工。\n".as_bytes();
    let file = ("file", "纪要.txt", text);
    clerk
        .upload(&format!("{path}/redact"), &marked("不在里面"), file)
        .await
        .is(422)
        .says(&["没有找到“不在里面”", "[A-37]", "#act-redacted-phrases"]);
    let made = clerk
        .upload(
            &format!("{path}/redact"),
            &marked("刘四海认为应当返工"),
            file,
        )
        .await;
    made.is(200).says(&["纪要（公开部分）.txt", "逐一查找"]);
    let links = made.links(&format!("{path}/files/"));
    let given = clerk.get(&links[0]).await;
    given
        .is(200)
        .says(&["验收结论：合格"])
        .lacks(&["刘四海", "返工"]);
    // The original is behind a reason, and not among the links.
    let page = clerk.get(&path).await;
    page.says(&["纪要.txt"]).lacks(&["遮盖标记.json</a>"]);
    // As the answer gives it, and in the course of the case.
    let links = page.links(&format!("{path}/files/"));
    assert!(links.iter().all(|link| *link == links[0]), "{links:?}");
}
