//! 年度任务: the organ that has one keeps the acts, the one above counts them by what was given in one form.

use serde_json::{Value, json};
use store::tasks::{self, At, Lot, Part, TaskRow};

use crate::engines::{Bench, both, day};

fn given(lot: &str, due: &str, wants: &str) -> Value {
    json!({
        "above": "A", "lot": lot, "year": 2026, "text": format!("任务{lot}"), "due": due, "wants": wants,
        "source": {"title": "2026年政务公开工作要点", "point": "第三条"},
    })
}

async fn give(bench: &Bench, (organ, id): (&str, &str), body: Value) {
    let stream = format!("task/{id}");
    bench
        .act(organ, &stream, 0, "task_given", "2026-03-02", body)
        .await;
}

async fn act(
    bench: &Bench,
    (organ, id, version): (&str, &str, i64),
    (kind, on): (&str, &str),
    body: Value,
) {
    let stream = format!("task/{id}");
    bench.act(organ, &stream, version, kind, on, body).await;
}

fn ids(rows: Vec<TaskRow>) -> Vec<String> {
    rows.into_iter().map(|row| row.id).collect()
}

/// B, C and D have L1, due on 2026-03-31; B has L2, done by a publication.
async fn county(bench: &Bench) {
    for organ in ["A", "B", "C", "D"] {
        bench.furnish(organ).await;
        if organ != "A" {
            give(
                bench,
                (organ, &format!("1{organ}")),
                given("L1", "2026-03-31", "material"),
            )
            .await;
        }
    }
    give(
        bench,
        ("B", "2B"),
        given("L2", "2026-06-30", "column/head/7"),
    )
    .await;
    let done = json!({"text": "已公开"});
    act(
        bench,
        ("C", "1C", 1),
        ("task_handed_in", "2026-03-31"),
        done.clone(),
    )
    .await;
    act(
        bench,
        ("D", "1D", 1),
        ("task_handed_in", "2026-04-01"),
        done,
    )
    .await;
}

