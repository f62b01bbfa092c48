//! "Verify this page": where it stands in the public log, and three ways to check it without trusting this site.

use askama::Template;
use axum::{
    extract::{Path, State as Shared},
    http::StatusCode,
    response::Response,
};
use store::published::{self, PublicItem, log};
use transparency::{Checkpoint, Note};

use crate::{
    portal::{
        page::{Page, public},
        problem::{OrProblem, Problem},
    },
    state::State,
};

#[derive(Template)]
#[template(path = "portal/items/verify.html")]
struct VerifyPage {
    p: Page,
    item: PublicItem,
    address: String,
    /// The key of the log.
    key: String,
    /// `None` in the moment before the log has it.
    entered: Option<Entered>,
}

/// Its leaf.
struct Entered {
    /// From 1, as people count.
    place: u64,
    size: u64,
    record: String,
    recorded_at: String,
    /// Who cosigned the tree.
    witnesses: Vec<String>,
}

pub async fn show(
    Shared(state): Shared<State>,
    Path((organ, id)): Path<(String, String)>,
    p: Page,
) -> Result<Response, Problem> {
    let store = &state.app.store;
    let Some(item) = published::item(store, &organ, &id).await.or_problem(&p)? else {
        return Err(Problem::no_item(&p, &state.app, &organ, &id).await);
    };
    let address = format!("/items/{organ}/{id}");
    let key = app::public_log::public_key(&state.app).or_problem(&p)?;
    let evidence = log::evidence(store, &address).await.or_problem(&p)?;
    let entered = evidence.and_then(|evidence| {
        let note: Note = evidence.note.parse().ok()?;
        let checkpoint: Checkpoint = note.text.parse().ok()?;
        let leaf = transparency::Leaf::of_entry(&evidence.entry).ok()?;
        let others = note.names().into_iter().filter(|name| *name != key.name);
        Some(Entered {
            place: evidence.index + 1,
            size: checkpoint.size,
            record: leaf.record,
            recorded_at: leaf.recorded_at,
            witnesses: others.map(ToString::to_string).collect(),
        })
    });
    let page = VerifyPage {
        p,
        item,
        address,
        key: key.to_string(),
        entered,
    };
    Ok(public(StatusCode::OK, &page))
}
