//! This installation as a witness of others' logs (C2SP tlog-witness). Nobody signs in: the checkpoint's own signature is what counts.

use axum::{
    extract::{Path, State as Shared},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use transparency::witness::Refusal;

use super::files::{TEXT, failed, nowhere};
use crate::state::State;

/// `POST /log/witness/add-checkpoint`.
pub async fn add(Shared(state): Shared<State>, body: axum::body::Bytes) -> Response {
    let Ok(sent) = std::str::from_utf8(&body) else {
        return said(StatusCode::BAD_REQUEST, TEXT, "UTF-8 is meant\n".into());
    };
    match app::witness::cosign(&state.app, sent).await {
        Ok(Ok(line)) => said(StatusCode::OK, TEXT, line),
        Ok(Err(refusal)) => refused(&refusal),
        Err(error) => failed(error),
    }
}

/// `GET /log/witness/<SHA-256 of the origin>/checkpoint`: the last that was cosigned.
pub async fn last(Shared(state): Shared<State>, Path(named): Path<String>) -> Response {
    match app::witness::last(&state.app, &named).await {
        Ok(Some(note)) => said(StatusCode::OK, TEXT, note),
        Ok(None) => nowhere(),
        Err(error) => failed(error),
    }
}

fn refused(refusal: &Refusal) -> Response {
    let status = StatusCode::from_u16(refusal.status()).unwrap_or(StatusCode::BAD_REQUEST);
    match refusal {
        Refusal::Size(size) => said(status, "text/x.tlog.size", format!("{size}\n")),
        Refusal::Malformed(what) => said(status, TEXT, format!("{what}\n")),
        Refusal::Unsigned => said(
            status,
            TEXT,
            "no signature of a key that is trusted\n".into(),
        ),
        Refusal::UnknownLog => said(status, TEXT, "nobody asked to witness this log\n".into()),
        Refusal::Inconsistent => said(
            status,
            TEXT,
            "it does not continue what was cosigned before\n".into(),
        ),
    }
}

fn said(status: StatusCode, media: &'static str, text: String) -> Response {
    let headers = [
        (header::CONTENT_TYPE, media),
        (header::CACHE_CONTROL, "no-store"),
    ];
    (status, headers, text).into_response()
}
