//! Pages that are kept: written once for all, given in every form, and never when they would be written otherwise.

use std::{io::Read, time::Duration};

use app::{
    Settings,
    items::{ItemForm, TiesForm},
    rights::By,
};
use axum::{
    body::{Body, Bytes, to_bytes},
    http::{HeaderMap, Request, StatusCode, header},
};
use futures::future::join_all;
use web::Site;

use super::{everybody, item, publish, reading::encoded};
use crate::{databases::both, office::house::House};

struct Got {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

impl Got {
    fn head(&self, name: header::HeaderName) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    /// The body as a reader sees it.
    fn text(&self) -> String {
        let mut text = String::new();
        if self.head(header::CONTENT_ENCODING) == "gzip" {
            let mut packed = flate2::read::GzDecoder::new(&self.body[..]);
            packed.read_to_string(&mut text).unwrap();
        } else {
            text = String::from_utf8_lossy(&self.body).into_owned();
        }
        text
    }
}

async fn ask(site: &Site, method: &str, path: &str, given: &[(header::HeaderName, &str)]) -> Got {
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in given {
        request = request.header(name, *value);
    }
    let response = site.answer(request.body(Body::empty()).unwrap()).await;
    let (parts, body) = response.into_parts();
    Got {
        status: parts.status,
        headers: parts.headers,
        body: to_bytes(body, usize::MAX).await.unwrap(),
    }
}

async fn get(site: &Site, path: &str) -> Got {
    ask(site, "GET", path, &[]).await
}

const GZIP: (header::HeaderName, &str) = (header::ACCEPT_ENCODING, "gzip, br");

/// Every way in which a page may be asked for.
const WAYS: [&[(header::HeaderName, &str)]; 6] = [
    &[],
    &[GZIP],
    &[(header::COOKIE, "mb_lang=en")],
    &[GZIP, (header::COOKIE, "mb_lang=en")],
    &[(header::COOKIE, "mb_elder=on")],
    &[GZIP, (header::COOKIE, "mb_lang=en; mb_elder=on")],
];

async fn withdraw(house: &House, id: &str) {
    let staff = everybody(house, "QA").await;
    let version = app::items::open(&house.app, &staff, id)
        .await
        .unwrap()
        .row
        .version;
    let by = By::of(&staff).unwrap();
    app::items::withdraw(&house.app, &by, id, version, "事实有误")
        .await
        .unwrap();
}

#[tokio::test]
async fn a_page_is_written_once_for_all_who_wait() {
    let house = House::new().await;
    let id = publish(&house, "QA", &item("集市管理办法")).await;
    let site = Site::new(house.app.clone());
    let page = format!("/items/QA/{id}");
    let all = join_all((0..64).map(|_| get(&site, &page))).await;
    assert_eq!(site.kept().written(), 1);
    for got in &all {
        assert_eq!(got.status, 200);
        assert_eq!(got.body, all[0].body);
    }
    // The order of parameters makes no other page.
    get(&site, "/policies?column=content&year=2026").await;
    get(&site, "/policies?year=2026&column=content").await;
    assert_eq!(site.kept().written(), 2);
}

#[tokio::test]
async fn a_page_goes_out_in_the_form_that_its_reader_takes() {
    let house = House::new().await;
    let id = publish(&house, "QA", &item("集市管理办法")).await;
    let site = Site::new(house.app.clone());
    let page = format!("/items/QA/{id}");
    let mut tags = Vec::new();
    for way in WAYS {
        let (first, again) = (
            ask(&site, "GET", &page, way).await,
            ask(&site, "GET", &page, way).await,
        );
        for got in [&first, &again] {
            assert_eq!(got.status, 200);
            assert!(got.text().contains("集市管理办法"), "{way:?}");
            assert_eq!(got.head(header::X_CONTENT_TYPE_OPTIONS), "nosniff");
            assert!(got.head(header::CONTENT_SECURITY_POLICY).contains("'self'"));
            assert_eq!(got.head(header::CACHE_CONTROL), "no-cache");
            assert_eq!(
                got.head(header::VARY),
                "accept-encoding, accept-language, cookie"
            );
        }
        let packed = way.contains(&GZIP);
        assert_eq!(again.head(header::CONTENT_ENCODING) == "gzip", packed);
        let tag = again.head(header::ETAG).to_string();
        assert_eq!(tag, first.head(header::ETAG));
        let known = [way, &[(header::IF_NONE_MATCH, tag.as_str())]].concat();
        let same = ask(&site, "GET", &page, &known).await;
        assert_eq!((same.status.as_u16(), same.body.len()), (304, 0));
        assert_eq!(same.head(header::ETAG), tag);
        let head = ask(&site, "HEAD", &page, way).await;
        assert_eq!(
            head.head(header::CONTENT_LENGTH),
            again.body.len().to_string()
        );
        assert!(head.body.is_empty());
        tags.push(tag);
    }
    tags.sort();
    tags.dedup();
    assert_eq!(tags.len(), WAYS.len(), "each form has a tag of its own");
}

#[tokio::test]
async fn an_act_forgets_what_rests_on_it_and_nothing_else() {
    let house = House::new().await;
    let here = publish(&house, "QA", &item("集市管理办法")).await;
    publish(&house, "QB", &item("社会救助办法")).await;
    let site = Site::new(house.app.clone());
    let of_one = [
        format!("/items/QA/{here}"),
        "/organs/QA/content".into(),
        "/feed.xml?organ=QA".into(),
        "/policies?organ=QA".into(),
        "/reports".into(),
        "/robots.txt".into(),
    ];
    let of_all = ["/", "/policies", "/feed.xml", "/sitemap.xml"].map(String::from);
    let visit = async |pages: &[String]| {
        let before = site.kept().written();
        for page in pages {
            assert_eq!(get(&site, page).await.status, 200, "{page}");
        }
        site.kept().written() - before
    };
    assert_eq!(visit(&of_one).await, 6);
    assert_eq!(visit(&of_all).await, 4);
    assert_eq!(visit(&of_one).await + visit(&of_all).await, 0);
    publish(&house, "QB", &item("医疗救助办法")).await;
    assert_eq!(visit(&of_one).await, 0, "another organ's act");
    assert_eq!(visit(&of_all).await, 4);
    // What another organ's item says of this one stands on the page of this one, and goes with it.
    let explains = ItemForm {
        head: 1,
        kind: "explanation".into(),
        title: "集市管理办法解读".into(),
        document_number: String::new(),
        ties: TiesForm {
            explains: format!("/items/QA/{here}\n"),
            ..TiesForm::default()
        },
        ..item("")
    };
    publish(&house, "QB", &explains).await;
    let page = get(&site, &of_one[0]).await.text();
    assert!(page.contains("集市管理办法解读"), "{page}");
    // A draft is nobody's business but its organ's.
    let staff = everybody(&house, "QB").await;
    let by = By::of(&staff).unwrap();
    visit(&of_one).await;
    app::items::draft(&house.app, &by, &item("草稿"), "a-draft-key-000007")
        .await
        .unwrap();
    assert_eq!(visit(&of_one).await, 0);
}

/// What an item says of another is shown while the other is public: it goes, and comes back, with it.
#[tokio::test]
async fn what_comes_back_stands_again_on_the_page_that_names_it() {
    let house = House::new().await;
    let here = publish(&house, "QA", &item("集市管理办法")).await;
    let explains = ItemForm {
        head: 1,
        kind: "explanation".into(),
        title: "答问".into(),
        document_number: String::new(),
        ties: TiesForm {
            explains: format!("/items/QA/{here}\n"),
            ..TiesForm::default()
        },
        ..item("")
    };
    let there = publish(&house, "QB", &explains).await;
    let site = Site::new(house.app.clone());
    let named = async || {
        let page = get(&site, &format!("/items/QB/{there}")).await.text();
        page.contains("集市管理办法")
    };
    assert!(named().await);
    let staff = everybody(&house, "QA").await;
    let version = async || {
        let view = app::items::open(&house.app, &staff, &here).await.unwrap();
        view.row.version
    };
    let (publisher, reviewer) = (By::of(&staff).unwrap(), By::of(&staff).unwrap());
    app::items::suspend(&house.app, &publisher, &here, version().await, "核对")
        .await
        .unwrap();
    assert!(!named().await);
    app::items::restore(&house.app, &reviewer, &here, version().await, "核对无误")
        .await
        .unwrap();
    assert!(named().await);
}

/// In no language, in no form, and not as "you have it already".
#[tokio::test]
async fn what_was_withdrawn_is_in_no_kept_page() {
    let house = House::new().await;
    let id = publish(&house, "QA", &item("集市管理办法")).await;
    let site = Site::new(house.app.clone());
    let pages = [
        "/".into(),
        "/policies".into(),
        "/organs/QA".into(),
        "/organs/QA/content".into(),
        "/feed.xml".into(),
        "/feed.xml?organ=QA".into(),
        "/sitemap.xml".into(),
        "/sitemap/items/QA/2026.xml".into(),
        encoded("/policies?text=集市"),
        format!("/items/QA/{id}"),
        format!("/items/QA/{id}/pdf"),
        format!("/items/QA/{id}/docx"),
    ];
    let mut tags = Vec::new();
    for page in &pages {
        for way in WAYS {
            let got = ask(&site, "GET", page, way).await;
            assert_eq!(got.status, 200, "{page}");
            tags.push((page, way, got.head(header::ETAG).to_string()));
        }
    }
    assert!(site.kept().written() >= pages.len() as u64 * 3);
    withdraw(&house, &id).await;
    for (page, way, tag) in tags {
        for known in [None, Some(tag.as_str()), Some("*")] {
            let known = known.filter(|known| *known != "*" || page.contains(&id));
            let mut asked = way.to_vec();
            asked.extend(known.map(|known| (header::IF_NONE_MATCH, known)));
            let got = ask(&site, "GET", page, &asked).await;
            let text = got.text();
            assert_ne!(got.status, 304, "{page} {asked:?}");
            assert!(!text.contains("集市管理办法"), "{page} {asked:?}");
            assert!(!text.contains(&format!("/items/QA/{id}<")), "{page}");
            if page.contains(&id) {
                assert_eq!(got.status, 410, "{page} {asked:?}");
                let head = ask(&site, "HEAD", page, &asked).await;
                assert_eq!(head.status, 410, "{page}");
            }
        }
    }
}

/// What one process takes down, another shows no longer after a second, while its index is busy with something else.
#[tokio::test]
async fn another_process_forgets_within_a_second() {
    for database in both().await {
        let one = House::within(database.store.clone(), Settings::default()).await;
        let two = one.beside(database.again().await);
        let id = publish(&one, "QA", &item("集市管理办法")).await;
        let site = Site::new(two.app.clone());
        let follows = tokio::spawn(app::background::work(two.app.clone(), "two".into()));
        let pages = [format!("/items/QA/{id}"), "/policies".into()];
        let shown = async || {
            let mut shown = 0;
            for page in &pages {
                for way in WAYS {
                    let text = ask(&site, "GET", page, way).await.text();
                    shown += usize::from(text.contains("集市管理办法"));
                }
            }
            shown
        };
        store::tidings::follow(&two.app.store).await.unwrap();
        assert_eq!(shown().await, pages.len() * WAYS.len());
        withdraw(&one, &id).await;
        let gone = async {
            let mut look = tokio::time::interval(Duration::from_millis(50));
            while shown().await > 0 {
                look.tick().await;
            }
        };
        let gone = tokio::time::timeout(Duration::from_secs(1), gone).await;
        assert!(
            gone.is_ok(),
            "{}: still there after a second",
            database.name
        );
        follows.abort();
    }
}

#[tokio::test]
async fn ten_thousand_addresses_leave_room_for_what_is_read() {
    const ROOM: u64 = 2 * 1024 * 1024;
    let mut settings = Settings::default();
    settings.server.kept_bytes = ROOM;
    let house = House::with(settings).await;
    let id = publish(&house, "QA", &item("集市管理办法")).await;
    let site = Site::new(house.app.clone());
    let read = ["/".to_string(), format!("/items/QA/{id}")];
    for number in 0..10_000 {
        if number % 100 == 0 {
            for page in &read {
                get(&site, page).await;
            }
        }
        let got = get(&site, &format!("/robots.txt?n={number}")).await;
        assert_eq!(got.status, 200);
        assert!(site.kept().bytes() <= ROOM, "{}", site.kept().bytes());
    }
    let written = site.kept().written();
    for page in &read {
        get(&site, page).await;
    }
    assert!(
        written <= 10_000 + 6,
        "what is read often was written again and again: {written}"
    );
    assert_eq!(site.kept().written(), written);
    let (bytes, long) = (site.kept().bytes(), "a".repeat(60_000));
    for path in [
        format!("/{long}"),
        format!("/policies?text={long}"),
        format!("/items/QA/{long}"),
    ] {
        get(&site, &path).await;
        get(&site, &path).await;
    }
    assert_eq!(site.kept().bytes(), bytes, "long addresses are not kept");
}

/// Forms with keys, answers to a person, errors, the office: written for each visitor. And who is signed in gets the page of all.
#[tokio::test]
async fn nothing_of_a_person_is_kept() {
    let house = House::new().await;
    let id = publish(&house, "QA", &item("集市管理办法")).await;
    let site = Site::new(house.app.clone());
    for page in [
        "/apply".into(),
        "/apply?organ=QA".into(),
        "/progress".into(),
        "/messages/new".into(),
        "/messages/progress".into(),
        "/office".into(),
        "/office/sign-in".into(),
        "/search?q=a".into(),
        "/policies?text=a".into(),
        "/policies?as_at=2026-01-01".into(),
        "/lang/en".into(),
        "/healthz".into(),
        "/items/QA/nothing".into(),
        "/organs/nobody".into(),
        format!("/files/QA/{id}/{}", "0".repeat(64)),
    ] {
        let page: String = page;
        get(&site, &page).await;
        ask(&site, "GET", &page, &[GZIP]).await;
        assert_eq!(site.kept().written(), 0, "{page}");
    }
    let page = format!("/items/QA/{id}");
    let strange = [
        (header::COOKIE, "mb_session=a-secret; other=1"),
        (header::HOST, "evil.example"),
        (header::REFERER, "https://evil.example/"),
    ];
    let got = ask(&site, "GET", &page, &strange).await;
    assert!(!got.text().contains("evil.example"));
    assert!(got.headers.get(header::SET_COOKIE).is_none());
    assert_eq!(get(&site, &page).await.body, got.body);
    assert_eq!(site.kept().written(), 1);
    let posted = ask(&site, "POST", &page, &[]).await;
    assert_eq!(posted.status, 405);
}

/// With no room at all every page is written anew.
#[tokio::test]
async fn a_site_without_room_serves_all_the_same() {
    let mut settings = Settings::default();
    settings.server.kept_bytes = 0;
    let house = House::with(settings).await;
    let id = publish(&house, "QA", &item("集市管理办法")).await;
    let site = Site::new(house.app.clone());
    for _ in 0..2 {
        let got = get(&site, &format!("/items/QA/{id}")).await;
        assert!(got.text().contains("集市管理办法"));
    }
    assert_eq!((site.kept().written(), site.kept().bytes()), (2, 0));
}
