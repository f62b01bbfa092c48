//! Reports of many organs at once, the sum of many units, and a cell opened at that size. Part of `bench/`.
//!
//! `consolidate count FOLDER` on a database that `store`'s example `report` has made: counts 表三 of every organ, and
//! writes the same requests as a flat ledger (`flat.csv`, `codes.csv`) for the yardsticks.
//! `consolidate units FOLDER N`: N units that handed in, added up.
#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]

#[path = "measured/application.rs"]
mod application;

use std::{error::Error, fs, path::Path, time::Instant};

use app::{App, consolidation, organs::OrganForm, reports};
use law::{
    outcome::Code,
    report::{Column, Report, Row, cell::Cell, tally::Tally},
};
use serde_json::json;
use store::ledger::{self, NewAct};

const YEAR: i16 = 2025;
type Done = Result<(), Box<dyn Error>>;

#[tokio::main]
async fn main() -> Done {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["count", folder] => count(Path::new(folder)).await,
        ["units", folder, n] => units(Path::new(folder), n.parse()?).await,
        _ => Err("count FOLDER, or units FOLDER N".into()),
    }
}

async fn open(folder: &Path) -> Result<App, Box<dyn Error>> {
    application::open(
        &application::sqlite(folder)?,
        folder,
        "2026-02-15T01:00:00Z",
    )
    .await
}

/// Best of five, in milliseconds.
fn best(times: &[f64]) -> f64 {
    times.iter().copied().fold(f64::INFINITY, f64::min)
}

async fn count(folder: &Path) -> Done {
    let app = open(folder).await?;
    let (mut times, mut sum, mut organs) = (Vec::new(), Tally::default(), 0);
    for _ in 0..5 {
        let began = Instant::now();
        let mut tables: Vec<(String, Tally)> = Vec::new();
        for alike in store::tallies::alike(&app.store, None, YEAR).await? {
            if tables.last().is_none_or(|(organ, _)| *organ != alike.organ) {
                tables.push((alike.organ.clone(), Tally::default()));
            }
            if let Some((_, table)) = tables.last_mut() {
                table.add_many(&alike.fact, YEAR, alike.count);
            }
        }
        times.push(began.elapsed().as_secs_f64() * 1e3);
        organs = tables.len();
        sum = Tally::default();
        for (_, table) in &tables {
            sum.merge(table);
        }
    }
    let total = |row| sum.get(row, Column::Total);
    println!(
        "mingbai: {organs} reports counted in {:.0} ms",
        best(&times)
    );
    println!(
        "checksum {} {} {}",
        total(Row::New),
        total(Row::Total),
        total(Row::CarriedOut)
    );

    let organ = store::tallies::alike(&app.store, None, YEAR).await?[0]
        .organ
        .clone();
    let mut opened = Vec::new();
    let mut records = 0;
    for _ in 0..5 {
        let began = Instant::now();
        let key = Row::Total.key();
        records = reports::cell(&app, &organ, YEAR, "3", key, Column::Total.key())
            .await?
            .len();
        opened.push(began.elapsed().as_secs_f64() * 1e3);
    }
    println!(
        "mingbai: a cell opened into its {records} cases in {:.1} ms",
        best(&opened)
    );

    let codes: Vec<String> = Code::ALL
        .iter()
        .map(|code| format!("{},{}", code.as_str(), code.row().index()))
        .collect();
    fs::write(
        folder.join("codes.csv"),
        format!("code,leaf\n{}\n", codes.join("\n")),
    )?;
    let mut flat = String::from("organ,received_on,applicant,closed_on,code\n");
    for head in ledger::heads(&app.store).await? {
        for (_, fact) in store::requests::facts(&app.store, &head.organ, YEAR).await? {
            let (closed, code) = fact
                .closed
                .map(|(on, code)| (on.to_string(), code.as_str()))
                .unwrap_or_default();
            let received = fact
                .received_on
                .map(|on| on.to_string())
                .unwrap_or_default();
            let kind = Column::of(fact.applicant) as usize;
            flat.push_str(&format!(
                "{},{received},{kind},{closed},{code}\n",
                head.organ
            ));
        }
    }
    fs::write(folder.join("flat.csv"), flat)?;
    Ok(())
}

async fn units(folder: &Path, n: usize) -> Done {
    let app = open(folder).await?;
    if store::organs::get(&app.store, "TOP").await?.is_none() {
        make(&app, n).await?;
    }
    let (mut built, mut pure) = (Vec::new(), Vec::new());
    for _ in 0..5 {
        let began = Instant::now();
        let roll = consolidation::build(&app, "TOP", YEAR).await?;
        built.push(began.elapsed().as_secs_f64() * 1e3);
        let parts = roll.parts();
        let began = Instant::now();
        let sum = law::report::consolidate::consolidate("省", YEAR, &parts);
        pure.push(began.elapsed().as_secs_f64() * 1e3);
        assert_eq!(sum.counted(), n);
    }
    println!(
        "mingbai: {n} units read and added in {:.0} ms, of it adding and checking {:.0} ms",
        best(&built),
        best(&pure)
    );
    let roll = consolidation::build(&app, "TOP", YEAR).await?;
    let cell = Cell::of_table3(Row::New, Column::Total);
    let began = Instant::now();
    let shares = roll.shares(cell).len();
    println!(
        "mingbai: a cell of the sum opened into {shares} units in {:.1} ms more",
        began.elapsed().as_secs_f64() * 1e3
    );
    Ok(())
}

async fn make(app: &App, n: usize) -> Done {
    let mut report = Report::empty("单位", YEAR);
    for (row, count) in [(Row::New, 5), (Row::Open, 5), (Row::Total, 5)] {
        for column in [Column::Natural, Column::Total] {
            report.table3.set(row, column, Some(count));
        }
    }
    let now = app.clock.now();
    for place in 0..=n {
        let code = if place == 0 {
            "TOP".to_string()
        } else {
            format!("U{place:05}")
        };
        let form = OrganForm {
            name: format!("第{code}单位"),
            short_name: code.clone(),
            kind: if place == 0 { "office" } else { "department" }.into(),
            parent: if place == 0 {
                String::new()
            } else {
                "TOP".into()
            },
            code: code.clone(),
            ..OrganForm::default()
        };
        app::organs::save(app, &form, "bench").await?;
        if place == 0 {
            continue;
        }
        let stream = reports::Scope::Own.stream(YEAR);
        let body = json!({"year": YEAR, "report": report});
        let mut tx = app.store.begin().await?;
        let new = NewAct {
            organ: &code,
            stream: &stream,
            expected: 0,
            kind: "report_submitted",
            body: &body,
            on: app.clock.today(),
            actor: "bench",
        };
        ledger::append(&mut tx, now, &new).await?;
        store::project::apply(&mut tx, &app.rules(), &code, &stream).await?;
        tx.commit().await?;
    }
    Ok(())
}
