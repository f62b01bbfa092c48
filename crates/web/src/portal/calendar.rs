//! 日历订阅: the feed behind a secret address. It needs no sign-in, as calendar programs cannot; whoever has the address
//! sees numbers and last days, nothing else.

use axum::{
    extract::{Path, State as Shared},
    http::{Method, header},
    response::{IntoResponse, Response},
    routing::get,
};

use super::{
    page::Page,
    problem::{OrProblem, Problem},
};
use crate::{
    kit::route::{Route, open},
    state::State,
};

/// The addresses of this wing.
#[rustfmt::skip]
#[must_use]
pub fn routes() -> Vec<Route> {
    vec![
        open(Method::GET, "/calendar/{name}", get(feed)),
    ]
}

pub async fn feed(
    Shared(state): Shared<State>,
    Path(name): Path<String>,
    page: Page,
) -> Result<Response, Problem> {
    let secret = name
        .strip_suffix(".ics")
        .ok_or_else(|| Problem::new(&page, app::Error::NotFound))?;
    let text = app::calendar_feed::feed(&state.app, secret)
        .await
        .or_problem(&page)?;
    Ok((
        [
            (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
            (header::CACHE_CONTROL, "private, no-store"),
            (header::REFERRER_POLICY, "no-referrer"),
        ],
        text,
    )
        .into_response())
}
