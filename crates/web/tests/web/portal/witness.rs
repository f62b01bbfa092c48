//! Two installations: the one keeps a log, the other witnesses it.

use app::{Settings, witness};
use axum::{
    body::{Body, to_bytes},
    http::Request,
};
use tower::ServiceExt;
use transparency::{Checkpoint, Evidence, Note, key::Kind};

use super::{item, publish};
use crate::office::house::House;

/// Sends to the witness as a log does; status, media type, text.
async fn send(witness: &House, body: String) -> (u16, String, String) {
    let request = Request::post("/log/witness/add-checkpoint")
        .body(Body::from(body))
        .unwrap();
    let response = web::Site::new(witness.app.clone())
        .oneshot(request)
        .await
        .unwrap();
    let status = response.status().as_u16();
    let media = response.headers()["content-type"]
        .to_str()
        .unwrap()
        .to_string();
    let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    (status, media, String::from_utf8(bytes.to_vec()).unwrap())
}

async fn two() -> (House, House) {
    let log = House::new().await;
    let key = app::public_log::public_key(&log.app).unwrap();
    let mut settings = Settings::default();
    settings.log.witness_of = vec![key.to_string()];
    settings.log.witness_name = "other.example/witness".into();
    (log, House::with(settings).await)
}

#[tokio::test]
async fn a_witness_cosigns_what_continues_and_the_proof_carries_it() {
    let (log, other) = two().await;
    let by = witness::public_key(&other.app).unwrap();
    assert_eq!(
        (by.kind, by.name.as_str()),
        (Kind::Cosignature, "other.example/witness")
    );
    let ours = app::public_log::public_key(&log.app).unwrap();
    assert!(
        witness::request(&log.app, 0).await.unwrap().is_none(),
        "before the first checkpoint"
    );
    let mut old = 0;
    for number in 0..3 {
        let id = publish(&log, "QA", &item(&format!("第{number}号办法"))).await;
        let request = witness::request(&log.app, old).await.unwrap().unwrap();
        let (status, _, line) = send(&other, request.to_string()).await;
        assert_eq!(status, 200, "{line}");
        witness::accept(&log.app, &by, &request.note, &line)
            .await
            .unwrap()
            .unwrap();
        let served = store::published::log::checkpoint(&log.app.store)
            .await
            .unwrap()
            .unwrap();
        let note: Note = served.parse().unwrap();
        assert_eq!(note.cosigned_at(&by), Some(1_795_485_600), "{served}");
        let evidence = store::published::log::evidence(&log.app.store, &format!("/items/QA/{id}"))
            .await
            .unwrap()
            .unwrap();
        let evidence: Evidence = evidence.to_string().parse().unwrap();
        let proved = evidence
            .judge(&ours, std::slice::from_ref(&by), None)
            .unwrap();
        assert_eq!(
            proved.witnesses,
            [("other.example/witness".to_string(), Some(1_795_485_600))]
        );
        old = proved.checkpoint.size;
        let page = log.browser().get(&format!("/items/QA/{id}/verify")).await;
        page.says(&["other.example/witness"]);
    }
    assert_eq!(old, 3);
    // A leaf that nobody cosigned yet is proved by the newest checkpoint, an older one by the cosigned one.
    let id = publish(&log, "QA", &item("还没有见证")).await;
    let newest = store::published::log::evidence(&log.app.store, &format!("/items/QA/{id}"))
        .await
        .unwrap()
        .unwrap();
    assert!(newest.judge(&ours, &[], None).unwrap().checkpoint.size == 4);
    // The witness tells what it cosigned last.
    let named = transparency::leaf::digest("localhost/log");
    let last = other
        .browser()
        .get(&format!("/log/witness/{named}/checkpoint"))
        .await;
    last.is(200);
    let last: Note = last.text.parse().unwrap();
    assert_eq!(last.signed_by(&ours), Some(true));
    assert!(last.cosigned_at(&by).is_some());
    assert_eq!(last.text.parse::<Checkpoint>().unwrap().size, 3);
    other
        .browser()
        .get("/log/witness/00/checkpoint")
        .await
        .is(404);
    // The same carried by hand.
    let mut settings = (*log.app.settings).clone();
    settings.log.witnesses = vec![format!("https://other.example/log/witness {by}")];
    let mut app = log.app.clone();
    app.settings = std::sync::Arc::new(settings);
    let request = witness::request(&app, 3).await.unwrap().unwrap();
    let line = witness::cosign(&other.app, &request.to_string())
        .await
        .unwrap()
        .unwrap();
    let taken = witness::take(&app, &format!("{}{line}", request.note))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(taken, by);
    let strange = witness::take(&app, &request.note).await.unwrap();
    assert_eq!(
        strange,
        Err("no witness of log.witnesses cosigned it".into())
    );
}

#[tokio::test]
async fn a_witness_refuses_another_history_and_says_each_refusal_in_the_protocol_s_words() {
    let (log, other) = two().await;
    for number in 0..2 {
        publish(&log, "QA", &item(&format!("第{number}号办法"))).await;
    }
    let good = witness::request(&log.app, 0).await.unwrap().unwrap();
    assert_eq!(send(&other, good.to_string()).await.0, 200);
    let (status, media, size) = send(&other, good.to_string()).await;
    assert_eq!(
        (status, media.as_str(), size.as_str()),
        (409, "text/x.tlog.size", "2\n")
    );
    // Another history under the same key: a house with the same key that published other things.
    let forked = House::new().await;
    for number in 0..3 {
        publish(&forked, "QA", &item(&format!("另一段历史{number}"))).await;
    }
    let fork = witness::request(&forked.app, 2).await.unwrap().unwrap();
    assert_eq!(send(&other, fork.to_string()).await.0, 422);
    // The true one goes on.
    publish(&log, "QA", &item("第三号办法")).await;
    let next = witness::request(&log.app, 2).await.unwrap().unwrap();
    assert_eq!(send(&other, next.to_string()).await.0, 200);
    let unknown = next.to_string().replace("localhost/log", "elsewhere/log");
    assert_eq!(send(&other, unknown).await.0, 404);
    let unsigned = next.to_string().replace("\n3\n", "\n4\n");
    assert_eq!(send(&other, unsigned).await.0, 403);
    for broken in [String::new(), "old 1".into(), "x".repeat(1000)] {
        assert_eq!(send(&other, broken).await.0, 400);
    }
    assert_eq!(send(&other, "x".repeat(100_000)).await.0, 413);
    // Nobody was told to witness anything here.
    assert_eq!(send(&log, next.to_string()).await.0, 404);
}

#[test]
fn settings_of_witnesses_name_what_is_wrong() {
    let mut settings = Settings::default();
    for wrong in [
        "https://w.example",
        "w.example x+y+z",
        "https://w.example log.example.gov.cn/mingbai+a575981a+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4",
    ] {
        settings.log.witnesses = vec![wrong.into()];
        assert!(witness::witnesses(&settings).unwrap_err().contains(wrong));
    }
    settings.log.witness_of = vec![
        "witness.example.gov.cn/w1+cb5d993c+BCmsuuFBvMrwsi4alNNNC8c2HlJtC/4SyJeUvJMilm3X".into(),
    ];
    assert!(
        witness::witnessed(&settings)
            .unwrap_err()
            .starts_with("log.witness_of")
    );
    settings.log.witnesses = vec!["https://w.example/ witness.example.gov.cn/w1+cb5d993c+BCmsuuFBvMrwsi4alNNNC8c2HlJtC/4SyJeUvJMilm3X".into()];
    assert_eq!(
        witness::witnesses(&settings).unwrap()[0].url,
        "https://w.example"
    );
}
