//! The public log over HTTP: what others read, what a reader takes home, and the one page with a script.

use axum::{
    body::{Body, to_bytes},
    http::{HeaderMap, Request, StatusCode},
};
use store::{public_log::Stuck, published::log};
use tower::ServiceExt;
use transparency::{
    Checkpoint, Evidence, Note, Tree,
    leaf::digest,
    proof::{Stand, continues},
    tree::leaf,
};
use web::{
    portal::log::verifier,
    routes::{self, Audience},
};

use super::{everybody, item, publish};
use crate::office::house::House;

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    bytes: Vec<u8>,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    fn text(&self) -> String {
        String::from_utf8(self.bytes.clone()).unwrap()
    }
}

async fn get(house: &House, path: &str) -> Answer {
    let request = Request::get(path).body(Body::empty()).unwrap();
    let response = web::Site::new(house.app.clone())
        .oneshot(request)
        .await
        .unwrap();
    Answer {
        status: response.status(),
        headers: response.headers().clone(),
        bytes: to_bytes(response.into_body(), usize::MAX)
            .await
            .unwrap()
            .to_vec(),
    }
}

#[tokio::test]
async fn checkpoint_tiles_and_entries_are_what_others_expect() {
    let house = House::new().await;
    assert_eq!(
        get(&house, "/log/checkpoint").await.status,
        404,
        "before the first"
    );
    for number in 0..3 {
        publish(&house, "QA", &item(&format!("第{number}号办法"))).await;
    }
    let note = get(&house, "/log/checkpoint").await;
    assert_eq!(note.status, 200);
    assert_eq!(note.header("content-type"), "text/plain; charset=utf-8");
    let key = app::public_log::public_key(&house.app).unwrap();
    assert_eq!(get(&house, "/log/key").await.text(), format!("{key}\n"));
    assert_eq!(key.name, "localhost/log");
    let note: Note = note.text().parse().unwrap();
    assert_eq!(note.signed_by(&key), Some(true));
    let checkpoint: Checkpoint = note.text.parse().unwrap();
    assert_eq!(
        (checkpoint.size, checkpoint.origin.as_str()),
        (3, "localhost/log")
    );
    let hashes = get(&house, "/log/tile/0/000.p/3").await;
    assert_eq!((hashes.status, hashes.bytes.len()), (StatusCode::OK, 96));
    assert_eq!(hashes.header("content-type"), "application/octet-stream");
    assert_eq!(
        hashes.header("cache-control"),
        "public, max-age=31536000, immutable"
    );
    // The root from the entries alone.
    let entries = get(&house, "/log/tile/entries/000.p/3").await.bytes;
    let (mut rest, mut tree, mut place) = (&entries[..], Tree::default(), 0);
    while let Some((length, more)) = rest.split_first_chunk::<2>() {
        let (entry, more) = more.split_at(usize::from(u16::from_be_bytes(*length)));
        assert_eq!(leaf(entry), hashes.bytes[place * 32..(place + 1) * 32]);
        tree.add(entry);
        (rest, place) = (more, place + 1);
    }
    assert_eq!(tree.root(), checkpoint.root);
    for none in [
        "/log/tile/0/000",
        "/log/tile/0/000.p/4",
        "/log/tile/1/000.p/1",
        "/log/tile/entries/000",
        "/log/tile/0/0",
        "/log/tile/0/000.p/03",
        "/log/tile/x",
        "/log/tile/0/../0/000.p/3",
        "/log/tile/99/000",
        "/log/record",
        "/log/proof",
        "/log/record?address=/items/QA/x",
        "/log/proof?address=%00",
        "/log/proof?address=/office",
    ] {
        assert_eq!(get(&house, none).await.status, 404, "{none}");
    }
}

#[tokio::test]
async fn proofs_for_programs_hold_and_wrong_questions_are_told_what_is_wrong() {
    let house = House::new().await;
    publish(&house, "QA", &item("集市管理办法")).await;
    let first: Checkpoint = log::checkpoint(&house.app.store)
        .await
        .unwrap()
        .unwrap()
        .parse::<Note>()
        .unwrap()
        .text
        .parse()
        .unwrap();
    publish(&house, "QB", &item("殡葬服务办法")).await;
    let second: Checkpoint = log::checkpoint(&house.app.store)
        .await
        .unwrap()
        .unwrap()
        .parse::<Note>()
        .unwrap()
        .text
        .parse()
        .unwrap();
    let answer = get(&house, "/api/v1/log/consistency?from=1&to=2").await;
    let hashes = hashes(&answer);
    let stand = |checkpoint: &Checkpoint| Stand {
        size: checkpoint.size,
        root: checkpoint.root,
    };
    assert!(continues(stand(&first), stand(&second), &hashes));
    let answer = get(&house, "/api/v1/log/inclusion?index=1&size=2").await;
    let told: serde_json::Value = serde_json::from_slice(&answer.bytes).unwrap();
    let entry = told["entry"].as_str().unwrap();
    assert!(entry.contains("/items/QB/"), "{entry}");
    assert!(transparency::proof::includes(
        &leaf(entry.as_bytes()),
        1,
        2,
        &self::hashes(&answer),
        &second.root
    ));
    for (path, status, said) in [
        ("/api/v1/log/consistency?from=1&to=3", 404, "not_found"),
        ("/api/v1/log/consistency?from=2&to=1", 404, "not_found"),
        ("/api/v1/log/inclusion?index=2&size=2", 404, "not_found"),
        (
            "/api/v1/log/inclusion?index=0&size=9223372036854775807",
            404,
            "not_found",
        ),
        (
            "/api/v1/log/inclusion?index=-1&size=9223372036854775808",
            422,
            "\"field\":\"index\"",
        ),
        (
            "/api/v1/log/inclusion?index=-1&size=9223372036854775808",
            422,
            "\"field\":\"size\"",
        ),
        ("/api/v1/log/consistency", 422, "\"field\":\"from\""),
    ] {
        let answer = get(&house, path).await;
        assert_eq!(answer.status, status, "{path}");
        assert!(answer.text().contains(said), "{path}: {}", answer.text());
    }
}

