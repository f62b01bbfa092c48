//! 首页: search first, the five columns, the latest policies, the organs, what the public asked.

use askama::Template;
use axum::{extract::State as Shared, response::Response};
use jiff::civil::Date;
use store::published::{
    self, At, Kind, Public, PublicFilter, PublicItem, PublicName, Stats, Subject,
};

use crate::{
    portal::{
        page::{Page, kept},
        problem::{OrProblem, Problem},
    },
    state::State,
};

/// Organs named on the home page; the rest stand on their own page.
const MOST_ORGANS: usize = 24;

#[derive(Template)]
#[template(path = "portal/site/home.html")]
struct Home {
    p: Page,
    columns: Vec<(&'static str, String)>,
    items: Vec<PublicItem>,
    organs: Vec<PublicName>,
    more_organs: bool,
    stats: Public<Stats>,
    since: Date,
}

pub async fn show(Shared(state): Shared<State>, page: Page) -> Result<Response, Problem> {
    let store = &state.app.store;
    let filter = PublicFilter {
        numbered: true,
        limit: 8,
        ..PublicFilter::default()
    };
    let items = published::items(store, &filter, &At::First)
        .await
        .or_problem(&page)?;
    let year = state.app.clock.today().year();
    let since = Date::constant(year, 1, 1);
    let stats = published::stats(store, None, year)
        .await
        .or_problem(&page)?;
    let most = i64::try_from(MOST_ORGANS).unwrap_or_default();
    let mut organs = published::first_names(store, most + 1)
        .await
        .or_problem(&page)?;
    let columns = columns(&organs);
    let more_organs = organs.len() > MOST_ORGANS;
    organs.truncate(MOST_ORGANS);
    let p = page.at("home");
    Ok(kept(
        &Home {
            p,
            columns,
            items,
            organs,
            more_organs,
            stats,
            since,
        },
        [Kind::Item, Kind::Organ, Kind::Request].map(Subject::All),
    ))
}

/// The five columns (P-3): of the one organ there is, or of all.
fn columns(organs: &[PublicName]) -> Vec<(&'static str, String)> {
    let all = [
        ("guide", "/organs?column=guide"),
        ("rules", "/policies?column=rules"),
        ("content", "/policies?column=content"),
        ("reports", "/organs?column=reports"),
        ("apply", "/apply"),
    ];
    all.into_iter()
        .map(|(column, of_all)| match organs {
            [only] => (column, format!("/organs/{}/{column}", only.code)),
            _ => (column, of_all.to_string()),
        })
        .collect()
}
