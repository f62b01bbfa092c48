//! What working on requests costs: opening a case, listing many, filing with many clients at once. Part of `bench/`.
//!
//! `cargo run --release -p app --example cases -- open FOLDER`, `list FOLDER [REQUESTS]`, `file DATABASE FOLDER [EACH]`.
#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]

#[path = "../measured/application.rs"]
mod application;
mod filing;
mod listing;
mod opening;

use std::{error::Error, path::Path};

use app::{App, Role, Staff, organs::OrganForm};

pub use application::sqlite;

pub type Done = Result<(), Box<dyn Error>>;
pub const ORGAN: &str = "BENCH";

#[tokio::main]
async fn main() -> Done {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["open", folder] => opening::run(Path::new(folder)).await,
        ["list", folder] => listing::run(Path::new(folder), 100_000).await,
        ["list", folder, n] => listing::run(Path::new(folder), n.parse()?).await,
        ["file", url, folder] => filing::run(url, Path::new(folder), 50).await,
        ["file", url, folder, each] => filing::run(url, Path::new(folder), each.parse()?).await,
        _ => Err("open FOLDER, list FOLDER [REQUESTS], or file DATABASE FOLDER [EACH]".into()),
    }
}

/// The application on a database, with one organ.
pub async fn open(url: &str, folder: &Path) -> Result<App, Box<dyn Error>> {
    let app = application::open(url, folder, "2026-03-02T01:00:00Z").await?;
    let organ = OrganForm {
        code: ORGAN.into(),
        name: "云河县商务局".into(),
        short_name: "县商务局".into(),
        kind: "department".into(),
        ..OrganForm::default()
    };
    app::organs::save(&app, &organ, "bench").await?;
    Ok(app)
}

pub fn clerk() -> Staff {
    Staff {
        id: "bench".into(),
        organ: ORGAN.into(),
        login: "bench".into(),
        name: "经办人".into(),
        roles: vec![Role::Clerk],
    }
}

/// The middle of several times, in milliseconds.
pub fn middle(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or_default()
}
