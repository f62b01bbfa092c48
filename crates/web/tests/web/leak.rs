//! 个人信息: an application is filed with samples of law.md 13.2; then every public exit, every answer of the API and the
//! log are searched for them.

use std::{
    io::Write,
    sync::{Arc, Mutex},
};

use app::{Role, requests::NewRequest};
use axum::http::Method;
use law::case::{Applicant, Channel};
use tracing_subscriber::{Layer, layer::SubscriberExt};
use web::routes::{self, Audience};

use crate::office::house::House;

/// What must never come out; the numbers are the published or constructed samples of law.md 13.2.
const NAME: &str = "欧阳泄露测";
const SECRETS: [&str; 6] = [
    NAME,
    "11010519491231002X",
    "13912345678",
    "leaktest@applicant.example",
    "泄露测试小区5栋2单元301室",
    "6222020000000000000",
];

fn application() -> NewRequest {
    NewRequest {
        organ: "QA".into(),
        channel: Channel::Online,
        applicant: Applicant::Natural,
        name: NAME.into(),
        id_number: SECRETS[1].into(),
        phone: SECRETS[2].into(),
        email: SECRETS[3].into(),
        address: SECRETS[4].into(),
        postcode: "331500".into(),
        wanted: "某路段改造工程的立项批复".into(),
        document_number: String::new(),
        form: "electronic".into(),
        delivery: "online".into(),
    }
}

/// A log that can be read afterwards.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[track_caller]
fn clean(place: &str, text: &str) {
    for secret in SECRETS {
        assert!(!text.contains(secret), "{place} holds {secret}:\n{text}");
    }
}

