//! 作业: what waits, what was given up and why, which mail went out.

use app::{jobs, rights::Admin};
use axum::{
    extract::{Path, State as Shared},
    http::{Method, StatusCode},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};

use super::{
    desk::{Desk, Seat},
    page,
    posted::Form,
    problem::Problem,
};
use crate::{
    kit::route::{Route, staff},
    office::nav::Entry,
    state::State,
};

/// The link to this wing.
pub const NAV: Entry = Entry::of::<Admin>("jobs", "/office/jobs");

/// The addresses of this wing.
#[rustfmt::skip]
#[must_use]
pub fn routes() -> Vec<Route> {
    vec![
        staff::<Admin>(Method::GET, "/office/jobs", get(show)),
        staff::<Admin>(Method::POST, "/office/jobs/{id}/revive", post(revive)),
        staff::<Admin>(Method::POST, "/office/jobs/{id}/discard", post(discard)),
    ]
}

struct Dead {
    id: String,
    kind: String,
    attempts: i64,
    error: String,
    at: String,
}

struct Mail {
    template: String,
    state: String,
    at: String,
    message_id: String,
}

#[derive(askama::Template)]
#[template(path = "office/jobs.html")]
struct JobsPage<'a> {
    d: &'a Desk,
    place: &'static str,
    mail_is_on: bool,
    pending: i64,
    dead: Vec<Dead>,
    mails: Vec<Mail>,
}

pub async fn show(
    Shared(state): Shared<State>,
    Seat { d: desk, by }: Seat<Admin>,
) -> Result<Response, Problem> {
    let d = &desk;
    let seen = d.ok(jobs::overview(&state.app, &by).await)?;
    let moment = |instant: &str| {
        instant
            .parse::<jiff::Timestamp>()
            .map_or_else(|_| instant.to_string(), app::clock::moment)
    };
    Ok(page(
        StatusCode::OK,
        &JobsPage {
            d,
            place: "jobs",
            mail_is_on: state.app.settings.mail.on(),
            pending: seen.pending,
            dead: seen
                .dead
                .into_iter()
                .map(|job| Dead {
                    kind: kind(d, &job.kind),
                    at: moment(&job.dead_at),
                    attempts: job.attempts,
                    error: job.last_error,
                    id: job.id,
                })
                .collect(),
            mails: seen
                .mails
                .into_iter()
                .map(|mail| Mail {
                    template: d.t(&format!("jobs.mail_kind.{}", mail.template)),
                    state: d.t(&format!("jobs.mail_state.{}", mail.state)),
                    at: moment(&mail.at),
                    message_id: mail.message_id,
                })
                .collect(),
        },
    ))
}

fn kind(d: &Desk, kind: &str) -> String {
    match kind {
        "mail" | "remind" => d.t(&format!("jobs.kind_{kind}")),
        other => other.to_string(),
    }
}

pub async fn revive(
    Shared(state): Shared<State>,
    Seat { d: desk, by }: Seat<Admin>,
    Path(id): Path<String>,
    _form: Form,
) -> Result<Response, Problem> {
    desk.ok(jobs::revive(&state.app, &by, &id).await)?;
    Ok(Redirect::to("/office/jobs").into_response())
}

pub async fn discard(
    Shared(state): Shared<State>,
    Seat { d: desk, by }: Seat<Admin>,
    Path(id): Path<String>,
    _form: Form,
) -> Result<Response, Problem> {
    desk.ok(jobs::discard(&state.app, &by, &id).await)?;
    Ok(Redirect::to("/office/jobs").into_response())
}
