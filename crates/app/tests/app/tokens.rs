//! 令牌: shown once, bound to an organ and roles, ended at once; feeds without personal data.

use app::{
    Error, Role, Staff, accounts, calendar_feed, items, requests,
    rights::{By, Security},
    tokens::{self, TokenForm},
};
use icalendar::{Calendar, CalendarComponent, Component};
use jiff::ToSpan;
use law::case::Channel;

use crate::world::{ORGAN, World, by, may, request, world};

async fn admin(world: &World) -> Staff {
    accounts::create_staff(
        &world.app,
        &app::audit::Who::system("test"),
        &accounts::NewStaff {
            organ: ORGAN.into(),
            login: "admin".into(),
            name: "管理员".into(),
            roles: vec![Role::Security],
            password: "a long password".into(),
        },
    )
    .await
    .unwrap()
}

fn form(roles: &[Role], days: i64) -> TokenForm {
    TokenForm {
        name: "政务平台".into(),
        roles: roles.to_vec(),
        days,
    }
}

#[tokio::test]
async fn a_token_is_its_roles_in_its_organ_until_it_ends() {
    let world = world("2026-11-24").await;
    let admin = admin(&world).await;
    let app = &world.app;
    let secret = tokens::create(app, &by(&admin), &form(&[Role::Clerk], 30))
        .await
        .unwrap();
    let header = format!("Bearer {secret}");
    let program = tokens::program(app, &header, "1.2.3.4")
        .await
        .unwrap()
        .unwrap();
    assert_eq!(program.organ, ORGAN);
    assert_eq!(program.roles, [Role::Clerk]);
    let rows = tokens::list(app, &by(&admin)).await.unwrap();
    assert_eq!(rows[0].used_on, "2026-11-24");
    assert!(
        !format!("{rows:?}").contains(&secret[4..]),
        "only a hash is kept"
    );
    let later = app.at(app.clock.now() + (31 * 24).hours());
    assert!(
        tokens::program(&later, &header, "x")
            .await
            .unwrap()
            .is_none()
    );
    tokens::revoke(app, &by(&admin), &rows[0].id).await.unwrap();
    assert!(tokens::program(app, &header, "x").await.unwrap().is_none());
    assert!(matches!(
        tokens::revoke(app, &by(&admin), &rows[0].id).await,
        Err(Error::NotFound)
    ));
}

#[tokio::test]
async fn only_the_security_administrator_makes_tokens_and_never_one_of_his_own_kind() {
    let world = world("2026-11-24").await;
    let admin = admin(&world).await;
    let app = &world.app;
    let administers = Staff {
        roles: vec![Role::Admin],
        ..world.head.clone()
    };
    for other in [&world.clerk, &administers] {
        assert!(matches!(By::<Security>::of(other), Err(Error::Forbidden)));
    }
    for (form, field) in [
        (form(&[], 30), "roles"),
        (form(&[Role::Admin], 30), "roles"),
        (form(&[Role::Security], 30), "roles"),
        (form(&[Role::Clerk], 0), "days"),
        (form(&[Role::Clerk], 367), "days"),
        (
            TokenForm {
                name: " ".into(),
                ..form(&[Role::Clerk], 1)
            },
            "name",
        ),
    ] {
        let Err(Error::Invalid(wrong)) = tokens::create(app, &by(&admin), &form).await else {
            panic!("{form:?} was taken");
        };
        assert_eq!(wrong[0].field, field);
    }
    assert!(
        tokens::list(app, &by(&admin)).await.unwrap().is_empty(),
        "nothing half saved"
    );
}

#[tokio::test]
async fn guessing_is_throttled_by_address_and_a_right_token_still_works() {
    let world = world("2026-11-24").await;
    let admin = admin(&world).await;
    let app = &world.app;
    let secret = tokens::create(app, &by(&admin), &form(&[Role::Clerk], 30))
        .await
        .unwrap();
    for n in 0..20 {
        let wrong = format!("Bearer mb1_{n:064x}");
        assert!(
            tokens::program(app, &wrong, "1.2.3.4")
                .await
                .unwrap()
                .is_none()
        );
    }
    let wrong = format!("Bearer mb1_{:064x}", 21);
    assert!(matches!(
        tokens::program(app, &wrong, "1.2.3.4").await,
        Err(Error::Throttled)
    ));
    assert!(
        tokens::program(app, &wrong, "5.6.7.8")
            .await
            .unwrap()
            .is_none()
    );
    assert!(
        tokens::program(app, &format!("bearer {secret}"), "1.2.3.4")
            .await
            .unwrap()
            .is_some()
    );
}

