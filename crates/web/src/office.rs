//! 办公后台: the pages of the organ's staff.

pub mod calendar;
pub mod clock;
pub mod consolidation;
pub mod corrections;
pub mod desk;
pub mod field;
pub mod figures;
pub mod form;
pub mod items;
pub mod jobs;
pub mod letters;
pub mod me;
pub mod notices;
pub mod pager;
pub mod problem;
pub mod remedies;
pub mod reports;
pub mod requests;
pub mod sign_in;
pub mod timeline;
pub mod today;
pub mod tokens;

use askama::Template;
use axum::{
    http::{StatusCode, header},
    response::{Html, IntoResponse, Response},
};

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
