//! A cell of the sum opened into its units, and a unit's cell opened into its records.

use app::{
    Error, consolidation,
    rights::{Consolidator, Supervisor},
};
use axum::{
    extract::{Path, State as Shared},
    http::StatusCode,
    response::Response,
};
use law::report::cell::{Cell, Figures};

use super::overview::standing_word;
use crate::{
    kit::{chart, report::tables::address_in},
    office::{
        desk::{Desk, Seat},
        page,
        problem::Problem,
    },
    state::State,
};

struct ShareLine {
    name: String,
    unit_href: String,
    value: String,
    href: String,
    before: String,
    standing: &'static str,
    said: String,
    bar: String,
}

#[derive(askama::Template)]
#[template(path = "office/consolidation/cell.html")]
struct CellPage<'a> {
    d: &'a Desk,
    place: &'static str,
    year: i16,
    title: String,
    table: String,
    row: String,
    column: String,
    value: String,
    sum: String,
    shares: Vec<ShareLine>,
}

struct Record {
    title: String,
    kind: String,
    on: String,
    value: String,
    note: String,
}

#[derive(askama::Template)]
#[template(path = "office/consolidation/unit_cell.html")]
struct UnitCellPage<'a> {
    d: &'a Desk,
    place: &'static str,
    year: i16,
    title: String,
    unit: String,
    unit_href: String,
    row: String,
    column: String,
    sum: String,
    records: Vec<Record>,
}

fn cell_of(d: &Desk, table: &str, row: &str, column: &str) -> Result<Cell, Problem> {
    let found = table
        .strip_prefix("table")
        .and_then(|table| Cell::find(table, row, column));
    d.ok(found.ok_or(Error::NotFound))
}

pub async fn of_sum(
    Shared(state): Shared<State>,
    Seat { d: desk, .. }: Seat<Consolidator>,
    Path((year, table, row, column)): Path<(i16, String, String, String)>,
) -> Result<Response, Problem> {
    let d = &desk;
    let cell = cell_of(d, &table, &row, &column)?;
    let roll = d.ok(consolidation::build(&state.app, &d.staff.organ, year).await)?;
    let shares = roll.shares(cell);
    let most = shares
        .iter()
        .filter_map(|share| share.value)
        .max()
        .unwrap_or_default();
    let print = |value: Option<i64>| value.map_or_else(|| "—".into(), |value| cell.print(value));
    let base = format!("/office/consolidation/{year}");
    let lines = shares
        .iter()
        .map(|share| {
            let unit_href = format!("{base}/units/{}", share.code);
            ShareLine {
                name: share.name.clone(),
                value: print(share.value),
                href: if share.opens && share.value.is_some() {
                    address_in(&unit_href, cell.table(), cell.row(), cell.column())
                } else {
                    String::new()
                },
                before: print(share.before),
                standing: standing_word(share.standing),
                said: d.t(&format!(
                    "reports.standing.{}",
                    standing_word(share.standing)
                )),
                bar: share
                    .value
                    .map_or_else(String::new, |value| chart::small(value, most)),
                unit_href,
            }
        })
        .collect();
    let value = Figures::of(&roll.sum.report).get(cell);
    Ok(page(
        StatusCode::OK,
        &CellPage {
            d,
            place: "consolidation",
            year,
            title: d.tn("consolidation.title", "year", year),
            table: d.t(&format!("reports.cell.table{}", cell.table())),
            sum: d.tn("consolidation.parts", "n", roll.sum.counted()),
            value: print(value),
            shares: lines,
            row,
            column,
        },
    ))
}

pub async fn of_unit(
    Shared(state): Shared<State>,
    Seat { d: desk, by }: Seat<Supervisor>,
    Path((year, code, table, row, column)): Path<(i16, String, String, String, String)>,
) -> Result<Response, Problem> {
    let d = &desk;
    let cell = cell_of(d, &table, &row, &column)?;
    let entries = d.ok(consolidation::unit_cell(&state.app, &by, &code, year, cell).await)?;
    let unit = d.ok(app::organs::get(&state.app, &code).await)?.name;
    let records: Vec<Record> = entries
        .into_iter()
        .map(|entry| {
            let (kind, title) = match entry.kind {
                app::reports::EntryKind::Request => ("request", entry.title),
                app::reports::EntryKind::Remedy => ("remedy", d.t("reports.cell.remedy")),
                app::reports::EntryKind::Figure => ("figure", entry.title),
            };
            Record {
                title,
                kind: d.t(&format!("reports.cell.kind_{kind}")),
                on: entry.on.map(|on| on.to_string()).unwrap_or_default(),
                value: entry.value,
                note: entry.note,
            }
        })
        .collect();
    Ok(page(
        StatusCode::OK,
        &UnitCellPage {
            d,
            place: "consolidation",
            year,
            title: d.tn("consolidation.title", "year", year),
            unit_href: format!("/office/consolidation/{year}/units/{code}"),
            sum: d.tn("reports.cell.sum", "n", records.len()),
            unit,
            row,
            column,
            records,
        },
    ))
}
