//! "Verify this page": the act behind it and how to check it.

use askama::Template;
use axum::{
    extract::{Path, State as Shared},
    http::StatusCode,
    response::Response,
};
use store::published::{self, PublicItem};

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
    Ok(public(StatusCode::OK, &VerifyPage { p, item }))
}
