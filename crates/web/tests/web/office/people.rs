//! People in the office: invited by one, given roles by another, shut out; nobody changes himself, and somebody remains.

use app::{
    Error, Role,
    accounts::{NewStaff, Voice},
    organs::OrganForm,
};

use super::house::{Browser, House};

#[tokio::test]
async fn a_colleague_is_invited_signs_in_and_is_shut_out() {
    let house = House::new().await;
    let mut admin = house.enter("QA", &[Role::Admin]).await;
    let mut security = house.enter("QA", &[Role::Security]).await;
    admin
        .get("/office/people")
        .await
        .is(200)
        .words_are_all_there();
    let fields = [
        ("organ", "QA"),
        ("name", "李新人"),
        ("login", "li"),
        ("roles", "clerk"),
    ];
    let blank = [("organ", "QA"), ("name", "李新人"), ("login", "li xin")];
    admin
        .post("/office/people", &blank)
        .await
        .is(422)
        .says(&["登录名中不能有空格", "请至少给一个岗位", "李新人"])
        .lacks(&["[form]"]);
    let made = admin.post("/office/people", &fields).await;
    made.is(200).words_are_all_there();
    let (_, link) = made.text.split_once("id=\"one-time-link\">").unwrap();
    assert!(
        link.starts_with("http://mingbai.example/office/sign-in/"),
        "as the administrator came: {link}"
    );
    let link = link.split('<').next().unwrap();
    let path = &link[link.find("/office").unwrap()..];
    let mut newcomer = house.browser();
    let page = newcomer.get(path).await;
    page.is(200);
    let password = [
        ("password", "a long password"),
        ("again", "a long password"),
    ];
    newcomer.post(path, &password).await.is(303);
    newcomer.sign_in("li", "a long password").await.is(303);
    // Who opens the account asks for its roles; who gives them finds them ticked.
    newcomer.get("/office/requests").await.is(403);
    newcomer.get("/office").await.says(&["您还没有岗位"]);
    admin.get("/office/people").await.says(&["待给予"]);
    // He is told on his own page.
    security
        .get("/office")
        .await
        .words_are_all_there()
        .says(&["等待给予岗位的人", "李新人"]);
    let page = security.get("/office/people").await;
    page.is(200).says(&["待给予"]).words_are_all_there();
    let roles = [("login", "li"), ("roles", "clerk")];
    admin.post("/office/people/roles", &roles).await.is(403);
    security.post("/office/people/roles", &roles).await.is(303);
    security.get("/office/people").await.lacks(&["待给予"]);
    security.get("/office").await.lacks(&["李新人"]);
    newcomer.get("/office/requests").await.is(200);

    let roles = [("login", "li"), ("roles", "publisher")];
    security.post("/office/people/roles", &roles).await.is(303);
    newcomer.get("/office").await.says(&["发布员"]);
    let shut = [("login", "li"), ("disabled", "yes")];
    admin.post("/office/people/shut", &shut).await.is(303);
    assert!(
        newcomer
            .get("/office")
            .await
            .location
            .starts_with("/office/sign-in")
    );
    admin.get("/office/people").await.says(&["已停用"]);
}

/// Opening accounts, giving rights and making keys are two people's: neither comes in as the other, nor through a key of his own.
#[tokio::test]
async fn neither_of_the_two_gets_what_is_the_other_s() {
    let house = House::new().await;
    let mut admin = hired(&house, "QA", Role::Admin, "system").await;
    let mut security = hired(&house, "QA", Role::Security, "security").await;
    hired(&house, "QA", Role::Clerk, "clerk-a").await;
    let made = [
        ("organ", "QA"),
        ("name", "x"),
        ("login", "x"),
        ("roles", "clerk"),
    ];
    security.post("/office/people", &made).await.is(403);
    let token = [("name", "程序"), ("roles", "clerk"), ("days", "30")];
    admin.post("/office/tokens", &token).await.is(403);
    security.post("/office/tokens", &token).await.is(200);
    let person = "/office/people/clerk-a";
    for what in ["sessions", "factor"] {
        let path = format!("{person}/{what}");
        admin.post(&path, &[]).await.is(403);
    }
    let hand = [("to", "system")];
    security
        .post(&format!("{person}/hand-over"), &hand)
        .await
        .is(403);
    // A link to the account that gives rights would be a way round.
    for (path, form) in [
        ("/office/people/link", vec![("login", "security")]),
        (
            "/office/people/shut",
            vec![("login", "security"), ("disabled", "yes")],
        ),
    ] {
        admin.post(path, &form).await.is(422).says(&["N-4"]);
    }
    let link = [("login", "clerk-a")];
    security
        .post("/office/people/link", &link)
        .await
        .is(422)
        .says(&["N-4"]);
    admin.post("/office/people/link", &link).await.is(200);
    // Each sees only the forms that are his.
    let page = security.get("/office/people").await;
    page.is(200)
        .lacks(&["邀请新人", "重设密码的链接"])
        .says(&["保存岗位"]);
    let page = admin.get("/office/people").await;
    page.is(200)
        .says(&["邀请新人", "重设密码的链接"])
        .lacks(&["保存岗位"]);
}

