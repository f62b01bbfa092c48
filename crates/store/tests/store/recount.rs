//! Rows whose last day moves without an act, and one-time links; on both engines.

use jiff::ToSpan;
use serde_json::json;
use store::{Rules, links, project, requests, staff, verify};

use crate::engines::{both, day, keys, now};

/// Received 03-02, a third party asked on 03-06: T(20) is 03-30, and each working day of waiting moves it by one.
#[tokio::test]
async fn a_moving_last_day_says_when_it_moves_and_is_verified_on_any_day() {
    both(async |bench| {
        let s = &bench.store;
        bench.person("A", "P").await;
        bench.act("A", "request/M", 0, "submitted", "2026-03-02", json!({"on": "2026-03-02", "kind": "submitted", "channel": "counter", "applicant": "natural", "person": "P", "number": "M-1", "query_hash": "h"})).await;
        bench.act("A", "request/M", 1, "third_party_asked", "2026-03-06", json!({"on": "2026-03-06", "kind": "third_party_asked", "ref": "a"})).await;
        let row = async || requests::get(s, "A", "M").await.unwrap().unwrap();
        let first = row().await;
        assert_eq!((first.due, first.recount_on), (Some(day("2026-03-30")), Some(day("2026-03-09"))));
        assert_eq!(requests::to_recount(s, "A", day("2026-03-08"), 9).await.unwrap(), Vec::<String>::new());
        let waiting = requests::to_recount(s, "A", day("2026-03-10"), 9).await.unwrap();
        assert_eq!(waiting, ["M"]);
        assert_eq!(requests::organs_to_recount(s, day("2026-03-10")).await.unwrap(), ["A"]);
        let on = |today: &str| Rules { today: day(today), ..bench.rules() };
        // Nobody has looked since: the row is right as of the day on which it was counted, and no problem.
        for today in ["2026-03-06", "2026-03-10", "2027-03-10"] {
            let problems = verify::verify(s, &bench.files, &on(today), store::verify::Look::default()).await.unwrap();
            assert_eq!(problems, [], "{today}");
        }
        for (today, due, moves) in [
            ("2026-03-10", "2026-04-01", Some("2026-03-11")),
            ("2026-03-13", "2026-04-07", Some("2026-03-16")),
            // Fifteen working days after sending nothing more is excluded.
            ("2026-03-27", "2026-04-21", None),
            ("2026-06-01", "2026-04-21", None),
        ] {
            let mut tx = s.begin().await.unwrap();
            project::apply(&mut tx, &on(today), "A", &"request/M".parse().unwrap()).await.unwrap();
            tx.commit().await.unwrap();
            let row = row().await;
            assert_eq!((row.due, row.recount_on), (Some(day(due)), moves.map(day)), "{today}");
            let problems = verify::verify(s, &bench.files, &on("2026-03-02"), store::verify::Look::default()).await.unwrap();
            assert_eq!(problems, [], "{today}");
        }
        bench.meddle("UPDATE requests SET due = '2026-04-20'").await;
        assert_eq!(bench.problems().await.len(), 1, "a last day changed by hand is found");
    })
    .await;
}

#[tokio::test]
async fn settings_count_and_ask_for_a_rebuild() {
    both(async |bench| {
        bench.furnish("A").await;
        let mut tx = bench.store.begin().await.unwrap();
        project::rebuild(&mut tx, &bench.rules()).await.unwrap();
        tx.commit().await.unwrap();
        assert!(
            project::current(&bench.store, &bench.rules())
                .await
                .unwrap()
        );
        let mut other = bench.rules();
        other.clock.exclusion_cap_days = 5;
        assert!(!project::current(&bench.store, &other).await.unwrap());
        let mut other = bench.rules();
        other.publication.rectification_days = 5;
        assert!(!project::current(&bench.store, &other).await.unwrap());
        let tomorrow = Rules {
            today: day("2026-03-03"),
            ..bench.rules()
        };
        assert!(
            project::current(&bench.store, &tomorrow).await.unwrap(),
            "a new day is no reason to rebuild"
        );
    })
    .await;
}

#[tokio::test]
async fn a_link_is_good_once_and_only_for_who_is_not_shut_out() {
    both(async |bench| {
        let s = &bench.store;
        let person = staff::StaffRow {
            id: "S".into(),
            organ: "A".into(),
            login: "lisi".into(),
            name: "李四".into(),
            roles: "clerk".into(),
            asked: String::new(),
            password_hash: String::new(),
            disabled: false,
            mail: String::new(),
            lang: "zh".into(),
            factor: String::new(),
            seal: String::new(),
        };
        let mut tx = s.begin().await.unwrap();
        staff::insert(&mut tx, &person).await.unwrap();
        links::make(&mut tx, &keys(), ("first", "S"), now() + 1.hour())
            .await
            .unwrap();
        links::make(&mut tx, &keys(), ("second", "S"), now() + 1.hour())
            .await
            .unwrap();
        tx.commit().await.unwrap();
        assert_eq!(
            links::owner(s, &keys(), "first", now()).await.unwrap(),
            None,
            "a newer link ends it"
        );
        assert_eq!(
            links::owner(s, &keys(), "second", now()).await.unwrap(),
            Some(person)
        );
        assert_eq!(
            links::owner(s, &keys(), "second", now() + 2.hours())
                .await
                .unwrap(),
            None
        );
        let mut tx = s.begin().await.unwrap();
        staff::set_disabled(&mut tx, &keys(), "S", true)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        assert_eq!(
            links::owner(s, &keys(), "second", now()).await.unwrap(),
            None
        );
        assert!(staff::everybody(s, Some("A")).await.unwrap()[0].disabled);
        assert!(staff::everybody(s, Some("B")).await.unwrap().is_empty());
        assert_eq!(staff::everybody(s, None).await.unwrap().len(), 1);
        let mut tx = s.begin().await.unwrap();
        assert!(links::use_up(&mut tx, "second", now()).await.unwrap());
        assert!(!links::use_up(&mut tx, "second", now()).await.unwrap());
        tx.commit().await.unwrap();
    })
    .await;
}
