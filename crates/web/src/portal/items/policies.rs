//! 政策库: every published item, filtered in the address bar.

use askama::Template;
use axum::{
    extract::{Query as Parameters, State as Shared},
    http::StatusCode,
    response::Response,
};
use jiff::civil::Date;
use store::published::{self, Kind, PublicFilter, PublicItem, Subject};

use crate::{
    kit::pager::{Pager, Query, given, page_of, pager},
    portal::{
        page::{Page, ROWS, kept, public},
        problem::{OrProblem, Problem},
    },
    state::State,
};

struct Select {
    name: &'static str,
    label: String,
    chosen: String,
    options: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "portal/items/policies.html")]
struct Policies {
    p: Page,
    /// Part of a title.
    text: String,
    /// The day as of which is asked, or empty.
    as_at: String,
    /// What was typed as a day is none.
    no_day: bool,
    selects: Vec<Select>,
    total: i64,
    items: Vec<PublicItem>,
    pager: Pager,
}

pub async fn show(
    Shared(state): Shared<State>,
    Parameters(query): Parameters<Query>,
    page: Page,
) -> Result<Response, Problem> {
    let store = &state.app.store;
    let typed = given(&query, "as_at").unwrap_or_default();
    let as_at: Option<Date> = typed.parse().ok();
    let filter = PublicFilter {
        organ: given(&query, "organ"),
        column: given(&query, "column"),
        head: given(&query, "head").and_then(|head| head.parse().ok()),
        year: given(&query, "year").and_then(|year| year.parse().ok()),
        validity: given(&query, "validity"),
        day: as_at.unwrap_or(page.today),
        known_on: as_at,
        text: given(&query, "text"),
        numbered: false,
        limit: ROWS,
        offset: (page_of(&query) - 1) * ROWS,
    };
    let (items, total) = published::items(store, &filter).await.or_problem(&page)?;
    let organs = published::organs(store).await.or_problem(&page)?;
    let this = state.app.clock.today().year();
    let mut p = page.at("policies");
    // Marks in the list are of the day that is asked for.
    p.today = filter.day;
    let select = |name: &'static str, options| Select {
        name,
        label: p.t2("items.filter_by", name),
        chosen: query.get(name).cloned().unwrap_or_default(),
        options,
    };
    let selects = vec![
        select(
            "organ",
            organs
                .iter()
                .map(|o| (o.code.clone(), o.name.clone()))
                .collect(),
        ),
        select(
            "column",
            ["rules", "content"]
                .map(|c| (c.to_string(), p.column(c)))
                .to_vec(),
        ),
        select(
            "head",
            (1..=15)
                .map(|head| (head.to_string(), p.head(head)))
                .collect(),
        ),
        select(
            "year",
            (0..6)
                .map(|back| ((this - back).to_string(), (this - back).to_string()))
                .collect(),
        ),
        select(
            "validity",
            ["valid", "amended", "expired", "repealed"]
                .map(|v| (v.to_string(), p.validity(v)))
                .to_vec(),
        ),
    ];
    let pager = pager("/policies", &query, ROWS, total);
    let items_of = match (&filter.organ, &filter.validity) {
        (Some(organ), None) => Subject::Of(Kind::Item, organ.clone()),
        // What amends or repeals a text may be another organ's.
        _ => Subject::All(Kind::Item),
    };
    let list = Policies {
        p,
        text: given(&query, "text").unwrap_or_default(),
        no_day: !typed.is_empty() && as_at.is_none(),
        as_at: as_at.map_or(typed, |day| day.to_string()),
        selects,
        total,
        items,
        pager,
    };
    // What somebody typed is his own.
    if !list.text.is_empty() || !list.as_at.is_empty() {
        return Ok(public(StatusCode::OK, &list));
    }
    Ok(kept(&list, [items_of, Subject::All(Kind::Organ)]))
}
