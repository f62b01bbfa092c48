//! long: one item is brought to its public state in every test, and the helpers that do so are shared. What is published is changed
//! beside itself, and a publication waits for its minute.

use app::{
    App, Clock, Error,
    items::{self, Fate, ItemForm, PublishForm},
    notices,
};
use law::{Lang, item::Status};
use store::published::{self, At};

use crate::{
    items::form,
    world::{ORGAN, World, by, world},
};

/// The published item of a world, and its version.
async fn published(w: &World) -> (String, i64) {
    let id = items::draft(&w.app, &by(&w.clerk), &form(), "k")
        .await
        .unwrap();
    let version = cleared(w, &id, 1).await;
    let form = PublishForm::default();
    let version = items::publish(&w.app, &by(&w.publisher), &id, version, &form)
        .await
        .unwrap();
    (id, version)
}

/// Submitted and read by all.
async fn cleared(w: &World, id: &str, version: i64) -> i64 {
    let version = items::submit(&w.app, &by(&w.clerk), id, version, "")
        .await
        .unwrap();
    w.read(id, version).await.unwrap()
}

fn changed() -> ItemForm {
    ItemForm {
        title: "2026年部门预算（调整）".into(),
        body: "收入预算调整。\n支出预算。".into(),
        ..form()
    }
}

fn note() -> PublishForm {
    PublishForm {
        note: "收入预算有调整".into(),
        major: true,
        ..PublishForm::default()
    }
}

async fn title(app: &App, id: &str) -> Option<String> {
    let item = published::item(&app.store, ORGAN, id).await.unwrap();
    item.map(|item| item.title.clone())
}

/// Titles that a search for a word finds.
async fn found(app: &App, text: &str) -> Vec<String> {
    app::index::catch_up(app).await.unwrap();
    let query = search::Query {
        text: text.into(),
        limit: 10,
        ..Default::default()
    };
    let found = app::find::search(app, query).await.unwrap();
    found.hits.iter().map(|hit| hit.title.clone()).collect()
}

async fn told(app: &App, staff: &app::Staff) -> Vec<String> {
    let notices = notices::list(app, staff, true, Lang::Zh).await.unwrap();
    notices.into_iter().map(|notice| notice.text).collect()
}

