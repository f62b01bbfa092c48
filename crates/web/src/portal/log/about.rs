//! What the public log is, where it stands, and how to check it without trusting this site.

use askama::Template;
use axum::{extract::State as Shared, http::StatusCode, response::Response};
use store::published::log;
use transparency::{Checkpoint, Note};

use super::verifier;
use crate::{
    portal::{
        page::{Page, public},
        problem::{OrProblem, Problem},
    },
    state::State,
};

#[derive(Template)]
#[template(path = "portal/log/about.html")]
struct About {
    p: Page,
    key: String,
    /// Size and root, before the first checkpoint none.
    stands: Option<(u64, String)>,
    /// Names of those who cosigned this very tree.
    witnesses: Vec<String>,
    /// SHA-256 of the page that verifies.
    page_hash: String,
}

pub async fn show(Shared(state): Shared<State>, p: Page) -> Result<Response, Problem> {
    let key = app::public_log::public_key(&state.app).or_problem(&p)?;
    let note = log::checkpoint(&state.app.store).await.or_problem(&p)?;
    let (mut stands, mut witnesses) = (None, Vec::new());
    if let Some(note) = note.and_then(|note| note.parse::<Note>().ok()) {
        let others = note.names().into_iter().filter(|name| *name != key.name);
        witnesses.extend(others.map(ToString::to_string));
        if let Ok(checkpoint) = note.text.parse::<Checkpoint>() {
            stands = Some((checkpoint.size, hex::encode(checkpoint.root)));
        }
    }
    let about = About {
        p,
        key: key.to_string(),
        stands,
        witnesses,
        page_hash: verifier::page_hash(),
    };
    Ok(public(StatusCode::OK, &about))
}
