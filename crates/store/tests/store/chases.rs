//! 督办: the organ above gives the number, the one below keeps the acts.

use serde_json::json;
use store::chases;

use crate::engines::{both, day};

#[tokio::test]
async fn chases_are_read_by_both_sides_and_their_numbers_verify() {
    both(async |bench| {
        let s = &bench.store;
        for organ in ["A", "B"] {
            bench.furnish(organ).await;
        }
        // The organ above gives the numbers, the one below keeps the acts.
        let mut tx = s.begin().await.unwrap();
        for _ in 0..2 {
            store::counters::next(&mut tx, "A", "chase/2026").await.unwrap();
        }
        tx.commit().await.unwrap();
        for (n, place) in [(1, "head/1"), (2, "head/7")] {
            let stream = format!("chase/{n}");
            let body = json!({
                "above": "A", "number": format!("A-DB-2026-000{n}"), "answer_by": "2026-03-09",
                "about": {"indicator": "column_stale", "place": place, "rule": "W-13", "zh": "没有更新", "en": "old"},
            });
            bench.act("B", &stream, 0, "chase_ordered", "2026-03-02", body).await;
        }
        bench.act("B", "chase/1", 1, "chase_received", "2026-03-03", json!({})).await;
        let asked = json!({"answer_by": "2026-03-16", "reason": "等待审签"});
        bench.act("B", "chase/1", 2, "chase_time_asked", "2026-03-04", asked).await;
        let row = chases::get(s, "B", "1").await.unwrap().unwrap();
        assert_eq!(
            (row.status.as_str(), row.due, row.asked_until, row.version),
            ("received", Some(day("2026-03-09")), Some(day("2026-03-16")), 3)
        );
        let ids = |rows: Vec<chases::ChaseRow>| -> Vec<String> { rows.into_iter().map(|row| row.id).collect() };
        assert_eq!(ids(chases::ordered_by(s, "A", 10).await.unwrap()), ["1", "2"]);
        assert_eq!(ids(chases::owed(s, "B", 10).await.unwrap()), ["1", "2"]);
        assert_eq!(chases::counts(s, "A").await.unwrap(), [("B".to_string(), 2)]);
        let answer = json!({"text": "已更新"});
        bench.act("B", "chase/2", 1, "chase_answered", "2026-03-05", answer).await;
        assert_eq!(ids(chases::owed(s, "B", 10).await.unwrap()), ["1"]);
        bench.act("B", "chase/2", 2, "chase_accepted", "2026-03-06", json!({})).await;
        assert_eq!(ids(chases::running(s, "B").await.unwrap()), ["1"]);
        assert_eq!(ids(chases::closed(s, "B", 10).await.unwrap()), ["2"]);
        assert!(chases::closed(s, "A", 10).await.unwrap().is_empty());
        let late = async |today| ids(chases::late(s, "B", day(today), 10).await.unwrap());
        assert!(late("2026-03-09").await.is_empty(), "the last day itself");
        assert_eq!(late("2026-03-10").await, ["1"]);
        let told = json!({"due": "2026-03-09"});
        bench.act("B", "chase/1", 3, "chase_escalated", "2026-03-10", told).await;
        assert!(late("2026-03-11").await.is_empty(), "told once");
        let mut tx = s.begin().await.unwrap();
        let about = chases::about(&mut tx, "B", "column_stale", "head/7").await.unwrap();
        assert_eq!(about[0].closed_on, Some(day("2026-03-06")));
        drop(tx);
        assert_eq!(bench.problems().await, Vec::<String>::new());
        bench.meddle("UPDATE counters SET value = 1 WHERE name = 'chase/2026'").await;
        let found = bench.problems().await;
        assert!(found.iter().any(|one| one.contains("chase/2026")), "{found:?}");
    })
    .await;
}
