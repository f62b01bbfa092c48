//! Requests filed durably by many clients at once, against bare inserts of as many rows by as many clients.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use app::requests::{self, NewRequest};
use law::case::{Applicant, Channel};
use sqlx::{Executor, any::AnyPoolOptions};

use crate::{Done, ORGAN, open};

const CLIENTS: usize = 64;
const ROUNDS: usize = 3;

pub async fn run(url: &str, folder: &Path, each: usize) -> Done {
    let app = open(url, folder).await?;
    println!(
        "{CLIENTS} clients, {each} requests each, every one committed alone; {}",
        url.split(':').next().unwrap_or_default()
    );
    println!(
        "{:>12} {:>12} {:>10} {:>10}",
        "", "a second", "p50, ms", "p99, ms"
    );
    let mut ratios = Vec::new();
    for round in 0..ROUNDS {
        let mut clients = tokio::task::JoinSet::new();
        let began = Instant::now();
        for client in 0..CLIENTS {
            let app = app.clone();
            clients.spawn(async move {
                let mut times = Vec::with_capacity(each);
                for place in 0..each {
                    let began = Instant::now();
                    let key = format!("{round}-{client}-{place}");
                    requests::file(&app, &request(client * each + place), &key)
                        .await
                        .map_err(|error| error.to_string())?;
                    times.push(began.elapsed());
                }
                Ok(times)
            });
        }
        let filed = gathered(clients, began).await?;
        filed.print("filed");
        let bare = bare(url, each).await?;
        bare.print("bare insert");
        ratios.push(filed.rate / bare.rate);
    }
    let mean = ratios.iter().sum::<f64>() / ratios.len() as f64;
    println!("filed / bare insert: {mean:.2}");
    Ok(())
}

struct Measured {
    rate: f64,
    times: Vec<Duration>,
}

impl Measured {
    fn print(&self, name: &str) {
        let at = |share: usize| {
            let place = (self.times.len() * share / 100).min(self.times.len() - 1);
            self.times[place].as_secs_f64() * 1e3
        };
        println!(
            "{name:>12} {:>12.0} {:>10.1} {:>10.1}",
            self.rate,
            at(50),
            at(99)
        );
    }
}

type Clients = tokio::task::JoinSet<Result<Vec<Duration>, String>>;

async fn gathered(
    mut clients: Clients,
    began: Instant,
) -> Result<Measured, Box<dyn std::error::Error>> {
    let mut times = Vec::new();
    while let Some(done) = clients.join_next().await {
        times.extend(done??);
    }
    let rate = times.len() as f64 / began.elapsed().as_secs_f64();
    times.sort();
    Ok(Measured { rate, times })
}

/// A row of the size of a filed request's act, and nothing else, into a table of its own in the same database.
async fn bare(url: &str, each: usize) -> Result<Measured, Box<dyn std::error::Error>> {
    let sqlite = url.starts_with("sqlite:");
    // SQLite writes with one connection, as the store does; PostgreSQL with as many as the store has.
    let pool = AnyPoolOptions::new()
        .max_connections(if sqlite { 1 } else { 8 })
        .acquire_timeout(Duration::from_secs(60))
        .connect(url)
        .await?;
    if sqlite {
        pool.execute(
            "PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL",
        )
        .await?;
    }
    pool.execute("DROP TABLE IF EXISTS bare_rows").await?;
    pool.execute("CREATE TABLE bare_rows (id TEXT PRIMARY KEY, body TEXT NOT NULL)")
        .await?;
    let body = "明".repeat(250);
    let mut clients = tokio::task::JoinSet::new();
    let began = Instant::now();
    for client in 0..CLIENTS {
        let (pool, body) = (pool.clone(), body.clone());
        clients.spawn(async move {
            let mut times = Vec::with_capacity(each);
            for place in 0..each {
                let began = Instant::now();
                sqlx::query("INSERT INTO bare_rows (id, body) VALUES ($1, $2)")
                    .bind(format!("{client}-{place}"))
                    .bind(&body)
                    .execute(&pool)
                    .await
                    .map_err(|error| error.to_string())?;
                times.push(began.elapsed());
            }
            Ok(times)
        });
    }
    let measured = gathered(clients, began).await?;
    pool.execute("DROP TABLE bare_rows").await?;
    pool.close().await;
    Ok(measured)
}

/// A made-up request (sample numbers of law.md 13.2).
fn request(serial: usize) -> NewRequest {
    NewRequest {
        organ: ORGAN.into(),
        channel: Channel::Online,
        applicant: Applicant::Natural,
        name: format!("申请人{serial}"),
        id_number: "11010519491231002X".into(),
        phone: "00000000000".into(),
        email: String::new(),
        address: "云河县样例路1号".into(),
        postcode: "000000".into(),
        wanted: format!("样例村第{serial}号地块的征收补偿方案"),
        document_number: String::new(),
        form: "electronic".into(),
        delivery: "online".into(),
    }
}
