//! Items that have to do with each other: an explanation and its document, a document and what it repeals; and documents that end by
//! themselves.

use app::{
    App, Error,
    items::{self, ItemForm, PublishForm, TiesForm},
};
use store::published::{self, At, PublicFilter, Way};

use crate::{
    items::form,
    world::{ORGAN, World, by, world},
};

fn document(title: &str, number: &str) -> ItemForm {
    ItemForm {
        head: 1,
        kind: "normative".into(),
        title: title.into(),
        document_number: number.into(),
        ..form()
    }
}

fn explains(what: &str) -> ItemForm {
    ItemForm {
        head: 1,
        kind: "explanation".into(),
        title: "《摊位管理办法》解读".into(),
        ties: TiesForm {
            explains: what.into(),
            ..TiesForm::default()
        },
        ..form()
    }
}

fn repeals(what: &str) -> ItemForm {
    ItemForm {
        ties: TiesForm {
            repeals: what.into(),
            ..TiesForm::default()
        },
        ..document("新摊位管理办法", "甲商发〔2026〕12号")
    }
}

/// Drafted, read by all, not yet published: id and version.
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

async fn related(app: &App, id: &str) -> Vec<(Way, String)> {
    let found = published::related(&app.store, ORGAN, id).await.unwrap();
    found.iter().map(|one| (one.way, one.id.clone())).collect()
}

async fn owed(app: &App) -> Vec<(String, String)> {
    let owed = store::ties::unexplained(&app.store, ORGAN, 10)
        .await
        .unwrap();
    owed.into_iter()
        .map(|one| (one.id, one.explain_by.to_string()))
        .collect()
}

/// The titles of the documents with a validity, as known on a day; the newest first.
async fn standing(app: &App, validity: &str, day: &str, known: bool) -> Vec<String> {
    let day = day.parse().unwrap();
    let filter = PublicFilter {
        validity: Some(validity.into()),
        day,
        known_on: known.then_some(day),
        limit: 10,
        ..PublicFilter::default()
    };
    let found = published::items(&app.store, &filter, &At::First)
        .await
        .unwrap();
    let total = published::counted(&app.store, &filter).await.unwrap();
    assert_eq!(i64::try_from(found.len()).unwrap(), total.n);
    found.iter().map(|item| item.title.clone()).collect()
}

fn field(refused: app::Result<impl std::fmt::Debug>) -> (&'static str, &'static str) {
    let Err(Error::Invalid(fields)) = refused else {
        panic!("{refused:?}")
    };
    (fields[0].field, fields[0].rule)
}

/// S-12, S-13: owed from the day of publication, by its last day; found from both ends once it is public, and from neither before.
#[tokio::test]
async fn a_document_and_its_explanation_lead_to_each_other() {
    let w = world("2026-02-13").await;
    let app = &w.app;
    let id = publish(&w, app, &document("摊位管理办法", "甲商发〔2026〕9号")).await;
    assert_eq!(owed(app).await, [(id.clone(), "2026-02-25".into())]);

    for (typed, what) in [
        ("甲商发〔2026〕8号", "a number that nobody has"),
        ("QH03/2026-00099", "an index number that nobody has"),
        (
            "/items/QH09/01M8NVNRGARSRDCFRPVDX1PW4V",
            "an address of nothing",
        ),
        (
            "",
            "nothing at all: it waits for its document, and is not sent",
        ),
    ] {
        let drafted = items::draft(app, &by(&w.clerk), &explains(typed), what).await;
        match drafted {
            Ok(draft) => {
                let sent = items::submit(app, &by(&w.clerk), &draft, 1, "").await;
                assert!(matches!(sent, Err(Error::Refused(_))), "{what}: {sent:?}");
            }
            other => assert_eq!(field(other), ("explains", "S-13"), "{what}"),
        }
    }

    let (explanation, version) = cleared(&w, app, &explains("甲商发〔2026〕9号")).await;
    assert_eq!(related(app, &id).await, [], "it is not public yet");
    assert_eq!(owed(app).await.len(), 1);
    items::publish(
        app,
        &by(&w.publisher),
        &explanation,
        version,
        &PublishForm::default(),
    )
    .await
    .unwrap();
    assert_eq!(
        related(app, &id).await,
        [(Way::ExplainedBy, explanation.clone())]
    );
    assert_eq!(
        related(app, &explanation).await,
        [(Way::Explains, id.clone())]
    );
    assert_eq!(owed(app).await, []);
    // The form shows what was typed in a way that it reads again.
    let view = items::open(app, &w.clerk, &explanation).await.unwrap();
    assert_eq!(view.ties.explains, "QH03/2026-00001 《摊位管理办法》\n");

    // Suspended, it is led to no more, and owed again.
    let stands = view.row.version;
    items::suspend(app, &by(&w.publisher), &explanation, stands, "核查")
        .await
        .unwrap();
    assert_eq!(related(app, &id).await, []);
    assert_eq!(owed(app).await.len(), 1);
}

