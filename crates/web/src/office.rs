//! 办公后台: the pages of the organ's staff.

pub mod clock;
pub mod desk;
pub mod field;
pub mod figures;
pub mod form;
pub mod items;
pub mod pager;
pub mod problem;
pub mod remedies;
pub mod reports;
pub mod requests;
pub mod sign_in;
pub mod timeline;
pub mod today;

use askama::Template;
use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::{StatusCode, header},
    response::{Html, IntoResponse, Response},
    routing::{get, post},
};

use crate::state::State;

/// Method, path and handler of every page of the office; the handler's first extractor is its audience.
#[rustfmt::skip]
pub fn routes(upload_limit: usize) -> Router<State> {
    Router::new()
        .route("/office/sign-in", get(sign_in::show).post(sign_in::enter))
        .route("/office/sign-out", post(sign_in::leave))
        .route("/office", get(today::show))
        .route("/office/requests", get(requests::list).post(requests::file))
        .route("/office/requests/new", get(requests::blank))
        .route("/office/requests/{id}", get(requests::show))
        .route("/office/requests/{id}/acts", post(requests::act))
        .route("/office/requests/{id}/files/{hash}", get(requests::download))
        .route("/office/items", get(items::list).post(items::draft))
        .route("/office/items/new", get(items::blank))
        .route("/office/items/{id}", get(items::show).post(items::revise))
        .route("/office/items/{id}/edit", get(items::edit))
        .route("/office/items/{id}/submit", post(items::submit))
        .route("/office/items/{id}/review", post(items::review))
        .route("/office/items/{id}/publish", post(items::publish))
        .route("/office/items/{id}/repeal", post(items::repeal))
        .route("/office/items/{id}/withdraw", post(items::withdraw))
        .route("/office/items/{id}/files/{hash}", get(items::download))
        .route("/office/figures/{year}", get(figures::show).post(figures::enter))
        .route("/office/remedies", get(remedies::show).post(remedies::open))
        .route("/office/remedies/{id}/close", post(remedies::close))
        .route("/office/reports", get(reports::list))
        .route("/office/reports/{year}", get(reports::show))
        .route("/office/reports/{year}/cells/{table}/{row}/{col}", get(reports::cell))
        .route("/office/reports/{year}/files/{format}", get(reports::download))
        .route("/office/reports/{year}/sections", post(reports::save))
        .route("/office/reports/{year}/publish", post(reports::publish))
        // Several files of the largest size may come with one form.
        .layer(DefaultBodyLimit::max(upload_limit.saturating_mul(5)))
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
