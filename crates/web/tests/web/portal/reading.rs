//! Finding and reading: only what is published, with its header, everywhere it should be and nowhere else.

use super::{everybody, item, publish};
use crate::office::house::House;

/// The exits by which an item can reach the public.
fn exits(id: &str) -> Vec<String> {
    [
        "/",
        "/policies",
        "/organs/QA",
        "/organs/QA/content",
        "/search?q=集市",
        "/feed.xml",
        "/feed.xml?organ=QA",
        "/sitemap/items/QA/2026.xml",
    ]
    .map(String::from)
    .into_iter()
    .chain([
        format!("/items/QA/{id}"),
        format!("/items/QA/{id}/verify"),
        format!("/log/record?address=/items/QA/{id}"),
    ])
    .collect()
}

#[tokio::test]
async fn an_item_is_seen_from_publication_to_withdrawal() {
    let house = House::new().await;
    let staff = everybody(&house, "QA").await;
    let app = &house.app;
    let mut visitor = house.browser();
    let draft = app::items::draft(
        app,
        &app::rights::By::of(&staff).unwrap(),
        &item("集市草稿"),
        "a-draft-key-000001",
    )
    .await
    .unwrap();
    for page in exits(&draft) {
        visitor
            .get(&encoded(&page))
            .await
            .lacks(&["集市草稿", &format!("/items/QA/{draft}\"")]);
    }
    visitor.get(&format!("/items/QA/{draft}")).await.is(404);

    let id = publish(&house, "QA", &item("集市管理办法")).await;
    for page in exits(&id) {
        let page = visitor.get(&encoded(&page)).await;
        assert!(
            page.text.contains("集市管理办法") || page.text.contains(&id),
            "{}",
            page.text
        );
    }
    visitor.get(&format!("/items/QB/{id}")).await.is(404);

    let row = app::items::open(app, &staff, &id).await.unwrap().row;
    app::items::withdraw(
        app,
        &app::rights::By::of(&staff).unwrap(),
        &id,
        row.version,
        "事实有误",
    )
    .await
    .unwrap();
    app::index::catch_up(app).await.unwrap();
    for page in [
        format!("/items/QA/{id}"),
        format!("/items/QA/{id}/verify"),
        format!("/files/QA/{id}/{}", "0".repeat(64)),
    ] {
        let gone = visitor.get(&page).await;
        gone.is(410).says(&["2026-11-24", "事实有误"]);
        gone.lacks(&["集市管理办法"]);
    }
    let never = format!("/items/QA/{draft}");
    visitor.get(&never).await.is(404);
    for page in exits(&id) {
        visitor.get(&encoded(&page)).await.lacks(&["集市管理办法"]);
    }
}

/// P-9, W-1, W-2: the header on the page, the tags in its head; markup of a stranger's is cleaned.
#[tokio::test]
async fn an_item_has_its_header_and_tags() {
    let house = House::new().await;
    let id = publish(&house, "QA", &item("集市管理办法")).await;
    let page = house.browser().get(&format!("/items/QA/{id}")).await;
    page.is(200).says(&[
        "索引号",
        "QA/2026-00001",
        "发文机关",
        "甲县商务局",
        "发文字号",
        "甲商发〔2026〕9号",
        "成文日期",
        "2026-11-20",
        "发布日期",
        "2026-11-24",
        "有效性",
        "有效",
        "name=\"SiteName\"",
        "name=\"SiteDomain\"",
        "name=\"SiteIDCode\" content=\"0000000000\"",
        "name=\"ArticleTitle\" content=\"集市管理办法\"",
        "name=\"PubDate\" content=\"2026-11-24 10:00\"",
        "name=\"ContentSource\" content=\"甲县商务局\"",
        "<strong>集市</strong>",
        "role=\"img\"",
    ]);
    page.lacks(&["alert(1)"]);
}

/// A page kept in memory is never stale: what happens to the item makes another page (P-10).
#[tokio::test]
async fn a_kept_page_changes_with_its_item() {
    let house = House::new().await;
    let staff = everybody(&house, "QA").await;
    let id = publish(&house, "QA", &item("集市管理办法")).await;
    let mut visitor = house.browser();
    let address = format!("/items/QA/{id}");
    visitor.get(&address).await.lacks(&["本文件已废止"]);
    let version = app::items::open(&house.app, &staff, &id)
        .await
        .unwrap()
        .row
        .version;
    app::items::repeal(
        &house.app,
        &app::rights::By::of(&staff).unwrap(),
        &id,
        version,
        "被新办法代替",
        "甲商发〔2026〕12号",
    )
    .await
    .unwrap();
    visitor
        .get(&address)
        .await
        .is(200)
        .says(&["本文件已废止", "2026-11-24", "甲商发〔2026〕12号"]);
    visitor.speak("en");
    visitor
        .get(&address)
        .await
        .says(&["Repealed", "lang=\"en\""]);
}

/// The five columns (P-3) open with or without content (P-4).
#[tokio::test]
async fn an_organ_has_five_columns() {
    let house = House::new().await;
    let id = publish(&house, "QA", &item("集市管理办法")).await;
    let mut visitor = house.browser();
    for (column, words) in [
        ("guide", "政府信息公开工作机构"),
        ("rules", "本机关还没有公开制度文件"),
        ("content", "集市管理办法"),
        ("reports", "还没有发布年报"),
        ("apply", "20个工作日"),
    ] {
        let page = visitor.get(&format!("/organs/QA/{column}")).await;
        page.is(200)
            .says(&[words, "name=\"ColumnName\"", "name=\"ColumnType\""]);
        visitor.get(&format!("/organs/QX/{column}")).await.is(404);
    }
    visitor.get("/organs/QA/content").await.says(&[&id]);
    visitor.get("/organs/QB/content").await.lacks(&[&id]);
}

