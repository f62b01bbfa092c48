//! 无结果检索: what people looked for on the portal and did not find.

use app::{rights::Coordinator, unfound};
use axum::{
    extract::State as Shared,
    http::{Method, StatusCode},
    response::Response,
    routing::get,
};

use super::{
    desk::{Desk, Seat},
    page,
    problem::Problem,
};
use crate::{
    kit::{
        download::encoded,
        route::{Route, staff},
    },
    office::nav::Entry,
    state::State,
};

/// The link to this wing.
pub const NAV: Entry = Entry::of::<Coordinator>("unfound", "/office/unfound");

/// The addresses of this wing.
#[rustfmt::skip]
#[must_use]
pub fn routes() -> Vec<Route> {
    vec![
        staff::<Coordinator>(Method::GET, "/office/unfound", get(show)),
    ]
}

struct Line {
    query: String,
    /// The search of the portal, to see what it finds by now.
    href: String,
    times: i64,
    days: i64,
    last: String,
}

#[derive(askama::Template)]
#[template(path = "office/unfound.html")]
struct UnfoundPage<'a> {
    d: &'a Desk,
    place: &'static str,
    lines: Vec<Line>,
}

pub async fn show(
    Shared(state): Shared<State>,
    Seat { d: desk, by }: Seat<Coordinator>,
) -> Result<Response, Problem> {
    let d = &desk;
    let lines = d.ok(unfound::list(&state.app, &by).await)?;
    let lines = lines.into_iter().map(|one| Line {
        href: format!("/search?q={}", encoded(&one.query)),
        query: one.query,
        times: one.times,
        days: one.days,
        last: one.last.to_string(),
    });
    Ok(page(
        StatusCode::OK,
        &UnfoundPage {
            d,
            place: "unfound",
            lines: lines.collect(),
        },
    ))
}
