//! 公众门户: what the public sees, without signing in. Reads only what `store::published` lets out.

pub mod apply;
mod feed;
mod files;
pub mod health;
mod home;
mod item;
mod language;
mod organ;
mod organs;
pub mod page;
mod pager;
mod policies;
pub mod problem;
mod progress;
mod report;
mod search;
mod verify;

use axum::{Router, extract::DefaultBodyLimit, routing::get};

use crate::state::State;

/// The largest form that a stranger may send: text only, in bytes.
const FORM_LIMIT: usize = 64 * 1024;

/// Method, path and handler of every public page.
#[rustfmt::skip]
pub fn routes() -> Router<State> {
    Router::new()
        .route("/", get(home::show))
        .route("/organs", get(organs::show))
        .route("/organs/{code}", get(organ::show))
        .route("/organs/{code}/guide", get(organ::guide))
        .route("/organs/{code}/rules", get(organ::rules))
        .route("/organs/{code}/content", get(organ::content))
        .route("/organs/{code}/reports", get(organ::reports))
        .route("/organs/{code}/apply", get(organ::apply))
        .route("/policies", get(policies::show))
        .route("/items/{organ}/{id}", get(item::show))
        .route("/items/{organ}/{id}/verify", get(verify::show))
        .route("/files/{organ}/{id}/{hash}", get(files::of_item))
        .route("/reports/{organ}/{year}", get(report::show))
        .route("/reports/{organ}/{year}/{hash}", get(files::of_report))
        .route("/search", get(search::show))
        .route("/apply", get(apply::show).post(apply::send))
        .route("/progress", get(progress::ask).post(progress::show))
        .route("/progress/files", axum::routing::post(progress::download))
        .route("/lang/{lang}", get(language::choose))
        .route("/elder/{on}", get(language::elder))
        .route("/feed.xml", get(feed::atom))
        .route("/sitemap.xml", get(feed::sitemap))
        .route("/robots.txt", get(feed::robots))
        .layer(DefaultBodyLimit::max(FORM_LIMIT))
}
