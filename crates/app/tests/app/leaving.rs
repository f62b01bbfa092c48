//! Sessions that end, and what becomes of an account whose holder leaves.

use app::{
    App, Error, Role, Settings,
    accounts::{self, Knock, NewStaff, Voice},
    audit::Who,
    rights::Security,
    tokens::{self, TokenForm},
};
use jiff::ToSpan;
use serde_json::json;
use store::notices::NoticeRow;

use crate::world::{ORGAN, World, by, world, world_with};

fn root() -> Who {
    Who::system("root")
}

async fn enter(app: &App, login: &str) -> accounts::SignedIn {
    let knock = Knock {
        login,
        password: "a long password",
        from: "10.1.2.3",
        device: "",
    };
    let entered = accounts::sign_in(app, &knock).await.unwrap();
    entered.inside().unwrap()
}

/// The same world some minutes on.
fn later(app: &App, minutes: i64) -> App {
    app.at(app.clock.now() + minutes.minutes())
}

async fn is_in(app: &App, token: &str) -> bool {
    accounts::session(app, token).await.unwrap().is_some()
}

#[tokio::test]
async fn a_session_ends_when_nobody_uses_it_and_at_the_latest_after_hours() {
    let settings = Settings {
        session_idle_minutes: 30,
        session_hours: 2,
        ..Settings::default()
    };
    let world = world_with("2026-03-02", settings).await;
    let (app, login) = (&world.app, &world.clerk.login);
    let idle = enter(app, login).await;
    assert!(is_in(&later(app, 29), &idle.token).await);
    // Used at minute 29, it lives until minute 59.
    assert!(is_in(&later(app, 58), &idle.token).await);
    assert!(!is_in(&later(app, 89), &idle.token).await, "nobody used it");
    let busy = enter(app, login).await;
    for minutes in (0..120).step_by(10) {
        assert!(is_in(&later(app, minutes), &busy.token).await, "{minutes}");
    }
    assert!(
        !is_in(&later(app, 120), &busy.token).await,
        "two hours are over"
    );
}

#[tokio::test]
async fn sessions_are_listed_and_ended_by_their_holder() {
    let world = world("2026-03-02").await;
    let (app, clerk) = (&world.app, &world.clerk);
    let (here, there) = (
        enter(app, &clerk.login).await,
        enter(app, &clerk.login).await,
    );
    let other = enter(app, &world.leader.login).await;
    let listed = accounts::sessions(app, clerk, &here.token).await.unwrap();
    assert_eq!(listed.len(), 2);
    assert_eq!(listed.iter().filter(|one| one.this).count(), 1);
    assert!(listed.iter().all(|one| one.place == "private 10.1.2.0/24"));
    let foreign = accounts::sessions(app, &world.leader, "")
        .await
        .unwrap()
        .remove(0);
    let refused = accounts::end_session(app, clerk, &foreign.id).await;
    assert!(
        matches!(refused, Err(Error::NotFound)),
        "another's: {refused:?}"
    );
    let elsewhere = listed.iter().find(|one| !one.this).unwrap();
    accounts::end_session(app, clerk, &elsewhere.id)
        .await
        .unwrap();
    assert!(is_in(app, &here.token).await && !is_in(app, &there.token).await);
    let third = enter(app, &clerk.login).await;
    assert_eq!(
        accounts::end_others(app, clerk, &here.token).await.unwrap(),
        1
    );
    assert!(is_in(app, &here.token).await && !is_in(app, &third.token).await);
    assert_eq!(
        accounts::end_sessions(app, &root(), &clerk.login)
            .await
            .unwrap(),
        1
    );
    assert!(!is_in(app, &here.token).await && is_in(app, &other.token).await);
}

/// A reminder on somebody's desk.
async fn told(world: &World, id: &str, staff: &str) {
    let mut tx = world.app.store.begin().await.unwrap();
    let row = NoticeRow {
        organ: ORGAN.into(),
        id: id.into(),
        staff: staff.into(),
        role: "clerk".into(),
        about: String::new(),
        step: "late".into(),
        text_key: "request_due".into(),
        detail: json!({}).to_string(),
        made_at: world.app.clock.now(),
        read_at: None,
        read_by: String::new(),
    };
    store::notices::insert(&mut tx, &row).await.unwrap();
    tx.commit().await.unwrap();
}

async fn unread(world: &World, staff: &str) -> i64 {
    store::notices::waiting(&world.app.store, ORGAN, staff)
        .await
        .unwrap()
}

async fn hired(world: &World, login: &str, roles: &[Role]) -> app::Staff {
    let new = NewStaff {
        organ: ORGAN.into(),
        login: login.into(),
        name: login.into(),
        roles: roles.to_vec(),
        password: "a long password".into(),
    };
    accounts::create_staff(&world.app, &root(), &new)
        .await
        .unwrap()
}

