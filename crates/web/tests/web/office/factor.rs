//! A second factor in the browser: set up, asked for at the door, asked of a role, ended by the administrator.

use app::{Role, Settings};
use totp_rs::{Builder, Secret};

use super::house::{Browser, House, PASSWORD, Page};

/// What stands between two marks of a page.
fn between<'a>(page: &'a Page, from: &str, to: &str) -> &'a str {
    let (_, rest) = page.text.split_once(from).expect(from);
    rest.split_once(to).expect(to).0
}

/// The six digits that an authenticator shows so many seconds on.
pub fn digits(house: &House, secret: &str, seconds: u64) -> String {
    let secret = Secret::try_from_base32(secret.replace(' ', "")).unwrap();
    let totp = Builder::new().with_secret(secret).build().unwrap();
    let now = u64::try_from(house.app.clock.now().as_second()).unwrap();
    totp.generate(now + seconds).to_string()
}

/// Sets one up; returns its secret and the page of recovery codes.
pub async fn set_up(house: &House, browser: &mut Browser) -> (String, Page) {
    let page = browser.get("/office/me/factor").await;
    page.is(200).words_are_all_there().says(&["<svg"]);
    let secret = between(&page, "id=\"secret\">", "<").to_string();
    let nonce = between(&page, "name=\"nonce\" value=\"", "\"").to_string();
    let code = digits(house, &secret, 0);
    let wrong = [
        ("nonce", nonce.as_str()),
        ("code", "12"),
        ("password", PASSWORD),
    ];
    let again = browser.post("/office/me/factor", &wrong).await;
    again
        .is(422)
        .says(&["验证码不正确", &secret, &nonce])
        .lacks(&[PASSWORD]);
    let right = [
        ("nonce", nonce.as_str()),
        ("code", &code),
        ("password", PASSWORD),
    ];
    let taken = browser.post("/office/me/factor", &right).await;
    taken.is(200).words_are_all_there().says(&["恢复码"]);
    (secret, taken)
}

/// A person's login, as the page of his settings is signed.
pub async fn login_of(house: &House, role: Role) -> (String, Browser) {
    let browser = house.enter("QA", &[role]).await;
    let all = store::staff::everybody(&house.app.store, Some("QA"))
        .await
        .unwrap();
    let row = all.iter().find(|row| row.roles == role.as_str()).unwrap();
    (row.login.clone(), browser)
}

#[tokio::test]
async fn the_door_asks_for_the_code_and_opens_to_it_once() {
    let house = House::new().await;
    let (login, mut clerk) = login_of(&house, Role::Clerk).await;
    clerk
        .get("/office/me")
        .await
        .is(200)
        .says(&["/office/me/factor"]);
    let (secret, taken) = set_up(&house, &mut clerk).await;
    assert_eq!(taken.text.matches("<li><code>").count(), 10);
    clerk.get("/office").await.is(200);

    let mut elsewhere = house.browser();
    let entered = elsewhere.sign_in(&login, PASSWORD).await;
    assert!(
        entered.location.starts_with("/office/sign-in/code"),
        "{entered:?}"
    );
    assert!(
        elsewhere
            .get("/office")
            .await
            .location
            .starts_with("/office/sign-in"),
        "the password alone opens nothing"
    );
    elsewhere
        .get("/office/sign-in/code?next=/office/requests")
        .await
        .is(200)
        .words_are_all_there();
    let used = digits(&house, &secret, 0);
    let wrong = elsewhere
        .post("/office/sign-in/code", &[("code", &used)])
        .await;
    wrong.is(422).says(&["已经用过"]);
    let next = digits(&house, &secret, 30);
    let fields = [("code", next.as_str()), ("next", "/office/requests")];
    let inside = elsewhere.post("/office/sign-in/code", &fields).await;
    assert_eq!(inside.location, "/office/requests");
    elsewhere.get("/office/requests").await.is(200);
    assert!(elsewhere.cookie("mb_half").is_none_or(String::is_empty));
    // From no page of ours, and without the first step.
    let mut stranger = house.browser();
    assert_eq!(
        stranger.get("/office/sign-in/code").await.location,
        "/office/sign-in"
    );
    stranger.get("/office/sign-in").await.is(200);
    let refused = stranger.post("/office/sign-in/code", &fields).await;
    assert!(
        refused.location.starts_with("/office/sign-in?done=again"),
        "{refused:?}"
    );
    stranger
        .get(&refused.location)
        .await
        .says(&["请重新填写密码"]);

    elsewhere.speak("en");
    elsewhere
        .get("/office/me/factor")
        .await
        .is(200)
        .words_are_all_there()
        .says(&["left: 10"]);
}

#[tokio::test]
async fn a_role_of_whom_it_is_asked_sets_it_up_before_anything_else() {
    let settings = Settings {
        second_factor_roles: vec![Role::Clerk],
        ..Settings::default()
    };
    let house = House::with(settings).await;
    let mut clerk = house.enter("QA", &[Role::Clerk]).await;
    for path in ["/office", "/office/requests", "/office/me"] {
        assert_eq!(
            clerk.get(path).await.location,
            "/office/me/factor",
            "{path}"
        );
    }
    clerk
        .get("/office/me/factor")
        .await
        .says(&["请先在这里设置"]);
    set_up(&house, &mut clerk).await;
    clerk.get("/office/requests").await.is(200);
    clerk
        .get("/office/me/factor")
        .await
        .is(200)
        .lacks(&["停用第二因素</button>"]);
    let mut leader = house.enter("QA", &[Role::Leader]).await;
    leader.get("/office").await.is(200);
}

#[tokio::test]
async fn the_security_administrator_ends_one_that_was_lost_but_not_his_own() {
    let house = House::new().await;
    let (login, mut clerk) = login_of(&house, Role::Clerk).await;
    let (own, mut security) = login_of(&house, Role::Security).await;
    let person = format!("/office/people/{login}");
    security.get(&person).await.is(200).says(&["没有设置"]);
    set_up(&house, &mut clerk).await;
    security
        .get(&person)
        .await
        .is(200)
        .words_are_all_there()
        .says(&["停用第二因素"]);
    let ended = security.post(&format!("{person}/factor"), &[]).await;
    ended.is(303);
    security
        .get(&ended.location)
        .await
        .says(&["第二因素已停用"]);
    assert!(
        clerk
            .get("/office")
            .await
            .location
            .starts_with("/office/sign-in")
    );
    clerk.sign_in(&login, PASSWORD).await.is(303);
    clerk.get("/office").await.is(200);
    set_up(&house, &mut security).await;
    let own = format!("/office/people/{own}/factor");
    security.post(&own, &[]).await.is(422).says(&["N-4"]);
}
