//! 留言, 找错, 投诉: taken in, answered by two, shown to all after a check.

use app::{
    App, Error,
    messages::{self, NewMessage, Received, Reply},
};
use law::message::{Aside, Outcome, PublicText, Topic};
use store::{
    published::{self, MessageFilter},
    verify::Look,
};

use crate::world::{ORGAN, World, by, world};

const KEY: &str = "a-form-key-of-the-page";

fn fault() -> NewMessage {
    NewMessage {
        organ: ORGAN.into(),
        topic: Topic::Fault,
        text: "办事指南的电话打不通，我是王小明".into(),
        page: "/organs/QH03/guide".into(),
        name: "王小明".into(),
        phone: "0000-2500001".into(),
        email: "wang@example.com".into(),
        agreed: true,
        lang: "zh".into(),
    }
}

fn reply() -> Reply {
    Reply {
        outcome: Outcome::Mended,
        words: "电话已经更正，谢谢您。".into(),
        looked_at: String::new(),
    }
}

fn shown() -> PublicText {
    PublicText {
        title: "办事指南电话已更正".into(),
        question: "办事指南上的电话打不通。".into(),
        answer: "电话已经更正。".into(),
    }
}

async fn version(app: &App, id: &str) -> i64 {
    let row = store::messages::get(&app.store, ORGAN, id).await.unwrap();
    row.unwrap().version
}

/// Answered by the clerk and the section head.
async fn answered(w: &World, one: &Received) {
    let at = version(&w.app, &one.id).await;
    let drafted = [(one.id.clone(), at)];
    messages::draft(&w.app, &by(&w.clerk), &drafted, &reply())
        .await
        .unwrap();
    let view = messages::open(&w.app, &w.section, &one.id).await.unwrap();
    let read = view.state.reply.clone().unwrap().text;
    messages::send(
        &w.app,
        &by(&w.section),
        &one.id,
        view.version,
        (read.as_str(), ""),
    )
    .await
    .unwrap();
}

#[tokio::test]
async fn taken_in_answered_shown_withdrawn() {
    let w = world("2026-03-02").await;
    let one = messages::receive(&w.app, &fault(), KEY).await.unwrap();
    assert_eq!(one.number, "QH03-LY-2026-0001");
    assert_eq!(one.due.to_string(), "2026-03-05", "three working days");
    let again = messages::receive(&w.app, &fault(), KEY).await.unwrap();
    assert_eq!(again, one, "a double click writes once");

    answered(&w, &one).await;
    let told = messages::progress(&w.app, &one.number, &one.query_code, "here")
        .await
        .unwrap();
    assert_eq!(told.replies, ["电话已经更正，谢谢您。"]);
    assert_eq!(told.outcome, Some(Outcome::Mended));
    let wrong = messages::progress(&w.app, &one.number, "AAAAAAAAAA", "here").await;
    assert!(matches!(wrong, Err(Error::NotFound)));

    let filter = MessageFilter {
        limit: 10,
        ..MessageFilter::default()
    };
    let all = || published::messages(&w.app.store, &filter);
    assert!(
        all().await.unwrap().is_empty(),
        "an answer is not yet public"
    );
    let at = version(&w.app, &one.id).await;
    messages::draft_public(&w.app, &by(&w.clerk), &one.id, at, &shown())
        .await
        .unwrap();
    assert!(all().await.unwrap().is_empty(), "a draft is not public");
    let read = shown().digest();
    messages::publish(
        &w.app,
        &by(&w.reviewer),
        &one.id,
        at + 1,
        (read.as_str(), ""),
    )
    .await
    .unwrap();
    let list = all().await.unwrap();
    assert_eq!(list.len(), 1);
    assert_eq!(list[0].answer, "电话已经更正。");
    messages::withdraw(&w.app, &by(&w.publisher), &one.id, at + 2, "重复")
        .await
        .unwrap();
    assert!(all().await.unwrap().is_empty());
    let problems =
        store::verify::verify(&w.app.store, &w.app.files, &w.app.rules(), Look::default()).await;
    let problems = problems.unwrap();
    assert!(problems.is_empty(), "{problems:?}");
}

/// The words of the writer stand in no act and in no row.
#[tokio::test]
async fn what_was_written_stays_sealed() {
    let w = world("2026-03-02").await;
    let one = messages::receive(&w.app, &fault(), KEY).await.unwrap();
    answered(&w, &one).await;
    let stream = store::Stream::message(&one.id).unwrap();
    let acts = store::ledger::stream(&w.app.store, ORGAN, &stream)
        .await
        .unwrap();
    let row = store::messages::get(&w.app.store, ORGAN, &one.id)
        .await
        .unwrap();
    let clear = format!("{acts:?}{row:?}");
    for word in ["打不通", "王小明", "2500001", "wang@", "谢谢您"] {
        assert!(!clear.contains(word), "{word}");
    }
    let seen = messages::open(&w.app, &w.section, &one.id).await.unwrap();
    assert_eq!(seen.sealed["name"], "王**");
    assert!(seen.sealed["text"].as_str().unwrap().contains("打不通"));
    let publisher = messages::open(&w.app, &w.legal, &one.id).await.unwrap();
    assert!(
        publisher.sealed.is_null(),
        "who does not answer does not read it"
    );
}

