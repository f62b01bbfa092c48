//! 首页: search first, the five columns, the latest policies, what the public asked.

use askama::Template;
use axum::{extract::State as Shared, http::StatusCode, response::Response};
use jiff::civil::Date;
use store::published::{self, PublicFilter, PublicItem, Stats};

use super::{
    page::{Page, public},
    problem::{OrProblem, Problem},
};
use crate::state::State;

#[derive(Template)]
#[template(path = "portal/home.html")]
struct Home {
    p: Page,
    columns: Vec<(&'static str, &'static str)>,
    items: Vec<PublicItem>,
    stats: Stats,
    since: Date,
}

pub async fn show(Shared(state): Shared<State>, page: Page) -> Result<Response, Problem> {
    let store = &state.app.store;
    let filter = PublicFilter {
        numbered: true,
        limit: 8,
        ..PublicFilter::default()
    };
    let (items, _) = published::items(store, &filter).await.or_problem(&page)?;
    let since = Date::constant(state.app.clock.today().year(), 1, 1);
    let stats = published::stats(store, None, since)
        .await
        .or_problem(&page)?;
    let columns = vec![
        ("guide", "/organs"),
        ("rules", "/policies?column=rules"),
        ("content", "/policies?column=content"),
        ("reports", "/organs"),
        ("apply", "/apply"),
    ];
    let p = page.at("home");
    Ok(public(
        StatusCode::OK,
        &Home {
            p,
            columns,
            items,
            stats,
            since,
        },
    ))
}
