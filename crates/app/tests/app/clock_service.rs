//! 提醒: who is told of which last day, once, and that a dead worker's jobs are taken over.

use app::{
    App, Role, Staff, accounts, notices, reminders,
    requests::{self, NewRequest},
};
use jiff::civil::Date;
use law::{Lang, case::Channel};
use serde_json::json;

use crate::world::{ORGAN, act, by, may, request, world};

async fn told(app: &App, staff: &Staff) -> Vec<String> {
    notices::list(app, staff, true, Lang::Zh)
        .await
        .unwrap()
        .into_iter()
        .map(|notice| notice.text)
        .collect()
}

async fn hire(app: &App, organ: &str, role: Role) -> Staff {
    accounts::create_staff(
        app,
        &app::audit::Who::system("test"),
        &accounts::NewStaff {
            organ: organ.into(),
            login: format!("{organ}-more-{}", role.as_str()),
            name: role.zh().into(),
            roles: vec![role],
            password: "a long password".into(),
        },
    )
    .await
    .unwrap()
}

#[tokio::test]
async fn a_request_is_told_step_by_step_once_to_the_people_concerned() {
    let world = world("2026-09-18").await;
    let leader = hire(&world.app, ORGAN, Role::Leader).await;
    let filed = requests::file_as(&world.app, &request(Channel::Counter), "k", "test")
        .await
        .unwrap();
    // Received 2026-09-18: the last day is 2026-10-22 (law.md 1.7).
    let days = [
        ("2026-10-14", 0),
        ("2026-10-15", 1),
        ("2026-10-16", 1),
        ("2026-10-20", 2),
        ("2026-10-22", 3),
        ("2026-10-23", 4),
        ("2026-10-24", 4),
        ("2026-10-26", 5),
    ];
    for (day, expected) in days {
        let app = world.on(day);
        // Twice, as after a restart, and on every node.
        reminders::remind(&app, ORGAN).await.unwrap();
        assert_eq!(reminders::remind(&app, ORGAN).await.unwrap(), 0, "{day}");
        assert_eq!(told(&app, &world.clerk).await.len(), expected, "{day}");
        assert_eq!(told(&app, &world.head).await.len(), expected, "{day}");
    }
    let clerk = told(&world.app, &world.clerk).await;
    assert!(
        clerk[0].contains("已逾期 2 个工作日") && clerk[0].contains(&filed.number),
        "{clerk:?}"
    );
    assert!(clerk[4].contains("还剩 5 个工作日"), "{clerk:?}");
    assert_eq!(
        told(&world.app, &leader).await.len(),
        2,
        "the leader is told once it is late"
    );
    assert_eq!(told(&world.app, &world.publisher).await.len(), 0);
    assert_eq!(told(&world.app, &world.stranger).await.len(), 0);
}

#[tokio::test]
async fn the_supervisor_above_is_told_of_lateness_by_number_only() {
    let world = world("2026-09-18").await;
    let mut form = app::organs::get(&world.app, ORGAN).await.unwrap();
    form.parent = "QH04".into();
    app::organs::save(&world.app, &form, "test").await.unwrap();
    let supervisor = hire(&world.app, "QH04", Role::Supervisor).await;
    requests::file_as(&world.app, &request(Channel::Counter), "k", "test")
        .await
        .unwrap();
    reminders::remind(&world.on("2026-10-22"), ORGAN)
        .await
        .unwrap();
    assert!(told(&world.app, &supervisor).await.is_empty());
    reminders::remind(&world.on("2026-10-23"), ORGAN)
        .await
        .unwrap();
    let seen = notices::list(&world.app, &supervisor, true, Lang::Zh)
        .await
        .unwrap();
    assert_eq!(seen.len(), 1);
    assert!(seen[0].text.contains("青禾县第QH03局"), "{seen:?}");
    assert_eq!(seen[0].about, "", "another organ's record is no link");
}

#[tokio::test]
async fn an_unconfirmed_request_an_extension_and_an_answer_change_what_is_told() {
    let world = world("2026-09-17").await;
    let filed = requests::file_as(&world.app, &request(Channel::Online), "k", "test")
        .await
        .unwrap();
    let app = world.on("2026-09-18");
    reminders::remind(&app, ORGAN).await.unwrap();
    let first = told(&app, &world.clerk).await;
    assert_eq!(first.len(), 1);
    assert!(first[0].contains("确认收到"), "{first:?}");
    let step = async |app: &App, staff: &Staff, version, body| {
        requests::act(
            app,
            &may(staff, &act(body)),
            &filed.id,
            version,
            &format!("a{version}"),
            &requests::Attach::default(),
        )
        .await
        .unwrap()
    };
    step(
        &app,
        &world.clerk,
        1,
        json!({"kind": "confirmed", "on": "2026-09-18"}),
    )
    .await;
    let app = world.on("2026-10-20");
    reminders::remind(&app, ORGAN).await.unwrap();
    assert!(told(&app, &world.clerk).await[0].contains("2026-10-22"));
    step(&app, &world.head, 2, json!({"kind": "extended", "on": "2026-10-20", "days": 20, "consented": "2026-10-20", "noticed": "2026-10-20"})).await;
    let app = world.on("2026-10-23");
    assert_eq!(
        reminders::remind(&app, ORGAN).await.unwrap(),
        0,
        "the new last day is far"
    );
    let app = world.on("2026-11-19");
    reminders::remind(&app, ORGAN).await.unwrap();
    assert!(
        told(&app, &world.clerk).await[0].contains("2026-11-19"),
        "T(40)"
    );
    world.close(&app, &filed.id, "NONE").await.unwrap();
    assert_eq!(
        reminders::remind(&world.on("2026-11-23"), ORGAN)
            .await
            .unwrap(),
        0
    );
}