/// One person who makes two tokens is one person: what one of his programs wrote none of the others reads, and he neither.
#[tokio::test]
async fn the_programs_of_one_person_are_one_hand() {
    let world = world("2026-02-10").await;
    let app = &world.app;
    let (one, other) = (admin(&world).await, world.head.clone());
    let other = Staff {
        roles: vec![Role::Security],
        ..other
    };
    let program = async |maker: &Staff, role: Role| {
        let secret = tokens::create(app, &by(maker), &form(&[role], 30))
            .await
            .unwrap();
        let header = format!("Bearer {secret}");
        tokens::program(app, &header, "1.2.3.4")
            .await
            .unwrap()
            .unwrap()
    };
    let writes = program(&one, Role::Clerk).await;
    let reads = program(&one, Role::Head).await;
    assert_ne!(writes.id, reads.id);
    let id = items::draft(app, &by(&writes), &crate::items::form(), "k")
        .await
        .unwrap();
    let version = items::submit(app, &by(&writes), &id, 1, "").await.unwrap();
    let agrees = items::ReadingForm::agrees(law::readings::Post::SectionHead, "不涉密");
    let himself = Staff {
        roles: vec![Role::Head],
        ..one.clone()
    };
    for same in [&reads, &himself] {
        let refused = items::read(app, &may(same, agrees.clone()), &id, version).await;
        let Err(Error::Refused(why)) = refused else {
            panic!("{refused:?}")
        };
        assert_eq!(why[0].id, law::item::POSTS);
        assert!(why[0].en.contains("another person"), "{}", why[0].en);
    }
    let fresh = program(&other, Role::Head).await;
    items::read(app, &may(&fresh, agrees), &id, version)
        .await
        .unwrap();
    // The ledger still says which program it was.
    let names = store::staff::names(&app.store, ORGAN).await.unwrap();
    assert!(names.contains(&(writes.id, "政务平台".into())));
}

#[test]
fn only_a_whole_token_is_a_token() {
    let digits = "0123456789abcdef".repeat(4);
    let cases = [
        (format!("Bearer mb1_{digits}"), true),
        (format!("  bearer   mb1_{digits} "), true),
        (format!("Basic mb1_{digits}"), false),
        (format!("Bearer {digits}"), false),
        (format!("Bearer mb1_{}", digits.to_uppercase()), false),
        (format!("Bearer mb1_{digits}0"), false),
        (format!("Bearer mb1_{}", &digits[1..]), false),
        (format!("mb1_{digits}"), false),
        ("Bearer".into(), false),
        (String::new(), false),
        ("Bearer mb1_百".into(), false),
    ];
    for (header, whole) in cases {
        assert_eq!(tokens::secret_of(&header).is_some(), whole, "{header}");
    }
}

#[tokio::test]
async fn the_feed_reads_back_with_last_days_and_alarms_and_without_names() {
    let world = world("2026-09-18").await;
    let app = &world.app;
    let mut new = request(Channel::Counter);
    new.name = "王小明".into();
    let filed = requests::file_as(app, &new, "k", "test").await.unwrap();
    let secret = tokens::make_feed(app, &world.clerk).await.unwrap();
    let text = calendar_feed::feed(app, &secret).await.unwrap();
    for word in ["王小明", "11010519491231002X"] {
        assert!(!text.contains(word), "{text}");
    }
    assert!(text.contains("某工程立项批复"), "what it is about: {text}");
    assert!(
        text.lines().all(|line| line.len() <= 75),
        "lines are folded (RFC 5545, 3.1)"
    );
    let calendar: Calendar = text.parse().unwrap();
    let event = calendar
        .components
        .iter()
        .find_map(|part| match part {
            CalendarComponent::Event(event) if event.get_uid()?.contains(&filed.id) => Some(event),
            _ => None,
        })
        .unwrap();
    assert!(event.get_summary().unwrap().contains(&filed.number));
    assert_eq!(event.property_value("DTSTART"), Some("20261022"));
    assert_eq!(event.property_value("DTEND"), Some("20261023"));
    assert!(event.property_value("DTSTAMP").is_some());
    // Five, two and no working days before, at nine in China: 10-15, 10-20, 10-22.
    let triggers: Vec<&str> = text
        .lines()
        .filter(|line| line.starts_with("TRIGGER"))
        .collect();
    for at in ["20261015T010000Z", "20261020T010000Z", "20261022T010000Z"] {
        assert!(
            triggers.iter().any(|line| line.ends_with(at)),
            "{at}: {triggers:?}"
        );
    }
}

#[tokio::test]
async fn a_new_feed_or_none_ends_the_old_address() {
    let world = world("2026-09-18").await;
    let app = &world.app;
    let first = tokens::make_feed(app, &world.clerk).await.unwrap();
    let second = tokens::make_feed(app, &world.clerk).await.unwrap();
    assert!(matches!(
        calendar_feed::feed(app, &first).await,
        Err(Error::NotFound)
    ));
    calendar_feed::feed(app, &second).await.unwrap();
    assert!(tokens::has_feed(app, &world.clerk).await.unwrap());
    tokens::end_feed(app, &world.clerk).await.unwrap();
    assert!(matches!(
        calendar_feed::feed(app, &second).await,
        Err(Error::NotFound)
    ));
    // A feed opens no API, and nothing else opens a feed.
    let third = tokens::make_feed(app, &world.clerk).await.unwrap();
    assert!(
        tokens::program(app, &format!("Bearer {third}"), "x")
            .await
            .unwrap()
            .is_none()
    );
    assert!(matches!(
        calendar_feed::feed(app, "").await,
        Err(Error::NotFound)
    ));
}
