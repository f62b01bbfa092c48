//! Atom feed of all items, those of which there was news last first, of all organs or of one (`?organ=`), in pages that lead to each
//! other (RFC 5005).

use askama::Template;
use axum::{
    extract::{Query as Parameters, State as Shared},
    response::Response,
};
use store::published::{self, Kind, PublicItem, Subject};

use crate::{
    kit::{
        leaf::{self, Leaf, Way},
        pager::{Query, address, given},
        rests,
    },
    portal::{
        page::Page,
        problem::{OrProblem, Problem},
        site::sitemap::written,
    },
    state::State,
};

const ROWS: i64 = 50;
const BASE: &str = "/feed.xml";

#[derive(Template)]
#[template(path = "portal/items/feed.xml")]
struct Atom {
    title: String,
    /// The feed's name: its address without the page.
    id: String,
    /// The address of this page of it.
    address: String,
    leaf: Leaf,
    domain: String,
    updated: String,
    items: Vec<PublicItem>,
}

pub async fn show(
    Shared(state): Shared<State>,
    Parameters(query): Parameters<Query>,
    page: Page,
) -> Result<Response, Problem> {
    let store = &state.app.store;
    let organ = match given(&query, "organ") {
        Some(code) => Some(
            published::organ(store, &code)
                .await
                .or_problem(&page)?
                .ok_or_else(|| Problem::new(&page, app::Error::NotFound))?,
        ),
        None => None,
    };
    let code = organ.as_ref().map(|organ| organ.code.as_str());
    let rests = [Kind::Item, Kind::Organ].map(|kind| match code {
        Some(code) => Subject::Of(kind, code.into()),
        None => Subject::All(kind),
    });
    let at = leaf::at_of(&query)
        .map_err(|wrong| Problem::new(&page, app::Error::Invalid(vec![wrong])))?;
    let mut items = published::news(store, code, &at, ROWS + 1)
        .await
        .or_problem(&page)?;
    // Of the address, what makes another page.
    let known = ["organ", "after", "before", "until"];
    let query: Query = query
        .into_iter()
        .filter(|(name, _)| known.contains(&name.as_str()))
        .collect();
    let leaf = leaf::cut((BASE, &query, Way::from(&at)), &mut items, ROWS, |item| {
        leaf::place(item.news_on, &item.id)
    });
    let feed = Atom {
        title: organ.as_ref().map_or_else(
            || page.site_name.clone(),
            |organ| format!("{} · {}", organ.name, page.site_name),
        ),
        id: address(BASE, &leaf::unplaced(&query)),
        address: address(BASE, &query),
        leaf,
        domain: page.site_domain.clone(),
        updated: items.first().map_or_else(
            || format!("{}T00:00:00", state.app.clock.today()),
            |item| item.updated(),
        ),
        items,
    };
    let feed = written(&page, "application/atom+xml; charset=utf-8", &feed)?;
    Ok(rests::on(feed, rests))
}