/// A person with a login that the test knows, signed in.
async fn hired(house: &House, organ: &str, role: Role, login: &str) -> Browser {
    let new = NewStaff {
        organ: organ.into(),
        login: login.into(),
        name: login.into(),
        roles: vec![role],
        password: "a long password".into(),
    };
    app::accounts::create_staff(&house.app, &app::audit::Who::system("test"), &new)
        .await
        .unwrap();
    let mut browser = house.browser();
    browser.sign_in(login, "a long password").await.is(303);
    browser
}

#[tokio::test]
async fn an_administrator_changes_neither_himself_nor_other_organs() {
    let house = House::new().await;
    let below = OrganForm {
        code: "QB".into(),
        name: "甲县民政局".into(),
        short_name: "民政".into(),
        kind: "department".into(),
        parent: "QA".into(),
        ..OrganForm::default()
    };
    app::organs::save(&house.app, &below, "test").await.unwrap();
    let mut admin = hired(&house, "QB", Role::Admin, "admin-b").await;
    let mut other = hired(&house, "QA", Role::Clerk, "clerk-a").await;
    admin
        .get("/office/people")
        .await
        .is(200)
        .lacks(&["clerk-a"]);
    let mut gives = hired(&house, "QB", Role::Security, "security-b").await;
    let more = [("login", "security-b"), ("roles", "leader")];
    gives
        .post("/office/people/roles", &more)
        .await
        .is(422)
        .says(&["不能变更自己的岗位"]);
    let own = [("login", "admin-b"), ("disabled", "yes")];
    admin
        .post("/office/people/shut", &own)
        .await
        .is(422)
        .says(&["不能变更自己的岗位"]);
    let above = [("login", "clerk-a"), ("roles", "leader")];
    gives.post("/office/people/roles", &above).await.is(404);
    let shut = [("login", "clerk-a"), ("disabled", "yes")];
    admin.post("/office/people/shut", &shut).await.is(404);
    let abroad = [
        ("organ", "QA"),
        ("name", "x"),
        ("login", "x"),
        ("roles", "clerk"),
    ];
    admin.post("/office/people", &abroad).await.is(403);
    other.get("/office").await.is(200);
    let mut top = hired(&house, "QA", Role::Admin, "admin-a").await;
    top.get("/office/people")
        .await
        .is(200)
        .says(&["clerk-a"])
        .lacks(&["admin-b"]);
    top.get("/office/people?organ=QB")
        .await
        .is(200)
        .says(&["admin-b"]);
    admin.get("/office/people?organ=QA").await.is(404);
    top.post("/office/people/shut", &shut).await.is(303);
    assert!(
        other
            .get("/office")
            .await
            .location
            .starts_with("/office/sign-in")
    );
}

#[tokio::test]
async fn the_last_administrator_stays() {
    let house = House::new().await;
    hired(&house, "QA", Role::Admin, "only").await;
    let shut =
        app::accounts::set_disabled(&house.app, &app::audit::Who::system("test"), "only", true)
            .await;
    assert!(matches!(shut, Err(Error::Invalid(wrong)) if wrong[0].rule == "N-4"));
    let demoted = app::accounts::set_roles(
        &house.app,
        &app::audit::Who::system("test"),
        "only",
        &[Role::Clerk],
        Voice::Gives,
    )
    .await;
    assert!(matches!(demoted, Err(Error::Invalid(_))));
    // Who keeps only the people of another organ lets nobody of this one in.
    hired(&house, "QB", Role::Admin, "another").await;
    let who = app::audit::Who::system("test");
    let shut = app::accounts::set_disabled(&house.app, &who, "only", true).await;
    assert!(matches!(shut, Err(Error::Invalid(_))));
    hired(&house, "QA", Role::Admin, "second").await;
    app::accounts::set_disabled(&house.app, &who, "only", true)
        .await
        .unwrap();
}
