//! The public log with a million leaves: how long an append with its signed checkpoint takes, and a proof of any leaf. Part of `bench/`.
//!
//! `cargo run --release -p store --example public_log FOLDER [LEAVES]`
#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]

use std::{
    error::Error,
    path::Path,
    time::{Duration, Instant},
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use jiff::{Timestamp, civil::date};
use serde_json::{Value, json};
use sqlx::{Connection, SqliteConnection, sqlite::SqliteConnectOptions};
use store::{
    Store,
    ledger::{self, NewAct},
    people::Keys,
    public_log, published,
};
use transparency::{
    Checkpoint, Leaf, Tiles,
    leaf::Act,
    proof::includes,
    tile::of_hashes,
    tiles::edge,
    tree::{self, Hash},
};

const ORGAN: &str = "BENCH";
/// How often each thing is measured.
const TIMES: u64 = 300;
/// What the aims are, in milliseconds: an append with its checkpoint, a proof.
const AIMS: (f64, f64) = (5.0, 1.0);

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let folder = args.next().ok_or("a folder on the disk to be measured")?;
    let leaves: u64 = args.next().map_or(Ok(1_000_000), |text| text.parse())?;
    let path = Path::new(&folder).join("public-log.db");
    let store = Store::open(&format!("sqlite://{}", path.display())).await?;
    let began = Instant::now();
    let root = fill(&path, leaves).await?;
    println!(
        "{leaves} leaves in {:.1} s, {} MB",
        began.elapsed().as_secs_f64(),
        std::fs::metadata(&path)?.len() >> 20
    );
    let mut proofs = Vec::new();
    for turn in 0..TIMES {
        // Spread over the tree, none twice.
        let place = turn.wrapping_mul(2_654_435_761) % leaves;
        let began = Instant::now();
        let found = published::log::inclusion(&store, place, leaves).await?;
        proofs.push(began.elapsed());
        let (entry, hashes) = found.ok_or("a leaf is missing")?;
        if !includes(&tree::leaf(entry.as_bytes()), place, leaves, &hashes, &root) {
            return Err(format!("the proof of leaf {place} is none").into());
        }
    }
    let mut appends = Vec::new();
    let key = public_log::key(&Keys::new([7; 32]), "bench.example/log")?;
    for number in 0..TIMES {
        publish(&store, number).await?;
        let began = Instant::now();
        let mut tx = store.begin().await?;
        let growth = public_log::follow(&mut tx, &key).await?;
        tx.commit().await?;
        appends.push(began.elapsed());
        if growth.added != 1 {
            return Err("one act is one leaf".into());
        }
    }
    let good = [
        told(
            "append with its signed checkpoint, durable",
            appends,
            AIMS.0,
        ),
        told("proof of any leaf", proofs, AIMS.1),
    ];
    println!("aims {}", if good == [true; 2] { "met" } else { "missed" });
    Ok(())
}

/// Median and the hundredth slowest; whether the median keeps to the aim.
fn told(what: &str, mut took: Vec<Duration>, aim: f64) -> bool {
    took.sort();
    let milliseconds = |at: usize| took[at.min(took.len() - 1)].as_secs_f64() * 1e3;
    let (median, slow) = (
        milliseconds(took.len() / 2),
        milliseconds(took.len() * 99 / 100),
    );
    println!(
        "{what}: {median:.3} ms, p99 {slow:.3} ms; aim {aim} ms, of it {:.2}",
        median / aim
    );
    median < aim
}

/// Leaves and tiles as the log would have written them one by one.
async fn fill(path: &Path, leaves: u64) -> Result<Hash, Box<dyn Error>> {
    let options = SqliteConnectOptions::new().filename(path);
    let mut connection = SqliteConnection::connect_with(&options).await?;
    let mut tiles = Tiles::default();
    let mut tx = connection.begin().await?;
    for place in 0..leaves {
        let leaf = Leaf {
            act: Act::Published,
            address: format!("/items/{ORGAN}/{place}"),
            organ: ORGAN.into(),
            on: "2026-11-30".into(),
            recorded_at: "2026-11-30T01:02:03Z".into(),
            record: format!("{place:064x}"),
        };
        let entry = leaf.entry();
        tiles.add(place, tree::leaf(entry.as_bytes()))?;
        let number = i64::try_from(place)?;
        sqlx::query(
            "INSERT INTO leaves (place, organ, seq, address, entry) VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(number)
        .bind("BEFORE")
        .bind(number + 1)
        .bind(&leaf.address)
        .bind(&entry)
        .execute(&mut *tx)
        .await?;
    }
    let root = tiles.root((0, leaves))?;
    for ((level, number), hashes) in tiles.changed() {
        sqlx::query("INSERT INTO tiles (level, number, hashes) VALUES ($1, $2, $3)")
            .bind(i64::from(level))
            .bind(i64::try_from(number)?)
            .bind(STANDARD.encode(of_hashes(&hashes)))
            .execute(&mut *tx)
            .await?;
    }
    tiles.keep(&edge(leaves));
    let key = public_log::key(&Keys::new([7; 32]), "bench.example/log")?;
    let checkpoint = Checkpoint {
        origin: "bench.example/log".into(),
        size: leaves,
        root,
    };
    for (name, value) in [
        ("public-log", leaves.to_string()),
        ("public-checkpoint", key.sign(&checkpoint.to_string())),
    ] {
        sqlx::query("INSERT INTO marks (name, value) VALUES ($1, $2)")
            .bind(name)
            .bind(value)
            .execute(&mut *tx)
            .await?;
    }
    tx.commit().await?;
    Ok(root)
}

/// An item made public, with a text of some kilobytes.
async fn publish(store: &Store, number: u64) -> Result<(), Box<dyn Error>> {
    let stream = format!("item/N{number}").parse()?;
    let content = json!({"column": "content", "head": 7, "title": format!("第{number}号通告"), "document_number": "", "made_on": "2026-11-30",
        "summary": "摘要", "body_html": format!("<p>{}</p>", "各有关单位：".repeat(400)), "source_class": "proactive", "attachments": []});
    let publication = json!({"index_number": format!("B/{number}"), "published_on": "2026-11-30", "imported": true});
    let acts: [(&str, i64, Value); 2] = [("drafted", 0, content), ("published", 1, publication)];
    let mut tx = store.begin().await?;
    for (kind, expected, body) in &acts {
        let new = NewAct {
            organ: ORGAN,
            stream: &stream,
            expected: *expected,
            kind,
            body,
            on: date(2026, 11, 30),
            actor: "bench",
        };
        let now: Timestamp = "2026-11-30T01:02:03Z".parse()?;
        ledger::append(&mut tx, now, &new).await?;
    }
    tx.commit().await?;
    Ok(())
}
