//! The years of the organ's reports.

use app::rights::Reader;
use axum::{extract::State as Shared, http::StatusCode, response::Response};
use law::report::{dates::Level, workflow::Stage};

use crate::{
    office::{
        desk::{Desk, Seat},
        page,
        problem::Problem,
    },
    state::State,
};

struct Row {
    year: i16,
    title: String,
    about: String,
    status: String,
}

#[derive(askama::Template)]
#[template(path = "office/reports/list.html")]
struct YearsPage<'a> {
    d: &'a Desk,
    place: &'static str,
    rows: Vec<Row>,
}

pub async fn list(
    Shared(state): Shared<State>,
    Seat { d: desk, .. }: Seat<Reader>,
) -> Result<Response, Problem> {
    let d = &desk;
    let saved = d.ok(store::reports::list(&state.app.store, &d.staff.organ).await)?;
    let this = d.today.year();
    let row = |year: i16| {
        let report = saved.iter().find(|row| row.year == i64::from(year));
        let published = report.and_then(|row| row.published_on);
        Row {
            year,
            title: d.tn("reports.of_year", "year", year),
            about: match published {
                Some(on) => d.tn("reports.published_on", "date", on),
                // Last day to submit and publish a department's report.
                None => d.tn(
                    "reports.due_on",
                    "date",
                    app::consolidation::due(&state.app, Level::Unit, year)
                        .map_or_else(|| format!("{}-01-31", year + 1), |due| due.date.to_string()),
                ),
            },
            status: d.t(&format!(
                "reports.stage.{}",
                report.map_or(Stage::Open, |row| row.stage()).code()
            )),
        }
    };
    let first = saved
        .iter()
        .filter_map(|row| i16::try_from(row.year).ok())
        .min()
        .unwrap_or(this);
    let rows = (first.min(this - 2)..=this).rev().map(row).collect();
    Ok(page(
        StatusCode::OK,
        &YearsPage {
            d,
            place: "reports",
            rows,
        },
    ))
}