#[tokio::test]
async fn the_public_text_stays_until_its_change_is_published() {
    let w = world("2026-02-10").await;
    let (id, version) = published(&w).await;
    let later = w.on("2026-03-02");
    let version = items::revise(&later, &by(&w.clerk), &id, version, &changed())
        .await
        .unwrap();
    // Draft, under review, cleared: the public reads what was published.
    assert_eq!(title(&w.app, &id).await.as_deref(), Some("2026年部门预算"));
    assert_eq!(found(&w.app, "收入预算调整").await, ["2026年部门预算"]);
    let version = items::submit(&later, &by(&w.clerk), &id, version, "")
        .await
        .unwrap();
    let view = items::open(&later, &w.section, &id).await.unwrap();
    let difference = items::difference(&view.state);
    let places: Vec<_> = difference.iter().map(|one| one.place).collect();
    assert_eq!(places, ["title", "body"]);
    assert_eq!(
        difference[1].lines,
        [
            (Fate::Goes, "收入预算。".to_string()),
            (Fate::Comes, "收入预算调整。".to_string()),
            (Fate::Stays, "支出预算。".to_string()),
        ]
    );
    let version = w.read_in(&later, &id, version).await.unwrap();
    assert_eq!(title(&w.app, &id).await.as_deref(), Some("2026年部门预算"));
    let silent = PublishForm::default();
    let refused = items::publish(&later, &by(&w.publisher), &id, version, &silent).await;
    let Err(Error::Invalid(fields)) = refused else {
        panic!("{refused:?}")
    };
    assert_eq!((fields[0].field, fields[0].rule), ("note", "A-26.1"));
    items::publish(&later, &by(&w.publisher), &id, version, &note())
        .await
        .unwrap();
    let item = published::item(&w.app.store, ORGAN, &id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(item.title, "2026年部门预算（调整）");
    assert_eq!(item.index_number, "QH03/2026-00001", "the number stays");
    assert_eq!(item.published_on.to_string(), "2026-02-10");
    assert_eq!(item.changed_on.unwrap().to_string(), "2026-03-02");
    assert_eq!(item.changes[0].note, "收入预算有调整");
    assert_eq!(
        found(&w.app, "收入预算调整").await,
        ["2026年部门预算（调整）"]
    );
}

/// Subscribers hear of what says something else now, and not of a slip of the pen that was put right.
#[tokio::test]
async fn only_a_major_change_is_news() {
    let w = world("2026-02-10").await;
    let (id, mut version) = published(&w).await;
    let second = ItemForm {
        title: "2026年预算说明".into(),
        ..form()
    };
    let other = items::draft(&w.app, &by(&w.clerk), &second, "k2")
        .await
        .unwrap();
    let later = w.on("2026-02-11");
    let stands = items::submit(&later, &by(&w.clerk), &other, 1, "")
        .await
        .unwrap();
    let stands = w.read_in(&later, &other, stands).await.unwrap();
    let first = PublishForm::default();
    items::publish(&later, &by(&w.publisher), &other, stands, &first)
        .await
        .unwrap();
    for (day, major, expected) in [
        ("2026-03-02", false, [&other, &id]),
        ("2026-03-03", true, [&id, &other]),
    ] {
        let day = w.on(day);
        let text = ItemForm {
            body: format!("收入预算。支出预算。{major}"),
            ..form()
        };
        version = items::revise(&day, &by(&w.clerk), &id, version, &text)
            .await
            .unwrap();
        version = items::submit(&day, &by(&w.clerk), &id, version, "")
            .await
            .unwrap();
        version = w.read_in(&day, &id, version).await.unwrap();
        let note = PublishForm { major, ..note() };
        version = items::publish(&day, &by(&w.publisher), &id, version, &note)
            .await
            .unwrap();
        let news = published::news(&w.app.store, Some(ORGAN), &At::First, 10)
            .await
            .unwrap();
        let ids: Vec<&String> = news.iter().map(|item| &item.id).collect();
        assert_eq!(ids, expected, "{major}");
        assert_eq!(
            published::news(&w.app.store, None, &At::First, 10)
                .await
                .unwrap(),
            news
        );
    }
    let item = published::item(&w.app.store, ORGAN, &id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(item.updated(), "2026-03-03T00:00:00");
}

/// What the public is told of a change is scanned as the text is.
#[tokio::test]
async fn a_word_on_a_change_names_nobody() {
    let w = world("2026-02-10").await;
    let (id, version) = published(&w).await;
    let version = items::revise(&w.app, &by(&w.clerk), &id, version, &changed())
        .await
        .unwrap();
    let version = cleared(&w, &id, version).await;
    let form = PublishForm {
        note: "应11010519491231002X的要求更正".into(),
        ..note()
    };
    let refused = items::publish(&w.app, &by(&w.publisher), &id, version, &form).await;
    let Err(Error::Refused(found)) = refused else {
        panic!("{refused:?}")
    };
    assert!(found[0].place.starts_with("note"), "{found:?}");
}

#[tokio::test]
async fn a_change_given_up_leaves_what_is_public() {
    let w = world("2026-02-10").await;
    let (id, version) = published(&w).await;
    let version = items::revise(&w.app, &by(&w.clerk), &id, version, &changed())
        .await
        .unwrap();
    let version = items::discard(&w.app, &by(&w.clerk), &id, version, "不必改")
        .await
        .unwrap();
    let view = items::open(&w.app, &w.clerk, &id).await.unwrap();
    assert_eq!(view.row.status, Status::Published);
    assert_eq!(view.row.title, "2026年部门预算");
    let again = items::discard(&w.app, &by(&w.clerk), &id, version, "").await;
    assert!(matches!(again, Err(Error::Refused(_))));
}

/// A file of the public text stays to be had while the change leaves it out, and goes with the change.
#[tokio::test]
async fn a_withdrawal_takes_the_public_text_though_its_change_is_under_way() {
    let w = world("2026-02-10").await;
    let (id, version) = published(&w).await;
    let version = items::revise(&w.app, &by(&w.clerk), &id, version, &changed())
        .await
        .unwrap();
    items::withdraw(&w.app, &by(&w.publisher), &id, version, "有误")
        .await
        .unwrap();
    assert_eq!(title(&w.app, &id).await, None);
    assert!(found(&w.app, "支出预算").await.is_empty());
    let gone = published::withdrawn(&w.app.store, ORGAN, &id)
        .await
        .unwrap();
    assert_eq!(gone.unwrap().reason, "有误");
}

fn at(w: &World, moment: &str) -> App {
    App {
        clock: Clock::fixed(format!("{moment}+08:00").parse().unwrap()),
        ..w.app.clone()
    }
}

/// Scheduled for three in the afternoon of the day of the world.
async fn scheduled(w: &World) -> (String, i64) {
    let id = items::draft(&w.app, &by(&w.clerk), &form(), "k")
        .await
        .unwrap();
    let version = cleared(w, &id, 1).await;
    let minute = "2026-02-10T15:00".parse().unwrap();
    let plan = (minute, &PublishForm::default());
    let version = items::schedule(&w.app, &by(&w.publisher), &id, version, plan)
        .await
        .unwrap();
    (id, version)
}

#[tokio::test]
async fn what_waits_for_its_minute_appears_then_and_not_before() {
    let w = world("2026-02-10").await;
    let (id, _) = scheduled(&w).await;
    let before = at(&w, "2026-02-10T14:59:59");
    assert_eq!(app::jobs::run_due(&before, "a").await.unwrap(), 0);
    assert_eq!(title(&w.app, &id).await, None);
    let then = at(&w, "2026-02-10T15:00:01");
    assert_eq!(app::jobs::run_due(&then, "a").await.unwrap(), 1);
    let item = published::item(&w.app.store, ORGAN, &id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(item.published_time, "15:00");
    let view = items::open(&w.app, &w.clerk, &id).await.unwrap();
    let last = view.acts.last().unwrap();
    assert_eq!(
        (last.kind.as_str(), last.actor.as_str()),
        ("published", w.publisher.id.as_str())
    );
}

/// A schedule names its text: changed, taken back or overtaken, nothing happens at the minute.
#[tokio::test]
async fn a_schedule_falls_with_its_text() {
    let w = world("2026-02-10").await;
    let then = at(&w, "2026-02-10T15:00:01");
    let (id, version) = scheduled(&w).await;
    items::revise(&w.app, &by(&w.clerk), &id, version, &changed())
        .await
        .unwrap();
    app::jobs::run_due(&then, "a").await.unwrap();
    assert_eq!(title(&w.app, &id).await, None);
    assert!(told(&w.app, &w.publisher).await.is_empty());

    let w = world("2026-02-10").await;
    let then = at(&w, "2026-02-10T15:00:01");
    let (id, version) = scheduled(&w).await;
    let version = items::unschedule(&w.app, &by(&w.publisher), &id, version, "改日发布")
        .await
        .unwrap();
    app::jobs::run_due(&then, "a").await.unwrap();
    assert_eq!(title(&w.app, &id).await, None);
    // Scheduled anew for another minute: the job of the first does nothing.
    let minute = "2026-02-11T09:00".parse().unwrap();
    let plan = (minute, &PublishForm::default());
    items::schedule(&w.app, &by(&w.publisher), &id, version, plan)
        .await
        .unwrap();
    app::jobs::run_due(&then, "a").await.unwrap();
    assert_eq!(title(&w.app, &id).await, None);
    let next = at(&w, "2026-02-11T09:00:00");
    app::jobs::run_due(&next, "a").await.unwrap();
    assert!(title(&w.app, &id).await.is_some());
}

/// Who may publish no longer publishes nothing, and whoever can help is told in the minute.
#[tokio::test]
async fn a_publication_that_cannot_be_is_told_at_once() {
    let w = world("2026-02-10").await;
    let (id, _) = scheduled(&w).await;
    let who = app::audit::Who::system("test");
    let shut = app::accounts::set_disabled(&w.app, &who, &w.publisher.login, true);
    shut.await.unwrap();
    let then = at(&w, "2026-02-10T15:00:01");
    app::jobs::run_due(&then, "a").await.unwrap();
    assert_eq!(title(&w.app, &id).await, None);
    assert_eq!(
        told(&w.app, &w.clerk).await,
        ["“2026年部门预算”定于 2026-02-10 15:00 发布而没有发布：定时的人已经没有发布的权限"]
    );
    let dead = store::jobs::dead(&w.app.store, ORGAN).await.unwrap();
    assert_eq!(dead.len(), 1);
    let late = at(&w, "2026-02-10T15:02:00");
    assert!(items::open(&late, &w.clerk, &id).await.unwrap().is_overdue);
}

/// A house that slept through the minute publishes when it wakes.
#[tokio::test]
async fn a_minute_slept_through_is_made_good() {
    let w = world("2026-02-10").await;
    let (id, _) = scheduled(&w).await;
    let late = at(&w, "2026-02-12T08:00:00");
    app::jobs::run_due(&late, "a").await.unwrap();
    let item = published::item(&w.app.store, ORGAN, &id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        item.published_on.to_string(),
        "2026-02-12",
        "the day on which it appeared"
    );
}

/// An act of an older program made public what would not be published today.
async fn published_before(w: &World, body: &str) -> String {
    let (id, version) = published(w).await;
    let stream = store::Stream::item(&id).unwrap();
    let acts = store::ledger::stream(&w.app.store, ORGAN, &stream)
        .await
        .unwrap();
    let mut content: serde_json::Value = acts[0].body().unwrap();
    content["body_html"] = body.into();
    let day = w.app.clock.today();
    let mut tx = w.app.store.begin().await.unwrap();
    for (expected, kind, body) in [
        (version, "revised", content),
        (
            version + 1,
            "published",
            serde_json::json!({"index_number": "QH03/2026-00001", "published_on": day}),
        ),
    ] {
        let new = store::ledger::NewAct {
            organ: ORGAN,
            stream: &stream,
            expected,
            kind,
            body: &body,
            on: day,
            actor: "older",
        };
        store::ledger::append(&mut tx, w.app.clock.now(), &new)
            .await
            .unwrap();
    }
    store::project::apply(&mut tx, &w.app.rules(), ORGAN, &stream)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    id
}

/// A night's work: the look at the stock, as the job does it.
async fn night(w: &World) {
    items::enqueue(&w.app).await.unwrap();
    app::jobs::run_due(&w.app, "night").await.unwrap();
}

#[tokio::test]
async fn what_an_old_item_should_not_say_is_gone_after_the_first_night() {
    let w = world("2026-02-10").await;
    let id = published_before(&w, "<p>联系人身份证号11010519491231002X</p>").await;
    assert!(title(&w.app, &id).await.is_some());
    night(&w).await;
    assert_eq!(title(&w.app, &id).await, None);
    assert!(found(&w.app, "支出预算").await.is_empty());
    let since = published::suspended(&w.app.store, ORGAN, &id)
        .await
        .unwrap();
    assert_eq!(since.unwrap().to_string(), "2026-02-10");
    assert!(told(&w.app, &w.reviewer).await[0].contains("已暂停公开"));
    let view = items::open(&w.app, &w.reviewer, &id).await.unwrap();
    let act = view.acts.last().unwrap();
    assert!(!act.body.contains("11010519491231002X"), "{}", act.body);
    // Nothing lifts an identity number; the way back is another text.
    let refused = items::restore(&w.app, &by(&w.reviewer), &id, act.version, "已同意").await;
    assert!(matches!(refused, Err(Error::Refused(_))), "{refused:?}");
    let version = items::revise(&w.app, &by(&w.clerk), &id, act.version, &changed())
        .await
        .unwrap();
    let version = cleared(&w, &id, version).await;
    items::publish(&w.app, &by(&w.publisher), &id, version, &note())
        .await
        .unwrap();
    assert!(title(&w.app, &id).await.is_some());
    night(&w).await;
    assert!(title(&w.app, &id).await.is_some());
}

/// What is found is kept without the data; a word on a change is looked through as the text is; and an item whose file is missing
/// keeps nobody from the rest.
#[tokio::test]
async fn a_missing_file_keeps_nobody_from_the_rest() {
    let w = world("2026-02-10").await;
    let upload = app::upload::Upload {
        name: "附件.txt".into(),
        bytes: "附件".into(),
    };
    let with_file = ItemForm {
        attachments: vec![upload],
        title: "2026年附件".into(),
        ..form()
    };
    let first = items::draft(&w.on("2026-02-09"), &by(&w.clerk), &with_file, "file")
        .await
        .unwrap();
    let version = cleared(&w, &first, 1).await;
    let plain = PublishForm::default();
    items::publish(&w.app, &by(&w.publisher), &first, version, &plain)
        .await
        .unwrap();
    let public = published::item(&w.app.store, ORGAN, &first).await.unwrap();
    w.lose(&public.unwrap().attachments[0].hash);
    let id = published_before(&w, "<p>联系人身份证号11010519491231002X</p>").await;
    assert!(first < id, "drafted the day before, it is looked at first");
    night(&w).await;
    assert!(title(&w.app, &first).await.is_some());
    assert_eq!(title(&w.app, &id).await, None);
    let view = items::open(&w.app, &w.reviewer, &id).await.unwrap();
    let found = view.state.suspended.unwrap().1.found;
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].place.as_str(), found[0].line), ("body", 1));
}

