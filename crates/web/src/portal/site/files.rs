//! Files of published items and reports: only those that the public record names.

use axum::{
    extract::{Path, State as Shared},
    http::{HeaderValue, header},
    response::Response,
};
use store::published::{self, PublicFile, Scope};

use crate::{
    kit::download,
    portal::{
        page::Page,
        problem::{OrProblem, Problem},
    },
    state::State,
};

pub async fn of_item(
    Shared(state): Shared<State>,
    Path((organ, id, hash)): Path<(String, String, String)>,
    page: Page,
) -> Result<Response, Problem> {
    let store = &state.app.store;
    let Some(item) = published::item(store, &organ, &id)
        .await
        .or_problem(&page)?
    else {
        return Err(Problem::no_item(&page, &state.app, &organ, &id).await);
    };
    send(&state, &page, item.into_inner().attachments, &hash).await
}

pub async fn of_report(
    Shared(state): Shared<State>,
    Path((organ, year, hash)): Path<(String, i16, String)>,
    page: Page,
) -> Result<Response, Problem> {
    let mut files = Vec::new();
    for scope in [Scope::Own, Scope::Consolidated] {
        let report = published::report_of(&state.app.store, &organ, scope, year)
            .await
            .or_problem(&page)?;
        files.extend(
            report
                .into_iter()
                .flat_map(|report| report.into_inner().files),
        );
    }
    send(&state, &page, files, &hash).await
}

async fn send(
    state: &State,
    page: &Page,
    files: Vec<PublicFile>,
    hash: &str,
) -> Result<Response, Problem> {
    let file = files
        .into_iter()
        .find(|file| file.hash == hash)
        .ok_or_else(|| Problem::new(page, app::Error::NotFound))?;
    let bytes = state.app.files.get(&file.hash).await.or_problem(page)?;
    let mut response = download::file(&file.name, &file.media, bytes);
    // The name of the file is its content's hash, so it never changes; whether it is public may.
    for (name, value) in [
        (header::ETAG, format!("\"{}\"", file.hash)),
        (header::CACHE_CONTROL, "no-cache".to_string()),
    ] {
        if let Ok(value) = HeaderValue::from_str(&value) {
            response.headers_mut().insert(name, value);
        }
    }
    Ok(response)
}
