//! 预览: whoever was given a link reads one text that is not public, and nobody else learns of it by any exit.

use app::{Role, rights::By, upload::Upload};
use axum::{
    body::{Body, to_bytes},
    http::{HeaderMap, Request},
};
use web::{Site, routes};

use super::{everybody, item, publish};
use crate::office::{
    house::{Browser, House, Page},
    items,
};

/// The title of what is drafted, and a line of its text.
const TEXT: [&str; 2] = ["集贸市场管理办法", "为了规范集贸市场"];

/// Asks for a link on the page of the item; the answer.
async fn asked(browser: &mut Browser, id: &str, fields: &[(&str, &str)]) -> Page {
    let page = browser.get(&format!("/office/items/{id}")).await;
    let (version, read) = (page.hidden("version"), page.hidden("read"));
    let all = [
        fields,
        &[
            ("version", version.as_str()),
            ("read", read.as_str()),
            ("key", "k"),
        ],
    ]
    .concat();
    browser
        .post(&format!("/office/items/{id}/previews"), &all)
        .await
}

const PURPOSE: &str = "县司法局核对法律依据";

/// The path of a new link, as its page shows it once.
pub async fn link(browser: &mut Browser, id: &str) -> String {
    link_for(browser, id, PURPOSE).await
}

async fn link_for(browser: &mut Browser, id: &str, purpose: &str) -> String {
    let fields = [("purpose", purpose), ("hours", "72")];
    let page = asked(browser, id, &fields).await;
    page.is(200).says(&["预览链接已生成", "只显示这一次"]);
    let (_, rest) = page.text.split_once("id=\"preview-link\">").unwrap();
    let (address, _) = rest.split_once('<').unwrap();
    format!("/preview/{}", address.rsplit('/').next().unwrap())
}

struct Got {
    status: u16,
    headers: HeaderMap,
    text: String,
}

/// What a stranger gets, who asks for it in this language.
async fn get(app: &app::App, path: &str, lang: &str) -> Got {
    let request = Request::get(path).header("cookie", format!("mb_lang={lang}"));
    let site = Site::new(app.clone());
    let response = site.answer(request.body(Body::empty()).unwrap()).await;
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, usize::MAX).await.unwrap();
    Got {
        status: parts.status.as_u16(),
        headers: parts.headers,
        text: String::from_utf8_lossy(&bytes).into_owned(),
    }
}

impl Got {
    #[track_caller]
    fn is_between_us(&self, status: u16) -> &Self {
        assert_eq!(self.status, status, "{}", self.text);
        for (name, value) in [
            ("cache-control", "no-store"),
            ("referrer-policy", "no-referrer"),
            ("x-robots-tag", "noindex, nofollow"),
        ] {
            let found: Vec<_> = self.headers.get_all(name).iter().collect();
            assert_eq!(found, [value], "{name}");
        }
        self
    }

    #[track_caller]
    fn tells_nothing(&self) {
        for word in TEXT {
            assert!(!self.text.contains(word), "{}", self.text);
        }
    }
}

#[tokio::test]
async fn a_stranger_with_the_link_reads_the_text_as_the_portal_will_show_it() {
    let house = House::new().await;
    let mut clerk = house.enter("QA", &[Role::Clerk]).await;
    let id = items::draft(&mut clerk).await;
    let path = link(&mut clerk, &id).await;
    for (lang, words) in [
        (
            "zh",
            [
                "尚未公开，仅供核对",
                "由甲县商务局提供，2026-11-27 10:00 以前有效",
            ],
        ),
        (
            "en",
            [
                "Not published, for checking only",
                "Shown by 甲县商务局 until 2026-11-27 10:00",
            ],
        ),
    ] {
        let page = get(&house.app, &path, lang).await;
        page.is_between_us(200);
        for word in words
            .iter()
            .chain(&TEXT)
            .chain(&["甲商〔2026〕3号", "name=\"robots\""])
        {
            assert!(page.text.contains(word), "{word}: {}", page.text);
        }
        // The address is told to no form and to no other page than its own.
        let secret = path.trim_start_matches("/preview/");
        for line in page.text.lines().filter(|line| line.contains(secret)) {
            assert!(line.contains("?back="), "{line}");
        }
    }
    let shown = clerk.get(&format!("/office/items/{id}")).await;
    shown.says(&[
        "县司法局核对法律依据",
        "打开 2 次",
        "有效至 2026-11-27 10:00",
        "2026-11-24 10:00 由",
    ]);
    shown.words_are_all_there();
    shown.lacks(&[path.trim_start_matches("/preview/")]);
}

