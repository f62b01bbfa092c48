//! 三员分立: roles that are asked for wait for whoever gives them, as long as there is somebody; nobody who gives them is shut out.

use app::{
    Error, Role,
    accounts::{self, Added, NewStaff, Voice},
    audit::Who,
};

use crate::world::{ORGAN, world};

fn root() -> Who {
    Who::system("root")
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
async fn at_the_machine_roles_wait_once_somebody_gives_them() {
    let world = world("2026-03-02").await;
    let app = &world.app;
    let first = accounts::add(app, &root(), &person("first", &[Role::Clerk]))
        .await
        .unwrap();
    assert!(
        !first.waits && first.staff.has(Role::Clerk),
        "nobody gives roles yet"
    );
    // One who was invited and has no password yet can give nothing.
    let security = person("security", &[Role::Security]);
    accounts::invite(app, &root(), &security, Voice::Machine)
        .await
        .unwrap();
    let second = accounts::add(app, &root(), &person("second", &[Role::Clerk]))
        .await
        .unwrap();
    assert!(!second.waits);
    accounts::set_password(app, &root(), "security", "shan-yue-5520-qi")
        .await
        .unwrap();
    let third = accounts::add(app, &root(), &person("third", &[Role::Clerk, Role::Head]))
        .await
        .unwrap();
    assert_eq!((third.waits, third.staff.roles.len()), (true, 0));
    let waits = accounts::set_roles(app, &root(), "first", &[Role::Leader], Voice::Machine).await;
    assert!(waits.unwrap());
    let row = |login: &'static str| async move {
        store::staff::by_login(&app.store, login)
            .await
            .unwrap()
            .unwrap()
    };
    let asked = row("first").await;
    assert_eq!(
        (asked.roles.as_str(), asked.asked.as_str()),
        ("clerk", "leader")
    );
    assert!(asked.is_sealed(&app.keys) && row("third").await.is_sealed(&app.keys));
    // Given something else: what was asked for is answered.
    accounts::set_roles(app, &root(), "first", &[Role::Head], Voice::Gives)
        .await
        .unwrap();
    let given = row("first").await;
    assert_eq!((given.roles.as_str(), given.asked.as_str()), ("head", ""));
    let all = store::audit::Filter::default();
    let rows = store::audit::page(&app.store, &all, 50).await.unwrap();
    let told = rows.iter().find(|row| row.kind == "rights_asked").unwrap();
    assert_eq!(
        (told.whom.as_str(), told.said()["asked"].as_str()),
        ("first", Some("leader"))
    );
}

#[tokio::test]
async fn each_power_is_a_whole_post_and_the_last_who_gives_rights_stays() {
    let world = world("2026-03-02").await;
    let app = &world.app;
    for both in [
        [Role::Admin, Role::Security],
        [Role::Security, Role::Clerk],
        [Role::Admin, Role::Leader],
    ] {
        let refused = accounts::add(app, &root(), &person("both", &both)).await;
        let Err(Error::Invalid(wrong)) = refused else {
            panic!("{both:?}: {refused:?}")
        };
        assert_eq!(
            (wrong[0].field, wrong[0].rule),
            ("roles", "N-4"),
            "{both:?}"
        );
    }
    accounts::add(app, &root(), &person("security", &[Role::Security]))
        .await
        .unwrap();
    let shut = accounts::set_disabled(app, &root(), "security", true).await;
    assert!(matches!(shut, Err(Error::Invalid(wrong)) if wrong[0].rule == "N-4"));
    let other = [Role::Clerk];
    let taken = accounts::set_roles(app, &root(), "security", &other, Voice::Gives).await;
    assert!(matches!(taken, Err(Error::Invalid(wrong)) if wrong[0].rule == "N-4"));
}

/// Whoever administered a house of before there were three powers goes on, and nobody gets them twice.
#[tokio::test]
async fn an_older_house_loses_nobody() {
    let world = world("2026-03-02").await;
    let app = &world.app;
    let one: Added = accounts::add(app, &root(), &person("one", &[Role::Admin]))
        .await
        .unwrap();
    accounts::part_older(app).await.unwrap();
    let row = store::staff::get(&app.store, ORGAN, &one.staff.id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(row.roles, "admin,security");
    assert!(row.is_sealed(&app.keys));
    accounts::add(app, &root(), &person("two", &[Role::Admin]))
        .await
        .unwrap();
    accounts::part_older(app).await.unwrap();
    let two = store::staff::by_login(&app.store, "two")
        .await
        .unwrap()
        .unwrap();
    assert_eq!((two.roles.as_str(), two.asked.as_str()), ("admin", ""));
}
