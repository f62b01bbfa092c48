//! Beside the request: rectifications, reviews and suits with their own clocks; the door for strangers.

use app::{Error, door, rectification, remedies, requests};
use law::{
    case::Channel,
    handling::Ending,
    report::{Outcome4, Track},
};

use crate::world::{ORGAN, by, request, world};

const DAY: &str = "2026-03-02";

fn day(text: &str) -> jiff::civil::Date {
    text.parse().unwrap()
}

#[tokio::test]
async fn a_rectification_runs_apart_and_counts_nowhere() {
    let w = world(DAY).await;
    let new = rectification::NewRectification {
        name: "申请人丙".into(),
        id_number: "11010519491231002X".into(),
        phone: "0000-2500000".into(),
        record: "社会救助名单".into(),
        wrong: "姓名有误".into(),
        ..rectification::NewRectification::default()
    };
    let empty = rectification::NewRectification::default();
    let refused = rectification::file(&w.app, &by(&w.clerk), &empty, "e", day(DAY)).await;
    let Err(Error::Invalid(wrong)) = refused else {
        panic!("{refused:?}")
    };
    assert!(
        wrong.iter().all(|one| one.rule == "A-41") && wrong.len() == 5,
        "{wrong:?}"
    );
    let (id, number) = rectification::file(&w.app, &by(&w.clerk), &new, "k", day(DAY))
        .await
        .unwrap();
    let again = rectification::file(&w.app, &by(&w.clerk), &new, "k", day(DAY))
        .await
        .unwrap();
    assert_eq!((id.clone(), number), again);
    let seen = rectification::open(&w.app, &w.clerk, &id).await.unwrap();
    assert_eq!(
        seen.row.due,
        Some(day("2026-03-30")),
        "20 working days by default"
    );
    assert_eq!(seen.person["name"], "申***");
    let foreign = rectification::open(&w.app, &w.stranger, &id).await;
    assert!(matches!(foreign, Err(Error::NotFound)));
    let close = async |version, ending, to: &str, note: &str| {
        let closing = rectification::Closing {
            ending,
            to: to.into(),
            note: note.into(),
            on: day(DAY),
        };
        rectification::close(&w.app, &by(&w.clerk), &id, version, &closing).await
    };
    for (ending, to, note) in [(Ending::Forwarded, "", ""), (Ending::Refused, "", "")] {
        let refused = close(1, ending, to, note).await;
        assert!(
            matches!(refused, Err(Error::Refused(_))),
            "{ending:?} {refused:?}"
        );
    }
    close(1, Ending::Forwarded, "县民政局", "").await.unwrap();
    let stale = close(1, Ending::Corrected, "", "").await;
    assert!(matches!(stale, Err(Error::Conflict)), "{stale:?}");
    let twice = close(2, Ending::Corrected, "", "").await;
    assert!(matches!(twice, Err(Error::Invalid(_))), "{twice:?}");
    assert!(
        store::requests::facts(&w.app.store, ORGAN, 2026)
            .await
            .unwrap()
            .is_empty()
    );
    let files = &w.app.files;
    let problems = store::verify::verify(
        &w.app.store,
        files,
        &w.app.rules(),
        store::verify::Look::default(),
    )
    .await
    .unwrap();
    assert!(problems.is_empty(), "{problems:?}");
}

#[tokio::test]
async fn a_review_has_its_own_clocks() {
    let w = world("2026-12-01").await;
    let one = requests::file(&w.on("2024-08-01"), &request(Channel::Counter), "k")
        .await
        .unwrap();
    let new = |request: &str, on: &str| remedies::NewRemedy {
        track: Track::Review,
        request: request.into(),
        on: day(on),
        body: "青禾县人民政府".into(),
        number: "青府复〔2024〕3号".into(),
    };
    let early = remedies::open(&w.app, &by(&w.clerk), &new(&one.id, "2024-07-31"), "e").await;
    assert!(matches!(early, Err(Error::Invalid(_))), "{early:?}");
    let id = remedies::open(&w.app, &by(&w.clerk), &new(&one.id, "2024-09-27"), "o")
        .await
        .unwrap();
    let step = async |version, one: remedies::Step, on: &str| {
        remedies::step(&w.app, &by(&w.clerk), &id, version, &one, day(on)).await
    };
    let row = async || {
        store::remedies::get(&w.app.store, ORGAN, &id)
            .await
            .unwrap()
            .unwrap()
    };
    let simple = || remedies::Step::Copied(remedies::Procedure::Simple);
    assert!(matches!(
        step(1, simple(), "2024-09-01").await,
        Err(Error::Invalid(_))
    ));
    step(1, simple(), "2024-09-29").await.unwrap();
    // law.md 9: copy received 2024-09-29 (Sun, works): 5 working days end on 2024-10-11.
    assert_eq!(row().await.answer_due, Some(day("2024-10-11")));
    assert!(
        matches!(
            step(2, simple(), "2024-09-30").await,
            Err(Error::Invalid(_))
        ),
        "twice"
    );
    assert!(matches!(
        step(2, remedies::Step::Complied, "2024-10-08").await,
        Err(Error::Invalid(_))
    ));
    step(2, remedies::Step::Answered, "2024-10-08")
        .await
        .unwrap();
    let closed = remedies::Step::Closed {
        result: Outcome4::Corrected,
        served_on: None,
        comply_by: Some(day("2024-12-02")),
    };
    step(3, closed, "2024-10-25").await.unwrap();
    assert_eq!(
        store::remedies::pending(&w.app.store, ORGAN)
            .await
            .unwrap()
            .len(),
        1
    );
    step(4, remedies::Step::Complied, "2024-11-20")
        .await
        .unwrap();
    assert!(
        store::remedies::pending(&w.app.store, ORGAN)
            .await
            .unwrap()
            .is_empty()
    );
    let seen = requests::open(&w.app, &w.clerk, &one.id).await.unwrap();
    assert_eq!(seen.remedies.len(), 1);
}

