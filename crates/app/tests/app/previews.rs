//! 预览链接: a text that is not public yet is shown to whoever has its link, as long as it stands, and to nobody else.

use app::{
    App, Error, Role, accounts,
    audit::Who,
    items::{self, ItemForm, Preview, PreviewForm, PublishForm},
    rights::Reader,
    upload::Upload,
};
use jiff::ToSpan;
use store::audit::Filter;

use crate::{
    items::form,
    world::{ORGAN, World, by, world},
};

const HERE: &str = "203.0.113.9";

/// A draft with an attachment; its id.
async fn drafted(w: &World, form: ItemForm) -> String {
    let form = ItemForm {
        attachments: vec![Upload {
            name: "预算表.txt".into(),
            bytes: "预算表的内容".into(),
        }],
        ..form
    };
    let key = format!("key-{}", rand::random::<u64>());
    items::draft(&w.app, &by(&w.clerk), &form, &key)
        .await
        .unwrap()
}

/// A link as the page asks for it, and the version that the page showed.
async fn asked(w: &World, id: &str) -> (i64, PreviewForm) {
    let view = items::open(&w.app, &w.clerk, id).await.unwrap();
    let read = view.state.text().unwrap().as_str().to_string();
    let form = PreviewForm {
        read,
        purpose: "县司法局核对法律依据".into(),
        hours: Some(72),
    };
    (view.row.version, form)
}

async fn try_make(w: &World, id: &str) -> app::Result<String> {
    let (version, form) = asked(w, id).await;
    make(w, id, version, &form).await
}

async fn make(w: &World, id: &str, version: i64, form: &PreviewForm) -> app::Result<String> {
    let link = items::make_preview(&w.app, &by(&w.clerk), id, version, form).await?;
    assert_eq!(link.expires_at, w.app.clock.now() + 72.hours());
    Ok(link.path.trim_start_matches("/preview/").to_string())
}

/// The secret of a new link.
async fn made(w: &World, id: &str) -> String {
    try_make(w, id).await.unwrap()
}

