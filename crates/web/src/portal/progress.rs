//! 查询进度: the applicant's timeline, the last day and the reason, the documents.

use std::collections::BTreeMap;

use app::{Error, requests, upload::FileRef};
use askama::Template;
use axum::{
    Form,
    extract::{Query as Parameters, State as Shared},
    http::StatusCode,
    response::Response,
};
use law::case::{Event, Status};

use super::{
    page::{Page, private},
    pager::Query,
    problem::{OrProblem, Problem},
};
use crate::{download, state::State};

struct Step {
    on: String,
    title: String,
    detail: String,
    note: String,
    files: Vec<FileRef>,
}

struct Found {
    organ: String,
    number: String,
    code: String,
    status: String,
    due: String,
    provisional: bool,
    open: bool,
    /// Reason, citation, rule, date reached.
    because: Vec<(String, String, String, String)>,
    steps: Vec<Step>,
}

#[derive(Template)]
#[template(path = "portal/progress.html")]
struct ProgressPage {
    p: Page,
    found: Option<Found>,
    problem: String,
    number: String,
}

type Fields = BTreeMap<String, String>;

pub async fn ask(Parameters(query): Parameters<Query>, page: Page) -> Response {
    let number = query.get("number").cloned().unwrap_or_default();
    form(page, StatusCode::OK, number, String::new())
}

fn form(page: Page, status: StatusCode, number: String, problem: String) -> Response {
    let p = page.at("progress");
    private(
        status,
        &ProgressPage {
            p,
            found: None,
            problem,
            number,
        },
    )
}

pub async fn show(
    Shared(state): Shared<State>,
    page: Page,
    Form(given): Form<Fields>,
) -> Result<Response, Problem> {
    let text = |name: &str| given.get(name).map_or("", |value| value.trim()).to_string();
    let (number, code) = (text("number"), text("code"));
    let progress = match requests::progress(&state.app, &number, &code, &page.remote).await {
        Ok(progress) => progress,
        Err(Error::NotFound) => {
            let problem = page.t("portal.progress.unknown");
            return Ok(form(page, StatusCode::NOT_FOUND, number, problem));
        }
        Err(error) => return Err(Problem::new(&page, error)),
    };
    let organ = store::published::organ(&state.app.store, &progress.organ)
        .await
        .or_problem(&page)?
        .map_or_else(|| progress.organ.clone(), |organ| organ.name);
    let p = page.at("progress");
    let case = &progress.assessment;
    let found = Found {
        organ,
        number: progress.number.clone(),
        code,
        status: p.t(&format!("portal.status.{}", word(case.status))),
        due: case.due.map_or_else(|| "—".into(), |due| due.to_string()),
        provisional: case.provisional,
        open: case.status != Status::Closed,
        because: case
            .because
            .iter()
            .map(|why| {
                let text = p.lang.pick(&why.zh, &why.en).to_string();
                let to = why.to.map_or_else(String::new, |to| to.to_string());
                (text, why.citation.clone(), why.rule.clone(), to)
            })
            .collect(),
        steps: progress
            .steps
            .into_iter()
            .map(|step| shown(&p, step))
            .collect(),
    };
    let number = progress.number;
    Ok(private(
        StatusCode::OK,
        &ProgressPage {
            p,
            found: Some(found),
            problem: String::new(),
            number,
        },
    ))
}

fn shown(p: &Page, step: requests::Step) -> Step {
    let kind = step.event.kind();
    let detail = match &step.event {
        Event::Answered { code, .. } | Event::Lapsed { code } => {
            p.lang.pick(code.zh(), code.en()).to_string()
        }
        _ => String::new(),
    };
    Step {
        on: step.on.to_string(),
        title: p.lang.pick(kind.zh(), kind.en()).to_string(),
        detail,
        note: step.note,
        files: step.files,
    }
}

fn word(status: Status) -> &'static str {
    match status {
        Status::Unconfirmed => "unconfirmed",
        Status::Open => "open",
        Status::AwaitingCorrection => "awaiting_correction",
        Status::AwaitingReasons => "awaiting_reasons",
        Status::AwaitingPayment => "awaiting_payment",
        Status::Closed => "closed",
    }
}

/// One document of the answer. Posted, so that the query code stands in no address and no log.
pub async fn download(
    Shared(state): Shared<State>,
    page: Page,
    Form(given): Form<Fields>,
) -> Result<Response, Problem> {
    let text = |name: &str| given.get(name).map_or("", String::as_str);
    let (file, bytes) = requests::download_public(
        &state.app,
        text("number"),
        text("code"),
        text("hash"),
        &page.remote,
    )
    .await
    .or_problem(&page)?;
    Ok(download::file(&file.name, &file.media, bytes))
}
