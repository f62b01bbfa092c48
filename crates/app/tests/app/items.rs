use app::{
    Error,
    items::{self, ItemForm, ReadingForm},
};

use law::readings::Post;

use crate::world::{by, may, world};

pub fn form() -> ItemForm {
    ItemForm {
        column: "content".into(),
        head: 7,
        title: "2026年部门预算".into(),
        made_on: Some("2026-02-05".parse().unwrap()),
        summary: "预算说明和预算表".into(),
        body: "收入预算。\n支出预算。".into(),
        source_class: "proactive".into(),
        ..ItemForm::default()
    }
}

#[tokio::test]
async fn drafted_reviewed_published_found_repealed() {
    let w = world("2026-02-10").await;
    let id = items::draft(&w.app, &by(&w.clerk), &form(), "k")
        .await
        .unwrap();
    let public = || store::published::item(&w.app.store, "QH03", &id);
    let version = items::submit(&w.app, &by(&w.clerk), &id, 1, "")
        .await
        .unwrap();
    let early = items::publish(
        &w.app,
        &by(&w.publisher),
        &id,
        version,
        &items::PublishForm::default(),
    )
    .await;
    assert!(matches!(early, Err(Error::Refused(_))), "{early:?}");
    let version = w.read(&id, version).await.unwrap();
    assert!(
        public().await.unwrap().is_none(),
        "cleared is not yet public"
    );
    let version = items::publish(
        &w.app,
        &by(&w.publisher),
        &id,
        version,
        &items::PublishForm::default(),
    )
    .await
    .unwrap();
    let item = public().await.unwrap().unwrap();
    assert_eq!(item.index_number, "QH03/2026-00001");
    assert_eq!(item.published_on.to_string(), "2026-02-10");

    app::index::catch_up(&w.app).await.unwrap();
    let found = app::find::search(
        &w.app,
        search::Query {
            text: "支出预算".into(),
            limit: 10,
            ..Default::default()
        },
    )
    .await
    .unwrap();
    assert_eq!(found.hits.len(), 1);
    assert_eq!(found.hits[0].id, id);

    items::repeal(
        &w.app,
        &by(&w.publisher),
        &id,
        version,
        "被新的预算代替",
        "",
    )
    .await
    .unwrap();
    assert_eq!(
        public().await.unwrap().unwrap().validity,
        law::item::Validity::Repealed
    );
}

#[tokio::test]
async fn nobody_reviews_his_own_draft() {
    let w = world("2026-02-10").await;
    let mut both = w.clerk.clone();
    both.roles.push(app::Role::Head);
    let id = items::draft(&w.app, &by(&both), &form(), "k")
        .await
        .unwrap();
    let version = items::submit(&w.app, &by(&both), &id, 1, "").await.unwrap();
    let form = ReadingForm::agrees(Post::SectionHead, "好");
    let own = items::read(&w.app, &may(&both, form.clone()), &id, version).await;
    let Err(Error::Refused(why)) = own else {
        panic!("{own:?}")
    };
    assert_eq!(why[0].id, "S-7");
}

#[tokio::test]
async fn a_draft_is_checked_whole() {
    let w = world("2026-02-10").await;
    let bad = ItemForm {
        made_on: Some("2026-03-01".parse().unwrap()),
        head: 0,
        title: String::new(),
        ..form()
    };
    let Err(Error::Invalid(fields)) = items::draft(&w.app, &by(&w.clerk), &bad, "k").await else {
        panic!()
    };
    let names: Vec<_> = fields.iter().map(|wrong| wrong.field).collect();
    assert_eq!(names, ["title", "head", "made_on"]);
}

#[tokio::test]
async fn withdrawn_items_leave_the_portal_and_the_index() {
    let w = world("2026-02-10").await;
    let id = items::draft(&w.app, &by(&w.clerk), &form(), "k")
        .await
        .unwrap();
    let version = items::submit(&w.app, &by(&w.clerk), &id, 1, "")
        .await
        .unwrap();
    let version = w.read(&id, version).await.unwrap();
    let version = items::publish(
        &w.app,
        &by(&w.publisher),
        &id,
        version,
        &items::PublishForm::default(),
    )
    .await
    .unwrap();
    app::index::catch_up(&w.app).await.unwrap();
    items::withdraw(&w.app, &by(&w.publisher), &id, version, "附件有误")
        .await
        .unwrap();
    app::index::catch_up(&w.app).await.unwrap();
    assert!(
        store::published::item(&w.app.store, "QH03", &id)
            .await
            .unwrap()
            .is_none()
    );
    let found = app::find::search(
        &w.app,
        search::Query {
            text: "支出预算".into(),
            limit: 10,
            ..Default::default()
        },
    )
    .await
    .unwrap();
    assert!(found.hits.is_empty());
}

/// Plain text was kept with blanks and slashes as `&#32;` and `&#47;`, and search showed and indexed them so.
#[tokio::test]
async fn search_shows_no_entities_and_finds_across_them() {
    let w = world("2026-02-10").await;
    let form = ItemForm {
        body: "2026 年 http://a.example/b=1 \"防汛\" & 抢险".into(),
        ..form()
    };
    let id = items::draft(&w.app, &by(&w.clerk), &form, "k")
        .await
        .unwrap();
    let version = items::submit(&w.app, &by(&w.clerk), &id, 1, "")
        .await
        .unwrap();
    let version = w.read(&id, version).await.unwrap();
    items::publish(
        &w.app,
        &by(&w.publisher),
        &id,
        version,
        &items::PublishForm::default(),
    )
    .await
    .unwrap();
    app::index::catch_up(&w.app).await.unwrap();
    for text in ["a.example/b", "2026 年", "抢险"] {
        let query = search::Query {
            text: text.into(),
            limit: 10,
            ..Default::default()
        };
        let found = app::find::search(&w.app, query).await.unwrap();
        assert_eq!(found.hits.len(), 1, "{text}");
        let snippet = &found.hits[0].snippet_html;
        assert!(!snippet.contains("&amp;#"), "{snippet}");
    }
}

