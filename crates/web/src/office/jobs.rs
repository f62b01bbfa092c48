//! 作业: what waits, what was given up and why, which mail went out.

use app::jobs;
use axum::{
    extract::{Path, State as Shared},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};

use super::{
    desk::{Admin, Desk},
    page,
    posted::Form,
    problem::Problem,
};
use crate::state::State;

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

pub async fn show(Shared(state): Shared<State>, Admin(desk): Admin) -> Result<Response, Problem> {
    let d = &desk;
    let seen = d.ok(jobs::overview(&state.app, &d.staff).await)?;
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
                    template: d.t(&format!("clock.mail.{}", mail.template)),
                    state: d.t(&format!("clock.mail_state.{}", mail.state)),
                    at: moment(&mail.at),
                    message_id: mail.message_id,
                })
                .collect(),
        },
    ))
}

fn kind(d: &Desk, kind: &str) -> String {
    match kind {
        "mail" | "remind" => d.t(&format!("clock.jobs.kind_{kind}")),
        other => other.to_string(),
    }
}

pub async fn revive(
    Shared(state): Shared<State>,
    Admin(desk): Admin,
    Path(id): Path<String>,
    _form: Form,
) -> Result<Response, Problem> {
    desk.ok(jobs::revive(&state.app, &desk.staff, &id).await)?;
    Ok(Redirect::to("/office/jobs").into_response())
}

pub async fn discard(
    Shared(state): Shared<State>,
    Admin(desk): Admin,
    Path(id): Path<String>,
    _form: Form,
) -> Result<Response, Problem> {
    desk.ok(jobs::discard(&state.app, &desk.staff, &id).await)?;
    Ok(Redirect::to("/office/jobs").into_response())
}
