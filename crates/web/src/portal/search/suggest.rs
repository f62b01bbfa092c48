//! 检索建议: for browsers and programs that ask while somebody types, in the format of OpenSearch, and for a page without a hit.

use askama::Template;
use axum::{
    extract::{Query as Parameters, State as Shared},
    http::header,
    response::{IntoResponse, Response},
};
use search::Suggestion;
use store::published::Public;

use crate::{
    kit::{
        pager::{Query, given},
        rests,
    },
    portal::{
        page::Page,
        problem::{OrProblem, Problem},
    },
    state::State,
};

/// Words of a question without a hit that are looked at, one by one.
const MOST_WORDS: usize = 4;

/// Titles that hold what has been typed so far: `["typed", ["title", …]]`.
pub async fn titles(
    Shared(state): Shared<State>,
    Parameters(query): Parameters<Query>,
    p: Page,
) -> Result<Response, Problem> {
    let typed = given(&query, "q").unwrap_or_default();
    let found = app::find::suggest(&state.app, typed.clone())
        .await
        .or_problem(&p)?;
    let titles: Vec<&str> = found.iter().map(|one| one.title.as_str()).collect();
    let kind = [
        (
            header::CONTENT_TYPE,
            "application/x-suggestions+json; charset=utf-8",
        ),
        (header::CACHE_CONTROL, "no-cache"),
    ];
    let body = serde_json::json!([typed, titles]);
    Ok((kind, body.to_string()).into_response())
}

#[derive(Template)]
#[template(path = "portal/opensearch.xml")]
struct Description {
    p: Page,
}

/// What a browser has to know to offer this search in its own box.
pub async fn description(p: Page) -> Response {
    let kind = [
        (
            header::CONTENT_TYPE,
            "application/opensearchdescription+xml; charset=utf-8",
        ),
        (header::CACHE_CONTROL, "no-cache"),
    ];
    match (Description { p }).render() {
        Ok(xml) => rests::on((kind, xml).into_response(), []),
        Err(error) => {
            tracing::error!(%error, "a page could not be rendered");
            axum::http::StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// Titles near to a question that found nothing: by its words, one after the other.
pub(super) async fn nearby(state: &State, q: &str) -> app::Result<Vec<Public<Suggestion>>> {
    let mut found: Vec<Public<Suggestion>> = Vec::new();
    for word in q.split_whitespace().take(MOST_WORDS) {
        for one in app::find::suggest(&state.app, word.to_owned()).await? {
            if found.len() < app::find::SUGGESTED && !found.contains(&one) {
                found.push(one);
            }
        }
    }
    Ok(found)
}