fn hashes(answer: &Answer) -> Vec<[u8; 32]> {
    use base64::{Engine as _, engine::general_purpose::STANDARD};
    let told: serde_json::Value = serde_json::from_slice(&answer.bytes).unwrap();
    told["hashes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|hash| {
            STANDARD
                .decode(hash.as_str().unwrap())
                .unwrap()
                .try_into()
                .unwrap()
        })
        .collect()
}

#[tokio::test]
async fn a_reader_takes_a_proof_home_and_a_withdrawal_takes_the_text_away() {
    let house = House::new().await;
    let staff = everybody(&house, "QA").await;
    let id = publish(&house, "QA", &item("集市管理办法")).await;
    let address = format!("/items/QA/{id}");
    let page = house.browser().get(&address).await;
    page.says(&[
        &format!("href=\"/log/proof?address={address}\""),
        &format!("href=\"{address}/verify\""),
    ]);
    let key = app::public_log::public_key(&house.app).unwrap();
    let page = house.browser().get(&format!("{address}/verify")).await;
    page.words_are_all_there().is(200).says(&[
        "1 / 1",
        &format!("/log/verifier?address={address}"),
        "mingbai verify --proof",
        "localhost/log+",
    ]);
    let proof = get(&house, &format!("/log/proof?address={address}")).await;
    assert!(
        proof
            .header("content-disposition")
            .contains(&format!("items-QA-{id}.tlog-proof"))
    );
    let evidence: Evidence = proof.text().parse().unwrap();
    let proved = evidence.judge(&key, &[], None).unwrap();
    assert!(proved.record);
    let record = get(&house, &format!("/log/record?address={address}"))
        .await
        .text();
    assert_eq!(digest(&record), proved.leaf.record);
    assert!(record.contains("\"title\":\"集市管理办法\""), "{record}");
    assert!(record.contains("<strong>集市</strong>"), "{record}");

    let row = app::items::open(&house.app, &staff, &id).await.unwrap().row;
    app::items::withdraw(
        &house.app,
        &app::rights::By::of(&staff).unwrap(),
        &id,
        row.version,
        "事实有误",
    )
    .await
    .unwrap();
    // At once, before the log has followed.
    assert_eq!(
        get(&house, &format!("/log/record?address={address}"))
            .await
            .status,
        404
    );
    let between: Evidence = get(&house, &format!("/log/proof?address={address}"))
        .await
        .text()
        .parse()
        .unwrap();
    assert_eq!(between.record, None);
    app::public_log::catch_up(&house.app, &mut Stuck::new())
        .await
        .unwrap();
    let after: Evidence = get(&house, &format!("/log/proof?address={address}"))
        .await
        .text()
        .parse()
        .unwrap();
    let proved = after.judge(&key, &[], None).unwrap();
    assert_eq!(
        (proved.leaf.act.as_str(), proved.record),
        ("withdrawn", false)
    );
    assert_eq!(proved.leaf.record, "");
    // What was taken home proves what it proved.
    assert!(evidence.judge(&key, &[], None).is_ok());
    let about = house.browser().get("/log").await;
    about
        .words_are_all_there()
        .is(200)
        .says(&[&verifier::page_hash(), "localhost/log+"]);
}

/// ADR 23: the verifier alone has a script, allows that very script by its hash, and loads nothing.
#[tokio::test]
async fn there_is_one_page_with_a_script_and_its_policy_runs_that_alone() {
    let house = House::new().await;
    let id = publish(&house, "QA", &item("集市管理办法")).await;
    let page = get(&house, "/log/verifier?address=/items/QA/x").await;
    assert_eq!(page.text(), verifier::page());
    assert_eq!(
        page.text(),
        get(&house, "/log/verifier").await.text(),
        "the same bytes for everybody"
    );
    assert_eq!(page.text().matches("<script").count(), 1);
    let policy = page.header("content-security-policy");
    assert!(
        policy.starts_with("default-src 'none'; script-src 'sha256-"),
        "{policy}"
    );
    assert!(!policy.contains("unsafe"), "{policy}");
    assert!(
        page.text()
            .contains(&format!("content=\"{}\"", verifier::policy())),
        "a saved copy keeps its policy"
    );
    for route in routes::all() {
        if route.audience != Audience::Public
            || route.method != "GET"
            || route.path == "/log/verifier"
        {
            continue;
        }
        let path = route
            .path
            .replace("{organ}", "QA")
            .replace("{code}", "QA")
            .replace("{id}", &id)
            .replace("{year}", "2026")
            .replace("{hash}", "0")
            .replace("{*name}", "site.css")
            .replace("{lang}", "zh")
            .replace("{on}", "on")
            .replace("{name}", "x");
        let other = get(&house, &path).await;
        let policy = other.header("content-security-policy");
        assert!(
            policy.starts_with("default-src 'self'") && !policy.contains("script-src"),
            "{path}: {policy}"
        );
        assert!(
            !String::from_utf8_lossy(&other.bytes).contains("<script"),
            "{path}"
        );
    }
}
