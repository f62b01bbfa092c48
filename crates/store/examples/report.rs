//! Reports of one organ and of all organs from many requests: reading the facts and counting them.
//! Part of `bench/`.
//!
//! `cargo run --release -p store --example report FOLDER [ORGANS] [REQUESTS_EACH]`; a folder that
//! already holds them is used as it is.
#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]

use std::{error::Error, fs, path::Path, time::Instant};

use jiff::{Timestamp, ToSpan, civil::date};
use law::{
    calendar::Calendar,
    outcome::Code,
    report::tally::{Tally, tally},
};
use serde_json::json;
use store::{
    Store, Tx,
    ledger::{self, NewAct},
};

const YEAR: i16 = 2025;
const APPLICANTS: [&str; 6] = [
    "natural",
    "business",
    "research",
    "charity",
    "legal_service",
    "other",
];
/// Requests written in one transaction: this benchmark measures reading.
const BATCH: usize = 500;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let folder = args.next().ok_or("a folder for the database")?;
    let organs: usize = args.next().map_or(Ok(1_000), |text| text.parse())?;
    let each: usize = args.next().map_or(Ok(1_000), |text| text.parse())?;
    fs::create_dir_all(&folder)?;
    let store = Store::open(&format!(
        "sqlite://{}",
        Path::new(&folder).join("mingbai.db").display()
    ))
    .await?;
    let began = Instant::now();
    let made = generate(&store, organs, each).await?;
    if made > 0 {
        let seconds = began.elapsed().as_secs_f64();
        println!("{made} requests (two acts each) made in {seconds:.0} s");
    }
    println!(
        "{:>8} {:>10} {:>10} {:>16} {:>14}",
        "organs", "requests", "seconds", "µs a request", "of it counting"
    );
    let mut size = 1;
    while size <= organs {
        measure(&store, size).await?;
        size *= 10;
    }
    Ok(())
}

/// Builds the tables of the first `organs` organs, one after another, and their sum.
async fn measure(store: &Store, organs: usize) -> Result<(), Box<dyn Error>> {
    let (mut sum, mut requests) = (Tally::default(), 0);
    let mut counting = 0.0;
    let began = Instant::now();
    for organ in 0..organs {
        let facts = store::requests::facts(store, &code(organ), YEAR).await?;
        requests += facts.len();
        let counted = Instant::now();
        sum.merge(&tally(facts.into_iter().map(|(_, fact)| fact), YEAR));
        counting += counted.elapsed().as_secs_f64();
    }
    let seconds = began.elapsed().as_secs_f64();
    let micros = seconds * 1e6 / requests.max(1) as f64;
    println!(
        "{organs:>8} {requests:>10} {seconds:>10.3} {micros:>16.2} {:>13.3}%",
        counting / seconds * 100.0
    );
    Ok(())
}

fn code(organ: usize) -> String {
    format!("B{organ:05}")
}

/// Fills what is missing; returns how many requests were made.
async fn generate(store: &Store, organs: usize, each: usize) -> Result<usize, Box<dyn Error>> {
    let calendar = Calendar::cn();
    let have = ledger::heads(store).await?.len();
    let mut made = 0;
    for organ in have..organs {
        let organ = code(organ);
        for start in (0..each).step_by(BATCH) {
            let mut tx = store.begin().await?;
            for place in start..each.min(start + BATCH) {
                request(&mut tx, &calendar, &organ, place).await?;
                made += 1;
            }
            tx.commit().await?;
        }
    }
    Ok(made)
}

async fn request(
    tx: &mut Tx,
    calendar: &Calendar,
    organ: &str,
    place: usize,
) -> Result<(), Box<dyn Error>> {
    let now: Timestamp = "2025-12-31T04:00:00Z".parse()?;
    let received = date(YEAR, 1, 2) + i64::try_from(place % 300)?.days();
    let answered = received + i64::try_from(3 + place % 17)?.days();
    let stream: store::Stream = format!("request/01J{organ}{place:016}").parse()?;
    let submitted = json!({
        "kind": "submitted", "on": received.to_string(), "channel": "counter", "applicant": APPLICANTS[place % 6],
        "person": "", "number": format!("{organ}-{YEAR}-{place:06}"), "query_hash": "",
    });
    let answer = json!({
        "kind": "answered", "on": answered.to_string(), "code": Code::ALL[place % 22].as_str(), "how": "handed",
    });
    for (expected, kind, on, body) in [
        (0, "submitted", received, &submitted),
        (1, "answered", answered, &answer),
    ] {
        let new = NewAct {
            organ,
            stream: &stream,
            expected,
            kind,
            body,
            on,
            actor: "bench",
        };
        ledger::append(tx, now, &new).await?;
    }
    store::project::apply(tx, &store::Rules::plain(calendar), organ, &stream).await?;
    Ok(())
}
