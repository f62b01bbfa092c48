//! 台账和案卷包: the year's register, and everything of a case as one archive.

use app::{
    Error, FieldError, requests,
    rights::{Handler, Reader},
};
use axum::{
    extract::{Path, Query, State as Shared},
    response::Response,
};

use super::act::again;
use crate::{
    kit::pager::Query as Asked,
    office::{desk::Seat, posted::Form, problem::Problem},
    state::State,
};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The register of a year, this one where none is named; nobody is named in it.
pub async fn register(
    Shared(state): Shared<State>,
    Seat { d: desk, .. }: Seat<Reader>,
    Query(query): Query<Asked>,
) -> Result<Response, Problem> {
    let asked = query.get("year").map_or("", |year| year.trim());
    let year = if asked.is_empty() {
        Ok(desk.today.year())
    } else {
        asked
            .parse()
            .ok()
            .filter(|year| (1990..=2200).contains(year))
            .ok_or_else(|| {
                Error::Invalid(vec![FieldError::new(
                    "year",
                    "form",
                    "年份应写成四位数字，如 2026",
                    "Write the year with four digits, such as 2026",
                )])
            })
    };
    let year = desk.ok(year)?;
    let (name, bytes) = desk.ok(requests::register(&state.app, &desk.staff, year).await)?;
    Ok(crate::kit::download::file(&name, XLSX, bytes))
}

/// The whole case as an archive, once the look is on record.
pub async fn package(
    Shared(state): Shared<State>,
    Seat { d: desk, .. }: Seat<Handler>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Problem> {
    let (app, staff) = (&state.app, &desk.staff);
    match requests::package(app, staff, &id, form.key(), form.text("why")).await {
        Ok((name, bytes)) => Ok(crate::kit::download::private(
            &name,
            "application/zip",
            bytes,
        )),
        Err(error) => again(&state, &desk, &id, form, error).await,
    }
}
