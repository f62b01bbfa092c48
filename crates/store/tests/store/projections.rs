//! Rows are what the acts make of them: rebuilt, compared, renewed after an upgrade.

use law::report::{Row, tally};
use serde_json::json;
use store::{
    Rules, project, requests,
    tallies::{self, Alike},
};

use crate::engines::both;

#[tokio::test]
async fn rows_thrown_away_come_back_as_they_were() {
    both(async |bench| {
        let s = &bench.store;
        for organ in ["A", "B"] {
            bench.furnish(organ).await;
        }
        assert!(!project::current(s, &bench.rules()).await.unwrap());
        let before = requests::get(s, "B", "BR").await.unwrap();
        for statement in [
            "DELETE FROM items",
            "DELETE FROM public_items",
            "UPDATE requests SET number = 'x' || id, due = '2000-01-01'",
        ] {
            bench.meddle(statement).await;
        }
        assert!(!bench.problems().await.is_empty());
        let mut tx = s.begin().await.unwrap();
        project::rebuild(&mut tx, &bench.rules()).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(bench.problems().await, Vec::<String>::new());
        assert_eq!(requests::get(s, "B", "BR").await.unwrap(), before);
        assert!(project::current(s, &bench.rules()).await.unwrap());
    })
    .await;
}

#[tokio::test]
async fn another_calendar_or_setting_asks_for_a_rebuild() {
    both(async |bench| {
        let mut tx = bench.store.begin().await.unwrap();
        project::rebuild(&mut tx, &bench.rules()).await.unwrap();
        tx.commit().await.unwrap();
        let other = r#"{"weekend": ["fri", "sat"], "off": ["2026-03-03"], "work": []}"#;
        let other = law::calendar::Calendar::from_json(other).unwrap();
        assert!(
            !project::current(&bench.store, &Rules::plain(&other))
                .await
                .unwrap()
        );
        let mut set = bench.rules();
        set.publication.rectification_days = 10;
        assert!(!project::current(&bench.store, &set).await.unwrap());
        let mut set = bench.rules();
        set.clock.confirm_within_days = 2;
        assert!(!project::current(&bench.store, &set).await.unwrap());
        assert!(
            project::current(&bench.store, &bench.rules())
                .await
                .unwrap()
        );
    })
    .await;
}

/// Withdrawn before both sides confirmed: such a request is in no row of 表三 (R-41).
#[tokio::test]
async fn what_was_never_received_counts_nowhere() {
    both(async |bench| {
        let s = &bench.store;
        bench.act("A", "request/W", 0, "submitted", "2026-03-02", json!({"on": "2026-03-02", "kind": "submitted", "channel": "online", "applicant": "natural", "person": "P", "number": "W-1", "query_hash": "h"})).await;
        bench.act("A", "request/W", 1, "withdrawn", "2026-03-03", json!({"on": "2026-03-03", "kind": "withdrawn"})).await;
        let row = requests::get(s, "A", "W").await.unwrap().unwrap();
        assert_eq!((row.status.as_str(), row.received_on, row.report_row), ("closed", None, None));
        assert!(requests::facts(s, "A", 2026).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn facts_of_many_organs_are_those_of_each() {
    both(async |bench| {
        let s = &bench.store;
        let organs: Vec<String> = ["A", "B", "C"].map(String::from).to_vec();
        for organ in &organs[..2] {
            bench.furnish(organ).await;
        }
        let mut facts = Vec::new();
        requests::facts_many(s, &organs, 2026, |organ, fact| {
            facts.push((organ.to_string(), fact))
        })
        .await
        .unwrap();
        let mut expected = Vec::new();
        for organ in &organs {
            for (_, fact) in requests::facts(s, organ, 2026).await.unwrap() {
                expected.push((organ.clone(), fact));
            }
        }
        assert_eq!(facts, expected);
        let counted = tally::tally(facts.into_iter().map(|(_, fact)| fact), 2026);
        assert_eq!(counted.get(Row::Total, law::report::Column::Total), 2);
    })
    .await;
}

/// What is kept together is what the requests, one by one, amount to: for every organ and year, at every step of a life.
#[tokio::test]
async fn tallies_follow_every_act() {
    const ORGANS: [&str; 2] = ["A", "B"];
    const WHO: [&str; 4] = ["natural", "business", "research", "other"];
    const HOW: [&str; 4] = ["OPEN-GIVE", "NONE", "NO-PROCESS", "OTHER-ORGAN"];
    both(async |bench| {
        let s = &bench.store;
        let same = async || {
            for year in [2024, 2025, 2026] {
                let all = tallies::alike(s, None, year).await.unwrap();
                for organ in ORGANS {
                    let one = tallies::alike(s, Some(organ), year).await.unwrap();
                    // In no order of its own within an organ.
                    let sorted = |of: Vec<&Alike>| {
                        let mut words: Vec<String> = of.iter().map(|it| format!("{it:?}")).collect();
                        words.sort();
                        words
                    };
                    let of_all = all.iter().filter(|it| it.organ == organ).collect();
                    assert_eq!(sorted(of_all), sorted(one.iter().collect()));
                    let mut kept = tally::Tally::default();
                    for alike in one {
                        kept.add_many(&alike.fact, year, alike.count);
                    }
                    let facts = requests::facts(s, organ, year).await.unwrap();
                    let counted = tally::tally(facts.into_iter().map(|(_, fact)| fact), year);
                    assert_eq!(kept.into_table(), counted.into_table(), "{organ} {year}");
                }
            }
        };
        for organ in ORGANS {
            bench.person(organ, "P").await;
        }
        for serial in 0..24_usize {
            let (organ, stream) = (ORGANS[serial % 2], format!("request/R{serial}"));
            let year = 2024 + serial % 2;
            let (filed, seen) = (format!("{year}-12-20"), format!("{year}-12-2{}", serial % 5));
            let channel = if serial % 3 == 0 { "online" } else { "counter" };
            let body = json!({"on": filed, "kind": "submitted", "channel": channel, "applicant": WHO[serial % 4],
                "person": "P", "number": format!("N-{serial}"), "query_hash": "h"});
            bench.act(organ, &stream, 0, "submitted", &filed, body).await;
            let mut version = 1;
            if channel == "online" {
                let body = json!({"on": seen, "kind": "confirmed"});
                bench.act(organ, &stream, version, "confirmed", &seen, body).await;
                version += 1;
            }
            if serial % 4 != 3 {
                let on = format!("{}-01-1{}", year + 1, serial % 10);
                let body = json!({"on": on, "kind": "answered", "code": HOW[serial / 4 % 4], "how": "posted"});
                bench.act(organ, &stream, version, "answered", &on, body).await;
            }
            if serial % 6 == 5 {
                same().await;
            }
        }
        same().await;
        assert_eq!(bench.problems().await, Vec::<String>::new());
    })
    .await;
}

/// An installation from before the tallies gets them from its requests, by the statement of the migration itself.
#[tokio::test]
async fn an_older_installation_gets_its_tallies() {
    const MIGRATION: &str = include_str!("../../migrations/0007_tallies.sql");
    both(async |bench| {
        for organ in ["A", "B"] {
            bench.furnish(organ).await;
        }
        bench.meddle("DELETE FROM tallies").await;
        assert!(!bench.problems().await.is_empty());
        let (_, filling) = MIGRATION.split_once("INSERT").unwrap();
        let filling = format!("INSERT{}", filling.trim_end().trim_end_matches(';'));
        bench.meddle(filling.leak()).await;
        assert_eq!(bench.problems().await, Vec::<String>::new());
    })
    .await;
}
