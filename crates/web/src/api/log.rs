//! 公开日志: proofs for programs. Open to anybody, as the log is.

use axum::{
    Json as Answer,
    extract::State as Shared,
    http::{HeaderMap, Method},
    routing::get,
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use law::Lang;
use serde::Serialize;
use store::published::log;
use transparency::Hash;
use utoipa::ToSchema;

use super::{
    input::Query,
    problem::{Problem, Problems},
};
use crate::{
    i18n::lang_of,
    kit::route::{Route, open},
    state::State,
};

/// The addresses of this wing.
#[rustfmt::skip]
#[must_use]
pub fn routes() -> Vec<Route> {
    vec![
        open(Method::GET, "/api/v1/log/inclusion", get(inclusion)),
        open(Method::GET, "/api/v1/log/consistency", get(consistency)),
    ]
}

/// That an entry is in the tree of a size (RFC 6962).
#[derive(Debug, Serialize, ToSchema)]
pub struct InclusionProof {
    pub index: u64,
    pub size: u64,
    /// The entry itself; its leaf hash is SHA-256 over a zero byte and its bytes.
    pub entry: String,
    /// In base64, from the leaf upwards.
    pub hashes: Vec<String>,
}

/// That the tree of one size is the beginning of the tree of another (RFC 6962).
#[derive(Debug, Serialize, ToSchema)]
pub struct ConsistencyProof {
    pub from: u64,
    pub to: u64,
    /// In base64; none where the sizes are equal or the first is 0.
    pub hashes: Vec<String>,
}

/// The proof that an entry of the public log is in the tree of a size.
#[utoipa::path(
    get,
    path = "/api/v1/log/inclusion",
    tag = "log",
    security(()),
    params(
        ("index" = u64, Query, description = "place of the entry, from 0"),
        ("size" = u64, Query, description = "size of the tree, as a checkpoint names it"),
    ),
    responses((status = 200, body = InclusionProof), Problems)
)]
pub async fn inclusion(
    Shared(state): Shared<State>,
    headers: HeaderMap,
    query: Query,
) -> Result<Answer<InclusionProof>, Problem> {
    let lang = lang_of(&headers);
    let (index, size) = both(&query, ("index", "size"), lang)?;
    let found = log::inclusion(&state.app.store, index, size).await;
    let (entry, hashes) = found
        .map_err(|error| Problem::from_error(&error.into(), lang))?
        .ok_or_else(|| Problem::of("not_found", lang))?;
    Ok(Answer(InclusionProof {
        index,
        size,
        entry,
        hashes: told(&hashes),
    }))
}

/// The proof that one size of the public log continues another.
#[utoipa::path(
    get,
    path = "/api/v1/log/consistency",
    tag = "log",
    security(()),
    params(
        ("from" = u64, Query, description = "the smaller size"),
        ("to" = u64, Query, description = "the larger size"),
    ),
    responses((status = 200, body = ConsistencyProof), Problems)
)]
pub async fn consistency(
    Shared(state): Shared<State>,
    headers: HeaderMap,
    query: Query,
) -> Result<Answer<ConsistencyProof>, Problem> {
    let lang = lang_of(&headers);
    let (from, to) = both(&query, ("from", "to"), lang)?;
    let found = log::consistency(&state.app.store, from, to).await;
    let hashes = found
        .map_err(|error| Problem::from_error(&error.into(), lang))?
        .ok_or_else(|| Problem::of("not_found", lang))?;
    Ok(Answer(ConsistencyProof {
        from,
        to,
        hashes: told(&hashes),
    }))
}

fn told(hashes: &[Hash]) -> Vec<String> {
    hashes.iter().map(|hash| STANDARD.encode(hash)).collect()
}

/// Two numbers of the query; what is wrong with both is said at once.
fn both(query: &Query, (first, second): (&str, &str), lang: Lang) -> Result<(u64, u64), Problem> {
    match (number(query, first, lang), number(query, second, lang)) {
        (Ok(first), Ok(second)) => Ok((first, second)),
        (Err(mut wrong), Err(other)) => {
            wrong.errors.extend(other.errors);
            Err(wrong)
        }
        (Err(wrong), Ok(_)) | (Ok(_), Err(wrong)) => Err(wrong),
    }
}

fn number(query: &Query, name: &str, lang: Lang) -> Result<u64, Problem> {
    let found = query.text(name).and_then(|text| text.parse().ok());
    // Sizes stand in the database as signed numbers.
    found
        .filter(|number| i64::try_from(*number).is_ok())
        .ok_or_else(|| {
            Problem::field(
                name,
                "form",
                "应为非负整数",
                "A whole number from 0 is meant",
                lang,
            )
        })
}
