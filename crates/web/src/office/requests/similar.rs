//! What this organ answered before on the like, and whether it should simply be published.

use app::rights::Handler;
use axum::{
    extract::{Path, State as Shared},
    http::StatusCode,
    response::Response,
};

use crate::{
    office::{
        desk::{Desk, Seat},
        page,
        problem::Problem,
        timeline::outcome,
    },
    state::State,
};

struct Row {
    href: String,
    number: String,
    likeness: String,
    wanted: String,
    outcome: String,
    closed: String,
}

#[derive(askama::Template)]
#[template(path = "office/requests/similar.html")]
struct SimilarPage<'a> {
    d: &'a Desk,
    place: &'static str,
    href: String,
    rows: Vec<Row>,
    propose: String,
}

pub async fn similar(
    Shared(state): Shared<State>,
    Seat { d: desk, .. }: Seat<Handler>,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let d = &desk;
    let found = d.ok(app::requests::similar(&state.app, &d.staff, &id).await)?;
    let propose = if let Some(proposal) = &found.proposal {
        format!("{}（{}）", proposal.message(d.lang), proposal.id)
    } else {
        String::new()
    };
    Ok(page(
        StatusCode::OK,
        &SimilarPage {
            d,
            place: "requests",
            href: format!("/office/requests/{id}"),
            rows: found
                .earlier
                .iter()
                .map(|one| Row {
                    href: format!("/office/requests/{}", one.id),
                    number: one.number.clone(),
                    likeness: d.tn("requests.similar.likeness", "n", one.likeness),
                    wanted: one.wanted.clone(),
                    outcome: outcome(d, &one.code),
                    closed: one.closed_on.map(|on| on.to_string()).unwrap_or_default(),
                })
                .collect(),
            propose,
        },
    ))
}