#[tokio::test]
async fn one_reply_answers_many() {
    let w = world("2026-03-02").await;
    let mut both = Vec::new();
    for key in ["a-form-key-of-page-1", "a-form-key-of-page-2"] {
        let one = messages::receive(&w.app, &fault(), key).await.unwrap();
        both.push((one.id, 1));
    }
    messages::draft(&w.app, &by(&w.clerk), &both, &reply())
        .await
        .unwrap();
    let desk = messages::desk(&w.app, &w.section).await.unwrap();
    assert!(desk.owed[0].about.starts_with("办事指南的电话"));
    assert!(desk.owed.iter().all(|one| one.row.status == "drafted"));
    // One of them has gone on: nothing is written to either.
    let stale = [(both[0].0.clone(), 2), (both[1].0.clone(), 1)];
    let refused = messages::draft(&w.app, &by(&w.clerk), &stale, &reply()).await;
    assert!(matches!(refused, Err(Error::Conflict)));
    assert_eq!(version(&w.app, &both[0].0).await, 2);
}

#[tokio::test]
async fn handed_over_under_the_same_number_with_the_first_days_clock() {
    let w = world("2026-03-02").await;
    let one = messages::receive(&w.app, &fault(), KEY).await.unwrap();
    let later = w.on("2026-03-03");
    let own = messages::hand_over(&later, &by(&w.clerk), &one.id, 1, (ORGAN, "不归我局")).await;
    assert!(matches!(own, Err(Error::Invalid(_))));
    messages::hand_over(&later, &by(&w.clerk), &one.id, 1, ("QH04", "归第二局"))
        .await
        .unwrap();
    let told = messages::progress(&later, &one.number, &one.query_code, "here")
        .await
        .unwrap();
    assert_eq!((told.organ.as_str(), told.due), ("QH04", Some(one.due)));
    assert!(
        told.text.contains("打不通"),
        "its words go along, sealed anew"
    );
    let there = messages::desk(&later, &w.stranger).await.unwrap();
    assert_eq!(there.owed.len(), 1);
    let closed = messages::set_aside(&later, &by(&w.clerk), &one.id, 2, (Aside::Empty, "无")).await;
    assert!(
        matches!(closed, Err(Error::Refused(_))),
        "it is gone from here"
    );
    let problems =
        store::verify::verify(&later.store, &later.files, &later.rules(), Look::default()).await;
    let problems = problems.unwrap();
    assert!(problems.is_empty(), "{problems:?}");
}

#[tokio::test]
async fn a_doubt_brings_another_person() {
    let w = world("2026-03-02").await;
    let one = messages::receive(&w.app, &fault(), KEY).await.unwrap();
    let doubt =
        |words: &'static str| messages::doubt(&w.app, &one.number, &one.query_code, "here", words);
    let early = doubt("没有答复").await;
    assert!(
        matches!(early, Err(Error::Refused(_))),
        "nothing was answered"
    );
    answered(&w, &one).await;
    assert!(matches!(doubt(" ").await, Err(Error::Invalid(_))));
    doubt("电话还是打不通").await.unwrap();
    let at = version(&w.app, &one.id).await;
    let drafted = [(one.id.clone(), at)];
    let same = messages::draft(&w.app, &by(&w.clerk), &drafted, &reply()).await;
    assert!(matches!(same, Err(Error::Refused(found)) if found[0].id.id() == "W-14"));
    messages::draft(&w.app, &by(&w.publisher), &drafted, &reply())
        .await
        .unwrap();
    let figures = published::answering(&w.app.store, 2026, w.app.clock.today())
        .await
        .unwrap();
    assert_eq!(
        (figures[0].received, figures[0].doubted, figures[0].open),
        (1, 1, 1)
    );
}

#[tokio::test]
async fn what_is_wrong_is_said_at_its_field() {
    let w = world("2026-03-02").await;
    let table: [(&str, fn(&mut NewMessage)); 6] = [
        ("text", |new| new.text.clear()),
        ("email", |new| new.email = "wang at home".into()),
        ("page", |new| new.page = "https://elsewhere.example/".into()),
        ("page", |new| new.page = "/\\elsewhere.example".into()),
        ("page", |new| new.page = "//elsewhere.example".into()),
        ("organ", |new| new.organ = "QH99".into()),
    ];
    for (field, spoil) in table {
        let mut new = fault();
        spoil(&mut new);
        let refused = messages::receive(&w.app, &new, KEY).await;
        let Err(Error::Invalid(wrong)) = refused else {
            panic!("{field}: {refused:?}");
        };
        assert_eq!(wrong[0].field, field);
    }
    let one = messages::receive(&w.app, &fault(), KEY).await.unwrap();
    let mut empty = reply();
    empty.outcome = Outcome::NoFault;
    let drafted = [(one.id.clone(), 1)];
    let refused = messages::draft(&w.app, &by(&w.clerk), &drafted, &empty).await;
    assert!(matches!(refused, Err(Error::Invalid(wrong)) if wrong[0].field == "looked_at"));
    assert_eq!(version(&w.app, &one.id).await, 1, "nothing was saved");
}

#[tokio::test]
async fn another_text_than_the_one_that_was_read_does_not_go_out() {
    let w = world("2026-03-02").await;
    let one = messages::receive(&w.app, &fault(), KEY).await.unwrap();
    let drafted = [(one.id.clone(), 1)];
    messages::draft(&w.app, &by(&w.clerk), &drafted, &reply())
        .await
        .unwrap();
    let first = messages::open(&w.app, &w.section, &one.id).await.unwrap();
    let read = first.state.reply.unwrap().text;
    let mut changed = reply();
    changed.words = "不归我们管。".into();
    let drafted = [(one.id.clone(), 2)];
    messages::draft(&w.app, &by(&w.clerk), &drafted, &changed)
        .await
        .unwrap();
    let section = by(&w.section);
    let stale = messages::send(&w.app, &section, &one.id, 2, (read.as_str(), "")).await;
    assert!(matches!(stale, Err(Error::Conflict)));
    let forged = messages::send(&w.app, &section, &one.id, 3, (read.as_str(), "")).await;
    assert!(matches!(forged, Err(Error::Invalid(wrong)) if wrong[0].field == "read"));
}