#[tokio::test]
async fn an_attachment_opens_by_the_link_of_its_text_only() {
    let house = House::new().await;
    let author = everybody(&house, "QA").await;
    let form = app::items::ItemForm {
        attachments: vec![Upload {
            name: "摊位表.txt".into(),
            bytes: "摊位表的内容".into(),
        }],
        ..item(TEXT[0])
    };
    let by = By::of(&author).unwrap();
    let id = app::items::draft(&house.app, &by, &form, "key")
        .await
        .unwrap();
    let mut clerk = house.enter("QA", &[Role::Clerk]).await;
    let path = link(&mut clerk, &id).await;
    let page = get(&house.app, &path, "zh").await;
    let (_, rest) = page
        .text
        .split_once(&format!("href=\"{path}/files/"))
        .unwrap();
    let hash = &rest[..64];
    let file = get(&house.app, &format!("{path}/files/{hash}"), "zh").await;
    file.is_between_us(200);
    assert_eq!(file.text, "摊位表的内容");
    let wrong = format!("/preview/{}/files/{hash}", "0".repeat(64));
    get(&house.app, &wrong, "zh")
        .await
        .is_between_us(404)
        .tells_nothing();
    let other = format!("{path}/files/{}", "0".repeat(64));
    get(&house.app, &other, "zh")
        .await
        .is_between_us(404)
        .tells_nothing();
    let public = get(&house.app, &format!("/files/QA/{id}/{hash}"), "zh").await;
    assert_eq!(public.status, 404);
}

/// Wrong, ended, run out, of an account that was shut: one answer, which tells nothing.
#[tokio::test]
async fn whatever_is_wrong_with_a_link_its_holder_is_told_the_same() {
    let house = House::new().await;
    let mut clerk = house.enter("QA", &[Role::Clerk]).await;
    let mut head = house.enter("QA", &[Role::Head]).await;
    let id = items::draft(&mut clerk).await;
    let (ended, old) = (
        link_for(&mut clerk, &id, "给审计局").await,
        link(&mut clerk, &id).await,
    );
    let shut = link(&mut head, &id).await;
    let page = clerk.get(&format!("/office/items/{id}")).await;
    let (_, rest) = page.text.split_once("给审计局").unwrap();
    let (_, rest) = rest
        .split_once(&format!("/office/items/{id}/previews/"))
        .unwrap();
    let (first, _) = rest.split_once('/').unwrap();
    // Ended by a colleague.
    head.get(&format!("/office/items/{id}")).await;
    let end = format!("/office/items/{id}/previews/{first}/end");
    let page = head.post(&end, &[]).await;
    page.is(303);
    head.get(&page.location)
        .await
        .says(&["预览链接已停用", "由QA的科室负责人停用"]);
    let people = app::accounts::everybody(&house.app, Some("QA"))
        .await
        .unwrap();
    let leaves = people.iter().find(|one| one.roles == "head").unwrap();
    let who = app::audit::Who::system("test");
    app::accounts::set_disabled(&house.app, &who, &leaves.login, true)
        .await
        .unwrap();
    let wrong = format!("/preview/{}", "0".repeat(64));
    let normal =
        |page: &Got, path: &str| page.text.replace(path.trim_start_matches("/preview/"), "…");
    for lang in ["zh", "en"] {
        let expected = get(&house.app, &wrong, lang).await;
        expected.is_between_us(404).tells_nothing();
        for path in [&ended, &shut] {
            let page = get(&house.app, path, lang).await;
            page.is_between_us(404);
            assert_eq!(normal(&page, path), normal(&expected, &wrong));
        }
        let later = house.app.at("2026-11-27T02:00:00Z".parse().unwrap());
        let (page, expected) = (
            get(&later, &old, lang).await,
            get(&later, &wrong, lang).await,
        );
        page.is_between_us(404);
        assert_eq!(normal(&page, &old), normal(&expected, &wrong));
    }
    get(&house.app, &old, "zh").await.is_between_us(200);
}

