//! 事由: what requests are called, and where that may be read.

use app::{
    App, Error,
    requests::{self, Filing, NewRequest},
    subjects,
};
use law::{Lang, case::Channel};
use store::requests::{At, Filter, Sort};

use crate::world::{ORGAN, World, by, request, world};

fn asking(wanted: &str) -> NewRequest {
    NewRequest {
        wanted: wanted.into(),
        ..request(Channel::Counter)
    }
}

async fn filed(w: &World, app: &App, wanted: &str) -> String {
    let key = format!("{wanted}-{}", app.clock.today());
    let new = asking(wanted);
    let filed = requests::file_as(app, &new, &key, &w.clerk.id);
    filed.await.unwrap().id
}

async fn title(w: &World, id: &str) -> Option<(String, i64)> {
    requests::open(&w.app, &w.clerk, id).await.unwrap().subject
}

async fn found(w: &World, words: &str) -> Vec<String> {
    subjects::search(&w.app, &w.clerk, words).await.unwrap().ids
}

#[tokio::test]
async fn a_title_is_drafted_changed_searched_and_erased_with_the_person() {
    let w = world("2026-03-02").await;
    let road = filed(&w, &w.app, "申请公开青云路改造工程的立项批复").await;
    let flood = filed(&w, &w.app, "请提供2026年防汛应急预案，联系手机13800138000").await;
    assert_eq!(
        title(&w, &road).await.unwrap().0,
        "青云路改造工程的立项批复"
    );
    assert_eq!(
        title(&w, &flood).await.unwrap().0,
        "2026年防汛应急预案，联系手机＊＊"
    );
    assert_eq!(found(&w, "防汛预案").await, std::slice::from_ref(&flood));
    assert_eq!(found(&w, "青云路 批复").await, std::slice::from_ref(&road));

    let (_, seen) = title(&w, &road).await.unwrap();
    let clerk = by(&w.clerk);
    let change = async |text: &str, seen| {
        let key = format!("{text}-{seen}");
        subjects::change(&w.app, &clerk, &road, (text, seen), &key).await
    };
    for (text, rules) in [
        ("", &["form"][..]),
        ("11010519491231002X所询批复", &["Q-20", "Q-5"]),
        ("440524188001010014的低保", &["Q-20"]),
        ("申请人甲要的批复", &["Q-5"]),
        (&"长".repeat(41), &["form"]),
    ] {
        let Err(Error::Invalid(wrong)) = change(text, seen).await else {
            panic!("{text} is taken");
        };
        assert!(wrong.iter().all(|one| one.field == "subject"), "{wrong:?}");
        // A number may look like two kinds at once.
        let mut named: Vec<&str> = wrong.iter().map(|one| one.rule).collect();
        named.dedup();
        assert_eq!(named, rules, "{text}");
    }
    change("  青云路   立项 ", seen).await.unwrap();
    assert_eq!(title(&w, &road).await.unwrap().0, "青云路 立项");
    let again = change("再改", seen).await;
    assert!(
        matches!(again, Err(Error::Conflict)),
        "another one was seen"
    );
    assert!(
        found(&w, "改造工程").await.is_empty(),
        "the old title is forgotten"
    );
    assert_eq!(found(&w, "立项").await, std::slice::from_ref(&road));
    assert!(matches!(
        subjects::change(&w.app, &by(&w.stranger), &road, ("别处的", seen), "k").await,
        Err(Error::NotFound)
    ));

    let row = store::requests::get(&w.app.store, ORGAN, &road)
        .await
        .unwrap()
        .unwrap();
    let mut tx = w.app.store.begin().await.unwrap();
    store::ledger::lock(&mut tx, ORGAN).await.unwrap();
    store::people::erase(&mut tx, ORGAN, &row.person)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(title(&w, &road).await, None);
    assert!(
        found(&w, "立项").await.is_empty(),
        "nothing of it is kept in memory"
    );
}

