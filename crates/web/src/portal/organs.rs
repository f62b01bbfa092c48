//! 机关: the organs by kind.

use askama::Template;
use axum::{extract::State as Shared, http::StatusCode, response::Response};
use store::published::{self, PublicOrgan};

use super::{
    page::{Page, public},
    problem::{OrProblem, Problem},
};
use crate::state::State;

#[derive(Template)]
#[template(path = "portal/organs.html")]
struct Organs {
    p: Page,
    groups: Vec<(&'static str, Vec<PublicOrgan>)>,
}

pub async fn show(Shared(state): Shared<State>, page: Page) -> Result<Response, Problem> {
    let all = published::organs(&state.app.store)
        .await
        .or_problem(&page)?;
    let groups = ["office", "department", "township", "vertical"]
        .into_iter()
        .map(|kind| {
            (
                kind,
                all.iter()
                    .filter(|organ| organ.kind == kind)
                    .cloned()
                    .collect(),
            )
        })
        .filter(|(_, organs): &(_, Vec<PublicOrgan>)| !organs.is_empty())
        .collect();
    let p = page.at("organs");
    Ok(public(StatusCode::OK, &Organs { p, groups }))
}