#[tokio::test]
async fn a_link_to_what_was_changed_says_so_and_shows_neither_text() {
    let house = House::new().await;
    let staff = everybody(&house, "QA").await;
    let by = By::of(&staff).unwrap();
    let id = app::items::draft(&house.app, &by, &item(TEXT[0]), "key")
        .await
        .unwrap();
    let mut clerk = house.enter("QA", &[Role::Clerk]).await;
    let path = link(&mut clerk, &id).await;
    let changed = app::items::ItemForm {
        summary: "另一个概述".into(),
        ..item(TEXT[0])
    };
    app::items::revise(&house.app, &By::of(&staff).unwrap(), &id, 1, &changed)
        .await
        .unwrap();
    for (lang, says) in [("zh", "文本已经改动"), ("en", "The text was changed")] {
        let page = get(&house.app, &path, lang).await;
        page.is_between_us(410).tells_nothing();
        assert!(
            page.text.contains(says) && !page.text.contains("另一个概述"),
            "{}",
            page.text
        );
    }
    clerk
        .get(&format!("/office/items/{id}"))
        .await
        .says(&["文本已改动，不再打开"]);
    // What is public by now is read where everybody reads it.
    let form = app::items::ItemForm {
        document_number: "甲商发〔2026〕10号".into(),
        ..item("集市公告")
    };
    let id = publish(&house, "QA", &form).await;
    let staff = everybody(&house, "QA").await;
    let revised = app::items::ItemForm {
        summary: "改过的概述。".into(),
        ..form
    };
    let view = app::items::open(&house.app, &staff, &id).await.unwrap();
    let by = By::of(&staff).unwrap();
    app::items::revise(&house.app, &by, &id, view.row.version, &revised)
        .await
        .unwrap();
    let path = link(&mut clerk, &id).await;
    let page = get(&house.app, &path, "zh").await;
    page.is_between_us(200);
    assert!(page.text.contains("改过的概述") && page.text.contains("QA/2026-00001"));
    let public = get(&house.app, &format!("/items/QA/{id}"), "zh").await;
    assert!(public.status == 200 && !public.text.contains("改过的概述"));
}

#[tokio::test]
async fn the_office_is_told_why_there_is_no_link() {
    let house = House::new().await;
    let mut clerk = house.enter("QA", &[Role::Clerk]).await;
    let id = items::draft(&mut clerk).await;
    let page = asked(&mut clerk, &id, &[("purpose", ""), ("hours", "200")]).await;
    page.is(422).says(&[
        "S-1",
        "请填写给谁核对、核对什么",
        "有效时间为1到168小时",
        "value=\"200\"",
        "href=\"#preview-hours\"",
    ]);
    let page = asked(
        &mut clerk,
        &id,
        &[("purpose", "核对"), ("hours", "1"), ("read", "00")],
    )
    .await;
    page.is(422).says(&["A-17"]);
    let staff = everybody(&house, "QA").await;
    let form = app::items::ItemForm {
        body: "联系人身份证号11010519491231002X".into(),
        ..item("名单")
    };
    let by = By::of(&staff).unwrap();
    let id = app::items::draft(&house.app, &by, &form, "key")
        .await
        .unwrap();
    clerk.speak("en");
    let page = asked(&mut clerk, &id, &[("purpose", "核对"), ("hours", "1")]).await;
    page.is(422).says(&["No preview link can be made", "Q-20"]);
    page.words_are_all_there();
}

/// A text that has a link, read by its holder, comes out by no other exit, nor does the link.
#[tokio::test]
async fn no_other_exit_knows_of_a_preview() {
    let house = House::new().await;
    let mut clerk = house.enter("QA", &[Role::Clerk]).await;
    let id = items::draft(&mut clerk).await;
    let path = link(&mut clerk, &id).await;
    get(&house.app, &path, "zh").await.is_between_us(200);
    app::index::catch_up(&house.app).await.unwrap();
    let secret = path.trim_start_matches("/preview/");
    let fill = |route: &str| {
        route
            .replace("{organ}", "QA")
            .replace("{code}", "QA")
            .replace("{id}", &id)
            .replace("{year}", "2026")
            .replace("{hash}", &"0".repeat(64))
            .replace("{*name}", "site.css")
            .replace("{lang}", "zh")
            .replace("{on}", "on")
            .replace("{name}", "x.ics")
    };
    let mut tried = 0;
    for route in routes::all() {
        let open = route.audience == routes::Audience::Public && route.method == "GET";
        if !open || route.path == "/robots.txt" {
            continue;
        }
        let page = get(&house.app, &fill(route.path), "zh").await;
        page.tells_nothing();
        assert!(!page.text.contains(secret), "{}", route.path);
        tried += 1;
    }
    assert!(tried > 30, "{tried}");
    for path in [
        "/search?q=%E9%9B%86%E8%B4%B8%E5%B8%82%E5%9C%BA",
        "/search/suggest?q=%E9%9B%86%E8%B4%B8",
        "/sitemap.xml",
        "/feed.xml",
    ] {
        get(&house.app, path, "zh").await.tells_nothing();
    }
    let robots = get(&house.app, "/robots.txt", "zh").await;
    assert!(robots.text.contains("Disallow: /preview/"));
}
