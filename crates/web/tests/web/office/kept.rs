//! What was typed into a form whose session had ended is there again for whoever typed it, and for nobody else.

use app::{Role, Settings};
use jiff::ToSpan;

use super::{
    factor::{digits, login_of, set_up},
    house::{Browser, House, PASSWORD, Page},
};

/// A house where a session ends after half an hour without a click.
async fn house() -> House {
    let settings = Settings {
        session_idle_minutes: 30,
        ..Settings::default()
    };
    House::with(settings).await
}

/// The same browser so many minutes on.
fn later(house: &mut House, browser: &Browser, minutes: i64) -> Browser {
    house.app = house.app.at(house.app.clock.now() + minutes.minutes());
    house.follow(browser)
}

/// The sealed form on a page of the door, and the door's own token.
fn carried(page: &Page) -> (String, String) {
    let value = |name: &str| {
        let (_, rest) = page
            .text
            .split_once(&format!("name=\"{name}\" value=\""))
            .expect(name);
        rest.split('"')
            .next()
            .unwrap()
            .replace("&#43;", "+")
            .replace("&#x2b;", "+")
    };
    (value("kept"), value("csrf"))
}

/// Signs in at the door with what it carries.
async fn enter(browser: &mut Browser, door: &Page, login: &str) -> Page {
    let (kept, csrf) = carried(door);
    let fields = [
        ("login", login),
        ("password", PASSWORD),
        ("kept", &kept),
        ("csrf", &csrf),
    ];
    browser.post_bare("/office/sign-in", &fields, &[]).await
}

const TYPED: [(&str, &str); 2] = [("mail", "clerk@example.cn"), ("lang", "en")];

/// Sends the form again, as it stands on the page behind the door.
async fn send(browser: &mut Browser, page: &Page) -> Page {
    page.is(200)
        .words_are_all_there()
        .says(&[
            "填写的内容还在",
            "clerk@example.cn",
            "action=\"/office/me\"",
        ])
        .lacks(&["<li>en</li>"]);
    let (_, rest) = page.text.split_once("name=\"csrf\" value=\"").unwrap();
    let csrf = rest.split('"').next().unwrap().to_string();
    let fields = [TYPED[0], TYPED[1], ("csrf", &csrf)];
    browser.post_bare("/office/me", &fields, &[]).await
}

#[tokio::test]
async fn a_form_whose_session_had_ended_is_sent_after_signing_in() {
    let mut house = house().await;
    let (login, clerk) = login_of(&house, Role::Clerk).await;
    let mut clerk = later(&mut house, &clerk, 31);
    let door = clerk.post("/office/me", &TYPED).await;
    door.is(403)
        .words_are_all_there()
        .says(&["填写的内容还在", "name=\"password\""]);
    assert!(!door.text.contains("clerk@example.cn"), "sealed");
    // A slip of the pen at the door loses nothing.
    let (kept, csrf) = carried(&door);
    let wrong = [
        ("login", login.as_str()),
        ("password", "x"),
        ("kept", &kept),
        ("csrf", &csrf),
    ];
    let again = clerk.post_bare("/office/sign-in", &wrong, &[]).await;
    again.is(422);
    let page = enter(&mut clerk, &again, &login).await;
    send(&mut clerk, &page).await.is(303);
    let staff = store::staff::by_login(&house.app.store, &login)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(staff.mail, "clerk@example.cn");
}

#[tokio::test]
async fn it_goes_through_both_steps_of_the_door() {
    let mut house = house().await;
    let (login, mut clerk) = login_of(&house, Role::Clerk).await;
    let (secret, _) = set_up(&house, &mut clerk).await;
    let mut clerk = later(&mut house, &clerk, 31);
    let door = clerk.post("/office/me", &TYPED).await;
    let second = enter(&mut clerk, &door, &login).await;
    let (kept, csrf) = carried(second.is(200));
    let code = digits(&house, &secret, 0);
    let fields = [("code", code.as_str()), ("kept", &kept), ("csrf", &csrf)];
    let page = clerk.post_bare("/office/sign-in/code", &fields, &[]).await;
    send(&mut clerk, &page).await.is(303);
}

#[tokio::test]
async fn nobody_else_sees_it_and_after_an_hour_nobody_does() {
    let mut house = house().await;
    let (login, clerk) = login_of(&house, Role::Clerk).await;
    let (other, _) = login_of(&house, Role::Leader).await;
    let mut clerk = later(&mut house, &clerk, 31);
    let door = clerk.post("/office/me", &TYPED).await;
    let stranger = enter(&mut clerk.clone(), &door, &other).await;
    assert_eq!(stranger.location, "/office", "{stranger:?}");
    let mut late = later(&mut house, &clerk, 61);
    let page = enter(&mut late, &door, &login).await;
    assert_eq!(page.location, "/office", "{page:?}");
}

#[tokio::test]
async fn what_comes_from_no_session_of_ours_or_is_too_long_is_not_kept() {
    let mut house = house().await;
    let (_, clerk) = login_of(&house, Role::Clerk).await;
    let mut out = clerk.clone();
    out.post("/office/sign-out", &[]).await.is(303);
    let refused = out.post("/office/me", &TYPED).await;
    assert!(
        refused.location.starts_with("/office/sign-in?next="),
        "{refused:?}"
    );
    let (_, clerk) = login_of(&house, Role::Head).await;
    let mut clerk = later(&mut house, &clerk, 31);
    let forged = clerk
        .post_bare("/office/me", &[TYPED[0], ("csrf", "made up")], &[])
        .await;
    assert!(
        forged.location.starts_with("/office/sign-in?next="),
        "{forged:?}"
    );
    let foreign = [("origin", "https://elsewhere.example")];
    let csrf = clerk.csrf.clone();
    let foreign = clerk
        .post_bare("/office/me", &[TYPED[0], ("csrf", &csrf)], &foreign)
        .await;
    assert!(
        foreign.location.starts_with("/office/sign-in?next="),
        "{foreign:?}"
    );
    let long = "长".repeat(50_000);
    let refused = clerk.post("/office/me", &[("mail", &long)]).await;
    assert!(
        refused.location.starts_with("/office/sign-in?next="),
        "{refused:?}"
    );
}