/// A false alarm comes back by the secrecy reviewer's word, and the next night believes it.
#[tokio::test]
async fn a_false_alarm_comes_back_and_stays() {
    let w = world("2026-02-10").await;
    let id = published_before(&w, "<p>护照号码E12345678</p>").await;
    night(&w).await;
    assert_eq!(title(&w.app, &id).await, None, "a passport number");
    let view = items::open(&w.app, &w.reviewer, &id).await.unwrap();
    items::restore(
        &w.app,
        &by(&w.reviewer),
        &id,
        view.row.version,
        "是样本号码",
    )
    .await
    .unwrap();
    assert!(title(&w.app, &id).await.is_some());
    let tomorrow = w.on("2026-02-11");
    items::enqueue(&tomorrow).await.unwrap();
    app::jobs::run_due(&tomorrow, "night").await.unwrap();
    assert!(title(&w.app, &id).await.is_some());
}

/// So many finds of one kind that the pattern may be wrong: nothing is taken away, and people are told how many (N-26).
#[tokio::test]
async fn many_finds_wait_for_a_person() {
    let mut settings = app::Settings::default();
    settings.items.most_suspended = 0;
    settings.items.most_percent_suspended = 0;
    let w = crate::world::world_with("2026-02-10", settings).await;
    let id = published_before(&w, "<p>联系人身份证号11010519491231002X</p>").await;
    night(&w).await;
    assert!(title(&w.app, &id).await.is_some());
    assert!(told(&w.app, &w.publisher).await[0].contains("没有自动暂停"));
}
