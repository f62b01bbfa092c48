//! A case of many acts: read, judged, and what may be done now, against reading its rows alone.

use std::{path::Path, time::Instant};

use app::requests;
use serde_json::{Value, json};
use store::ledger::{self, NewAct};

use crate::{Done, ORGAN, clerk, middle, open, sqlite};

const ROUNDS: usize = 200;

pub async fn run(folder: &Path) -> Done {
    let app = open(&sqlite(folder)?, folder).await?;
    println!(
        "{:>6} {:>14} {:>14} {:>8}",
        "acts", "case, ms", "its rows, ms", "ratio"
    );
    for acts in [3, 15, 60, 240] {
        let id = format!("01JCASE{acts:019}");
        let stream = store::Stream::request(&id)?;
        let mut tx = app.store.begin().await?;
        for (place, body) in bodies(acts).iter().enumerate() {
            let new = NewAct {
                organ: ORGAN,
                stream: &stream,
                expected: i64::try_from(place)?,
                kind: body["kind"].as_str().unwrap_or_default(),
                body,
                on: app.clock.today(),
                actor: "bench",
            };
            ledger::append(&mut tx, app.clock.now(), &new).await?;
        }
        store::project::apply(&mut tx, &app.rules(), ORGAN, &stream).await?;
        tx.commit().await?;

        let (mut opened, mut read) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            let began = Instant::now();
            let case = requests::open(&app, &clerk(), &id).await?;
            opened.push(began.elapsed().as_secs_f64() * 1e3);
            assert_eq!(case.acts.len(), acts);
            let began = Instant::now();
            assert_eq!(
                ledger::stream(&app.store, ORGAN, &stream).await?.len(),
                acts
            );
            read.push(began.elapsed().as_secs_f64() * 1e3);
        }
        let (opened, read) = (middle(opened), middle(read));
        println!(
            "{acts:>6} {opened:>14.2} {read:>14.2} {:>8.1}",
            opened / read
        );
    }
    Ok(())
}

/// Received, then one third party after another: asked, reached, answered.
fn bodies(acts: usize) -> Vec<Value> {
    let first = json!({
        "kind": "submitted", "on": "2026-03-02", "channel": "counter", "applicant": "natural",
        "person": "", "number": format!("{ORGAN}-2026-{acts:06}"), "query_hash": "",
    });
    let kinds = [
        "third_party_asked",
        "third_party_reached",
        "third_party_answered",
    ];
    let rest = (0..acts - 1).map(|place| {
        let mut body = json!({
            "kind": kinds[place % 3], "on": "2026-03-02", "ref": format!("第三方{}", place / 3),
        });
        if place % 3 == 2 {
            body["consents"] = json!(place % 2 == 0);
        }
        body
    });
    std::iter::once(first).chain(rest).collect()
}
