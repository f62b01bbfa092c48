//! Search as people speak, and suggestions: what they say of themselves, and that nothing comes out by them that is not public.

use app::{Settings, rights::By};
use web::kit::download::encoded as of;

use super::{everybody, item, publish};
use crate::{
    databases::both,
    office::house::{Browser, House},
};

/// The house with the list of synonyms that the program brings.
async fn house() -> House {
    knowing(House::new().await)
}

fn knowing(mut house: House) -> House {
    let synonyms = search::Synonyms::shipped().unwrap();
    let index = search::Index::in_memory().unwrap().knowing(synonyms);
    house.app.search = std::sync::Arc::new(index);
    house
}

async fn sought(visitor: &mut Browser, q: &str) -> crate::office::house::Page {
    visitor.get(&format!("/search?q={}", of(q))).await
}

async fn suggested(visitor: &mut Browser, q: &str) -> Vec<String> {
    let page = visitor.get(&format!("/search/suggest?q={}", of(q))).await;
    page.is(200);
    let (typed, titles): (String, Vec<String>) = serde_json::from_str(&page.text).unwrap();
    assert_eq!(typed, q);
    titles
}

#[tokio::test]
async fn the_page_says_what_was_looked_for() {
    let house = house().await;
    let mut form = item("就业补贴申领办法");
    form.attachments = vec![app::upload::Upload {
        name: "岗位需求表.txt".into(),
        bytes: "乡镇兽医站".as_bytes().to_vec(),
    }];
    publish(&house, "QA", &form).await;
    let mut standard = item("最低生活保障标准");
    standard.document_number = "甲民发〔2026〕3号".into();
    publish(&house, "QB", &standard).await;
    let mut visitor = house.browser();
    for (q, found, not_found) in [
        (
            "就业补帖",
            "没有与“就业补帖”有关的内容，以下是“就业补贴”的结果",
            "没有找到",
        ),
        ("就业补帖", "as=typed", "最低生活"),
        ("低保", "“低保”也按这些说法查找：最低生活保障", "就业"),
        ("低保", "甲县民政局", "没有找到"),
        ("就業補貼", "<mark>就业补贴</mark>", "没有找到"),
        ("甲民发[26]第003号", "最低生活保障标准", "没有找到"),
        ("兽医站", "就业补贴申领办法", "没有找到"),
        ("岗位需求表", "就业补贴申领办法", "没有找到"),
        ("集市 -补贴", "最低生活保障标准", "就业补贴申领"),
        ("补贴补贴申领龘龘", "<mark>补贴申领</mark>", "<script"),
        ("zzzz 补贴", "没有找到与“zzzz 补贴”有关的内容", "<mark>"),
        ("zzzz 补贴", "您是不是要找", "<mark>"),
    ] {
        let page = sought(&mut visitor, q).await;
        page.is(200).says(&[found]).lacks(&[not_found]);
    }
    let literal = visitor
        .get(&format!("/search?q={}&as=typed", of("就业补帖")))
        .await;
    literal.is(200).lacks(&["以下是“就业补贴”的结果"]);
    visitor
        .get("/search/opensearch.xml")
        .await
        .is(200)
        .says(&["/search/suggest?q={searchTerms}"]);
}

/// A draft is never suggested; what is taken away is gone from suggestions and corrections at once, before the index hears of it.
#[tokio::test]
async fn suggestions_and_corrections_tell_nothing_that_is_not_public() {
    for database in both().await {
        let house = knowing(House::within(database.store.clone(), Settings::default()).await);
        let staff = everybody(&house, "QA").await;
        let draft = item("秘密补贴方案");
        app::items::draft(
            &house.app,
            &By::of(&staff).unwrap(),
            &draft,
            "a-draft-key-000031",
        )
        .await
        .unwrap();
        let id = publish(&house, "QA", &item("就业补贴申领办法")).await;
        let mut visitor = house.browser();
        assert_eq!(suggested(&mut visitor, "补贴").await, ["就业补贴申领办法"]);
        assert!(suggested(&mut visitor, "秘密").await.is_empty());
        assert!(suggested(&mut visitor, "").await.is_empty());
        assert!(
            suggested(&mut visitor, "补".repeat(300).as_str())
                .await
                .is_empty()
        );

        let version = app::items::open(&house.app, &staff, &id)
            .await
            .unwrap()
            .row
            .version;
        let by = By::of(&staff).unwrap();
        app::items::withdraw(&house.app, &by, &id, version, "事实有误")
            .await
            .unwrap();
        for fed in [false, true] {
            if fed {
                app::index::catch_up(&house.app).await.unwrap();
            }
            assert!(suggested(&mut visitor, "补贴").await.is_empty(), "{fed}");
            let page = sought(&mut visitor, "就业补帖").await;
            page.is(200)
                .says(&["没有找到与“就业补帖”有关的内容"])
                .lacks(&["就业补贴"]);
        }
    }
}

