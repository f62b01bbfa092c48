//! 办公后台: the pages of the organ's staff.

pub mod accounts;
pub mod again;
pub mod audit;
pub mod calendar;
pub mod catalogue;
pub mod chases;
pub mod clock;
pub mod consolidation;
pub mod desk;
pub mod figures;
pub mod inspection;
pub mod items;
pub mod jobs;
pub mod letters;
pub mod messages;
pub mod nav;
pub mod notices;
pub mod posted;
pub mod problem;
pub mod rectification;
pub mod remedies;
pub mod reports;
pub mod requests;
pub mod standards;
pub mod step;
pub mod tasks;
pub mod timeline;
pub mod today;
pub mod tried;
pub mod unfound;

use askama::Template;
use axum::{
    http::{StatusCode, header},
    response::{Html, IntoResponse, Response},
};

use crate::kit::route::Route;

/// The main links, in order.
pub const NAV: &[nav::Entry] = &[
    today::NAV,
    requests::NAV,
    items::NAV,
    catalogue::NAV,
    inspection::NAV,
    chases::NAV,
    tasks::NAV,
    messages::NAV,
    figures::NAV,
    rectification::NAV,
    remedies::NAV,
    reports::NAV,
    consolidation::NAV,
    unfound::NAV,
    notices::NAV,
    calendar::NAV,
    accounts::people::NAV,
    accounts::tokens::NAV,
    jobs::NAV,
    audit::NAV,
];

/// The addresses of all wings.
#[must_use]
pub fn routes() -> Vec<Route> {
    [
        accounts::routes(),
        today::routes(),
        notices::routes(),
        calendar::routes(),
        catalogue::routes(),
        inspection::routes(),
        chases::routes(),
        tasks::routes(),
        standards::routes(),
        jobs::routes(),
        audit::routes(),
        unfound::routes(),
        requests::routes(),
        letters::routes(),
        rectification::routes(),
        items::routes(),
        messages::routes(),
        figures::routes(),
        remedies::routes(),
        reports::routes(),
        consolidation::routes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// A page of the office: never kept by a cache, for it may show a person's data.
fn page(status: StatusCode, template: &impl Template) -> Response {
    match template.render() {
        Ok(html) => (
            status,
            [(header::CACHE_CONTROL, "private, no-store")],
            Html(html),
        )
            .into_response(),
        Err(error) => {
            tracing::error!(%error, "a page could not be written");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}