/// What a link opens, in a word.
async fn opens(app: &App, secret: &str) -> &'static str {
    match items::preview(app, (secret, HERE)).await {
        Ok(Preview::Text(text)) => {
            assert_eq!(text.content.title, "2026年部门预算");
            "text"
        }
        Ok(Preview::Public(organ, _)) => {
            assert_eq!(organ, ORGAN);
            "public"
        }
        Ok(Preview::Changed) => "changed",
        Err(Error::NotFound) => "nothing",
        Err(other) => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_link_shows_its_text_and_every_opening_is_counted() {
    let w = world("2026-02-10").await;
    let id = drafted(&w, form()).await;
    let secret = made(&w, &id).await;
    assert_eq!(secret.len(), 64);
    let Preview::Text(text) = items::preview(&w.app, (&secret, HERE)).await.unwrap() else {
        panic!("it shows nothing")
    };
    assert_eq!(
        text.content.body_html,
        "<p>收入预算。</p>\n<p>支出预算。</p>"
    );
    assert_eq!((text.first_on, text.index_number.as_str()), (None, ""));
    let hash = text.content.attachments[0].hash.clone();
    let (file, bytes) = items::preview_file(&w.app, (&secret, HERE), &hash)
        .await
        .unwrap();
    assert_eq!(
        (file.name.as_str(), bytes),
        ("预算表.txt", "预算表的内容".into())
    );
    let other = "0".repeat(64);
    let none = items::preview_file(&w.app, (&secret, HERE), &other).await;
    assert!(matches!(none, Err(Error::NotFound)), "{none:?}");

    let later = w.app.at(w.app.clock.now() + 2.hours());
    assert_eq!(opens(&later, &secret).await, "text");
    let view = items::open(&w.app, &w.section, &id).await.unwrap();
    let link = &view.previews.living[0];
    assert_eq!(
        (link.opened, link.purpose.as_str()),
        (2, "县司法局核对法律依据")
    );
    assert_eq!(link.times, Some((w.app.clock.now(), later.clock.now())));
    // Who made it and for whom is in the audit log; the secret is nowhere.
    let rows = store::audit::page(&w.app.store, &Filter::default(), 10).await;
    let row = rows.unwrap().remove(0);
    assert_eq!(
        (row.kind.as_str(), row.login.as_str(), row.whom.as_str()),
        ("preview_made", w.clerk.login.as_str(), id.as_str())
    );
    assert_eq!(row.said()["purpose"], "县司法局核对法律依据");
    assert!(!row.detail.contains(&secret) && !format!("{link:?}").contains(&secret));
    // Nothing else of the site knows of it.
    let public = store::published::item(&w.app.store, ORGAN, &id).await;
    assert!(public.unwrap().is_none());
}

#[tokio::test]
async fn a_link_opens_nothing_once_its_text_is_another() {
    let w = world("2026-02-10").await;
    let id = drafted(&w, form()).await;
    let secret = made(&w, &id).await;
    let version = items::submit(&w.app, &by(&w.clerk), &id, 1, "")
        .await
        .unwrap();
    let version = w.read(&id, version).await.unwrap();
    assert_eq!(opens(&w.app, &secret).await, "text", "read, and the same");
    let version = items::publish(
        &w.app,
        &by(&w.publisher),
        &id,
        version,
        &PublishForm::default(),
    )
    .await
    .unwrap();
    assert_eq!(opens(&w.app, &secret).await, "public");
    let refused = try_make(&w, &id).await;
    let Err(Error::Refused(why)) = refused else {
        panic!("{refused:?}")
    };
    assert_eq!((why[0].id.id(), why.len()), ("S-1", 1));

    // A new version beside the public one has a link of its own.
    let changed = ItemForm {
        summary: "预算说明、预算表和绩效目标".into(),
        ..form()
    };
    let version = items::revise(&w.app, &by(&w.clerk), &id, version, &changed)
        .await
        .unwrap();
    assert_eq!(opens(&w.app, &secret).await, "changed");
    let second = made(&w, &id).await;
    let Preview::Text(text) = items::preview(&w.app, (&second, HERE)).await.unwrap() else {
        panic!("it shows nothing")
    };
    assert_eq!(text.content.summary, changed.summary);
    assert_eq!(text.index_number, "QH03/2026-00001");
    assert_eq!(text.first_on, Some(w.app.clock.today()));
    let public = store::published::item(&w.app.store, ORGAN, &id).await;
    assert_eq!(public.unwrap().unwrap().summary, form().summary);
    // Given up, and then the whole taken off the portal.
    let version = items::discard(&w.app, &by(&w.clerk), &id, version, "")
        .await
        .unwrap();
    assert_eq!(opens(&w.app, &second).await, "changed");
    items::withdraw(&w.app, &by(&w.publisher), &id, version, "附件有误")
        .await
        .unwrap();
    for secret in [&secret, &second] {
        assert_eq!(opens(&w.app, secret).await, "nothing");
    }
    let refused = try_make(&w, &id).await;
    let Err(Error::Refused(why)) = refused else {
        panic!("{refused:?}")
    };
    assert_eq!(why[0].id.id(), "W-7");
}

#[tokio::test]
async fn a_wrong_an_ended_and_an_old_link_open_nothing() {
    let w = world("2026-02-10").await;
    let id = drafted(&w, form()).await;
    let (version, other) = asked(&w, &id).await;
    let other = PreviewForm {
        purpose: "给审计局".into(),
        ..other
    };
    let first = make(&w, &id, version, &other).await.unwrap();
    let second = made(&w, &id).await;
    for wrong in ["", "x", &"0".repeat(64), &first.to_uppercase()] {
        assert_eq!(opens(&w.app, wrong).await, "nothing", "{wrong}");
    }
    let after = |hours: i64| w.app.at(w.app.clock.now() + hours.hours());
    assert_eq!(opens(&after(71), &first).await, "text");
    assert_eq!(opens(&after(72), &first).await, "nothing");

    let living = items::open(&w.app, &w.clerk, &id)
        .await
        .unwrap()
        .previews
        .living;
    assert_eq!(living.len(), 2);
    let link = living.iter().find(|one| one.purpose == "给审计局").unwrap();
    let link = link.id.clone();
    let stranger = items::end_preview(&w.app, &by(&w.stranger), &id, &link).await;
    assert!(matches!(stranger, Err(Error::NotFound)), "{stranger:?}");
    // Whoever may read the item may end it, not only who made it.
    items::end_preview(&w.app, &by(&w.reviewer), &id, &link)
        .await
        .unwrap();
    let again = items::end_preview(&w.app, &by(&w.reviewer), &id, &link).await;
    assert!(matches!(again, Err(Error::NotFound)), "{again:?}");
    assert_eq!(opens(&w.app, &first).await, "nothing");
    assert_eq!(opens(&w.app, &second).await, "text");
    let view = items::open(&w.app, &w.clerk, &id).await.unwrap();
    assert_eq!(view.previews.past[0].ended_by, w.reviewer.id);
    let hash = view.state.content.unwrap().attachments[0].hash.clone();
    let file = items::preview_file(&w.app, (&first, HERE), &hash).await;
    assert!(matches!(file, Err(Error::NotFound)), "{file:?}");
    let rows = store::audit::page(&w.app.store, &Filter::default(), 10).await;
    assert_eq!(rows.unwrap()[0].kind, "preview_ended");
}

#[tokio::test]
async fn a_link_ends_with_the_rights_of_whoever_made_it() {
    let w = world("2026-02-10").await;
    let id = drafted(&w, form()).await;
    let who = Who::system("root");
    let login = w.clerk.login.clone();
    let first = made(&w, &id).await;
    // While he may not read items, and no longer.
    for (role, shown) in [(Role::Auditor, "nothing"), (Role::Clerk, "text")] {
        accounts::set_roles(&w.app, &who, &login, &[role], accounts::Voice::Machine)
            .await
            .unwrap();
        assert_eq!(opens(&w.app, &first).await, shown, "{role:?}");
    }
    accounts::set_disabled(&w.app, &who, &login, true)
        .await
        .unwrap();
    assert_eq!(opens(&w.app, &first).await, "nothing");
    let rows = store::audit::page(&w.app.store, &Filter::default(), 1).await;
    assert_eq!(rows.unwrap()[0].said()["previews"], 1);
    // What ended with an account does not come back with it.
    accounts::set_disabled(&w.app, &who, &login, false)
        .await
        .unwrap();
    assert_eq!(opens(&w.app, &first).await, "nothing");
    let second = made(&w, &id).await;
    let heir = &w.section.login;
    let gone = accounts::hand_over(&w.app, &who, &login, heir).await;
    assert_eq!(gone.unwrap().previews, 1);
    assert_eq!(opens(&w.app, &second).await, "nothing");
}

#[tokio::test]
async fn what_may_not_go_out_has_no_link() {
    let w = world("2026-02-10").await;
    for (change, rule) in [
        (
            ItemForm {
                body: "联系人王小明，身份证号11010519491231002X".into(),
                ..form()
            },
            "Q-20",
        ),
        (
            ItemForm {
                source_class: "withheld".into(),
                ..form()
            },
            "S-8",
        ),
        (
            ItemForm {
                source_class: "on_request".into(),
                ..form()
            },
            "S-8",
        ),
    ] {
        let id = drafted(&w, change).await;
        let refused = try_make(&w, &id).await;
        let Err(Error::Refused(why)) = refused else {
            panic!("{rule}: {refused:?}")
        };
        assert_eq!(why[0].id.id(), rule);
        let view = items::open(&w.app, &w.clerk, &id).await.unwrap();
        assert!(view.previews.living.is_empty());
        assert_eq!(view.previews.closed.is_some(), rule == "S-8");
    }
    // In an attachment, too.
    let spreadsheet = ItemForm {
        attachments: vec![Upload {
            name: "名单.txt".into(),
            bytes: "王小明 手机13912345678".into(),
        }],
        ..form()
    };
    let id = items::draft(&w.app, &by(&w.clerk), &spreadsheet, "list")
        .await
        .unwrap();
    let refused = try_make(&w, &id).await;
    assert!(
        matches!(&refused, Err(Error::Refused(why)) if why[0].id == "Q-20"),
        "{refused:?}"
    );
}

#[tokio::test]
async fn a_link_names_its_text_its_reader_and_its_hours() {
    let w = world("2026-02-10").await;
    let id = drafted(&w, form()).await;
    let (version, good) = asked(&w, &id).await;
    let make = async |staff: &app::Staff, version, form: PreviewForm| {
        items::make_preview(&w.app, &by(staff), &id, version, &form).await
    };
    let wrong = PreviewForm {
        purpose: " \n".into(),
        hours: Some(169),
        ..good.clone()
    };
    let Err(Error::Invalid(fields)) = make(&w.clerk, version, wrong).await else {
        panic!()
    };
    let named: Vec<_> = fields.iter().map(|one| (one.field, one.rule)).collect();
    assert_eq!(named, [("purpose", "S-1"), ("hours", "S-1")]);
    let another = PreviewForm {
        read: "00".into(),
        ..good.clone()
    };
    let refused = make(&w.clerk, version, another).await;
    assert!(
        matches!(&refused, Err(Error::Refused(why)) if why[0].id == "A-17"),
        "{refused:?}"
    );
    let stranger = make(&w.stranger, version, good.clone()).await;
    assert!(matches!(stranger, Err(Error::NotFound)), "{stranger:?}");
    let ahead = make(&w.clerk, version + 1, good.clone()).await;
    assert!(matches!(ahead, Err(Error::Invalid(_))), "{ahead:?}");
    let admin = app::Staff {
        roles: vec![Role::Admin],
        ..w.clerk.clone()
    };
    assert!(app::rights::By::<Reader>::of(&admin).is_err());
    // What is typed in several lines is one.
    let lines = PreviewForm {
        purpose: " 县司法局\n核对  依据 ".into(),
        hours: Some(1),
        ..good.clone()
    };
    make(&w.leader, version, lines).await.unwrap();
    let view = items::open(&w.app, &w.clerk, &id).await.unwrap();
    assert_eq!(view.previews.living[0].purpose, "县司法局 核对 依据");
    assert_eq!(view.previews.living[0].made_by, w.leader.id);
    for _ in 1..20 {
        make(&w.clerk, version, good.clone()).await.unwrap();
    }
    let many = make(&w.clerk, version, good).await;
    assert!(
        matches!(&many, Err(Error::Invalid(why)) if why[0].field == "purpose"),
        "{many:?}"
    );
}

#[tokio::test]
async fn guessing_waits_and_keeps_nobody_else_waiting() {
    let w = world("2026-02-10").await;
    let id = drafted(&w, form()).await;
    let secret = made(&w, &id).await;
    let mut waited = false;
    for guess in 0..40 {
        match items::preview(&w.app, (&format!("{guess:064}"), "198.51.100.7")).await {
            Err(Error::NotFound) => assert!(!waited),
            Err(Error::Throttled) => waited = true,
            other => panic!("{other:?}"),
        }
    }
    assert!(waited);
    let there = items::preview_file(&w.app, (&secret, "198.51.100.7"), "0").await;
    assert!(matches!(there, Err(Error::Throttled)), "{there:?}");
    assert_eq!(opens(&w.app, &secret).await, "text");
}
