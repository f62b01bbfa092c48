//! Before keys and rights are changed, whoever sits at a session gives the password once more, and loses nothing of what he filled in.

use app::{Role, Settings};
use jiff::ToSpan;

use super::{
    factor::{digits, login_of, set_up},
    house::{Browser, House, PASSWORD, Page},
};

async fn house() -> House {
    House::with(Settings {
        prove_again_minutes: 10,
        ..Settings::default()
    })
    .await
}

/// The same browser so many minutes on.
fn later(house: &mut House, browser: &Browser, minutes: i64) -> Browser {
    house.app = house.app.at(house.app.clock.now() + minutes.minutes());
    house.follow(browser)
}

/// The sealed form on the page that asks.
fn kept(page: &Page) -> String {
    let (_, rest) = page.text.split_once("name=\"kept\" value=\"").unwrap();
    let value = rest.split('"').next().unwrap();
    value.replace("&#43;", "+").replace("&#x2b;", "+")
}

async fn roles_of(house: &House, login: &str) -> String {
    let row = store::staff::by_login(&house.app.store, login).await;
    row.unwrap().unwrap().roles
}

#[tokio::test]
async fn rights_are_changed_by_who_gave_his_password_lately() {
    let mut house = house().await;
    let (clerk, _) = login_of(&house, Role::Clerk).await;
    let (_, mut security) = login_of(&house, Role::Security).await;
    let head = [("login", clerk.as_str()), ("roles", "head")];
    security.post("/office/people/roles", &head).await.is(303);
    let mut security = later(&mut house, &security, 11);
    let leader = [("login", clerk.as_str()), ("roles", "leader")];
    let asked = security.post("/office/people/roles", &leader).await;
    asked
        .is(403)
        .words_are_all_there()
        .says(&["请再次输入密码", "name=\"password\""]);
    assert_eq!(roles_of(&house, &clerk).await, "head", "nothing was done");
    let kept = kept(&asked);
    let wrong = [("kept", kept.as_str()), ("password", "a guess")];
    security
        .post("/office/prove", &wrong)
        .await
        .is(422)
        .says(&["密码不正确", "name=\"kept\""])
        .lacks(&["a guess", "(form)"]);
    let right = [("kept", kept.as_str()), ("password", PASSWORD)];
    let proved = security.post("/office/prove", &right).await;
    proved.is(200).words_are_all_there().says(&[
        "还没有提交",
        "action=\"/office/people/roles\"",
        "value=\"leader\"",
    ]);
    security.post("/office/people/roles", &leader).await.is(303);
    assert_eq!(roles_of(&house, &clerk).await, "leader");
    let all = store::audit::Filter::default();
    let rows = store::audit::page(&house.app.store, &all, 50)
        .await
        .unwrap();
    assert!(rows.iter().any(|row| row.kind == "proved_again"));
    assert!(rows.iter().any(|row| row.kind == "sign_in_failed"));
}

/// What is no key and no right asks for nothing; who may not do a thing is told so, and not asked for his password.
#[tokio::test]
async fn nobody_is_asked_in_vain() {
    let mut house = house().await;
    let (login, clerk) = login_of(&house, Role::Clerk).await;
    let mut clerk = later(&mut house, &clerk, 11);
    let roles = [("login", login.as_str()), ("roles", "leader")];
    clerk
        .post("/office/people/roles", &roles)
        .await
        .is(403)
        .says(&["没有权限"]);
    let mail = [("mail", "clerk@example.cn"), ("lang", "zh")];
    clerk
        .post("/office/me", &mail)
        .await
        .is(403)
        .says(&["请再次输入密码"]);
    clerk.get("/office/me").await.is(200);
}

#[tokio::test]
async fn who_has_a_second_factor_proves_both() {
    let mut house = house().await;
    let (_, mut clerk) = login_of(&house, Role::Clerk).await;
    let (secret, _) = set_up(&house, &mut clerk).await;
    let mut clerk = later(&mut house, &clerk, 11);
    let asked = clerk.post("/office/me/feed", &[]).await;
    asked.is(403).says(&["name=\"code\""]);
    let kept = kept(&asked);
    let alone = [("kept", kept.as_str()), ("password", PASSWORD)];
    clerk.post("/office/prove", &alone).await.is(422);
    let code = digits(&house, &secret, 0);
    let both = [
        ("kept", kept.as_str()),
        ("password", PASSWORD),
        ("code", code.as_str()),
    ];
    clerk.post("/office/prove", &both).await.is(200);
    clerk.post("/office/me/feed", &[]).await.is(200);
}