#[tokio::test]
async fn a_task_is_read_as_its_acts_say_and_verifies() {
    both(async |bench| {
        county(&bench).await;
        let s = &bench.store;
        let row = tasks::get(s, "B", "1B").await.unwrap().unwrap();
        assert_eq!(
            (
                row.above.as_str(),
                row.lot.as_str(),
                row.year,
                row.words.as_str(),
                row.point.as_str()
            ),
            ("A", "L1", 2026, "任务L1", "第三条")
        );
        assert_eq!(
            (row.status.as_str(), row.owed_by, row.late),
            ("open", Some(day("2026-03-31")), 0)
        );
        assert!(!row.is_late(day("2026-03-31")) && row.is_late(day("2026-04-01")));
        let row = tasks::get(s, "D", "1D").await.unwrap().unwrap();
        assert_eq!(
            (row.status.as_str(), row.owed_by, row.late),
            ("handed", None, 1)
        );
        let back = json!({"reason": "没有说明", "due": "2026-04-30"});
        act(
            &bench,
            ("D", "1D", 2),
            ("task_returned", "2026-04-02"),
            back,
        )
        .await;
        let row = tasks::get(s, "D", "1D").await.unwrap().unwrap();
        assert_eq!(
            (row.due, row.owed_by),
            (day("2026-04-30"), Some(day("2026-04-30")))
        );
        assert_eq!(
            (row.first_on, row.late, row.version),
            (Some(day("2026-04-01")), 1, 3)
        );
        let off = json!({"reason": "合并"});
        act(
            &bench,
            ("D", "1D", 3),
            ("task_called_off", "2026-04-03"),
            off,
        )
        .await;
        let row = tasks::get(s, "D", "1D").await.unwrap().unwrap();
        assert_eq!(
            (row.status.as_str(), row.late, row.closed_on),
            ("called_off", 0, Some(day("2026-04-03")))
        );
        act(
            &bench,
            ("B", "2B", 1),
            ("task_published", "2026-07-01"),
            json!({"item": "I"}),
        )
        .await;
        let row = tasks::get(s, "B", "2B").await.unwrap().unwrap();
        assert_eq!(
            (row.status.as_str(), row.item.as_str(), row.late),
            ("published", "I", 1)
        );
        assert_eq!(bench.problems().await, Vec::<String>::new());
        bench
            .meddle("UPDATE tasks SET late = 0 WHERE id = '2B'")
            .await;
        let found = bench.problems().await;
        assert!(
            found.iter().any(|one| one.contains("tasks/2B")),
            "{found:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn an_organ_finds_what_it_owes_first_and_leafs_through_the_rest() {
    both(async |bench| {
        county(&bench).await;
        let s = &bench.store;
        assert_eq!(ids(tasks::owed(s, "B", 10).await.unwrap()), ["1B", "2B"]);
        assert_eq!(ids(tasks::owed(s, "B", 1).await.unwrap()), ["1B"]);
        let soon = tasks::owed_until(s, "B", day("2026-03-31"), 10)
            .await
            .unwrap();
        assert_eq!(ids(soon), ["1B"]);
        assert!(
            tasks::owed_until(s, "B", day("2026-03-30"), 10)
                .await
                .unwrap()
                .is_empty()
        );
        assert!(tasks::owed(s, "C", 10).await.unwrap().is_empty());
        for n in 3..6 {
            let id = format!("{n}C");
            give(
                &bench,
                ("C", &id),
                given(&format!("L{n}"), "2026-06-30", "material"),
            )
            .await;
            act(
                &bench,
                ("C", &id, 1),
                ("task_called_off", "2026-03-03"),
                json!({"reason": "误发"}),
            )
            .await;
        }
        let page = async |at: At| ids(tasks::others(s, "C", &at, 2).await.unwrap());
        assert_eq!(page(At::First).await, ["5C", "4C"]);
        assert_eq!(page(At::After("4C".into())).await, ["3C", "1C"]);
        assert_eq!(page(At::Before("3C".into())).await, ["5C", "4C"]);
        assert_eq!(page(At::Before("1C".into())).await, ["4C", "3C"]);
        let waiting = tasks::waiting(s, "A", 10).await.unwrap();
        assert_eq!(ids(waiting), ["1C", "1D"]);
        assert!(tasks::waiting(s, "B", 10).await.unwrap().is_empty());
        let mut tx = s.begin().await.unwrap();
        assert_eq!(ids(tasks::wanted(&mut tx, "B").await.unwrap()), ["2B"]);
        assert!(tasks::wanted(&mut tx, "C").await.unwrap().is_empty());
        let again = |body: Value| serde_json::from_value(body).unwrap();
        let same = again(given("L9", "2026-12-31", "material"));
        assert!(
            !tasks::given(&mut tx, "B", &same).await.unwrap(),
            "other words"
        );
        let same = law::task::Given {
            text: "任务L1".into(),
            ..same
        };
        assert!(tasks::given(&mut tx, "B", &same).await.unwrap());
        let gone = law::task::Given {
            text: "任务L3".into(),
            ..same
        };
        assert!(
            !tasks::given(&mut tx, "C", &gone).await.unwrap(),
            "called off"
        );
    })
    .await;
}

/// Each number counts what the list behind it shows, on the last day and after.
#[tokio::test]
async fn each_number_of_a_lot_is_the_length_of_its_list() {
    both(async |bench| {
        county(&bench).await;
        act(
            &bench,
            ("D", "1D", 2),
            ("task_taken", "2026-04-02"),
            json!({}),
        )
        .await;
        let s = &bench.store;
        let lots = async |today: &str, at: At| {
            tasks::lots(s, ("A", 2026), day(today), &at, 10)
                .await
                .unwrap()
        };
        let names = |lots: &[Lot]| lots.iter().map(|one| one.lot.clone()).collect::<Vec<_>>();
        for (today, late) in [("2026-03-31", 1), ("2026-04-01", 2)] {
            let all = lots(today, At::First).await;
            assert_eq!(names(&all), ["L2", "L1"]);
            let first = &all[1];
            assert_eq!(
                (
                    first.organs,
                    first.done,
                    first.handed,
                    first.open,
                    first.late
                ),
                (3, 1, 1, 1, late),
                "{today}"
            );
            for lot in &all {
                for part in Part::ALL {
                    let n = match part {
                        Part::All => lot.organs,
                        Part::Done => lot.done,
                        Part::Handed => lot.handed,
                        Part::Open => lot.open,
                        Part::Late => lot.late,
                    };
                    let of = ("A", 2026, lot.lot.as_str());
                    let rows = tasks::of_lot(s, of, (part, day(today)), "", 10)
                        .await
                        .unwrap();
                    assert_eq!(i64::try_from(rows.len()).unwrap(), n, "{today} {part:?}");
                }
            }
        }
        assert_eq!(
            names(&lots("2026-03-31", At::After("L2".into())).await),
            ["L1"]
        );
        assert_eq!(
            names(&lots("2026-03-31", At::Before("L1".into())).await),
            ["L2"]
        );
        let late = (Part::Late, day("2026-04-01"));
        let of = ("A", 2026, "L1");
        assert_eq!(
            ids(tasks::of_lot(s, of, late, "", 10).await.unwrap()),
            ["1B", "1D"]
        );
        assert_eq!(
            ids(tasks::of_lot(s, of, late, "B", 10).await.unwrap()),
            ["1D"]
        );
        assert!(
            tasks::of_lot(s, ("B", 2026, "L1"), late, "", 10)
                .await
                .unwrap()
                .is_empty()
        );
        let mut later = given("L3", "2027-03-31", "material");
        later["year"] = json!(2027);
        give(&bench, ("B", "3B"), later).await;
        assert_eq!(
            tasks::years(s, "A", 2026).await.unwrap(),
            (None, Some(2027))
        );
        assert_eq!(
            tasks::years(s, "A", 2027).await.unwrap(),
            (Some(2026), None)
        );
        assert_eq!(tasks::years(s, "B", 2026).await.unwrap(), (None, None));
        assert_eq!(lots("2026-03-31", At::First).await.len(), 2);
    })
    .await;
}