/// The index is thrown back to what it knew before the withdrawal, as when it could not be written since.
#[tokio::test]
async fn a_hit_that_was_withdrawn_but_is_still_in_the_replica_is_not_shown() {
    let w = world("2026-02-10").await;
    let id = items::draft(&w.app, &by(&w.clerk), &form(), "k")
        .await
        .unwrap();
    let version = items::submit(&w.app, &by(&w.clerk), &id, 1, "")
        .await
        .unwrap();
    let version = w.read(&id, version).await.unwrap();
    let version = items::publish(
        &w.app,
        &by(&w.publisher),
        &id,
        version,
        &items::PublishForm::default(),
    )
    .await
    .unwrap();
    app::index::catch_up(&w.app).await.unwrap();
    let ask = || search::Query {
        text: "支出预算".into(),
        limit: 10,
        ..Default::default()
    };
    let found = app::find::search(&w.app, ask()).await.unwrap();
    assert_eq!(found.hits.len(), 1);
    items::withdraw(&w.app, &by(&w.publisher), &id, version, "附件有误")
        .await
        .unwrap();
    let replica = w.app.search.search(&ask()).unwrap();
    assert_eq!(replica.hits.len(), 1, "the replica has not heard of it yet");
    let found = app::find::search(&w.app, ask()).await.unwrap();
    assert!(found.hits.is_empty(), "{:?}", found.hits);
    // Nor is it counted: how many there are, and where, would tell what was withdrawn.
    assert_eq!(found.total, 0);
    assert_eq!(found.facets, search::Facets::default());
    assert!(found.levels.iter().all(|level| level.count == 0));
    // Whatever the kind of the act, the index is told of the item.
    let after = w.app.search.cursor("QH03");
    let feed = store::published::searchable(&w.app.store, "QH03", after, 10)
        .await
        .unwrap();
    assert_eq!(feed.gone, [id]);
}

/// What a picture shows no program reads: it waits until the secrecy reviewer has looked and said so (S-1).
#[tokio::test]
async fn a_picture_passes_by_the_reviewer_s_word_alone() {
    let w = world("2026-02-10").await;
    let form = ItemForm {
        attachments: vec![app::upload::Upload {
            name: "现场.png".into(),
            bytes: PIXEL.into(),
        }],
        ..form()
    };
    let id = items::draft(&w.app, &by(&w.clerk), &form, "k")
        .await
        .unwrap();
    let version = items::submit(&w.app, &by(&w.clerk), &id, 1, "")
        .await
        .unwrap();
    let head = ReadingForm::agrees(Post::SectionHead, "同意");
    let version = items::read(&w.app, &may(&w.section, head.clone()), &id, version)
        .await
        .unwrap();
    let mut review = ReadingForm::agrees(Post::Secrecy, "不涉密");
    let silent = items::read(&w.app, &may(&w.reviewer, review.clone()), &id, version).await;
    let Err(Error::Invalid(wrong)) = silent else {
        panic!("{silent:?}")
    };
    assert_eq!((wrong[0].field, wrong[0].rule), ("looked", "S-1"));
    review.looked = "照片为空白现场，无涉密标志和个人信息".into();
    let version = items::read(&w.app, &may(&w.reviewer, review.clone()), &id, version)
        .await
        .unwrap();
    let leader = ReadingForm::agrees(Post::Leader, "同意");
    let version = items::read(&w.app, &may(&w.leader, leader.clone()), &id, version)
        .await
        .unwrap();
    items::publish(
        &w.app,
        &by(&w.publisher),
        &id,
        version,
        &items::PublishForm::default(),
    )
    .await
    .unwrap();
}

/// A picture of one pixel.
const PIXEL: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x04\0\0\0\xb5\x1c\x0c\x02\0\0\0\x0bIDATx\xdac\xfc\xff\x1f\0\x03\x03\x02\0\xef\xbf\xa7\xdb\0\0\0\0IEND\xaeB`\x82";

/// A number in a table and a mark on the first line of an attachment are found as in the text itself.
#[tokio::test]
async fn what_an_attachment_hides_is_looked_through() {
    let w = world("2026-02-10").await;
    let table = "姓名,身份证号\n张三,11010519491231002X\n";
    let form = ItemForm {
        attachments: vec![app::upload::Upload {
            name: "名单.csv".into(),
            bytes: table.into(),
        }],
        ..form()
    };
    let id = items::draft(&w.app, &by(&w.clerk), &form, "k")
        .await
        .unwrap();
    let refused = items::submit(&w.app, &by(&w.clerk), &id, 1, "").await;
    let Err(Error::Refused(why)) = refused else {
        panic!("{refused:?}")
    };
    assert_eq!(why[0].id, "Q-20");
    assert!(
        why[0].place.starts_with("attachments/1:"),
        "{}",
        why[0].place
    );
    let marked = ItemForm {
        attachments: vec![app::upload::Upload {
            name: "通知.txt".into(),
            bytes: "机密★10年\n关于某事".into(),
        }],
        ..form
    };
    let refused = items::draft(&w.app, &by(&w.clerk), &marked, "k2").await;
    let Err(Error::Refused(why)) = refused else {
        panic!("{refused:?}")
    };
    assert_eq!(why[0].id, "S-3");
}