/// S-13: the explanation of what is not public yet waits for it.
#[tokio::test]
async fn the_document_goes_first() {
    let w = world("2026-02-13").await;
    let app = &w.app;
    let (id, version) = cleared(&w, app, &document("摊位管理办法", "甲商发〔2026〕9号")).await;
    let (explanation, read) = cleared(&w, app, &explains(&id)).await;
    let said = PublishForm::default();
    let early = items::publish(app, &by(&w.publisher), &explanation, read, &said).await;
    assert!(
        matches!(&early, Err(Error::Refused(found)) if found[0].id.id() == "S-13"),
        "{early:?}"
    );
    items::publish(app, &by(&w.publisher), &id, version, &said)
        .await
        .unwrap();
    items::publish(app, &by(&w.publisher), &explanation, read, &said)
        .await
        .unwrap();
}

/// P-10: publishing the new document marks the old one, in the same moment and by the same hand; both lead to each other; the old one
/// leaves what is in force on that day.
#[tokio::test]
async fn a_new_document_repeals_the_old_one() {
    let w = world("2026-02-10").await;
    let old = publish(&w, &w.app, &document("摊位管理办法", "甲商发〔2026〕9号")).await;
    let later = w.on("2026-03-10");
    let (new, version) = cleared(&w, &later, &repeals("甲商发〔2026〕9号 《摊位管理办法》")).await;
    let before = store::items::get(&w.app.store, ORGAN, &old)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        before.repealed_on, None,
        "a text under review repeals nothing"
    );
    items::publish(
        &later,
        &by(&w.publisher),
        &new,
        version,
        &PublishForm::default(),
    )
    .await
    .unwrap();
    let item = published::item(&w.app.store, ORGAN, &old)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(item.repealed_on.unwrap().to_string(), "2026-03-10");
    assert_eq!(item.repealed_by, "《新摊位管理办法》（甲商发〔2026〕12号）");
    assert_eq!(
        related(&later, &old).await,
        [(Way::RepealedBy, new.clone())]
    );
    assert_eq!(related(&later, &new).await, [(Way::Repeals, old.clone())]);
    assert_eq!(
        standing(&later, "valid", "2026-03-09", true).await,
        ["摊位管理办法"]
    );
    assert_eq!(
        standing(&later, "valid", "2026-03-10", true).await,
        ["新摊位管理办法"]
    );
    assert_eq!(
        standing(&later, "repealed", "2026-03-10", true).await,
        ["摊位管理办法"]
    );
    assert_eq!(
        standing(&later, "valid", "2026-02-09", true).await,
        Vec::<String>::new()
    );

    // What is repealed is not repealed again by a third.
    let third = ItemForm {
        title: "再次废止".into(),
        ..repeals("QH03/2026-00001")
    };
    let (third, version) = cleared(&w, &later, &third).await;
    let twice = items::publish(
        &later,
        &by(&w.publisher),
        &third,
        version,
        &PublishForm::default(),
    )
    .await;
    assert!(
        matches!(&twice, Err(Error::Refused(found)) if found[0].id.id() == "P-10"),
        "{twice:?}"
    );
    // But the one that did it can be changed.
    let stands = items::open(&later, &w.clerk, &new)
        .await
        .unwrap()
        .row
        .version;
    let changed = ItemForm {
        summary: "预算说明".into(),
        ..repeals("QH03/2026-00001")
    };
    let stands = items::revise(&later, &by(&w.clerk), &new, stands, &changed)
        .await
        .unwrap();
    let stands = items::submit(&later, &by(&w.clerk), &new, stands, "")
        .await
        .unwrap();
    let stands = w.read_in(&later, &new, stands).await.unwrap();
    let note = PublishForm {
        note: "概述有误".into(),
        ..PublishForm::default()
    };
    items::publish(&later, &by(&w.publisher), &new, stands, &note)
        .await
        .unwrap();
    let found = store::verify::verify(
        &w.app.store,
        &w.app.files,
        &w.app.rules(),
        store::verify::Look::default(),
    )
    .await
    .unwrap();
    assert!(found.is_empty(), "{found:?}");
}

