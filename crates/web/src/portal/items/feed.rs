//! Atom feed of the items of which there was news last, of all organs or of one (`?organ=`).

use askama::Template;
use axum::{
    extract::{Query as Parameters, State as Shared},
    response::Response,
};
use store::published::{self, Kind, PublicItem, Subject};

use crate::{
    kit::{
        download::encoded,
        pager::{Query, given},
        rests,
    },
    portal::{
        page::Page,
        problem::{OrProblem, Problem},
        site::sitemap::written,
    },
    state::State,
};

const MOST_ITEMS: i64 = 50;

#[derive(Template)]
#[template(path = "portal/items/feed.xml")]
struct Atom {
    title: String,
    /// The feed's own address.
    address: String,
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
    let items = published::news(store, code, MOST_ITEMS)
        .await
        .or_problem(&page)?;
    let feed = Atom {
        title: organ.as_ref().map_or_else(
            || page.site_name.clone(),
            |organ| format!("{} · {}", organ.name, page.site_name),
        ),
        address: organ.as_ref().map_or_else(
            || format!("https://{}/feed.xml", page.site_domain),
            |organ| {
                format!(
                    "https://{}/feed.xml?organ={}",
                    page.site_domain,
                    encoded(&organ.code)
                )
            },
        ),
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
