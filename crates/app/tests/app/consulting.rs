//! 意见征集 from the draft to its result: heard while the term runs, sorted, accounted for, told to everybody and to each writer (S-10, S-11).

use app::{
    App, Error,
    items::{self, ItemForm, PublishForm},
    messages::{self, NewMessage, Received, Sorting},
};
use law::{
    item::{Gist, Taken},
    message::{Aside, Topic},
};
use store::{
    published::{self, Consulted, Way},
    verify::Look,
};

use crate::{
    items::form,
    world::{ORGAN, World, by, world},
};

/// Published 2026-03-02: the last day is 2026-04-01.
fn asking() -> ItemForm {
    ItemForm {
        head: 1,
        kind: "consultation".into(),
        title: "摊位管理办法（征求意见稿）".into(),
        made_on: Some("2026-03-01".parse().unwrap()),
        comments_until: Some("2026-04-01".parse().unwrap()),
        ..form()
    }
}

fn says(page: &str, text: &str) -> NewMessage {
    NewMessage {
        // Whatever organ the form names: an opinion goes to the one that asks.
        organ: "QH09".into(),
        topic: Topic::Opinion,
        text: text.into(),
        page: page.into(),
        name: "王小明".into(),
        phone: String::new(),
        email: String::new(),
        agreed: true,
        lang: "zh".into(),
    }
}

async fn cleared(w: &World, app: &App, form: &ItemForm) -> (String, i64) {
    let id = items::draft(app, &by(&w.clerk), form, &form.title)
        .await
        .unwrap();
    let version = items::submit(app, &by(&w.clerk), &id, 1, "").await.unwrap();
    let version = w.read_in(app, &id, version).await.unwrap();
    (id, version)
}

async fn publish(w: &World, app: &App, form: &ItemForm) -> String {
    let (id, version) = cleared(w, app, form).await;
    let said = PublishForm::default();
    items::publish(app, &by(&w.publisher), &id, version, &said)
        .await
        .unwrap();
    id
}

async fn heard(app: &App, page: &str, text: &str) -> Received {
    messages::receive(app, &says(page, text), &format!("a-form-key-{text}"))
        .await
        .unwrap()
}

async fn at(app: &App, one: &Received) -> (String, i64) {
    let row = store::messages::get(&app.store, ORGAN, &one.id)
        .await
        .unwrap();
    (one.id.clone(), row.unwrap().version)
}

async fn sort(w: &World, app: &App, id: &str, some: &[&Received], sorting: &Sorting) {
    let mut chosen = Vec::new();
    for one in some {
        chosen.push(at(app, one).await);
    }
    messages::sort(app, &by(&w.clerk), id, &chosen, sorting)
        .await
        .unwrap();
}

fn group(gist: &str) -> Sorting {
    Sorting::Group(gist.into())
}

fn rule(refused: app::Result<impl std::fmt::Debug>) -> String {
    match refused {
        Err(Error::Refused(findings)) => {
            format!("{} {}", findings[0].place, findings[0].id.id())
        }
        Err(Error::Invalid(fields)) => format!("{} {}", fields[0].field, fields[0].rule),
        other => panic!("{other:?}"),
    }
}