/// Search finds words and phrases, marks them, says what it did, and repeats the question when it finds nothing.
#[tokio::test]
async fn search_finds_and_narrows() {
    let house = House::new().await;
    publish(&house, "QA", &item("集市管理办法")).await;
    let mut other = item("养老服务补贴办法");
    other.body = "每月发放一次。".into();
    other.document_number = "甲民发〔2026〕3号".into();
    publish(&house, "QB", &other).await;
    let mut visitor = house.browser();
    for (query, found, not_found) in [
        ("q=集市", "<mark>集市</mark>", "养老服务"),
        ("q=办法&organ=QB", "养老服务", "集市管理"),
        ("q=甲商发〔2026〕9号", "甲商发", "没有找到"),
        ("q=渔业捕捞", "没有找到与“渔业捕捞”有关的内容", "集市管理"),
        (
            "q=办法集市",
            "没有与“办法集市”完全一致的内容，以下1条包含全部词：办法、集市",
            "没有找到",
        ),
        ("q=集市票价", "以下1条包含其中一部分", "没有找到"),
        ("q=", "几个词用空格隔开", "<mark>"),
    ] {
        let page = visitor.get(&encoded(&format!("/search?{query}"))).await;
        page.is(200).says(&[found]).lacks(&[not_found]);
    }
    visitor
        .get("/search?q=%22%3Cscript%3E")
        .await
        .is(200)
        .lacks(&["\"<script>"]);
}

/// A file is given only with the item that is public and names it.
#[tokio::test]
async fn files_follow_their_item() {
    let house = House::new().await;
    let staff = everybody(&house, "QA").await;
    let mut form = item("集市管理办法");
    form.attachments = vec![app::upload::Upload {
        name: "附件.txt".into(),
        bytes: "集市名单".as_bytes().to_vec(),
    }];
    let draft = app::items::draft(
        &house.app,
        &app::rights::By::of(&staff).unwrap(),
        &form,
        "a-draft-key-000002",
    )
    .await
    .unwrap();
    let id = publish(&house, "QA", &form).await;
    let mut visitor = house.browser();
    let page = visitor.get(&format!("/items/QA/{id}")).await;
    let file = page.links("/files/QA/").remove(0);
    visitor.get(&file).await.is(200).says(&["集市名单"]);
    for address in [
        file.replace(&id, &draft),
        file.replace("QA", "QB"),
        format!("/files/QA/{id}/{}", "0".repeat(64)),
    ] {
        visitor.get(&address).await.is(404);
    }
}

#[tokio::test]
async fn a_download_that_broke_off_goes_on_where_it_stopped() {
    let house = House::new().await;
    let mut form = item("集市管理办法");
    form.attachments = vec![app::upload::Upload {
        name: "附件.txt".into(),
        bytes: "集市名单".as_bytes().to_vec(),
    }];
    let id = publish(&house, "QA", &form).await;
    let mut visitor = house.browser();
    let page = visitor.get(&format!("/items/QA/{id}")).await;
    let file = page.links("/files/QA/").remove(0);
    let whole = visitor.get(&file).await;
    whole.is(200);
    let tag = whole.etag.clone();
    assert!(tag.len() > 60, "{tag}");
    let part = visitor
        .call("GET", &file, &[("range", "bytes=3-5")], "")
        .await;
    part.is(206);
    assert_eq!(part.text, whole.text[3..6]);
    let headers = [("range", "bytes=3-"), ("if-range", tag.as_str())];
    let rest = visitor.call("GET", &file, &headers, "").await;
    rest.is(206);
    assert_eq!(rest.text, whole.text[3..]);
    let changed = [("range", "bytes=3-"), ("if-range", "\"another\"")];
    visitor.call("GET", &file, &changed, "").await.is(200);
    visitor
        .call("GET", &file, &[("range", "bytes=999999-")], "")
        .await
        .is(416);
    visitor
        .call("GET", &file, &[("if-none-match", &tag)], "")
        .await
        .is(304);
}

#[tokio::test]
async fn what_is_not_there_is_said_in_a_page() {
    let house = House::new().await;
    let mut visitor = house.browser();
    for address in [
        "/nothing",
        "/items/QA/01ARZ3NDEKTSV4RRFFQ69G5FAV",
        "/organs/QX",
        "/reports/QA/2025",
        "/reports/QA/x",
    ] {
        let page = visitor.get(address).await;
        assert!(
            matches!(page.status.as_u16(), 400 | 404),
            "{address}: {}",
            page.status
        );
        page.lacks(&["panicked", "sqlx"]);
    }
    visitor
        .get("/nothing")
        .await
        .says(&["没有找到这个页面", "<main"]);
}

/// The query of an address as a browser sends it.
pub fn encoded(address: &str) -> String {
    address
        .split_inclusive(['=', '&', '?', '/'])
        .map(|part| {
            let (text, mark) =
                part.split_at(part.len() - usize::from(part.ends_with(['=', '&', '?', '/'])));
            format!("{}{mark}", web::kit::download::encoded(text))
        })
        .collect()
}