/// No act, no row and no job says what it is about; only whoever holds the key reads it.
#[tokio::test]
async fn no_column_holds_a_title() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mingbai.db");
    let url = format!("sqlite://{}", path.display());
    let store = store::Store::open(&url).await.unwrap();
    let w = crate::world::world_in("2026-03-02", app::Settings::default(), store).await;
    let mut new = asking("青云路改造工程的立项批复");
    new.email = "someone@example.org".into();
    let (filing, on) = (Filing::default(), w.app.clock.today());
    let id = requests::file_with(&w.app, &new, &filing, "k", &w.clerk.id, on);
    let id = id.await.unwrap().id;
    let seen = title(&w, &id).await.unwrap().1;
    subjects::change(&w.app, &by(&w.clerk), &id, ("绿水桥加固设计", seen), "k2")
        .await
        .unwrap();
    app::reminders::enqueue(&w.app).await.unwrap();
    app::jobs::run_due(&w.on("2026-03-27"), "test")
        .await
        .unwrap();
    app::reminders::remind(&w.on("2026-03-27"), ORGAN)
        .await
        .unwrap();
    let told = app::notices::list(&w.app, &w.clerk, false, Lang::Zh)
        .await
        .unwrap();
    assert!(
        told.iter()
            .any(|one| one.subject == "绿水桥加固设计" && !one.text.contains("绿水桥")),
        "{told:?}"
    );
    drop(w);
    let mut bytes = std::fs::read(&path).unwrap();
    for more in ["mingbai.db-wal", "mingbai.db-shm"] {
        bytes.extend(std::fs::read(folder.path().join(more)).unwrap_or_default());
    }
    let has = |words: &str| {
        let needle = words.as_bytes();
        bytes.windows(needle.len()).any(|part| part == needle)
    };
    assert!(has("QH03-2026-0001"), "it is the right file");
    for words in ["青云路", "绿水桥", "加固设计"] {
        assert!(!has(words), "{words} is in the database");
    }
}

/// An applicant who was sealed before there were titles, as an older version or its backup leaves him.
#[tokio::test]
async fn requests_of_before_get_a_title_when_shown_and_once_for_all() {
    let w = world("2026-03-02").await;
    let id = filed(&w, &w.app, "某工程立项批复").await;
    let data = serde_json::json!({"name": "申请人乙", "wanted": "请公开青云路改造工程的立项批复"});
    let old = store::people::seal_person(&w.app.keys, ORGAN, "01OLD", "applicant", &data).unwrap();
    let mut tx = w.app.store.begin().await.unwrap();
    store::people::insert(&mut tx, &old).await.unwrap();
    tx.commit().await.unwrap();
    let mut row = store::requests::get(&w.app.store, ORGAN, &id)
        .await
        .unwrap()
        .unwrap();
    row.person = "01OLD".into();
    let shown = async || {
        let titles = subjects::of_rows(&w.app, ORGAN, std::slice::from_ref(&row))
            .await
            .unwrap();
        titles[&id].clone()
    };
    assert_eq!(
        shown().await,
        "青云路改造工程的立项批复",
        "drafted for this look"
    );
    assert_eq!(subjects::complete(&w.app).await.unwrap(), 1);
    assert_eq!(subjects::complete(&w.app).await.unwrap(), 0, "once");
    assert_eq!(shown().await, "青云路改造工程的立项批复");
    let marks = store::people::marks(&w.app.store, ORGAN, "01OLD")
        .await
        .unwrap();
    assert_eq!(
        marks,
        store::people::Marks::of(&w.app.keys, &data),
        "and the mark of his name"
    );
}