/// The day before, the last day and the day after; a page that asks for nothing; a draft that the public cannot read.
#[tokio::test]
async fn an_opinion_is_heard_while_the_term_runs() {
    let w = world("2026-03-02").await;
    let (id, version) = cleared(&w, &w.app, &asking()).await;
    let page = format!("/items/{ORGAN}/{id}");
    let tried = async |app: &App, page: &str, text: &str| {
        messages::receive(app, &says(page, text), &format!("a-form-key-{text}")).await
    };
    assert_eq!(rule(tried(&w.app, &page, "未公开").await), "page S-10");
    items::publish(
        &w.app,
        &by(&w.publisher),
        &id,
        version,
        &PublishForm::default(),
    )
    .await
    .unwrap();
    for (day, fine) in [
        ("2026-03-02", true),
        ("2026-03-31", true),
        ("2026-04-01", true),
        ("2026-04-02", false),
    ] {
        let done = tried(&w.on(day), &page, day).await;
        assert_eq!(done.is_ok(), fine, "{day}");
        if let Ok(received) = done {
            assert_eq!(received.organ, ORGAN, "it goes to the organ that asks");
            assert_eq!(received.due.to_string(), "2026-05-18");
        }
    }
    let other = publish(&w, &w.app, &form()).await;
    for page in [
        format!("/items/{ORGAN}/{other}"),
        "/organs/QH03/guide".into(),
        String::new(),
        format!("/items/QH02/{id}"),
        format!("{page}/verify"),
    ] {
        let refused = tried(&w.app, &page, &format!("这里 {page}")).await;
        assert_eq!(rule(refused), "page S-10", "{page}");
    }
    // Taken from the public for a check, it is not heard; nobody is told why.
    let view = items::open(&w.app, &w.clerk, &id).await.unwrap();
    items::suspend(&w.app, &by(&w.publisher), &id, view.row.version, "核对附件")
        .await
        .unwrap();
    assert_eq!(rule(tried(&w.app, &page, "暂停").await), "page S-10");
}

/// S-10: less than thirty days takes a reason.
#[tokio::test]
async fn a_short_term_says_why() {
    let w = world("2026-03-02").await;
    let short = ItemForm {
        comments_until: Some("2026-03-31".parse().unwrap()),
        ..asking()
    };
    let (id, version) = cleared(&w, &w.app, &short).await;
    let said = PublishForm::default();
    let refused = items::publish(&w.app, &by(&w.publisher), &id, version, &said).await;
    assert_eq!(rule(refused), "comments_short S-10");
    let reason = ItemForm {
        title: "市场管理办法（征求意见稿）".into(),
        comments_short: "汛期将至，须在四月前施行".into(),
        ..short
    };
    let id = publish(&w, &w.app, &reason).await;
    let item = published::item(&w.app.store, ORGAN, &id).await.unwrap();
    assert_eq!(item.unwrap().comments_short, "汛期将至，须在四月前施行");
}

