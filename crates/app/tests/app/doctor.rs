//! What is wrong with an installation is said, and no longer once it was mended.

use app::{
    Role, Settings,
    accounts::{self, NewStaff},
    audit::Who,
    doctor::{self, Urgency},
};

use crate::world::{ORGAN, World, world, world_with};

async fn ids(world: &World) -> Vec<&'static str> {
    let found = doctor::look(&world.app).await.unwrap();
    assert!(
        found.is_sorted_by_key(|one| one.urgency),
        "the most urgent first"
    );
    found.into_iter().map(|one| one.id).collect()
}

fn person(login: &str, roles: &[Role]) -> NewStaff {
    NewStaff {
        organ: ORGAN.into(),
        login: login.into(),
        name: login.into(),
        roles: roles.to_vec(),
        password: "hai-feng-7731-lu".into(),
    }
}

#[tokio::test]
async fn what_was_left_as_it_came_is_said_until_it_is_set() {
    let bare = ids(&world("2026-03-02").await).await;
    for id in [
        "domain",
        "site_code",
        "checkpoint",
        "mail",
        "proxy",
        "auditor",
    ] {
        assert!(bare.contains(&id), "{id}: {bare:?}");
    }
    let mut settings = Settings {
        site_domain: "www.example.gov.cn".into(),
        site_id_code: "1234567890".into(),
        ..Settings::default()
    };
    settings.log.folder = "/elsewhere".into();
    settings.mail.host = "mail.example.gov.cn".into();
    settings.server.trusted_proxies = vec!["127.0.0.1".into()];
    let world = world_with("2026-03-02", settings).await;
    accounts::create_staff(
        &world.app,
        &Who::system("test"),
        &person("shenji", &[Role::Auditor]),
    )
    .await
    .unwrap();
    let set = ids(&world).await;
    for id in [
        "domain",
        "site_code",
        "checkpoint",
        "mail",
        "proxy",
        "auditor",
        "calendar",
    ] {
        assert!(!set.contains(&id), "{id}: {set:?}");
    }
}

#[tokio::test]
async fn people_who_are_too_powerful_or_changed_and_a_calendar_that_ends_are_named() {
    let mut settings = Settings::default();
    settings.powers.together = true;
    let world = world_with("2026-03-02", settings).await;
    let app = &world.app;
    let both = person("one", &[Role::Admin, Role::Security]);
    accounts::create_staff(app, &Who::system("test"), &both)
        .await
        .unwrap();
    let found = ids(&world).await;
    assert!(
        !found.contains(&"powers"),
        "the house says they may be together"
    );
    assert!(found.contains(&"second_factor"));
    let mut apart = app.clone();
    apart.settings = std::sync::Arc::new(Settings::default());
    let found = doctor::look(&apart).await.unwrap();
    let powers = found.iter().find(|one| one.id == "powers").unwrap();
    assert!(powers.zh.contains("one") && powers.urgency == Urgency::Soon);

    let mut tx = app.store.begin().await.unwrap();
    let foreign = store::people::Keys::new([99; 32]);
    store::staff::set_roles(&mut tx, &foreign, &world.clerk.id, "clerk,admin")
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let found = doctor::look(app).await.unwrap();
    assert_eq!((found[0].id, found[0].urgency), ("seals", Urgency::Broken));
    assert!(found[0].en.contains(&world.clerk.login));

    let mut tx = app.store.begin().await.unwrap();
    let body = serde_json::json!({});
    let job = store::jobs::NewJob {
        id: "01JJOB",
        organ: ORGAN,
        kind: "unheard of",
        body: &body,
        run_at: app.clock.now(),
        unique_key: None,
    };
    store::jobs::enqueue(&mut tx, &job).await.unwrap();
    tx.commit().await.unwrap();
    assert!(!ids(&world).await.contains(&"jobs"), "it waits");
    app::jobs::run_due(app, "w").await.unwrap();
    assert!(ids(&world).await.contains(&"jobs"), "it was given up");

    let late = app.at("2027-11-20T02:00:00Z".parse().unwrap());
    let found = doctor::look(&late).await.unwrap();
    assert!(
        found
            .iter()
            .any(|one| one.id == "calendar" && one.zh.contains("2028"))
    );
}