#[tokio::test]
async fn what_hangs_on_an_account_goes_to_a_colleague_or_to_the_role() {
    let world = world("2026-03-02").await;
    let app = &world.app;
    let leaves = hired(&world, "leaves", &[Role::Security]).await;
    let stays = hired(&world, "stays", &[Role::Security]).await;
    for id in ["1", "2"] {
        told(&world, id, &leaves.id).await;
    }
    tokens::make_feed(app, &leaves).await.unwrap();
    let form = TokenForm {
        name: "一体化平台".into(),
        roles: vec![Role::Clerk],
        days: 30,
    };
    let secret = tokens::create(app, &by::<Security>(&leaves), &form)
        .await
        .unwrap();
    let header = format!("Bearer {secret}");
    assert!(
        tokens::program(app, &header, "1.1.1.1")
            .await
            .unwrap()
            .is_some()
    );
    for (from, to) in [
        ("leaves", "leaves"),
        ("leaves", world.stranger.login.as_str()),
        ("leaves", "nobody"),
    ] {
        let refused = accounts::hand_over(app, &root(), from, to).await;
        assert!(
            matches!(refused, Err(Error::Invalid(_))),
            "{to}: {refused:?}"
        );
    }
    assert_eq!(unread(&world, &leaves.id).await, 2, "nothing was half done");
    let gone = accounts::hand_over(app, &root(), "leaves", "stays")
        .await
        .unwrap();
    assert_eq!((gone.notices, gone.tokens), (2, 2));
    assert_eq!(
        (
            unread(&world, &leaves.id).await,
            unread(&world, &stays.id).await
        ),
        (0, 2)
    );
    assert!(
        tokens::program(app, &header, "1.1.1.1")
            .await
            .unwrap()
            .is_none(),
        "he knows its secret"
    );
    // Without a hand-over the role is told.
    told(&world, "3", &leaves.id).await;
    let signed = enter(app, "leaves").await;
    accounts::set_disabled(app, &root(), "leaves", true)
        .await
        .unwrap();
    assert!(!is_in(app, &signed.token).await, "out at once");
    assert_eq!(
        (unread(&world, &leaves.id).await, unread(&world, "").await),
        (0, 1)
    );
    let refused = accounts::hand_over(app, &root(), "stays", "leaves").await;
    assert!(
        matches!(refused, Err(Error::Invalid(_))),
        "to nobody who is shut out: {refused:?}"
    );
    let held = accounts::held(app, "leaves").await.unwrap();
    assert_eq!((held.notices, held.tokens, held.sessions.len()), (0, 0, 0));
}

#[tokio::test]
async fn an_easy_password_is_refused_with_its_field() {
    let world = world("2026-03-02").await;
    let app = &world.app;
    for (login, password) in [
        ("lisi", "qwertyuiop"),
        ("lisi", "password123"),
        ("wangxiaohong", "wangxiaohong1"),
    ] {
        let new = NewStaff {
            organ: ORGAN.into(),
            login: login.into(),
            name: "李四".into(),
            roles: vec![Role::Clerk],
            password: password.into(),
        };
        let refused = accounts::add(app, &root(), &new).await;
        let Err(Error::Invalid(wrong)) = refused else {
            panic!("{password}: {refused:?}")
        };
        assert_eq!((wrong[0].field, wrong.len()), ("password", 1), "{password}");
        let set = accounts::set_password(app, &root(), &world.clerk.login, password).await;
        assert!(login != "lisi" || set.is_err(), "{password}");
    }
}

/// Whoever can write the table without the key makes nobody an administrator, and lets nobody in.
#[tokio::test]
async fn an_account_that_was_changed_outside_opens_nothing() {
    let world = world("2026-03-02").await;
    let (app, clerk) = (&world.app, &world.clerk);
    let inside = enter(app, &clerk.login).await;
    let mut tx = app.store.begin().await.unwrap();
    let foreign = store::people::Keys::new([99; 32]);
    store::staff::set_roles(&mut tx, &foreign, &clerk.id, "clerk,admin")
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert!(!is_in(app, &inside.token).await, "out at once");
    let knock = Knock {
        login: &clerk.login,
        password: "a long password",
        from: "10.1.2.3",
        device: "",
    };
    let refused = accounts::sign_in(app, &knock).await;
    assert!(matches!(refused, Err(Error::Invalid(_))), "{refused:?}");
    // Somebody looked, and seals what he found.
    accounts::seal_all(app, &root()).await.unwrap();
    assert!(accounts::sign_in(app, &knock).await.is_ok());
    let all = store::audit::Filter::default();
    let sealed = store::audit::page(&app.store, &all, 50).await.unwrap();
    let sealed = sealed.iter().find(|row| row.kind == "rows_sealed").unwrap();
    assert!(sealed.detail.contains("clerk,admin"), "{}", sealed.detail);
}

/// Whom nobody can ask for anything is no administrator: an invited one who has not set his password, a disabled one.
#[tokio::test]
async fn who_cannot_come_in_does_not_count_as_another_administrator() {
    let world = world("2026-03-02").await;
    let app = &world.app;
    let admin = |login: &str| NewStaff {
        organ: ORGAN.into(),
        login: login.into(),
        name: login.into(),
        roles: vec![Role::Admin],
        password: "hai-feng-7731-lu".into(),
    };
    accounts::add(app, &root(), &admin("one")).await.unwrap();
    accounts::invite(app, &root(), &admin("two"), Voice::Machine)
        .await
        .unwrap();
    let shut = accounts::set_disabled(app, &root(), "one", true).await;
    assert!(matches!(shut, Err(Error::Invalid(_))), "{shut:?}");
    let demoted = accounts::set_roles(app, &root(), "one", &[Role::Clerk], Voice::Machine).await;
    assert!(matches!(demoted, Err(Error::Invalid(_))), "{demoted:?}");
    accounts::set_password(app, &root(), "two", "shan-yue-5520-qi")
        .await
        .unwrap();
    accounts::set_disabled(app, &root(), "one", true)
        .await
        .unwrap();
}
