//! A second factor: set up, asked for, used once, lost, asked of some roles.

use app::{
    App, Error, Role, Settings, Staff,
    accounts::{self, Entered, Knock, SecondKnock},
    audit::Who,
};
use jiff::ToSpan;
use totp_rs::{Builder, Secret};

use crate::world::{world, world_with};

const PASSWORD: &str = "a long password";

fn knock(login: &str) -> Knock<'_> {
    Knock {
        login,
        password: PASSWORD,
        from: "10.1.2.3",
        device: "",
    }
}

/// What the authenticator shows for a secret.
fn code(app: &App, secret: &str) -> String {
    let secret = Secret::try_from_base32(secret.replace(' ', "")).unwrap();
    let totp = Builder::new().with_secret(secret).build().unwrap();
    let now = u64::try_from(app.clock.now().as_second()).unwrap();
    totp.generate(now).to_string()
}

/// The same house some seconds on.
fn later(app: &App, seconds: i64) -> App {
    app.at(app.clock.now() + seconds.seconds())
}

/// Sets one up; returns its secret and the recovery codes.
async fn set_up(app: &App, staff: &Staff) -> (String, Vec<String>) {
    let offer = accounts::offer(app, staff, None).unwrap();
    let first = code(app, &offer.secret);
    let codes = accounts::take_factor(app, staff, "", &offer.nonce, (PASSWORD, &first)).await;
    (offer.secret, codes.unwrap())
}

async fn half(app: &App, login: &str) -> String {
    match accounts::sign_in(app, &knock(login)).await.unwrap() {
        Entered::Half(half) => half,
        Entered::In(_) => panic!("nothing was asked for"),
    }
}

async fn prove(app: &App, half: &str, code: &str) -> app::Result<accounts::SignedIn> {
    let proving = SecondKnock {
        half,
        code,
        from: "10.1.2.3",
        device: "",
    };
    accounts::enter_code(app, &proving).await
}

async fn log(app: &App) -> Vec<(String, String)> {
    let all = store::audit::Filter::default();
    let rows = store::audit::page(&app.store, &all, 50).await.unwrap();
    let told = rows
        .into_iter()
        .map(|row| (row.kind, row.detail.to_string()));
    told.collect()
}

fn refused_at(result: app::Result<impl std::fmt::Debug>, field: &str) {
    match result {
        Err(Error::Invalid(wrong)) => assert_eq!(wrong[0].field, field, "{wrong:?}"),
        other => panic!("not refused: {other:?}"),
    }
}

