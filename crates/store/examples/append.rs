//! Durable appends to the ledger against bare SQLite inserts of the same rows with the same
//! synchronous setting, in turns. Part of `bench/`.
//!
//! `cargo run --release -p store --example append FOLDER [ACTS] [ROUNDS]`
#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]

use std::{
    error::Error,
    fs::{self, File},
    io::Write,
    path::Path,
    time::{Duration, Instant},
};

use jiff::{Timestamp, civil::date};
use law::calendar::Calendar;
use serde_json::{Value, json};
use sqlx::{Connection, Executor, SqliteConnection, sqlite::SqliteConnectOptions};
use store::{
    Store,
    ledger::{self, Act, NewAct},
};

const ORGAN: &str = "BENCH";

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let folder = args.next().ok_or("a folder on the disk to be measured")?;
    let acts: usize = args.next().map_or(Ok(2_000), |text| text.parse())?;
    let rounds: usize = args.next().map_or(Ok(3), |text| text.parse())?;
    println!("{acts} acts a round, each committed alone, WAL, synchronous=FULL; acts a second");
    println!(
        "{:>6} {:>12} {:>12} {:>12} {:>14} {:>8}",
        "round", "flush only", "bare insert", "append", "with its row", "ratio"
    );
    let mut ratios = Vec::new();
    for round in 0..rounds {
        let place = Path::new(&folder).join(format!("append-{round}"));
        fs::create_dir_all(&place)?;
        let flushes = flushes(&place, acts)?;
        let (appended, rows) = append(&place.join("ledger.db"), acts, false).await?;
        let (projected, _) = append(&place.join("projected.db"), acts, true).await?;
        let bare = bare(&place.join("bare.db"), &rows).await?;
        let each = |took: Duration| acts as f64 / took.as_secs_f64();
        let ratio = each(appended) / each(bare);
        ratios.push(ratio);
        println!(
            "{round:>6} {:>12.0} {:>12.0} {:>12.0} {:>14.0} {ratio:>8.2}",
            each(flushes),
            each(bare),
            each(appended),
            each(projected),
        );
        fs::remove_dir_all(&place)?;
    }
    let mean = ratios.iter().sum::<f64>() / ratios.len().max(1) as f64;
    println!("append / bare insert: {mean:.2}");
    Ok(())
}

fn body(place: usize) -> Value {
    json!({
        "kind": "submitted", "on": "2025-03-03", "channel": "online", "applicant": "natural",
        "person": format!("01JPERSON{place:017}"), "number": format!("{ORGAN}-2025-{place:06}"),
        "query_hash": "3f79bb7b435b05321651daefd374cdc681dc06faa65e374e38337b88ca046dea",
        "form": "electronic", "delivery": "online",
    })
}

/// Acts as an operation appends them: begin, append, perhaps renew the projection, commit.
async fn append(
    file: &Path,
    acts: usize,
    project: bool,
) -> Result<(Duration, Vec<Act>), Box<dyn Error>> {
    let store = Store::open(&format!("sqlite://{}", file.display())).await?;
    let calendar = Calendar::cn();
    let now: Timestamp = "2025-03-03T04:00:00Z".parse()?;
    let bodies: Vec<Value> = (0..acts).map(body).collect();
    let mut rows = Vec::with_capacity(acts);
    let began = Instant::now();
    for (place, body) in bodies.iter().enumerate() {
        let stream: store::Stream = format!("request/01JREQUEST{place:016}").parse()?;
        let new = NewAct {
            organ: ORGAN,
            stream: &stream,
            expected: 0,
            kind: "submitted",
            body,
            on: date(2025, 3, 3),
            actor: "applicant",
        };
        let mut tx = store.begin().await?;
        rows.push(ledger::append(&mut tx, now, &new).await?);
        if project {
            store::project::apply(&mut tx, &store::Rules::plain(&calendar), ORGAN, &stream).await?;
        }
        tx.commit().await?;
    }
    let took = began.elapsed();
    store.close().await;
    Ok((took, rows))
}

/// The same rows into the same table with the same indexes, one transaction each, and nothing else.
async fn bare(file: &Path, rows: &[Act]) -> Result<Duration, Box<dyn Error>> {
    let options = SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(true);
    let mut connection = SqliteConnection::connect_with(&options).await?;
    connection
        .execute(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
             CREATE TABLE acts (organ TEXT NOT NULL, seq BIGINT NOT NULL, stream TEXT NOT NULL, \
             version BIGINT NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL, on_date TEXT NOT NULL, \
             recorded_at TEXT NOT NULL, actor TEXT NOT NULL, prev TEXT NOT NULL, hash TEXT NOT NULL, \
             PRIMARY KEY (organ, seq)); \
             CREATE UNIQUE INDEX acts_stream ON acts (organ, stream, version);",
        )
        .await?;
    let began = Instant::now();
    for act in rows {
        sqlx::query("INSERT INTO acts VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)")
            .bind(&act.organ)
            .bind(act.seq)
            .bind(&act.stream)
            .bind(act.version)
            .bind(&act.kind)
            .bind(&act.body)
            .bind(act.on_date.to_string())
            .bind(act.recorded_at.to_string())
            .bind(&act.actor)
            .bind(&act.prev)
            .bind(&act.hash)
            .execute(&mut connection)
            .await?;
    }
    let took = began.elapsed();
    connection.close().await?;
    Ok(took)
}

/// What the disk allows: the bytes of a row written and flushed, with no database at all.
fn flushes(place: &Path, times: usize) -> std::io::Result<Duration> {
    let mut file = File::create(place.join("flushes"))?;
    let bytes = [7_u8; 700];
    let began = Instant::now();
    for _ in 0..times {
        file.write_all(&bytes)?;
        file.sync_data()?;
    }
    Ok(began.elapsed())
}
