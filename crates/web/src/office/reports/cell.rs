//! What a number counts: the records behind one cell.

use app::{
    reports::{self, EntryKind},
    rights::Reader,
};
use axum::{
    extract::{Path, Query, State as Shared},
    http::StatusCode,
    response::Response,
};

use crate::{
    kit::{
        download::encoded,
        pager::Query as Asked,
        report::tables::{Printer, address},
    },
    office::{
        desk::{Desk, Seat},
        page,
        problem::{Notice, Problem},
    },
    state::State,
};

struct Line {
    href: String,
    title: String,
    subject: String,
    kind: String,
    on: String,
    value: String,
    note: String,
}

#[derive(askama::Template)]
#[template(path = "office/reports/cell.html")]
struct CellPage<'a> {
    d: &'a Desk,
    place: &'static str,
    year: i16,
    report: String,
    table: String,
    row: String,
    column: String,
    value: String,
    sum: String,
    entries: Vec<Line>,
    empty: String,
    notice: Option<Notice>,
}

pub async fn show(
    Shared(state): Shared<State>,
    Seat { d: desk, .. }: Seat<Reader>,
    Path((year, table, row, column)): Path<(i16, String, String, String)>,
    Query(query): Query<Asked>,
) -> Result<Response, Problem> {
    let d = &desk;
    let organ = &d.staff.organ;
    let table = d.ok(table.strip_prefix("table").ok_or(app::Error::NotFound))?;
    let built = d.ok(reports::build(&state.app, organ, year).await)?;
    let printer = Printer::new(&built.report, year, Vec::new());
    let printed = printer.value(table, &row, &column);
    let value = d.ok(printed.ok_or(app::Error::NotFound))?;
    let entries = d.ok(reports::cell(&state.app, organ, year, table, &row, &column).await)?;
    // From the record straight back to this cell, when it has been mended.
    let here = address(year, table, &row, &column);
    let line = |entry: reports::Entry| {
        let (kind, href, title) = match entry.kind {
            EntryKind::Request => (
                "request",
                format!("/office/requests/{}", entry.id),
                entry.title,
            ),
            EntryKind::Remedy => (
                "remedy",
                format!("/office/remedies#{}", entry.id),
                d.t("reports.cell.remedy"),
            ),
            EntryKind::Figure => (
                "figure",
                format!(
                    "/office/figures/{year}?row={}&back={}#enter",
                    encoded(&entry.title),
                    encoded(&here)
                ),
                entry.title,
            ),
        };
        Line {
            href,
            title,
            subject: entry.subject,
            kind: d.t(&format!("reports.cell.kind_{kind}")),
            on: entry.on.map(|on| on.to_string()).unwrap_or_default(),
            value: entry.value,
            note: entry.note,
        }
    };
    Ok(page(
        StatusCode::OK,
        &CellPage {
            d,
            place: "reports",
            notice: d.done("reports.done", &query),
            year,
            report: d.tn("reports.of_year", "year", year),
            table: d.t(&format!("reports.cell.table{table}")),
            sum: d.tn("reports.cell.sum", "n", entries.len()),
            value: if value.is_empty() {
                "—".into()
            } else {
                value.clone()
            },
            empty: d.t(if value.is_empty() {
                "reports.cell.blank"
            } else {
                "reports.cell.zero"
            }),
            entries: entries.into_iter().map(line).collect(),
            row,
            column,
        },
    ))
}