/// A repeal by hand names a document of the site by its number, and links it.
#[tokio::test]
async fn a_repeal_by_hand_finds_its_document() {
    let w = world("2026-02-10").await;
    let app = &w.app;
    let old = publish(&w, app, &document("摊位管理办法", "甲商发〔2026〕9号")).await;
    let other = publish(&w, app, &document("市场条例细则", "甲商发〔2026〕10号")).await;
    let new = publish(&w, app, &document("新摊位管理办法", "甲商发〔2026〕12号")).await;
    for (id, typed, told) in [
        (
            &old,
            "甲商发〔2026〕12号",
            "《新摊位管理办法》（甲商发〔2026〕12号）",
        ),
        (&other, "县政府第3号令", "县政府第3号令"),
    ] {
        let stands = items::open(app, &w.publisher, id)
            .await
            .unwrap()
            .row
            .version;
        items::repeal(app, &by(&w.publisher), id, stands, "被代替", typed)
            .await
            .unwrap();
        let item = published::item(&app.store, ORGAN, id)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(item.repealed_by, told);
    }
    assert_eq!(related(app, &old).await, [(Way::RepealedBy, new.clone())]);
    assert_eq!(related(app, &new).await, [(Way::Repeals, old.clone())]);
    assert_eq!(related(app, &other).await, []);
}

/// P-8: a document that names its end is expired from the day after, without an act, in lists and in search.
#[tokio::test]
async fn a_document_ends_by_itself() {
    let w = world("2026-02-10").await;
    let ends = ItemForm {
        in_force_from: Some("2026-03-01".parse().unwrap()),
        in_force_until: Some("2026-03-31".parse().unwrap()),
        ..document("摊位管理办法（试行）", "甲商发〔2026〕9号")
    };
    publish(&w, &w.app, &ends).await;
    app::index::catch_up(&w.app).await.unwrap();
    let sought = async |app: &App, validity: &str| {
        app::index::catch_up(app).await.unwrap();
        let query = search::Query {
            text: "摊位管理".into(),
            validity: Some(validity.into()),
            limit: 10,
            ..Default::default()
        };
        app::find::search(app, query).await.unwrap().hits.len()
    };
    let (last, after) = (w.on("2026-03-31"), w.on("2026-04-01"));
    assert_eq!(
        (sought(&last, "valid").await, sought(&last, "expired").await),
        (1, 0)
    );
    assert_eq!(
        (
            sought(&after, "valid").await,
            sought(&after, "expired").await
        ),
        (0, 1)
    );
    let title = ["摊位管理办法（试行）"];
    assert_eq!(standing(&after, "valid", "2026-03-31", false).await, title);
    assert_eq!(
        standing(&after, "expired", "2026-04-01", false).await,
        title
    );
    assert_eq!(standing(&after, "valid", "2026-03-01", true).await, title);
    let none: [&str; 0] = [];
    assert_eq!(
        standing(&after, "valid", "2026-02-28", true).await,
        none,
        "not in force yet"
    );

    let wrong = ItemForm {
        in_force_until: Some("2026-01-31".parse().unwrap()),
        ..document("办法", "甲商发〔2026〕10号")
    };
    let refused = items::draft(&w.app, &by(&w.clerk), &wrong, "wrong").await;
    assert_eq!(field(refused), ("in_force_until", "P-8"));
}

/// Neither a draft nor a change of it is kept with a tie that the law refuses (P-10), and who changes it saw it as it stands.
#[tokio::test]
async fn a_draft_is_judged_before_it_is_kept_and_changed_as_it_was_seen() {
    let w = world("2026-03-02").await;
    let (app, clerk) = (&w.app, by(&w.clerk));
    let old = publish(&w, app, &document("摊位管理办法", "甲商发〔2025〕3号")).await;
    let before = ItemForm {
        made_on: Some("2025-01-02".parse().unwrap()),
        ..repeals(&old)
    };
    let drafted = items::draft(app, &clerk, &before, "before").await;
    assert_eq!(field(drafted), ("repeals", "P-10"));
    let id = items::draft(app, &clerk, &repeals(&old), "after")
        .await
        .unwrap();
    let changed = items::revise(app, &clerk, &id, 1, &before).await;
    assert_eq!(field(changed), ("repeals", "P-10"));
    assert_eq!(
        items::revise(app, &clerk, &id, 1, &repeals(&old))
            .await
            .unwrap(),
        2
    );
    for earlier in [1, 0, -1] {
        let stale = items::revise(app, &clerk, &id, earlier, &repeals(&old)).await;
        assert!(matches!(stale, Err(Error::Conflict)), "{earlier}");
    }
    let never = items::revise(app, &clerk, &id, 3, &repeals(&old)).await;
    assert_eq!(field(never), ("version", "form"));
}
