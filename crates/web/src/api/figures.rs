//! 表二、表四的数据: figures that no act counts.

use app::{
    figures::{self, NewFigure},
    rights::{CaseWorker, Reader},
};
use axum::{
    Json as Answer,
    extract::State as Shared,
    http::{Method, StatusCode},
    routing::{get, put},
};
use law::report::figure::ROWS;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    caller::Program,
    input::{Json, Names},
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
        token::<Reader>(Method::GET, "/api/v1/figures/{year}", get(list)),
        token::<CaseWorker>(Method::PUT, "/api/v1/figures/{year}", put(enter)),
    ]
}

/// One figure.
#[derive(Debug, Serialize, ToSchema)]
pub struct Figure {
    /// E.g. `行政许可` or `规章.制发`.
    pub row: String,
    /// A whole number; for 行政事业性收费 万元 as decimal text.
    pub value: String,
    /// Where the number comes from.
    pub source: String,
    pub reason: String,
}

/// The figures of a year.
#[derive(Debug, Serialize, ToSchema)]
pub struct Figures {
    pub year: i16,
    /// Every row that can be entered.
    pub rows: Vec<String>,
    pub figures: Vec<Figure>,
}

/// The figures entered for a year; a row that nobody entered is absent, never zero.
#[utoipa::path(
    get,
    path = "/api/v1/figures/{year}",
    tag = "figures",
    params(("year" = i16, Path, description = "year of the report")),
    responses((status = 200, body = Figures), Problems)
)]
pub async fn list(
    Shared(state): Shared<State>,
    Program { caller, .. }: Program<Reader>,
    names: Names,
) -> Result<Answer<Figures>, Problem> {
    let year = names.year(&caller)?;
    let rows = caller.ok(figures::list(&state.app, &caller.staff, year).await)?;
    Ok(Answer(Figures {
        year,
        rows: ROWS.iter().map(ToString::to_string).collect(),
        figures: rows
            .into_iter()
            .map(|row| Figure {
                row: row.row,
                value: row.value,
                source: row.source,
                reason: row.reason,
            })
            .collect(),
    }))
}

/// A figure to be entered.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FigureForm {
    #[schema(example = "行政许可")]
    pub row: String,
    #[schema(example = "12")]
    pub value: String,
    #[schema(max_length = 200)]
    pub source: String,
    #[serde(default)]
    #[schema(max_length = 500)]
    pub reason: String,
}

/// Enters one figure; the earlier value stays in the ledger.
#[utoipa::path(
    put,
    path = "/api/v1/figures/{year}",
    tag = "figures",
    params(("year" = i16, Path, description = "year of the report")),
    request_body = FigureForm,
    responses((status = 204, description = "entered"), Problems)
)]
pub async fn enter(
    Shared(state): Shared<State>,
    Program { caller, by }: Program<CaseWorker>,
    names: Names,
    Json(form): Json<FigureForm>,
) -> Result<StatusCode, Problem> {
    let new = NewFigure {
        year: names.year(&caller)?,
        row: form.row,
        value: form.value,
        source: form.source,
        reason: form.reason,
    };
    caller.ok(figures::enter(&state.app, &by, &new).await)?;
    Ok(StatusCode::NO_CONTENT)
}
