//! 年度报告: built from the ledger, each cell opened into its records.

use app::{
    reports::{self, EntryKind},
    rights::Reader,
};
use axum::{Json as Answer, extract::State as Shared, http::Method, routing::get};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::{
    caller::{Caller, Program},
    input::{Names, Query},
    problem::{Problem, Problems},
};
use crate::{
    kit::route::{Route, token},
    state::State,
};

/// The addresses of this wing.
#[rustfmt::skip]
#[must_use]
pub fn routes() -> Vec<Route> {
    vec![
        token::<Reader>(Method::GET, "/api/v1/reports/{year}", get(build)),
        token::<Reader>(Method::GET, "/api/v1/reports/{year}/cells", get(cell)),
    ]
}

/// A report as the ledger stands today.
#[derive(Debug, Serialize, ToSchema)]
pub struct BuiltReport {
    #[schema(value_type = String, format = Date)]
    pub built_on: String,
    /// The report in the shape of `docs/law/formats.md`.
    #[schema(value_type = Object)]
    pub report: Value,
    /// What the checks say of it, in the shape of `docs/law/formats.md`.
    #[schema(value_type = Vec<Object>)]
    pub findings: Vec<Value>,
}

/// Builds the annual report of the organ.
#[utoipa::path(
    get,
    path = "/api/v1/reports/{year}",
    tag = "reports",
    params(("year" = i16, Path, description = "the year reported on")),
    responses((status = 200, body = BuiltReport), Problems)
)]
pub async fn build(
    Shared(state): Shared<State>,
    Program { caller, .. }: Program<Reader>,
    names: Names,
) -> Result<Answer<BuiltReport>, Problem> {
    let year = past(&state, &caller, &names)?;
    let built = caller.ok(reports::build(&state.app, &caller.staff.organ, year).await)?;
    let json = |value| serde_json::to_value(value).map_err(app::Error::from);
    let findings = built
        .findings
        .iter()
        .map(|finding| serde_json::to_value(finding.view(caller.lang)).map_err(app::Error::from))
        .collect::<Result<_, _>>();
    Ok(Answer(BuiltReport {
        built_on: built.built_on.to_string(),
        report: caller.ok(json(&built.report))?,
        findings: caller.ok(findings)?,
    }))
}

/// A year that has begun: there is no report on a later one.
fn past(state: &State, caller: &Caller, names: &Names) -> Result<i16, Problem> {
    let year = names.year(caller)?;
    if year > state.app.clock.today().year() {
        return Err(caller.problem("not_found"));
    }
    Ok(year)
}

/// One record that a cell counts.
#[derive(Debug, Serialize, ToSchema)]
pub struct CellEntry {
    /// `request`, `remedy` or `figure`.
    pub kind: String,
    pub id: String,
    pub title: String,
    #[schema(value_type = Option<String>, format = Date)]
    pub on: Option<String>,
    /// What it adds to the cell.
    pub value: String,
    pub note: String,
}

/// The records behind one cell.
#[derive(Debug, Serialize, ToSchema)]
pub struct CellEntries {
    pub entries: Vec<CellEntry>,
}

/// Which records a cell counts.
#[utoipa::path(
    get,
    path = "/api/v1/reports/{year}/cells",
    tag = "reports",
    params(
        ("year" = i16, Path, description = "the year reported on"),
        ("table" = String, Query, description = "`2`, `3` or `4`"),
        ("row" = String, Query, description = "key of the row, as in `docs/law/formats.md`"),
        ("column" = String, Query, description = "key of the column, as in `docs/law/formats.md`"),
    ),
    responses((status = 200, body = CellEntries), Problems)
)]
pub async fn cell(
    Shared(state): Shared<State>,
    Program { caller, .. }: Program<Reader>,
    names: Names,
    query: Query,
) -> Result<Answer<CellEntries>, Problem> {
    let year = past(&state, &caller, &names)?;
    let needed = |name: &str| {
        query
            .text(name)
            .ok_or_else(|| caller.wrong(name, "form", "请提供这一项", "This is needed"))
    };
    let entries = reports::cell(
        &state.app,
        &caller.staff.organ,
        year,
        needed("table")?,
        needed("row")?,
        needed("column")?,
    )
    .await;
    Ok(Answer(CellEntries {
        entries: caller
            .ok(entries)?
            .into_iter()
            .map(|entry| CellEntry {
                kind: match entry.kind {
                    EntryKind::Request => "request",
                    EntryKind::Remedy => "remedy",
                    EntryKind::Figure => "figure",
                }
                .into(),
                id: entry.id,
                title: entry.title,
                on: entry.on.map(|date| date.to_string()),
                value: entry.value,
                note: entry.note,
            })
            .collect(),
    }))
}
