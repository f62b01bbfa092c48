//! The audit log tells of what was done at the doors and to rights and data, and holds nothing of an applicant.

use app::{
    App, Error, Role, Settings,
    accounts::{self, Knock, NewStaff, Voice},
    audit::{self, Kind, Who},
    import::{self, Options},
    requests, tokens,
};
use law::case::Channel;
use serde_json::Value;
use store::audit::{Entry, Filter};

use crate::world::{ORGAN, by, request, world, world_with};

async fn rows(app: &App) -> Vec<Entry> {
    let mut rows = store::audit::page(&app.store, &Filter::default(), 1000)
        .await
        .unwrap();
    rows.reverse();
    rows
}

async fn last(app: &App) -> (String, Entry, Value) {
    let last = rows(app).await.pop().unwrap();
    (last.kind.clone(), last.clone(), last.said())
}

fn knock<'a>(login: &'a str, password: &'a str) -> Knock<'a> {
    Knock {
        login,
        password,
        from: "203.0.113.9",
        device: "",
    }
}

fn admin() -> Who {
    Who::system("root")
}

fn person(login: &str, roles: &[Role]) -> NewStaff {
    NewStaff {
        organ: ORGAN.into(),
        login: login.into(),
        name: "新人".into(),
        roles: roles.to_vec(),
        password: "seven quiet herons".into(),
    }
}

#[tokio::test]
async fn coming_in_going_out_and_failing_is_written_down() {
    let world = world("2026-03-02").await;
    let app = &world.app;
    let login = world.clerk.login.clone();
    let entered = accounts::sign_in(app, &knock(&login, "a long password")).await;
    let signed = entered.unwrap().inside().unwrap();
    let (kind, row, _) = last(app).await;
    assert_eq!(
        (kind.as_str(), row.login.as_str()),
        ("sign_in", login.as_str())
    );
    assert_eq!(row.place, "public 203.0.113.0/24");
    accounts::sign_out(app, &signed.staff, &signed.token)
        .await
        .unwrap();
    assert_eq!(last(app).await.0, "sign_out");
    accounts::sign_in(app, &knock(&login, "wrong"))
        .await
        .unwrap_err();
    let (kind, row, said) = last(app).await;
    assert_eq!(
        (kind.as_str(), row.whom.as_str()),
        ("sign_in_failed", login.as_str())
    );
    assert_eq!(
        (row.login.as_str(), said["why"].as_str()),
        ("", Some("password"))
    );
    // A password typed where the login belongs is not kept; that it was typed twice is.
    let mut marks = Vec::new();
    for _ in 0..2 {
        accounts::sign_in(app, &knock("my secret 王小明", "x"))
            .await
            .unwrap_err();
        let (_, row, said) = last(app).await;
        assert_eq!(
            (row.whom.as_str(), said["why"].as_str()),
            ("", Some("unknown"))
        );
        marks.push(said["mark"].clone());
    }
    assert_eq!(marks[0], marks[1]);
    let all = serde_json::to_string(&rows(app).await).unwrap();
    assert!(!all.contains("secret") && !all.contains("王小明"), "{all}");
}

#[tokio::test]
async fn accounts_and_rights_are_written_down_with_who_changed_them() {
    let world = world("2026-03-02").await;
    let app = &world.app;
    accounts::invite(
        app,
        &admin(),
        &person("new", &[Role::Clerk]),
        Voice::Machine,
    )
    .await
    .unwrap();
    let (kind, row, said) = last(app).await;
    assert_eq!((kind.as_str(), row.whom.as_str()), ("account_made", "new"));
    assert_eq!((row.actor.as_str(), row.login.as_str()), ("system", "root"));
    assert_eq!(said["roles"], "clerk");
    accounts::set_roles(
        app,
        &admin(),
        "new",
        &[Role::Head, Role::Leader],
        Voice::Machine,
    )
    .await
    .unwrap();
    let (kind, _, said) = last(app).await;
    assert_eq!(kind, "rights_changed");
    assert_eq!(said["given"], serde_json::json!(["head", "leader"]));
    assert_eq!(said["taken"], serde_json::json!(["clerk"]));
    let link = accounts::link_for(app, &admin(), "new").await.unwrap();
    assert_eq!(last(app).await.0, "link_made");
    let secret = link.path.rsplit('/').next().unwrap();
    accounts::set_with_link(
        app,
        (secret, "203.0.113.9"),
        "seven quiet herons",
        "seven quiet herons",
    )
    .await
    .unwrap();
    let (kind, row, said) = last(app).await;
    assert_eq!(
        (kind.as_str(), row.login.as_str(), said["with"].as_str()),
        ("password_set", "new", Some("link"))
    );
    assert_eq!(row.place, "public 203.0.113.0/24");
    for (disabled, kind) in [(true, "account_disabled"), (false, "account_enabled")] {
        accounts::set_disabled(app, &admin(), "new", disabled)
            .await
            .unwrap();
        assert_eq!(last(app).await.0, kind);
    }
    let contact = accounts::Contact {
        mail: "clerk@example.cn".into(),
        lang: "zh".into(),
    };
    accounts::set_contact(app, &world.clerk, &contact)
        .await
        .unwrap();
    let changed = rows(app).await.len();
    assert_eq!(last(app).await.0, "address_changed");
    accounts::set_contact(app, &world.clerk, &contact)
        .await
        .unwrap();
    assert_eq!(
        rows(app).await.len(),
        changed,
        "the second time nothing changes"
    );
    let wrong = accounts::change_password(app, &world.clerk, "", "not mine", ("x", "x")).await;
    assert!(wrong.is_err());
    let (kind, row, said) = last(app).await;
    assert_eq!(
        (kind.as_str(), said["why"].as_str()),
        ("sign_in_failed", Some("own_password"))
    );
    assert_eq!(row.whom, world.clerk.login);
    tokens::make_feed(app, &world.clerk).await.unwrap();
    assert_eq!(last(app).await.0, "token_made");
    tokens::end_feed(app, &world.clerk).await.unwrap();
    assert_eq!(last(app).await.0, "token_ended");
    let all = serde_json::to_string(&rows(app).await).unwrap();
    assert!(!all.contains(secret), "no secret is in the log");
}

