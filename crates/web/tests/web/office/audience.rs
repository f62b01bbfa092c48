//! Every page of the office for every role, and for nobody.

use app::Role;

use super::house::House;

/// Paths and the roles that may open them; the rest are refused.
fn pages(case: &str, item: &str) -> Vec<(String, Vec<Role>)> {
    let all: Vec<Role> = Role::ALL.to_vec();
    let records: Vec<Role> = all
        .iter()
        .copied()
        .filter(|role| role.for_programs())
        .collect();
    let cases = vec![Role::Clerk, Role::DisclosureHead];
    let items = vec![Role::Clerk, Role::Publisher];
    let handlers = vec![
        Role::Clerk,
        Role::Head,
        Role::Legal,
        Role::Leader,
        Role::DisclosureHead,
    ];
    [
        ("/office".to_string(), all),
        ("/office/requests".into(), records.clone()),
        ("/office/requests?as=csv".into(), records.clone()),
        ("/office/requests?status=pending&sort=due&year=2026&number=QA".into(), records.clone()),
        ("/office/requests/new".into(), cases),
        (format!("/office/requests/{case}"), records.clone()),
        ("/office/items".into(), records.clone()),
        ("/office/catalogue".into(), records.clone()),
        ("/office/standards".into(), records.clone()),
        ("/office/tasks".into(), records.clone()),
        ("/office/tasks/own".into(), records.clone()),
        ("/office/items/new".into(), items.clone()),
        (format!("/office/items/{item}"), records.clone()),
        (format!("/office/items/{item}/edit"), items),
        ("/office/figures/2026".into(), records.clone()),
        (format!("/office/requests/{case}/similar"), handlers),
        ("/office/rectifications".into(), records.clone()),
        ("/office/remedies".into(), records.clone()),
        ("/office/reports".into(), records.clone()),
        ("/office/reports/2026".into(), records.clone()),
        ("/office/reports/2026/cells/table4/%E8%A1%8C%E6%94%BF%E5%A4%8D%E8%AE%AE/%E6%80%BB%E8%AE%A1".into(), records.clone()),
        ("/office/reports/2026/files/json".into(), records),
    ]
    .into()
}

#[tokio::test]
async fn each_page_opens_for_its_roles_and_for_no_other_in_both_languages() {
    let house = House::new().await;
    let case = house.request("QA", "2026-11-20").await;
    let mut clerk = house.enter("QA", &[Role::Clerk]).await;
    let item = super::items::draft(&mut clerk).await;
    for role in Role::ALL {
        let mut browser = house.enter("QA", &[role]).await;
        for lang in ["zh", "en"] {
            browser.speak(lang);
            for (path, may) in pages(&case, &item) {
                let page = browser.get(&path).await;
                let expected = if may.contains(&role) { 200 } else { 403 };
                assert_eq!(page.status, expected, "{role:?} {path}");
                page.words_are_all_there();
            }
        }
    }
}

#[tokio::test]
async fn nobody_gets_further_than_the_door() {
    let house = House::new().await;
    let mut browser = house.browser();
    for (path, _) in pages("x", "y") {
        let page = browser.get(&path).await;
        page.is(303);
        assert!(page.location.starts_with("/office/sign-in?next="), "{path}");
    }
    for path in [
        "/office/requests",
        "/office/requests/x/acts",
        "/office/items/x/publish",
        "/office/reports/2026/publish",
    ] {
        browser.post(path, &[]).await.is(303);
    }
}

#[tokio::test]
async fn what_a_role_may_not_do_is_refused_when_posted_too() {
    let house = House::new().await;
    let case = house.request("QA", "2026-11-20").await;
    let mut clerk = house.enter("QA", &[Role::Clerk]).await;
    let item = super::items::draft(&mut clerk).await;
    let acts = format!("/office/requests/{case}/acts");
    let step = |step: &str| format!("/office/items/{item}/{step}");
    let tries = [
        (Role::Reviewer, acts.clone()),
        (Role::Publisher, acts.clone()),
        (Role::Admin, acts),
        (Role::Clerk, step("review")),
        (Role::Clerk, step("publish")),
        (Role::Reviewer, step("publish")),
        (Role::Leader, step("submit")),
        (Role::Clerk, step("repeal")),
        (Role::Reviewer, "/office/figures/2026".into()),
        (Role::Publisher, "/office/remedies".into()),
        (Role::Clerk, "/office/reports/2026/publish".into()),
        (Role::Supervisor, "/office/reports/2026/sections".into()),
    ];
    for (role, path) in tries {
        let mut browser = house.enter("QA", &[role]).await;
        let page = browser.post(&path, &[("version", "1"), ("key", "k")]).await;
        assert_eq!(page.status, 403, "{role:?} {path}");
        page.says(&["没有权限"]);
    }
    // The auditor finds who asked for it, by the line of the table, from where.
    let filter = store::audit::Filter {
        kind: Some("refused".into()),
        ..store::audit::Filter::default()
    };
    let rows = store::audit::page(&house.app.store, &filter, 50)
        .await
        .unwrap();
    let told = |what: &str| rows.iter().any(|row| row.said()["what"] == what);
    assert!(told("POST /office/figures/{year}"), "{rows:?}");
    assert!(
        rows.iter()
            .all(|row| !row.place.is_empty() && !row.detail.contains(&case))
    );
}

#[tokio::test]
async fn another_organ_s_records_do_not_exist() {
    let house = House::new().await;
    let case = house.request("QA", "2026-11-20").await;
    let mut own = house.enter("QA", &[Role::Clerk]).await;
    let item = super::items::draft(&mut own).await;
    let mut stranger = house
        .enter("QB", &[Role::Clerk, Role::Publisher, Role::Reviewer])
        .await;
    for path in [
        format!("/office/requests/{case}"),
        format!("/office/items/{item}"),
        format!("/office/items/{item}/edit"),
    ] {
        stranger
            .get(&path)
            .await
            .is(404)
            .lacks(&["王小明", "农贸市场", "集贸市场"]);
    }
    stranger
        .get("/office/requests")
        .await
        .is(200)
        .lacks(&["QA-2026"]);
    let act = [
        ("version", "1"),
        ("key", "k"),
        ("kind", "withdrawn"),
        ("on", "2026-11-24"),
    ];
    stranger
        .post(&format!("/office/requests/{case}/acts"), &act)
        .await
        .is(404);
    stranger
        .post(
            &format!("/office/items/{item}/submit"),
            &[("version", "1"), ("key", "k")],
        )
        .await
        .is(404);
    own.get(&format!("/office/requests/{case}"))
        .await
        .is(200)
        .lacks(&["撤回日期</dt>"]);
}
