//! What programs read of the log. Whatever is not there is plainly not found: no page, no other status.

use axum::{
    extract::{Path, Query as Parameters, State as Shared},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use store::published::log;
use transparency::tile::Tile;

use crate::{
    kit::{
        download,
        pager::{Query, given},
    },
    state::State,
};

pub const TEXT: &str = "text/plain; charset=utf-8";
const BYTES: &str = "application/octet-stream";
/// For a moment: there is another one within a second of news.
const MOMENT: &str = "public, max-age=1";
/// A tile that was served once never changes.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// The last checkpoint, signed and cosigned.
pub async fn checkpoint(Shared(state): Shared<State>) -> Response {
    match log::checkpoint(&state.app.store).await {
        Ok(Some(note)) => sent(TEXT, MOMENT, note),
        Ok(None) => nowhere(),
        Err(error) => failed(error),
    }
}

/// The key that signs it, as this site says: whoever doubts the site has it from elsewhere.
pub async fn key(Shared(state): Shared<State>) -> Response {
    match app::public_log::public_key(&state.app) {
        Ok(key) => sent(TEXT, "no-cache", format!("{key}\n")),
        Err(error) => failed(error),
    }
}

/// A tile of hashes or of entries.
pub async fn tile(Shared(state): Shared<State>, Path(name): Path<String>) -> Response {
    let Ok(tile) = name.parse::<Tile>() else {
        return nowhere();
    };
    match log::tile(&state.app.store, &tile).await {
        Ok(Some(bytes)) => sent(BYTES, FOR_EVER, bytes),
        Ok(None) => nowhere(),
        Err(error) => failed(error),
    }
}

/// What is public at an address, byte for byte as its leaf names it.
pub async fn record(
    Shared(state): Shared<State>,
    Parameters(query): Parameters<Query>,
) -> Response {
    let Some(address) = asked(&query) else {
        return nowhere();
    };
    match log::record(&state.app.store, &address).await {
        Ok(Some(record)) => sent("application/json", "no-cache", record.into_inner()),
        Ok(None) => nowhere(),
        Err(error) => failed(error),
    }
}

/// The file that proves what was last done at an address.
pub async fn proof(Shared(state): Shared<State>, Parameters(query): Parameters<Query>) -> Response {
    let Some(address) = asked(&query) else {
        return nowhere();
    };
    match log::evidence(&state.app.store, &address).await {
        Ok(Some(evidence)) => {
            let name = address.trim_start_matches('/').replace('/', "-");
            let name = format!("{name}.tlog-proof");
            let mut response = download::file(&name, TEXT, evidence.to_string().into_bytes());
            response
                .headers_mut()
                .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
            response
        }
        Ok(None) => nowhere(),
        Err(error) => failed(error),
    }
}

/// The address that a query names; PostgreSQL takes no text with a NUL.
fn asked(query: &Query) -> Option<String> {
    given(query, "address").filter(|address| !address.contains('\0'))
}

fn sent(media: &'static str, cache: &'static str, body: impl IntoResponse) -> Response {
    let headers = [
        (header::CONTENT_TYPE, media),
        (header::CACHE_CONTROL, cache),
    ];
    (StatusCode::OK, headers, body).into_response()
}

/// Not there.
pub fn nowhere() -> Response {
    let headers = [
        (header::CONTENT_TYPE, TEXT),
        (header::CACHE_CONTROL, "no-store"),
    ];
    (StatusCode::NOT_FOUND, headers, "not found\n").into_response()
}

/// Something broke, which is nobody's business outside.
pub fn failed(error: impl Into<app::Error>) -> Response {
    let error = error.into();
    let status = if matches!(error, app::Error::Busy) {
        StatusCode::SERVICE_UNAVAILABLE
    } else {
        tracing::error!(%error, "the public log could not be read");
        StatusCode::INTERNAL_SERVER_ERROR
    };
    (status, [(header::CONTENT_TYPE, TEXT)], "try again later\n").into_response()
}
