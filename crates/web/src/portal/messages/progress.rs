//! What became of a message, for who has its number and code; and once, that the reply did not answer it.

use app::{Error, messages::Progress};
use askama::Template;
use axum::{
    extract::{Query as Parameters, Request, State as Shared},
    http::StatusCode,
    response::Response,
};
use law::message::Topic;
use store::published;

use crate::{
    kit::{
        form::{self, Form},
        pager::Query,
    },
    portal::{
        page::{Page, private},
        problem::{OrProblem, Problem},
    },
    state::State,
};

struct Found {
    progress: Progress,
    organ: String,
    code: String,
    status: String,
    outcome: String,
    /// It is an opinion on a draft.
    opinion: bool,
    /// Whether what it says was taken up, where that is told.
    taken: String,
}

#[derive(Template)]
#[template(path = "portal/messages/progress.html")]
struct ProgressPage {
    p: Page,
    number: String,
    problem: String,
    /// Something was done just now.
    done: String,
    found: Option<Found>,
}

pub async fn ask(Parameters(query): Parameters<Query>, page: Page) -> Response {
    let number = query.get("number").cloned().unwrap_or_default();
    asked(page, StatusCode::OK, number, String::new())
}

fn asked(page: Page, status: StatusCode, number: String, problem: String) -> Response {
    let page = ProgressPage {
        p: page.at("messages"),
        number,
        problem,
        done: String::new(),
        found: None,
    };
    private(status, &page)
}

pub async fn show(
    Shared(state): Shared<State>,
    page: Page,
    request: Request,
) -> Result<Response, Problem> {
    page.posted_here(request.headers())?;
    let form = form::read(request, &state).await.or_problem(&page)?;
    found(
        &state,
        page,
        StatusCode::OK,
        &form,
        (String::new(), String::new()),
    )
    .await
}

/// The writer was not answered: another person will look at it.
pub async fn doubt(
    Shared(state): Shared<State>,
    page: Page,
    request: Request,
) -> Result<Response, Problem> {
    page.posted_here(request.headers())?;
    let form = form::read(request, &state).await.or_problem(&page)?;
    let (number, code) = (form.text("number"), form.text("code"));
    let words = form.raw("words");
    let done = app::messages::doubt(&state.app, number, code, &page.remote, &words).await;
    let refused = StatusCode::UNPROCESSABLE_ENTITY;
    let (status, done, problem) = match done {
        Ok(()) => (
            StatusCode::OK,
            page.t("messages.progress.doubted"),
            String::new(),
        ),
        Err(Error::Invalid(wrong)) => {
            let why = wrong.first().map(|one| page.lang.pick(&one.zh, &one.en));
            (refused, String::new(), why.unwrap_or_default().to_string())
        }
        Err(Error::Refused(findings)) => {
            let why = findings.first().map(|one| one.message(page.lang));
            (refused, String::new(), why.unwrap_or_default().to_string())
        }
        Err(Error::NotFound) => (StatusCode::OK, String::new(), String::new()),
        Err(error) => return Err(Problem::new(&page, error)),
    };
    found(&state, page, status, &form, (done, problem)).await
}

async fn found(
    state: &State,
    page: Page,
    status: StatusCode,
    form: &Form,
    (done, problem): (String, String),
) -> Result<Response, Problem> {
    let (number, code) = (form.text("number"), form.text("code"));
    let progress = app::messages::progress(&state.app, number, code, &page.remote).await;
    let progress = match progress {
        Err(Error::NotFound) => {
            let problem = page.t("messages.progress.unknown");
            return Ok(asked(page, StatusCode::NOT_FOUND, number.into(), problem));
        }
        other => other.or_problem(&page)?,
    };
    let organ = published::organ(&state.app.store, &progress.organ)
        .await
        .or_problem(&page)?
        .map_or_else(String::new, |organ| organ.name.clone());
    let p = page.at("messages");
    let found = Found {
        status: p.t2("messages.told", &progress.status),
        outcome: progress
            .outcome
            .map(|outcome| p.t2("messages.outcome", outcome.code()))
            .unwrap_or_default(),
        opinion: progress.topic == Topic::Opinion,
        taken: progress
            .gist
            .as_ref()
            .and_then(|gist| gist.outcome)
            .map(|outcome| p.t2("items.taken", outcome.code()))
            .unwrap_or_default(),
        organ,
        code: code.into(),
        progress,
    };
    Ok(private(
        status,
        &ProgressPage {
            p,
            number: number.into(),
            problem,
            done,
            found: Some(found),
        },
    ))
}
