//! A request of an organ below, as far as its supervisor sees it.

use app::{requests, rights::Supervisor};
use axum::{
    extract::{Path, State as Shared},
    http::StatusCode,
    response::Response,
};

use crate::{
    front::Visitor,
    office::{
        clock::{Clock, clock},
        desk::{Desk, Seat},
        page,
        problem::Problem,
        requests::words,
        timeline::title,
    },
    state::State,
};

#[derive(askama::Template)]
#[template(path = "office/inspection/request.html")]
struct RequestPage<'a> {
    d: &'a Desk,
    place: &'static str,
    number: String,
    subject: String,
    organ: String,
    /// The page of the organ.
    back: String,
    status: String,
    received: String,
    clock: Clock,
    steps: Vec<(String, String)>,
}

/// The address of the page.
pub fn href(organ: &str, id: &str) -> String {
    format!("/office/inspection/organs/{organ}/requests/{id}")
}

pub async fn show(
    Shared(state): Shared<State>,
    Seat { d: desk, by }: Seat<Supervisor>,
    visitor: Visitor,
    Path((code, id)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let d = &desk;
    let from = visitor.counted();
    let found = d.ok(requests::below(&state.app, &by, &from, (&code, &id)).await)?;
    let (row, assessment) = (found.row, found.assessment);
    Ok(page(
        StatusCode::OK,
        &RequestPage {
            d,
            place: "inspection",
            back: format!("/office/inspection/organs/{code}"),
            organ: found.organ.name,
            status: words::status(d, &row.status),
            received: row.received_on.map(|on| on.to_string()).unwrap_or_default(),
            clock: clock(d, &state.app, assessment.due, assessment.closed_on),
            number: row.number,
            subject: found.subject,
            steps: found
                .steps
                .iter()
                .map(|(kind, on)| (on.to_string(), title(d, kind)))
                .collect(),
        },
    ))
}