/// Organs, guides, people in charge are found beside items; what an organ is called by now is what is shown.
#[tokio::test]
async fn organs_and_who_leads_them_are_found() {
    for database in both().await {
        let mut house = knowing(House::within(database.store.clone(), Settings::default()).await);
        let form = |name: &str, leader: &str| app::organs::OrganForm {
            code: "QA".into(),
            name: name.into(),
            short_name: "商务局".into(),
            kind: "department".into(),
            leader: leader.into(),
            telephone: "0000-2506842".into(),
            ..app::organs::OrganForm::default()
        };
        let app = house.app.clone();
        app::organs::save(&app, &form("甲县商务局", "局长柳禾生"), "test")
            .await
            .unwrap();
        app::index::catch_up(&app).await.unwrap();
        let mut visitor = house.browser();
        for (q, title, href) in [
            ("商务局", "<mark>商务局</mark></a>", "/organs/QA"),
            ("商务局电话", "甲县", "/organs/QA"),
            (
                "公开指南商务局",
                "政府信息<mark>公开指南</mark>",
                "/organs/QA/guide",
            ),
            ("柳禾生", "甲县商务局负责人", "/organs/QA"),
        ] {
            let page = sought(&mut visitor, q).await;
            page.is(200).says(&[title, &format!("href=\"{href}\"")]);
        }
        // Renamed, and nobody leads it: what the index still holds is shown no longer, then it holds the new.
        app::organs::save(&app, &form("甲县商务和粮食局", ""), "test")
            .await
            .unwrap();
        for fed in [false, true] {
            if fed {
                app::index::catch_up(&app).await.unwrap();
                let page = sought(&mut visitor, "商务和粮食局").await;
                page.says(&["<mark>商务和粮食局</mark>"]);
            }
            let page = sought(&mut visitor, "柳禾生").await;
            page.is(200).lacks(&["负责人</a>", "<mark>柳禾生"]);
            let titles = suggested(&mut visitor, "县商务局").await;
            assert!(titles.is_empty(), "{fed}: {titles:?}");
        }
        house.app.search = std::sync::Arc::new(search::Index::in_memory().unwrap());
    }
}

/// What nobody finds is counted for those who can publish it; what may name a person is not.
#[tokio::test]
async fn searches_without_result_are_listed() {
    let house = house().await;
    publish(&house, "QA", &item("集市管理办法")).await;
    let mut visitor = house.browser();
    for q in [
        "渔业捕捞",
        "渔业捕捞",
        "集市",
        "13912345678",
        "110105 19491231 002X",
        "***",
    ] {
        sought(&mut visitor, q).await.is(200);
    }
    visitor
        .get(&format!("/search?q={}&year=2020", of("停车年票")))
        .await
        .is(200);
    let mut supervisor = house.enter("QB", &[app::Role::Supervisor]).await;
    let page = supervisor.get("/office/unfound").await;
    page.is(200)
        .says(&["渔业捕捞", ">2<", "2026-11-24"])
        .lacks(&["集市", "13912345678", "19491231", "***", "停车年票"]);
    let mut clerk = house.enter("QA", &[app::Role::Clerk]).await;
    clerk.get("/office/unfound").await.is(403);
}

/// Who searches waits for no write: what was not found is counted in memory, and written when the database takes it.
#[tokio::test]
async fn a_search_without_result_waits_for_nobody_s_write() {
    for database in both().await {
        let house = House::within(database.store.clone(), Settings::default()).await;
        let mut visitor = house.browser();
        let held = database.store.begin().await.unwrap();
        let asked = async {
            for _ in 0..3 {
                sought(&mut visitor, "渔业捕捞").await.is(200);
            }
        };
        let answered = tokio::time::timeout(std::time::Duration::from_secs(5), asked).await;
        assert!(answered.is_ok(), "{}", database.name);
        drop(held);
        app::unfound::flush(&house.app).await.unwrap();
        let mut supervisor = house.enter("QB", &[app::Role::Supervisor]).await;
        let page = supervisor.get("/office/unfound").await;
        page.is(200).says(&["渔业捕捞", ">3<"]);
    }
}