#[tokio::test]
async fn it_is_set_up_with_password_and_code_and_asked_for_from_then_on() {
    let world = world("2026-03-02").await;
    let (app, staff) = (&world.app, &world.clerk);
    let offer = accounts::offer(app, staff, None).unwrap();
    assert_eq!(
        accounts::offer(app, staff, Some(&offer.nonce)).unwrap(),
        offer,
        "the page again offers the same"
    );
    assert!(offer.address.starts_with("otpauth://totp/"), "{offer:?}");
    let first = code(app, &offer.secret);
    let take = |password: &'static str, code: String| {
        let nonce = offer.nonce.clone();
        async move { accounts::take_factor(app, staff, "", &nonce, (password, &code)).await }
    };
    refused_at(take("wrong", first.clone()).await, "password");
    refused_at(take(PASSWORD, "000000".into()).await, "code");
    let entered = accounts::sign_in(app, &knock(&staff.login)).await.unwrap();
    let elsewhere = entered.inside().expect("nothing was kept").token;
    let codes = take(PASSWORD, first.clone()).await.unwrap();
    assert_eq!(codes.len(), 10);
    assert!(
        accounts::session(app, &elsewhere).await.unwrap().is_none(),
        "out elsewhere"
    );
    refused_at(take(PASSWORD, first.clone()).await, "code");

    let halfway = half(app, &staff.login).await;
    refused_at(prove(app, &halfway, &first).await, "code");
    let soon = later(app, 30);
    let next = code(&soon, &offer.secret);
    let inside = prove(&soon, &halfway, &next).await.unwrap();
    assert!(
        accounts::session(&soon, &inside.token)
            .await
            .unwrap()
            .is_some()
    );
    // The same code a second time, by somebody who looked over his shoulder.
    let again = half(&soon, &staff.login).await;
    refused_at(prove(&soon, &again, &next).await, "code");
    let kinds = log(app).await;
    assert_eq!(kinds[0].0, "sign_in_failed");
    assert_eq!(kinds[1], ("sign_in".into(), r#"{"with":"code"}"#.into()));
    assert!(kinds.iter().any(|(kind, _)| kind == "factor_set"));
}

#[tokio::test]
async fn a_recovery_code_stands_in_once() {
    let world = world("2026-03-02").await;
    let (app, staff) = (&world.app, &world.clerk);
    let (_, codes) = set_up(app, staff).await;
    let halfway = half(app, &staff.login).await;
    let typed = codes[3].to_lowercase().replace('-', " ");
    prove(app, &halfway, &typed).await.unwrap();
    let standing = accounts::second_factor(app, staff).await.unwrap();
    assert_eq!((standing.has, standing.recovery_codes), (true, 9));
    refused_at(
        prove(app, &half(app, &staff.login).await, &codes[3]).await,
        "code",
    );
    prove(app, &half(app, &staff.login).await, &codes[4])
        .await
        .unwrap();
    let row = store::staff::by_login(&app.store, &staff.login)
        .await
        .unwrap()
        .unwrap();
    for code in &codes {
        let plain = code.replace('-', "");
        assert!(!row.factor.contains(&plain), "only marks are kept");
    }
    // A code of his opens nobody else's door.
    let other = accounts::second_factor(app, &world.leader).await.unwrap();
    assert!(!other.has);
}

#[tokio::test]
async fn half_way_ends_after_minutes_and_with_the_password_that_led_there() {
    let world = world("2026-03-02").await;
    let (app, staff) = (&world.app, &world.clerk);
    let (secret, codes) = set_up(app, staff).await;
    let halfway = half(app, &staff.login).await;
    let late = later(app, 301);
    let refused = prove(&late, &halfway, &code(&late, &secret)).await;
    assert!(matches!(refused, Err(Error::NotFound)), "{refused:?}");
    let made_up = prove(app, "made up", &codes[0]).await;
    assert!(matches!(made_up, Err(Error::NotFound)), "{made_up:?}");
    let root = Who::system("root");
    accounts::set_password(app, &root, &staff.login, "seven quiet herons")
        .await
        .unwrap();
    let refused = prove(app, &halfway, &codes[0]).await;
    assert!(matches!(refused, Err(Error::NotFound)), "{refused:?}");
}

#[tokio::test]
async fn codes_are_not_guessed_at_speed_from_one_address_or_from_many() {
    let world = world("2026-03-02").await;
    let (app, staff) = (&world.app, &world.clerk);
    let (secret, _) = set_up(app, staff).await;
    let soon = later(app, 60);
    let halfway = half(&soon, &staff.login).await;
    for number in 0..40 {
        let from = format!("10.9.{number}.1");
        let proving = SecondKnock {
            half: &halfway,
            code: "000000",
            from: &from,
            device: "",
        };
        let refused = accounts::enter_code(&soon, &proving).await;
        let waits = matches!(refused, Err(Error::Throttled));
        assert_eq!(waits, number >= 30, "{number}: {refused:?}");
    }
    let right = code(&soon, &secret);
    let refused = prove(&soon, &halfway, &right).await;
    assert!(matches!(refused, Err(Error::Throttled)), "{refused:?}");
}

#[tokio::test]
async fn taken_out_of_the_database_it_lets_nobody_in_and_root_ends_it_on_record() {
    let world = world("2026-03-02").await;
    let (app, staff) = (&world.app, &world.clerk);
    let (_, codes) = set_up(app, staff).await;
    let inside = prove(app, &half(app, &staff.login).await, &codes[0])
        .await
        .unwrap();
    let root = Who::system("root");
    accounts::reset_factor(app, &root, &staff.login)
        .await
        .unwrap();
    assert!(
        accounts::session(app, &inside.token)
            .await
            .unwrap()
            .is_none()
    );
    assert_eq!(log(app).await[0].0, "factor_ended");
    refused_at(
        accounts::reset_factor(app, &root, &staff.login).await,
        "login",
    );
    assert!(
        accounts::sign_in(app, &knock(&staff.login))
            .await
            .unwrap()
            .inside()
            .is_some()
    );

    set_up(app, staff).await;
    // As somebody with the database, but without the key.
    let strange = store::people::Keys::new([9; 32]);
    let mut tx = app.store.begin().await.unwrap();
    store::staff::set_factor(&mut tx, &strange, &staff.id, "")
        .await
        .unwrap();
    tx.commit().await.unwrap();
    refused_at(
        accounts::sign_in(app, &knock(&staff.login))
            .await
            .map(|_| ()),
        "password",
    );
}

#[tokio::test]
async fn where_the_house_asks_for_one_nobody_of_the_role_does_without() {
    let settings = Settings {
        second_factor_roles: vec![Role::Clerk],
        ..Settings::default()
    };
    let world = world_with("2026-03-02", settings).await;
    let (app, staff) = (&world.app, &world.clerk);
    let entered = accounts::sign_in(app, &knock(&staff.login)).await.unwrap();
    let token = entered.inside().expect("to set it up").token;
    let inside = accounts::session(app, &token).await.unwrap().unwrap();
    assert!(inside.lacks_factor);
    let (secret, _) = set_up(app, staff).await;
    let soon = later(app, 30);
    let signed = prove(
        &soon,
        &half(&soon, &staff.login).await,
        &code(&soon, &secret),
    )
    .await;
    let inside = accounts::session(&soon, &signed.unwrap().token).await;
    assert!(!inside.unwrap().unwrap().lacks_factor);
    let shown = code(&soon, &secret);
    let end = accounts::end_factor(&soon, staff, PASSWORD, &shown).await;
    refused_at(end, "code");
    let leader = accounts::sign_in(app, &knock(&world.leader.login))
        .await
        .unwrap();
    let leader = accounts::session(app, &leader.inside().unwrap().token).await;
    assert!(!leader.unwrap().unwrap().lacks_factor);
}
