//! Style sheets, embedded in the binary. The address holds the hash of the content, so a browser may keep a sheet for
//! ever and still gets the new one with the next version.

use axum::{
    extract::Path,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};

use crate::kit::{
    rests,
    route::{Route, kept},
};

/// The addresses of this wing.
#[rustfmt::skip]
#[must_use]
pub fn routes() -> Vec<Route> {
    vec![
        kept("/assets/{*name}", get(serve)),
    ]
}

#[derive(rust_embed::RustEmbed)]
#[folder = "assets/"]
struct Assets;

/// The address of a sheet with the hash of its content.
#[must_use]
pub fn url(name: &str) -> String {
    Assets::get(name).map_or_else(
        || format!("/assets/{name}"),
        |file| format!("/assets/{}/{name}", hash(&file)),
    )
}

fn hash(file: &rust_embed::EmbeddedFile) -> String {
    hex::encode(&file.metadata.sha256_hash()[..8])
}

/// `/assets/<hash>/<name>` or, revalidated each time, `/assets/<name>`.
pub async fn serve(Path(path): Path<String>, headers: HeaderMap) -> Response {
    let (asked, name) = path
        .split_once('/')
        .map_or((None, path.as_str()), |(hash, name)| (Some(hash), name));
    let Some(file) = Assets::get(name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let hash = hash(&file);
    let etag = format!("\"{hash}\"");
    if headers
        .get(header::IF_NONE_MATCH)
        .is_some_and(|known| known.as_bytes() == etag.as_bytes())
    {
        return StatusCode::NOT_MODIFIED.into_response();
    }
    let media = match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    };
    let cache = if asked == Some(hash.as_str()) {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    let sheet = (
        [
            (header::CONTENT_TYPE, media.to_string()),
            (header::CACHE_CONTROL, cache.to_string()),
            (header::ETAG, etag),
        ],
        file.data,
    );
    rests::on_nothing(sheet.into_response())
}