#[tokio::test]
async fn whoever_reads_the_log_holds_no_other_role_unless_the_house_says_so() {
    let world = world("2026-03-02").await;
    let app = &world.app;
    let both = [Role::Auditor, Role::Admin];
    let refused = accounts::add(app, &admin(), &person("two", &both)).await;
    let Err(Error::Invalid(wrong)) = refused else {
        panic!("{refused:?}")
    };
    assert_eq!(
        (wrong[0].field, wrong[0].rule, wrong.len()),
        ("roles", "N-4", 1)
    );
    accounts::add(app, &admin(), &person("one", &[Role::Auditor]))
        .await
        .unwrap();
    accounts::set_roles(
        app,
        &admin(),
        "one",
        &[Role::Auditor, Role::Clerk],
        Voice::Machine,
    )
    .await
    .unwrap_err();
    let mut settings = Settings::default();
    settings.powers.together = true;
    let world = world_with("2026-03-02", settings).await;
    accounts::add(&world.app, &admin(), &person("two", &both))
        .await
        .unwrap();
}

/// Who looks at an applicant is written down, and nothing that the look showed, nor the reason, which may name somebody.
#[tokio::test]
async fn a_look_at_particulars_is_told_without_them() {
    let world = world("2026-03-02").await;
    let app = &world.app;
    let mut new = request(Channel::Counter);
    new.name = "王小明".into();
    new.phone = "13800000000".into();
    new.wanted = "农贸市场改造".into();
    let id = requests::file_as(app, &new, "k", "test").await.unwrap().id;
    for (key, why) in [("k1", "联系王小明"), ("k1", "联系王小明"), ("k2", "核对")] {
        requests::reveal(app, &world.clerk, &id, key, why)
            .await
            .unwrap();
    }
    let looks: Vec<Entry> = rows(app)
        .await
        .into_iter()
        .filter(|row| row.kind == Kind::ParticularsShown.as_str())
        .collect();
    assert_eq!(looks.len(), 2, "the same form twice is one look");
    assert_eq!(
        (looks[0].whom.as_str(), looks[0].login.as_str()),
        (id.as_str(), world.clerk.login.as_str())
    );
    requests::register(app, &world.clerk, 2026).await.unwrap();
    let (kind, _, said) = last(app).await;
    assert_eq!(
        (kind.as_str(), said["what"].as_str()),
        ("exported", Some("register"))
    );
    let all = serde_json::to_string(&rows(app).await).unwrap();
    for planted in [
        "王小明",
        "11010519491231002X",
        "13800000000",
        "农贸市场",
        "联系",
        "核对",
    ] {
        assert!(!all.contains(planted), "{planted}");
    }
}

#[tokio::test]
async fn imports_and_settings_are_written_down_with_what_changed() {
    let world = world("2026-03-02").await;
    let app = &world.app;
    let sheet = "机构代码,机关名称,机构类别\nQH09,青禾县第九局,部门\n";
    let options = Options {
        who: admin(),
        ..Options::default()
    };
    import::organs(
        app,
        vec![("organs.csv".into(), sheet.into())],
        &options,
        "import",
    )
    .await
    .unwrap();
    let (kind, _, said) = last(app).await;
    assert_eq!(
        (kind.as_str(), &said["added"]),
        ("imported", &Value::from(1))
    );
    let before = rows(app).await.len();
    assert_eq!(
        audit::settings_seen(app, &admin()).await.unwrap(),
        1,
        "world sets one"
    );
    assert_eq!(audit::settings_seen(app, &admin()).await.unwrap(), 0);
    let mut other = app.clone();
    let mut settings = (*app.settings).clone();
    settings.audit.keep_days = 400;
    settings.mail.password.0 = "geheim".into();
    other.settings = settings.into();
    assert_eq!(audit::settings_seen(&other, &admin()).await.unwrap(), 1);
    let (_, _, said) = last(app).await;
    let expected = serde_json::json!([{"name": "audit.keep_days", "before": 1096, "after": 400}]);
    assert_eq!(said["changed"], expected);
    assert_eq!(rows(app).await.len(), before + 2);
}

#[tokio::test]
async fn the_auditor_alone_reads_and_what_he_takes_is_written_down() {
    let world = world("2026-03-02").await;
    let app = &world.app;
    let reader = accounts::add(app, &admin(), &person("reader", &[Role::Auditor]))
        .await
        .unwrap()
        .staff;
    let right = by::<app::rights::Auditor>(&reader);
    let filter = audit::export(app, &Who::of(&reader), Filter::default())
        .await
        .unwrap();
    let (kind, row, said) = last(app).await;
    assert_eq!(
        (kind.as_str(), said["what"].as_str()),
        ("exported", Some("audit"))
    );
    assert_eq!(filter.before, Some(row.seq));
    let rows = audit::page(app, &right, &filter, 1000).await.unwrap();
    assert_eq!(rows.len(), usize::try_from(row.seq - 1).unwrap());
    for other in [&world.clerk, &world.head, &world.leader] {
        assert!(app::rights::By::<app::rights::Auditor>::of(other).is_err());
    }
    assert!(app::rights::By::<app::rights::Reader>::of(&reader).is_err());
}
