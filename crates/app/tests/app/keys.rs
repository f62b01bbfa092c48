//! 幂等键: what was sent twice is done once; what was not is never said to be done.

use app::{
    Error, items,
    remedies::{self, NewRemedy},
    requests::{self, Attach, Handling},
    upload::Upload,
};
use law::{case::Channel, handling::Event, report::Track};
use serde_json::json;
use store::items::Filter;

use crate::{
    items::form,
    world::{ORGAN, World, act, by, may, request, world},
};

const DAY: &str = "2026-03-02";

async fn kinds(w: &World, id: &str) -> Vec<String> {
    let stream = store::Stream::request(id).unwrap();
    let acts = store::ledger::stream(&w.app.store, ORGAN, &stream).await;
    acts.unwrap().into_iter().map(|act| act.kind).collect()
}

/// The same form again with other content: told by the key, nothing saved.
fn told<T: std::fmt::Debug>(result: app::Result<T>) {
    match result {
        Err(Error::Invalid(wrong)) => assert_eq!(wrong[0].field, "key", "{wrong:?}"),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn an_application_under_a_known_key_is_the_first_one_or_refused() {
    let w = world(DAY).await;
    let new = request(Channel::Online);
    let first = requests::file(&w.app, &new, "page").await.unwrap();
    assert_eq!(requests::file(&w.app, &new, "page").await.unwrap(), first);
    let mut other = new.clone();
    other.wanted = "另一件信息".into();
    told(requests::file(&w.app, &other, "page").await);
    let second = requests::file(&w.app, &other, "fresh page").await.unwrap();
    assert_ne!(second.id, first.id);
    assert_eq!(
        second.number,
        format!("{ORGAN}-2026-0002"),
        "no number was lost"
    );
    told(requests::file(&w.app, &new, " ").await);
}

#[tokio::test]
async fn the_forms_of_a_page_share_a_key_and_each_is_recorded() {
    let w = world(DAY).await;
    let one = requests::file(&w.app, &request(Channel::Online), "one")
        .await
        .unwrap();
    let two = requests::file(&w.app, &request(Channel::Online), "two")
        .await
        .unwrap();
    let noted = |note: &str| Handling {
        on: DAY.parse().unwrap(),
        event: Event::RiskNoted { note: note.into() },
    };
    let none = Attach::default();
    let note = requests::handle(&w.app, &w.clerk, &one.id, 1, "page", &noted("甲"), &none).await;
    assert_eq!(note.unwrap(), 2);
    let again = requests::handle(&w.app, &w.clerk, &one.id, 1, "page", &noted("甲"), &none).await;
    assert_eq!(again.unwrap(), 2, "sent twice");
    told(requests::handle(&w.app, &w.clerk, &one.id, 1, "page", &noted("乙"), &none).await);
    let confirmed = act(json!({"kind": "confirmed", "on": DAY}));
    for (id, seen) in [(&one.id, 2), (&two.id, 1)] {
        requests::act(&w.app, &may(&w.clerk, &confirmed), id, seen, "page", &none)
            .await
            .unwrap();
    }
    assert_eq!(
        kinds(&w, &one.id).await,
        ["submitted", "risk_noted", "confirmed"]
    );
    assert_eq!(
        kinds(&w, &two.id).await,
        ["submitted", "confirmed"],
        "another case, the same key"
    );
    let said = Attach {
        note: "另有说明".into(),
        ..Attach::default()
    };
    told(
        requests::act(
            &w.app,
            &may(&w.clerk, &confirmed),
            &two.id,
            1,
            "page",
            &said,
        )
        .await,
    );
}

#[tokio::test]
async fn an_item_under_a_known_key_is_the_first_one_or_refused() {
    let w = world(DAY).await;
    let first = items::draft(&w.app, &by(&w.clerk), &form(), "page")
        .await
        .unwrap();
    let again = items::draft(&w.app, &by(&w.clerk), &form(), "page").await;
    assert_eq!(again.unwrap(), first, "sent twice");
    let mut other = form();
    other.title = "另一条信息".into();
    told(items::draft(&w.app, &by(&w.clerk), &other, "page").await);
    other = form();
    other.attachments.push(Upload {
        name: "附件.txt".into(),
        bytes: "附件".into(),
    });
    told(items::draft(&w.app, &by(&w.clerk), &other, "page").await);
    let all = items::list(&w.app, &w.clerk, &Filter::default()).await;
    assert_eq!(all.unwrap().1, 1, "nothing was saved beside it");
}

#[tokio::test]
async fn a_key_of_the_program_before_still_answers() {
    let w = world(DAY).await;
    let mut tx = w.app.store.begin().await.unwrap();
    store::ledger::claim(&mut tx, ORGAN, "old page", "01JOLD")
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let new = NewRemedy {
        track: Track::Review,
        request: String::new(),
        on: DAY.parse().unwrap(),
        body: String::new(),
        number: String::new(),
    };
    let id = remedies::open(&w.app, &by(&w.clerk), &new, "old page")
        .await
        .unwrap();
    assert_eq!(
        id, "01JOLD",
        "a form sent by the program before and again to this one"
    );
}