#[tokio::test]
async fn a_missed_day_is_made_good_and_a_role_that_nobody_holds_is_not_passed_over() {
    let world = world("2026-09-18").await;
    // The other organ has a clerk only.
    let elsewhere = NewRequest {
        organ: "QH04".into(),
        ..request(Channel::Counter)
    };
    requests::file_as(&world.app, &elsewhere, "k", "test")
        .await
        .unwrap();
    let app = world.on("2026-10-19");
    reminders::remind(&app, "QH04").await.unwrap();
    assert!(told(&app, &world.stranger).await[0].contains("还剩 3 个工作日"));
    let app = world.on("2026-10-23");
    reminders::remind(&app, "QH04").await.unwrap();
    // Nobody is leader here: the notice waits for whoever becomes it, and whoever can give the role sees it.
    let admin = hire(&app, "QH04", Role::Security).await;
    let seen = notices::list(&app, &admin, true, Lang::Zh).await.unwrap();
    assert!(seen.iter().any(|notice| notice.nobody), "{seen:?}");
    let leader = hire(&app, "QH04", Role::Leader).await;
    assert_eq!(told(&app, &leader).await.len(), 1);
}

#[tokio::test]
async fn reports_remedies_and_what_is_withheld_have_last_days_too() {
    let world = world("2026-01-05").await;
    let due = async |day: &str| -> Vec<(String, String, Date)> {
        reminders::pending(&world.on(day), ORGAN)
            .await
            .unwrap()
            .into_iter()
            .map(|pending| (pending.matter.as_str().into(), pending.name, pending.due))
            .collect()
    };
    let date = |text: &str| text.parse::<Date>().unwrap();
    assert_eq!(
        due("2026-01-05").await,
        [(
            "annual_report".to_string(),
            "2025".to_string(),
            date("2026-01-31")
        )]
    );
    app::remedies::open(
        &world.app,
        &by(&world.clerk),
        &app::remedies::NewRemedy {
            track: law::report::Track::Review,
            request: String::new(),
            on: date("2026-01-05"),
            body: String::new(),
            number: String::new(),
        },
        "r",
    )
    .await
    .unwrap();
    let open = due("2026-01-06").await;
    assert!(
        open.contains(&(
            "remedy_answer".into(),
            "2026-01-05".into(),
            date("2026-01-12")
        )),
        "five working days (D-12): {open:?}"
    );
    let form = app::items::ItemForm {
        column: "content".into(),
        head: 7,
        title: "未公开的预算草案".into(),
        made_on: Some(date("2026-01-05")),
        summary: "摘要".into(),
        body: "<p>正文</p>".into(),
        source_class: "withheld".into(),
        ..app::items::ItemForm::default()
    };
    app::items::draft(&world.app, &by(&world.clerk), &form, "i")
        .await
        .unwrap();
    let open = due("2026-01-06").await;
    let review = open
        .iter()
        .find(|(matter, _, _)| matter == "review")
        .unwrap();
    assert_eq!(review.2, date("2027-01-05"), "twelve months (A-18)");
    assert!(
        !review.1.contains("预算"),
        "its title may say what is withheld"
    );
}

#[tokio::test]
async fn the_worker_runs_what_was_enqueued_and_a_dead_one_is_replaced() {
    let world = world("2026-10-22").await;
    requests::file_on(
        &world.app,
        &request(Channel::RegisteredMail),
        "k",
        "test",
        "2026-09-18".parse().unwrap(),
    )
    .await
    .unwrap();
    let app = &world.app;
    reminders::enqueue(app).await.unwrap();
    reminders::enqueue(app).await.unwrap();
    assert_eq!(
        store::jobs::pending(&app.store).await.unwrap(),
        2,
        "one an organ"
    );
    // A worker leases a job and dies.
    let mut tx = app.store.begin().await.unwrap();
    let now = app.clock.now();
    store::jobs::lease(&mut tx, now, "dead", 3600)
        .await
        .unwrap()
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(app::jobs::run_due(app, "alive").await.unwrap(), 1);
    app::jobs::release(app, "dead").await.unwrap();
    assert_eq!(app::jobs::run_due(app, "dead").await.unwrap(), 1);
    assert_eq!(told(app, &world.clerk).await.len(), 1);
    assert_eq!(store::jobs::pending(&app.store).await.unwrap(), 0);
}

#[tokio::test]
async fn reading_a_notice_is_the_readers_own() {
    let world = world("2026-10-22").await;
    requests::file_on(
        &world.app,
        &request(Channel::RegisteredMail),
        "k",
        "test",
        "2026-09-18".parse().unwrap(),
    )
    .await
    .unwrap();
    reminders::remind(&world.app, ORGAN).await.unwrap();
    let app = &world.app;
    let ids: Vec<String> = notices::list(app, &world.clerk, true, Lang::Zh)
        .await
        .unwrap()
        .into_iter()
        .map(|notice| notice.id)
        .collect();
    notices::read(app, &world.stranger, &ids).await.unwrap();
    notices::read(app, &world.head, &ids).await.unwrap();
    assert_eq!(
        told(app, &world.clerk).await.len(),
        1,
        "others cannot read it for him"
    );
    notices::read(app, &world.clerk, &ids).await.unwrap();
    assert_eq!(told(app, &world.clerk).await.len(), 0);
    assert_eq!(told(app, &world.head).await.len(), 1);
}
