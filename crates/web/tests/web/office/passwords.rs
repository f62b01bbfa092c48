//! A colleague's first password by a one-time link, one's own password changed, and who is shut out is out at once.

use app::{
    Role,
    accounts::{self, NewStaff},
};

use super::house::{House, PASSWORD};

const NEW: &str = "another quiet heron";

fn lisi() -> NewStaff {
    NewStaff {
        organ: "QA".into(),
        login: "lisi".into(),
        name: "李四".into(),
        roles: vec![Role::Clerk],
        password: String::new(),
    }
}

/// Lisi with a link.
async fn invited(house: &House) -> (accounts::Added, accounts::Link) {
    let who = app::audit::Who::system("test");
    accounts::invite(&house.app, &who, &lisi(), accounts::Voice::Machine)
        .await
        .unwrap()
}

#[tokio::test]
async fn a_link_sets_a_password_once() {
    let house = House::new().await;
    let (_, link) = invited(&house).await;
    let mut browser = house.browser();
    browser.sign_in("lisi", "").await.is(422);
    browser
        .get(&link.path)
        .await
        .is(200)
        .says(&["lisi", "至少10个字符"]);
    let fields =
        |password: &'static str, again: &'static str| [("password", password), ("again", again)];
    browser
        .post(&link.path, &fields("short", "short"))
        .await
        .is(422)
        .says(&["密码至少10个字符"])
        .lacks(&["value=\"short\""]);
    browser
        .post(&link.path, &fields(NEW, "another"))
        .await
        .is(422)
        .says(&["两次填写的密码不一致"]);
    // Not from our page: nothing is set, and the link stays good.
    let mut stranger = house.browser();
    stranger
        .post_bare(&link.path, &fields(NEW, NEW), &[])
        .await
        .is(403);
    let page = browser.post(&link.path, &fields(NEW, NEW)).await;
    page.is(303);
    assert_eq!(page.location, "/office/sign-in?done=password");
    browser
        .get(&page.location)
        .await
        .says(&["密码已设置，请登录"]);
    browser.sign_in("lisi", NEW).await.is(303);
    let mut late = house.browser();
    late.get(&link.path)
        .await
        .is(404)
        .says(&["已经用过或者已经过期"]);
    late.post(&link.path, &fields("a third password", "a third password"))
        .await
        .is(404);
    late.sign_in("lisi", NEW).await.is(303);
}

#[tokio::test]
async fn a_link_runs_out_and_a_newer_one_ends_it() {
    let mut house = House::new().await;
    let (_, first) = invited(&house).await;
    let second = accounts::link_for(&house.app, &app::audit::Who::system("test"), "lisi")
        .await
        .unwrap();
    house.browser().get(&first.path).await.is(404);
    house.browser().get(&second.path).await.is(200);
    house.app = house.app.at("2026-11-28T02:00:00Z".parse().unwrap());
    house.browser().get(&second.path).await.is(404);
}

#[tokio::test]
async fn everybody_changes_his_own_password_and_is_signed_out_elsewhere() {
    let house = House::new().await;
    let mut new = lisi();
    new.password = PASSWORD.into();
    accounts::create_staff(&house.app, &app::audit::Who::system("test"), &new)
        .await
        .unwrap();
    let mut here = house.browser();
    here.sign_in("lisi", PASSWORD).await.is(303);
    let mut elsewhere = house.browser();
    elsewhere.sign_in("lisi", PASSWORD).await.is(303);
    here.get("/office/me").await.says(&["/office/me/password"]);
    here.get("/office/me/password").await.is(200);
    for (old, password, again, said) in [
        ("wrong", NEW, NEW, "原密码不正确"),
        (PASSWORD, "short", "short", "密码至少10个字符"),
        (PASSWORD, NEW, "another", "两次填写的密码不一致"),
    ] {
        let fields = [("old", old), ("password", password), ("again", again)];
        here.post("/office/me/password", &fields)
            .await
            .is(422)
            .says(&[said]);
    }
    elsewhere.get("/office").await.is(200);
    let fields = [("old", PASSWORD), ("password", NEW), ("again", NEW)];
    here.post("/office/me/password", &fields).await.is(303);
    here.get("/office").await.is(200);
    elsewhere.get("/office").await.is(303);
    let mut again = house.browser();
    again.sign_in("lisi", PASSWORD).await.is(422);
    again.sign_in("lisi", NEW).await.is(303);
}

#[tokio::test]
async fn guessing_the_old_password_is_throttled() {
    let house = House::new().await;
    let mut clerk = house.enter("QA", &[Role::Clerk]).await;
    clerk.get("/office/me/password").await.is(200);
    let fields = |old: &'static str| [("old", old), ("password", NEW), ("again", NEW)];
    for _ in 0..10 {
        clerk
            .post("/office/me/password", &fields("wrong"))
            .await
            .is(422);
    }
    clerk
        .post("/office/me/password", &fields(PASSWORD))
        .await
        .is(429);
}

#[tokio::test]
async fn who_is_disabled_is_out_at_once() {
    let house = House::new().await;
    let mut new = lisi();
    new.password = PASSWORD.into();
    accounts::create_staff(&house.app, &app::audit::Who::system("test"), &new)
        .await
        .unwrap();
    let mut browser = house.browser();
    browser.sign_in("lisi", PASSWORD).await.is(303);
    let link = accounts::link_for(&house.app, &app::audit::Who::system("test"), "lisi")
        .await
        .unwrap();
    browser.get("/office").await.is(200);
    accounts::set_disabled(&house.app, &app::audit::Who::system("test"), "lisi", true)
        .await
        .unwrap();
    browser.get("/office").await.is(303);
    browser.get(&link.path).await.is(404);
    house.browser().sign_in("lisi", PASSWORD).await.is(422);
    accounts::set_disabled(&house.app, &app::audit::Who::system("test"), "lisi", false)
        .await
        .unwrap();
    browser.get("/office").await.is(303);
    house.browser().sign_in("lisi", PASSWORD).await.is(303);
}
