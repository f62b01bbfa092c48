//! The list of an organ's requests, filtered and sorted, against the plainest statement for the same rows.

use std::{path::Path, time::Instant};

use app::requests;
use jiff::{Timestamp, ToSpan, civil::date};
use serde_json::json;
use sqlx::{Connection, Row, SqliteConnection};
use store::{
    ledger::{self, NewAct},
    requests::{Filter, Sort},
};

use crate::{Done, ORGAN, clerk, middle, open, sqlite};

const ROUNDS: usize = 15;
const BATCH: usize = 500;

pub async fn run(folder: &Path, requests: usize) -> Done {
    let url = sqlite(folder)?;
    let app = open(&url, folder).await?;
    let began = Instant::now();
    fill(&app, requests).await?;
    println!(
        "{requests} requests stand after {:.0} s",
        began.elapsed().as_secs_f64()
    );
    let mut bare = SqliteConnection::connect(&url).await?;
    let newest = Filter {
        limit: 50,
        ..Filter::default()
    };
    let lists = [
        (
            "newest first",
            newest.clone(),
            "TRUE",
            "submitted_on DESC, number DESC",
        ),
        (
            "last page",
            Filter {
                offset: i64::try_from(requests)? - 50,
                ..newest.clone()
            },
            "TRUE",
            "submitted_on DESC, number DESC",
        ),
        (
            "pending by last day",
            Filter {
                status: Some("pending".into()),
                sort: Sort::Due,
                ..newest.clone()
            },
            "status <> 'closed'",
            "due, number",
        ),
        (
            "one year, part of a number",
            Filter {
                year: Some(2025),
                text: Some("0077".into()),
                ..newest
            },
            "submitted_on BETWEEN '2025-01-01' AND '2025-12-31' AND number LIKE '%0077%'",
            "submitted_on DESC, number DESC",
        ),
    ];
    println!(
        "{:>28} {:>8} {:>10} {:>10} {:>8}",
        "list", "found", "ms", "plain, ms", "ratio"
    );
    for (name, filter, where_, order) in lists {
        let (mut ours, mut plain, mut found) = (Vec::new(), Vec::new(), 0);
        for _ in 0..ROUNDS {
            let began = Instant::now();
            found = requests::list(&app, &clerk(), &filter).await?.1;
            ours.push(began.elapsed().as_secs_f64() * 1e3);
            let began = Instant::now();
            let count =
                format!("SELECT COUNT(*) AS n FROM requests WHERE organ = '{ORGAN}' AND {where_}");
            let total = sqlx::query(sqlx::AssertSqlSafe(count))
                .fetch_one(&mut bare)
                .await?;
            let rows = format!(
                "SELECT * FROM requests WHERE organ = '{ORGAN}' AND {where_} ORDER BY {order} LIMIT 50 OFFSET {}",
                filter.offset
            );
            sqlx::query(sqlx::AssertSqlSafe(rows))
                .fetch_all(&mut bare)
                .await?;
            plain.push(began.elapsed().as_secs_f64() * 1e3);
            assert_eq!(total.try_get::<i64, _>("n")?, found);
        }
        let (ours, plain) = (middle(ours), middle(plain));
        println!(
            "{name:>28} {found:>8} {ours:>10.1} {plain:>10.1} {:>8.2}",
            ours / plain
        );
    }
    Ok(())
}

/// Requests of four years, nineteen of twenty answered, written in large transactions: reading is measured.
async fn fill(app: &app::App, requests: usize) -> Done {
    let now: Timestamp = "2026-03-02T01:00:00Z".parse()?;
    for start in (0..requests).step_by(BATCH) {
        let mut tx = app.store.begin().await?;
        for place in start..requests.min(start + BATCH) {
            let stream: store::Stream = format!("request/01J{place:023}").parse()?;
            let on = date(2022, 3, 1) + i64::try_from(place % 1_460)?.days();
            let number = format!("{ORGAN}-{}-{place:06}", on.year());
            let submitted = json!({
                "kind": "submitted", "on": on.to_string(), "channel": "counter", "applicant": "natural",
                "person": "", "number": number, "query_hash": "",
            });
            let answered = json!({"kind": "answered", "on": on.to_string(), "code": "OPEN-GIVE", "how": "handed"});
            for (expected, kind, body) in [(0, "submitted", &submitted), (1, "answered", &answered)]
            {
                if expected == 1 && place % 20 == 0 {
                    continue;
                }
                let new = NewAct {
                    organ: ORGAN,
                    stream: &stream,
                    expected,
                    kind,
                    body,
                    on,
                    actor: "bench",
                };
                ledger::append(&mut tx, now, &new).await?;
            }
            store::project::apply(&mut tx, &app.rules(), ORGAN, &stream).await?;
        }
        tx.commit().await?;
    }
    Ok(())
}
