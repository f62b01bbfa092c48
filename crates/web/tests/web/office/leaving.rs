//! Where somebody is signed in, ended by himself and by the administrator; work handed over on a page.

use app::Role;
use axum::http::StatusCode;

use super::house::House;

#[tokio::test]
async fn a_session_elsewhere_is_seen_and_ended() {
    let house = House::new().await;
    let mut here = house.enter("QA", &[Role::Clerk]).await;
    let page = here.get("/office/me").await;
    assert!(
        page.text.contains("当前") && !page.text.contains("退出其他所有登录"),
        "{}",
        page.text
    );
    let login = app::accounts::everybody(&house.app, Some("QA"))
        .await
        .unwrap()
        .remove(0)
        .login;
    let mut there = house.browser();
    there.sign_in(&login, super::house::PASSWORD).await;
    assert_eq!(there.get("/office/me").await.status, StatusCode::OK);
    let page = here.get("/office/me").await;
    let (_, rest) = page.text.split_once("name=\"id\" value=\"").unwrap();
    let id = rest.split('"').next().unwrap().to_string();
    let ended = here
        .post("/office/me/sessions", &[("id", id.as_str())])
        .await;
    assert_eq!(ended.status, StatusCode::SEE_OTHER, "{}", ended.text);
    assert_eq!(
        there.get("/office/me").await.status,
        StatusCode::SEE_OTHER,
        "out at once"
    );
    assert_eq!(here.get("/office/me").await.status, StatusCode::OK);
}

#[tokio::test]
async fn sessions_are_ended_by_one_and_work_handed_over_by_the_other() {
    let house = House::new().await;
    let mut clerk = house.enter("QA", &[Role::Clerk]).await;
    let login = app::accounts::everybody(&house.app, Some("QA"))
        .await
        .unwrap()
        .remove(0)
        .login;
    let mut admin = house.enter("QA", &[Role::Admin]).await;
    let mut security = house.enter("QA", &[Role::Security]).await;
    let base = format!("/office/people/{login}");
    assert_eq!(clerk.get(&base).await.status, StatusCode::FORBIDDEN);
    let page = security.get(&base).await;
    assert!(
        page.text.contains("全部退出") && page.text.contains("未读提醒：0"),
        "{}",
        page.text
    );
    security
        .post(&format!("{base}/sessions"), &[])
        .await
        .is(303);
    assert_eq!(
        clerk.get("/office/me").await.status,
        StatusCode::SEE_OTHER,
        "out at once"
    );
    let page = admin.get(&base).await;
    assert!(page.text.contains("目前没有登录"), "{}", page.text);
    let refused = admin
        .post(&format!("{base}/hand-over"), &[("to", login.as_str())])
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.text.contains("接手人不能是本人"),
        "{}",
        refused.text
    );
    house.enter("QB", &[Role::Clerk]).await;
    let foreign = app::accounts::everybody(&house.app, Some("QB"))
        .await
        .unwrap()
        .remove(0)
        .login;
    admin
        .get(&format!("/office/people/{foreign}"))
        .await
        .is(404);
    let refused = admin
        .post(&format!("{base}/hand-over"), &[("to", foreign.as_str())])
        .await;
    assert!(refused.text.contains("同一机关"), "{}", refused.text);
}