#[tokio::test]
async fn an_applicant_is_found_by_name_number_and_telephone_and_each_find_is_a_look() {
    let w = world("2026-03-02").await;
    let id = filed(&w, &w.app, "某工程立项批复").await;
    let looks = async || {
        let acts = requests::open(&w.app, &w.clerk, &id).await.unwrap().acts;
        acts.iter()
            .filter(|act| act.kind == "shown_in_full")
            .count()
    };
    let clerk = by(&w.clerk);
    for (at, who) in ["申请人甲", "11010519491231002x", "0000-2500000"]
        .into_iter()
        .enumerate()
    {
        let key = format!("k{at}");
        let rows = requests::of_applicant(&w.app, &clerk, (who, "来电询问"), &key);
        assert_eq!(rows.await.unwrap()[0].id, id, "{who}");
        assert_eq!(looks().await, at + 1);
    }
    let nobody = requests::of_applicant(&w.app, &clerk, ("申请人", "来电询问"), "k9").await;
    assert!(nobody.unwrap().is_empty(), "part of a name finds nobody");
    let Err(Error::Invalid(wrong)) =
        requests::of_applicant(&w.app, &clerk, ("申请人甲", " "), "k10").await
    else {
        panic!("without a reason");
    };
    assert_eq!((wrong[0].field, wrong[0].rule), ("why", "Q-5"));
    let stranger = by(&w.stranger);
    let elsewhere = requests::of_applicant(&w.app, &stranger, ("申请人甲", "来电询问"), "k11");
    assert!(
        elsewhere.await.unwrap().is_empty(),
        "another organ's requests"
    );
    assert_eq!(looks().await, 3);
}

/// Page after page by key, forwards and back, in either order, with every filter.
#[tokio::test]
async fn the_list_goes_by_key() {
    let w = world("2026-03-02").await;
    let mut ids = Vec::new();
    for at in 0..7 {
        let day = format!("2026-03-{:02}", 2 + at / 2);
        ids.push(filed(&w, &w.on(&day), &format!("第{at}号道路的验收报告")).await);
    }
    for sort in [Sort::Newest, Sort::Due] {
        let filter = Filter {
            sort,
            limit: 3,
            ..Filter::default()
        };
        let page = async |at: &At| {
            let listed = requests::page(&w.app, &w.clerk, &filter, "", at)
                .await
                .unwrap();
            assert_eq!((listed.total.n, listed.total.more), (7, false));
            assert_eq!(listed.subjects.len(), listed.rows.len());
            listed.rows
        };
        let (mut seen, mut at, mut firsts) = (Vec::new(), At::First, Vec::new());
        loop {
            let rows = page(&at).await;
            let Some(last) = rows.last() else { break };
            let (day, number) = store::requests::key(last, sort);
            firsts.push(rows[0].clone());
            at = At::After(day, number);
            seen.extend(rows.into_iter().map(|row| row.id));
        }
        let mut expected = ids.clone();
        if sort == Sort::Newest {
            expected.reverse();
        }
        assert_eq!(seen, expected, "{sort:?}");
        let (day, number) = store::requests::key(&firsts[1], sort);
        let back = page(&At::Before(day, number)).await;
        assert_eq!(back[0].id, expected[0]);
        assert_eq!(back.len(), 3);
    }
    let of = async |filter: Filter, words: &str| {
        let filter = Filter {
            limit: 10,
            ..filter
        };
        let listed = requests::page(&w.app, &w.clerk, &filter, words, &At::First).await;
        listed.unwrap().rows.len()
    };
    let by_hand = |handler: &str| Filter {
        handler: Some(handler.into()),
        ..Filter::default()
    };
    assert_eq!(of(by_hand(&w.clerk.id), "").await, 7);
    assert_eq!(of(by_hand(&w.leader.id), "").await, 0);
    assert_eq!(of(Filter::default(), "第3号").await, 1);
    assert_eq!(of(Filter::default(), "没有这样的词").await, 0);
    let closed = Filter {
        code: Some("NONE".into()),
        ..Filter::default()
    };
    assert_eq!(of(closed.clone(), "").await, 0);
    w.close(&w.on("2026-03-09"), &ids[0], "NONE").await.unwrap();
    assert_eq!(of(closed, "道路").await, 1);
}

/// The feed of a clerk says what his requests are about; that of somebody who may read none does not.
#[tokio::test]
async fn the_feed_says_it_to_whom_it_may_be_said() {
    let w = world("2026-03-02").await;
    filed(&w, &w.app, "青云路改造工程的立项批复").await;
    let secret = app::tokens::make_feed(&w.app, &w.clerk).await.unwrap();
    let feed = app::calendar_feed::feed(&w.app, &secret).await.unwrap();
    assert!(
        feed.replace("\r\n ", "").contains("青云路改造工程"),
        "{feed}"
    );
}
