//! Search: words and phrases, marked snippets, facets and sort in the address bar.

use askama::Template;
use axum::{
    extract::{Query as Parameters, State as Shared},
    http::StatusCode,
    response::Response,
};
use search::{FacetCount, Hit, Query as Ask, Sort};

use super::{
    page::{Page, public},
    pager::{Pager, Query, ROWS, given, page_of, pager, with},
    problem::{OrProblem, Problem},
};
use crate::state::State;

struct Choice {
    label: String,
    href: String,
    count: u64,
    chosen: bool,
}

struct Facet {
    label: String,
    options: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "portal/search.html")]
struct SearchPage {
    p: Page,
    q: String,
    asked: bool,
    total: usize,
    by_date: bool,
    sort_href: String,
    hits: Vec<Hit>,
    facets: Vec<Facet>,
    pager: Pager,
    /// Words with which something would be found, and the address that asks for them.
    suggestion: Option<(String, String)>,
    /// The question was longer than was looked at.
    cut: bool,
}

pub async fn show(
    Shared(state): Shared<State>,
    Parameters(query): Parameters<Query>,
    page: Page,
) -> Result<Response, Problem> {
    let by_date = query.get("sort").is_some_and(|sort| sort == "date");
    let q = given(&query, "q").unwrap_or_default();
    let p = page.at("search");
    let asked = !q.is_empty();
    let found = if asked {
        let ask = Ask {
            text: q.clone(),
            organ: given(&query, "organ"),
            column: given(&query, "column"),
            year: given(&query, "year").and_then(|year| year.parse().ok()),
            validity: given(&query, "validity"),
            sort: if by_date { Sort::Date } else { Sort::Relevance },
            offset: usize::try_from((page_of(&query) - 1) * ROWS).unwrap_or(0),
            limit: usize::try_from(ROWS).unwrap_or(20),
            ..Ask::default()
        };
        app::find::search(&state.app, ask).await.or_problem(&p)?
    } else {
        search::Results::default()
    };
    let names = store::published::organs(&state.app.store)
        .await
        .or_problem(&p)?;
    let facet = |name: &'static str, counts: &[FacetCount], label: &dyn Fn(&str) -> String| Facet {
        label: p.t2("portal.filter_by", name),
        options: counts
            .iter()
            .take(12)
            .map(|count| {
                let chosen = query.get(name).is_some_and(|value| *value == count.value);
                let to = if chosen { "" } else { &count.value };
                Choice {
                    label: label(&count.value),
                    href: with("/search", &query, name, to),
                    count: count.count,
                    chosen,
                }
            })
            .collect(),
    };
    let organ = |code: &str| {
        names
            .iter()
            .find(|o| o.code == code)
            .map_or_else(|| code.to_string(), |o| o.name.clone())
    };
    let mut facets = vec![
        facet("organ", &found.facets.organ, &organ),
        facet("year", &found.facets.year, &|year| year.to_string()),
        facet("column", &found.facets.column, &|column| p.column(column)),
        facet("validity", &found.facets.validity, &|validity| {
            p.validity(validity)
        }),
    ];
    facets.retain(|facet| !facet.options.is_empty());
    let total = i64::try_from(found.total).unwrap_or(i64::MAX);
    let pager = pager("/search", &query, total);
    let suggestion = found
        .suggestion
        .map(|words| (words.clone(), with("/search", &query, "q", &words)));
    let sort_href = with("/search", &query, "sort", if by_date { "" } else { "date" });
    Ok(public(
        StatusCode::OK,
        &SearchPage {
            q,
            asked,
            total: found.total,
            by_date,
            sort_href,
            hits: found.hits,
            facets,
            pager,
            suggestion,
            cut: found.cut,
            p,
        },
    ))
}