#[tokio::test]
async fn an_applicant_s_data_come_out_nowhere() {
    let log = Log::default();
    let writer = log.clone();
    let layer = tracing_subscriber::fmt::layer()
        .with_writer(move || writer.clone())
        .with_filter(tracing_subscriber::filter::LevelFilter::TRACE);
    // For every thread, and also for the places in the code that other tests have passed before.
    let subscriber = tracing_subscriber::registry().with(layer);
    tracing::subscriber::set_global_default(subscriber).unwrap();
    tracing::callsite::rebuild_interest_cache();

    let house = House::new().await;
    let mut clerk = house.enter("QA", &[Role::Clerk]).await;
    let item = crate::office::items::draft(&mut clerk).await;
    let preview = crate::portal::preview::link(&mut clerk, &item).await;
    let filed = app::requests::file(&house.app, &application(), "leak-test-key")
        .await
        .unwrap();
    let fill = |path: &str| {
        path.replace("{organ}", "QA")
            .replace("{code}", "QA")
            .replace(
                "{id}",
                if path.contains("items") || path.contains("/files/") {
                    &item
                } else {
                    &filed.id
                },
            )
            .replace("{year}", "2026")
            .replace("{hash}", &"0".repeat(64))
            .replace("{*name}", "site.css")
            .replace("{lang}", "zh")
            .replace("{on}", "on")
            .replace("{name}", "x.ics")
    };

    // The reminders and the index have seen the request too.
    app::reminders::remind(&house.app, "QA").await.unwrap();
    app::index::catch_up(&house.app).await.unwrap();

    // Every public page, the feeds, the site map, the description of the API.
    let mut visitor = house.browser();
    for route in routes::all() {
        if route.audience == Audience::Public && route.method == Method::GET {
            let page = visitor.get(&fill(route.path)).await;
            clean(route.path, &page.text);
        }
    }
    // A text that is not public yet, by its link and back to it in another language.
    for path in [
        &preview,
        &format!("{preview}/files/{}", "0".repeat(64)),
        &format!("/lang/zh?back={preview}"),
    ] {
        clean("/preview", &visitor.get(path).await.text);
    }
    // Looking for them finds nothing; what was typed into the search box stands there again, and only there.
    for secret in SECRETS {
        let page = visitor
            .get(&format!(
                "/search?q={}",
                web::kit::download::encoded(secret)
            ))
            .await;
        let results = page.text.split_once("<main").unwrap().1;
        assert!(!results.contains("某路段改造工程"), "{results}");
        assert!(!results.contains(&filed.number), "{results}");
    }
    // Error pages, and the progress page without and with a wrong code.
    for path in [
        "/nothing",
        "/items/QA/x",
        "/files/QA/x/y",
        "/api/nothing",
        "/reports/QA/1",
    ] {
        clean(path, &visitor.get(path).await.text);
    }
    let wrong = [("number", filed.number.as_str()), ("code", "AAAAAAAAAA")];
    clean(
        "/progress",
        &visitor.post_bare("/progress", &wrong, &[]).await.text,
    );
    // The applicant himself sees his steps, and even he not his own numbers in full.
    let right = [
        ("number", filed.number.as_str()),
        ("code", filed.query_code.as_str()),
    ];
    let progress = visitor.post_bare("/progress", &right, &[]).await;
    progress.is(200);
    clean("progress with the code", &progress.text);

    // The API, right and wrong, as a program of this organ and of another.
    let mut program = house.browser();
    for organ in ["QA", "QB"] {
        let token = house
            .token(organ, &[Role::Clerk, Role::DisclosureHead])
            .await;
        for route in routes::all() {
            if !matches!(route.audience, Audience::Token(_)) {
                continue;
            }
            let bodies = [
                String::new(),
                "{}".into(),
                format!(
                    r#"{{"name":"{NAME}","id_number":"{}","unknown":1}}"#,
                    SECRETS[1]
                ),
                format!(
                    r#"{{"kind":"{NAME}","on":"2026-11-24","note":"{}"}}"#,
                    SECRETS[2]
                ),
            ];
            for body in bodies {
                let headers = [
                    ("authorization", token.as_str()),
                    ("content-type", "application/json"),
                    ("idempotency-key", "leak-test-key-2"),
                    ("if-match", "\"1\""),
                ];
                let page = program
                    .call(route.method.as_str(), &fill(route.path), &headers, &body)
                    .await;
                clean(
                    &format!("{organ} {} {} {body}", route.method, route.path),
                    &page.text,
                );
            }
        }
    }
    // An administrator without a case to work, and a supervisor's list.
    let mut admin = house.enter("QA", &[Role::Admin, Role::Security]).await;
    for path in [
        "/office",
        "/office/jobs",
        "/office/tokens",
        "/office/calendar",
        "/office/notices",
        "/office/me",
    ] {
        clean(path, &admin.get(path).await.text);
    }
    // A clerk's list and its export hold numbers, not people.
    for path in [
        "/office",
        "/office/requests",
        "/office/requests?as=csv",
        "/office/notices",
    ] {
        clean(path, &clerk.get(path).await.text);
    }
    // Nor does a form that was posted wrongly by somebody else repeat them into the log.
    let fields: Vec<(&str, &str)> = vec![
        ("name", NAME),
        ("id_number", SECRETS[1]),
        ("phone", SECRETS[2]),
    ];
    visitor.post_bare("/apply", &fields, &[]).await;

    let log = String::from_utf8_lossy(&log.0.lock().unwrap()).into_owned();
    assert!(
        log.contains("/office/requests"),
        "the log was not written: {} bytes, {}",
        log.len(),
        log.chars().take(3000).collect::<String>()
    );
    clean("the log", &log);
    assert!(
        !log.contains(&filed.query_code),
        "the log holds the query code"
    );
    let secret = preview.rsplit('/').next().unwrap();
    assert!(
        !log.contains(secret),
        "the log holds the secret of a preview"
    );
    // Nor do the tables outside the sealed people.
    let acts = store::ledger::stream(
        &house.app.store,
        "QA",
        &store::Stream::request(&filed.id).unwrap(),
    )
    .await
    .unwrap();
    clean("the ledger", &format!("{acts:?}"));
    clean(
        "the jobs",
        &format!(
            "{:?}",
            store::jobs::dead(&house.app.store, "QA").await.unwrap()
        ),
    );
}