/// Received = grouped + set aside + open at every moment; the result goes out when nothing is open and the numbers are right; then
/// each writer reads what became of his, and nothing is sorted any more.
#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one consultation from end to end")]
async fn every_opinion_is_accounted_for() {
    let w = world("2026-03-02").await;
    let id = publish(&w, &w.app, &asking()).await;
    let page = format!("/items/{ORGAN}/{id}");
    let mut all = Vec::new();
    for text in [
        "摊位费太高",
        "费用请减半",
        "请留下夜市",
        "ｘｘｘ",
        "夜市不能停",
    ] {
        all.push(heard(&w.app, &page, text).await);
    }
    let app = &w.on("2026-04-02");
    let opinions = async || {
        messages::opinions(app, &w.clerk, &id, ("", ""), 50)
            .await
            .unwrap()
    };
    let before = opinions().await;
    assert_eq!(before.accounts.open, 5);
    let said = |text: &str| before.rows.iter().any(|row| row.text == text);
    assert!(said("摊位费太高") && said("夜市不能停"));
    assert_eq!(before.account_by.date().to_string(), "2026-05-18");

    sort(&w, app, &id, &[&all[0], &all[1]], &group("降低摊位费")).await;
    sort(&w, app, &id, &[&all[2]], &group("保留夜市")).await;
    let aside = Sorting::Aside(Aside::Empty, "没有实际内容".into());
    sort(&w, app, &id, &[&all[3]], &aside).await;
    let now = opinions().await.accounts;
    assert_eq!((now.received(), now.open, now.refused), (5, 1, 1));

    let begun = items::result(app, &by(&w.clerk), &id).await.unwrap();
    let told: Vec<_> = begun
        .gists
        .iter()
        .map(|gist| (gist.text.as_str(), gist.opinions))
        .collect();
    assert_eq!(told, [("降低摊位费", 2), ("保留夜市", 1)]);
    let decided = |mut form: ItemForm| {
        form.summary = "逐类说明意见采纳情况".into();
        form.body = "感谢各位来信。".into();
        form.gists[0].outcome = Some(Taken::Adopted);
        form.gists[1].outcome = Some(Taken::NotAdopted);
        form.gists[1].reason = "与道路通行规定不符".into();
        form
    };
    let form = decided(begun);
    let result = items::draft(app, &by(&w.clerk), &form, "result")
        .await
        .unwrap();
    let submit = async |version| items::submit(app, &by(&w.clerk), &result, version, "").await;
    assert_eq!(rule(submit(1).await), "gists S-11", "one is open");

    // The last one is sorted: the number on record is not the number of the group any more.
    sort(&w, app, &id, &[&all[4]], &group("保留夜市")).await;
    assert_eq!(rule(submit(1).await), "gists S-11", "a number is wrong");
    let view = items::open(app, &w.clerk, &result).await.unwrap();
    let gists = view.gists.clone();
    assert_eq!(gists[0].opinions + gists[1].opinions, 4);
    let kept = gists.iter().find(|gist| gist.text == "保留夜市").unwrap();
    assert_eq!(kept.reason, "与道路通行规定不符", "what was decided stays");
    let form = ItemForm {
        gists,
        ties: view.ties.clone(),
        ..form
    };
    items::revise(app, &by(&w.clerk), &result, 1, &form)
        .await
        .unwrap();
    let version = submit(2).await.unwrap();
    let version = w.read_in(app, &result, version).await.unwrap();
    // Whoever moves an opinion meanwhile makes the text wrong: it is not published.
    sort(&w, app, &id, &[&all[4]], &group("降低摊位费")).await;
    let said = PublishForm::default();
    let refused = items::publish(app, &by(&w.publisher), &result, version, &said).await;
    assert_eq!(rule(refused), "gists S-11");
    sort(&w, app, &id, &[&all[4]], &group("保留夜市")).await;
    let progress = async |one: &Received| {
        messages::progress(app, &one.number, &one.query_code, "here")
            .await
            .unwrap()
    };
    let early = progress(&all[2]).await;
    assert_eq!((early.status.as_str(), early.gist), ("grouped", None));
    let owed = app::today::today(app, &w.clerk).await.unwrap().unanswered;
    assert_eq!(owed.len(), 1);
    assert_eq!(owed[0].1.to_string(), "2026-05-18");

    items::publish(app, &by(&w.publisher), &result, version, &said)
        .await
        .unwrap();
    let owed = app::today::today(app, &w.clerk).await.unwrap().unanswered;
    assert!(owed.is_empty());
    let told = progress(&all[2]).await;
    assert_eq!(told.result, format!("/items/{ORGAN}/{result}"));
    let gist = told.gist.unwrap();
    assert_eq!(gist.outcome, Some(Taken::NotAdopted));
    assert_eq!(gist.reason, "与道路通行规定不符");
    let aside = progress(&all[3]).await;
    assert_eq!((aside.set_aside.as_str(), aside.gist), ("empty", None));

    let twice = ItemForm {
        title: "另一份采纳情况".into(),
        ..form.clone()
    };
    let second = items::draft(app, &by(&w.clerk), &twice, "second")
        .await
        .unwrap();
    let refused = items::submit(app, &by(&w.clerk), &second, 1, "").await;
    assert_eq!(rule(refused), "answers S-11", "it is told once");
    let chosen = [at(app, &all[0]).await];
    let late = messages::sort(app, &by(&w.clerk), &id, &chosen, &group("别的")).await;
    assert_eq!(rule(late), "opinion_grouped S-11");

    let ways = |id: String| async move {
        let found = published::related(&app.store, ORGAN, &id).await.unwrap();
        found.iter().map(|one| one.way).collect::<Vec<_>>()
    };
    assert_eq!(ways(id.clone()).await, [Way::AnsweredBy]);
    assert_eq!(ways(result.clone()).await, [Way::Answers]);
    let counts = published::opinions(&app.store, ORGAN, &id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!((counts.received, counts.grouped), (5, 4));
    assert_eq!(counts.refused, [("empty".to_string(), 1)]);
    let problems = store::verify::verify(&app.store, &app.files, &app.rules(), Look::default())
        .await
        .unwrap();
    assert!(problems.is_empty(), "{problems:?}");
}

/// All that are chosen, or none: one of another page, one that moved on, nothing chosen, no reason.
#[tokio::test]
async fn opinions_are_sorted_together_or_not_at_all() {
    let w = world("2026-03-02").await;
    let id = publish(&w, &w.app, &asking()).await;
    let other = ItemForm {
        title: "市场管理办法（征求意见稿）".into(),
        ..asking()
    };
    let other = publish(&w, &w.app, &other).await;
    let one = heard(&w.app, &format!("/items/{ORGAN}/{id}"), "一").await;
    let two = heard(&w.app, &format!("/items/{ORGAN}/{other}"), "二").await;
    let first = at(&w.app, &one).await;
    let sort = async |chosen: &[(String, i64)], sorting: &Sorting| {
        messages::sort(&w.app, &by(&w.clerk), &id, chosen, sorting).await
    };
    let both = [first.clone(), at(&w.app, &two).await];
    let mixed = sort(&both, &group("合并")).await;
    assert!(matches!(mixed, Err(Error::NotFound)), "{mixed:?}");
    let stale = sort(&[(one.id.clone(), 0)], &group("合并")).await;
    assert!(matches!(stale, Err(Error::Conflict)), "{stale:?}");
    assert_eq!(rule(sort(&[], &group("合并")).await), "opinions form");
    let chosen = [first];
    assert_eq!(rule(sort(&chosen, &group(" ")).await), "gist S-11");
    let named = group("按 11010519491231002X 的意见办");
    assert!(rule(sort(&chosen, &named).await).ends_with("Q-20"));
    let silent = Sorting::Aside(Aside::Repeated, " ".into());
    assert_eq!(rule(sort(&chosen, &silent).await), "reason form");
    let row = store::messages::get(&w.app.store, ORGAN, &one.id).await;
    assert_eq!(row.unwrap().unwrap().status, "open");
    // Whoever neither sorts nor reads replies sees numbers and no words.
    let seen = messages::opinions(&w.app, &w.reviewer, &id, ("", ""), 50)
        .await
        .unwrap();
    assert_eq!((seen.rows.len(), seen.rows[0].text.as_str()), (1, ""));
}

/// Open ones first by their last day, then the ended ones, with what is told of them; the share on which nobody said anything.
#[tokio::test]
async fn consultations_are_listed_and_counted() {
    let w = world("2026-03-02").await;
    let id = publish(&w, &w.app, &asking()).await;
    let silent = ItemForm {
        title: "市场管理办法（征求意见稿）".into(),
        comments_until: Some("2026-04-03".parse().unwrap()),
        ..asking()
    };
    let silent = publish(&w, &w.app, &silent).await;
    heard(&w.app, &format!("/items/{ORGAN}/{id}"), "一").await;
    let list = |open: bool, day: &str| {
        let asked = Consulted {
            open,
            day: day.parse().unwrap(),
            limit: 10,
            after: None,
        };
        let store = w.app.store.clone();
        async move {
            let found = published::consultations(&store, &asked).await.unwrap();
            let told = |one: &published::Public<published::Consultation>| {
                (one.id.clone(), one.received, one.result.is_some())
            };
            found.iter().map(told).collect::<Vec<_>>()
        }
    };
    let (first, second) = ((id.clone(), 1, false), (silent.clone(), 0, false));
    assert_eq!(
        list(true, "2026-04-01").await,
        [first.clone(), second.clone()]
    );
    assert_eq!(list(true, "2026-04-02").await, vec![second.clone()]);
    assert_eq!(list(false, "2026-04-02").await, vec![first.clone()]);
    assert_eq!(list(false, "2026-04-04").await, [second, first]);
    let app = &w.on("2026-04-04");
    let nothing = items::result(app, &by(&w.clerk), &silent).await.unwrap();
    assert_eq!(nothing.gists, Vec::<Gist>::new());
    let nobody = ItemForm {
        summary: "没有收到意见".into(),
        body: "征求意见期间没有收到意见。".into(),
        ..nothing
    };
    publish(&w, app, &nobody).await;
    let sums = published::heard(&app.store, "2026-04-04".parse().unwrap())
        .await
        .unwrap();
    let sums = (sums.ended, sums.silent, sums.told, sums.opinions);
    assert_eq!(sums, (2, 1, 1, 1));
}