#[tokio::test]
async fn a_court_order_runs_twenty_working_days_from_service() {
    let w = world("2026-03-31").await;
    let new = remedies::NewRemedy {
        track: Track::DirectSuit,
        request: String::new(),
        on: day("2025-12-01"),
        body: String::new(),
        number: String::new(),
    };
    let id = remedies::open(&w.app, &by(&w.clerk), &new, "o")
        .await
        .unwrap();
    let closed = remedies::Step::Closed {
        result: Outcome4::Corrected,
        served_on: Some(day("2026-01-28")),
        comply_by: None,
    };
    remedies::step(&w.app, &by(&w.clerk), &id, 1, &closed, day("2026-01-28"))
        .await
        .unwrap();
    let row = store::remedies::get(&w.app.store, ORGAN, &id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        row.comply_by,
        Some(day("2026-03-03")),
        "D-14, the example of law.md 9"
    );
}

#[tokio::test]
async fn strangers_meet_a_plain_question_after_several_requests() {
    let w = world(DAY).await;
    let remote = "7.7.7.7";
    assert_eq!(door::door(&w.app, remote).await.unwrap(), door::Door::Open);
    for _ in 0..3 {
        door::count(&w.app, remote).await.unwrap();
    }
    assert_eq!(
        door::door(&w.app, remote).await.unwrap(),
        door::Door::Question
    );
    assert_eq!(
        door::door(&w.app, "8.8.8.8").await.unwrap(),
        door::Door::Open
    );
    let asked = door::question(&w.app, "form-1");
    assert!(asked.zh.ends_with("等于几？") && asked.en.starts_with("What is "));
    let right = (2..=18).filter(|sum| door::answers(&w.app, "form-1", &sum.to_string()));
    assert_eq!(right.count(), 1);
    assert!(!door::answers(&w.app, "form-1", ""));
    for _ in 0..57 {
        door::count(&w.app, remote).await.unwrap();
    }
    assert_eq!(door::door(&w.app, remote).await.unwrap(), door::Door::Shut);
    assert_eq!(
        door::door(&w.on("2026-03-03"), remote).await.unwrap(),
        door::Door::Open
    );
}

#[tokio::test]
async fn a_draft_lives_in_its_link_and_runs_out() {
    let w = world(DAY).await;
    let fields = std::collections::BTreeMap::from([
        ("name".to_string(), "申请人甲".to_string()),
        ("wanted".to_string(), "还没写完".to_string()),
    ]);
    let link = door::seal_draft(&w.app, &fields).unwrap();
    assert!(!link.contains("申请人甲"));
    assert_eq!(door::open_draft(&w.app, &link).unwrap(), fields);
    assert!(matches!(
        door::open_draft(&w.on("2026-03-17"), &link),
        Err(Error::NotFound)
    ));
    let mut forged = link.clone();
    forged.replace_range(10..12, "zz");
    for bad in [forged.as_str(), "", "nonsense"] {
        assert!(
            matches!(door::open_draft(&w.app, bad), Err(Error::NotFound)),
            "{bad}"
        );
    }
}

/// What is refused is not kept, and does not count against what an address may leave on a day.
#[tokio::test]
async fn a_refused_form_gives_its_allowance_back() {
    use app::{Settings, door};
    let mut settings = Settings::default();
    settings.door.bytes_a_day_per_address = 100;
    settings.door.bytes_a_day = 150;
    let w = crate::world::world_with("2026-03-02", settings).await;
    let full = async |remote: &str, bytes| {
        matches!(
            door::leave(&w.app, remote, bytes).await,
            Err(Error::Invalid(_))
        )
    };
    door::leave(&w.app, "198.51.100.1", 80).await.unwrap();
    assert!(full("198.51.100.1", 30).await, "one address");
    assert!(full("198.51.100.2", 90).await, "all together");
    door::take_back(&w.app, "198.51.100.1", 80).await.unwrap();
    door::leave(&w.app, "198.51.100.1", 30).await.unwrap();
    door::leave(&w.app, "198.51.100.2", 90).await.unwrap();
    assert!(full("198.51.100.1", 80).await);
}
