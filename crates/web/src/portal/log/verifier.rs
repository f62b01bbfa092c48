//! The page that verifies in the browser: the one script of the site (ADR 23). One file without anything from elsewhere, the same bytes for
//! everybody, so that its hash can be printed and it can be saved and run from disk.

use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};

const PAGE: &str = include_str!("../../../verifier/page.html");
const STYLE: &str = include_str!("../../../verifier/verifier.css");
/// One script in the page.
const SCRIPT: &str = concat!(
    "'use strict';\n",
    include_str!("../../../verifier/words.js"),
    include_str!("../../../verifier/judge.js"),
    include_str!("../../../verifier/page.js"),
);

/// `GET /log/verifier`.
pub async fn show() -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8".to_string()),
        (header::CACHE_CONTROL, "no-cache".to_string()),
        (
            header::CONTENT_SECURITY_POLICY,
            format!("{}; frame-ancestors 'none'", policy()),
        ),
    ];
    (StatusCode::OK, headers, page()).into_response()
}

/// The page.
#[must_use]
pub fn page() -> String {
    PAGE.replacen("{{policy}}", &policy(), 1)
        .replacen("{{style}}", STYLE, 1)
        .replacen("{{script}}", SCRIPT, 1)
}

/// SHA-256 of the page, in hexadecimal.
#[must_use]
pub fn page_hash() -> String {
    hex::encode(Sha256::digest(page()))
}

/// What the page may load and do: its own script and style by their hashes, and fetch from the site that it was opened from.
#[must_use]
pub fn policy() -> String {
    format!(
        "default-src 'none'; script-src 'sha256-{}'; style-src 'sha256-{}'; connect-src 'self'; img-src data:; \
         base-uri 'none'; form-action 'none'",
        digest(SCRIPT),
        digest(STYLE)
    )
}

fn digest(text: &str) -> String {
    STANDARD.encode(Sha256::digest(text))
}
