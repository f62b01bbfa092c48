//! Signing in and out, the throttle, and forms that are not ours.

use app::Role;

use super::house::{House, PASSWORD};

#[tokio::test]
async fn a_person_signs_in_and_out() {
    let house = House::new().await;
    let mut clerk = house.enter("QA", &[Role::Clerk]).await;
    clerk
        .get("/office")
        .await
        .is(200)
        .says(&["甲县商务局", "QA的经办人", "经办人"]);
    clerk.post("/office/sign-out", &[]).await.is(303);
    assert!(clerk.cookie("mb_session").is_none());
    let page = clerk.get("/office/requests?page=2").await;
    page.is(303);
    assert_eq!(
        page.location,
        "/office/sign-in?next=%2Foffice%2Frequests%3Fpage%3D2"
    );
}

#[tokio::test]
async fn a_signed_out_session_is_dead_even_for_who_kept_the_cookie() {
    let house = House::new().await;
    let mut clerk = house.enter("QA", &[Role::Clerk]).await;
    let mut thief = clerk.clone();
    thief.get("/office").await.is(200);
    clerk.post("/office/sign-out", &[]).await.is(303);
    thief.get("/office").await.is(303);
}

#[tokio::test]
async fn a_wrong_password_is_told_without_telling_which() {
    let house = House::new().await;
    let mut browser = house.browser();
    browser
        .sign_in("nobody", "wrong")
        .await
        .is(422)
        .says(&["登录名或者密码不正确", "value=\"nobody\""]);
    assert!(browser.cookie("mb_session").is_none());
    browser.speak("en");
    browser
        .sign_in("nobody", "wrong")
        .await
        .is(422)
        .says(&["The login or the password is wrong"]);
}

#[tokio::test]
async fn too_many_attempts_close_the_door_even_to_the_right_password() {
    let house = House::new().await;
    let mut browser = house.browser();
    for _ in 0..10 {
        browser.sign_in("someone", "wrong").await.is(422);
    }
    browser
        .sign_in("someone", PASSWORD)
        .await
        .is(429)
        .says(&["尝试次数过多", "十五分钟"]);
}

#[tokio::test]
async fn the_sign_in_form_must_come_from_our_page() {
    let house = House::new().await;
    let mut browser = house.browser();
    browser
        .post_bare("/office/sign-in", &[("login", "a"), ("password", "b")], &[])
        .await
        .is(403)
        .says(&["登录页面已过期"]);
}

#[tokio::test]
async fn a_form_from_elsewhere_is_refused_and_nothing_is_saved() {
    let house = House::new().await;
    let id = house.request("QA", "2026-11-20").await;
    let mut clerk = house.enter("QA", &[Role::Clerk]).await;
    let page = clerk.get(&format!("/office/requests/{id}")).await;
    let acts = format!("/office/requests/{id}/acts");
    let version = page.hidden("version");
    let fields = [
        ("version", version.as_str()),
        ("key", "k"),
        ("kind", "withdrawn"),
        ("on", "2026-11-24"),
    ];
    let csrf = clerk.csrf.clone();
    let with = |token| [&fields[..], &[("csrf", token)]].concat();
    clerk
        .post_bare(&acts, &fields, &[])
        .await
        .is(403)
        .says(&["表单已过期"]);
    clerk.post_bare(&acts, &with("wrong"), &[]).await.is(403);
    clerk.post_bare(&acts, &with(""), &[]).await.is(403);
    clerk
        .post_bare(&acts, &with(&csrf), &[("origin", "https://evil.example")])
        .await
        .is(403);
    clerk
        .post_bare(&acts, &with(&csrf), &[("sec-fetch-site", "cross-site")])
        .await
        .is(403);
    clerk
        .get(&format!("/office/requests/{id}"))
        .await
        .lacks(&["已办结"]);
    clerk
        .post_bare(
            &acts,
            &with(&csrf),
            &[("origin", "https://mingbai.example")],
        )
        .await
        .is(303);
}
