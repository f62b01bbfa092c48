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
use law::case::{Event, How, Status};
use store::published::PublicOrgan;

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
    /// Day of receipt, from which the clock runs.
    receipt: String,
    due: String,
    /// Where an extension could reach.
    latest: String,
    closed_on: String,
    provisional: bool,
    overdue: bool,
    open: bool,
    /// What can be done against the outcome (law.md 9).
    remedy: String,
    telephone: String,
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
        .unwrap_or_default();
    let p = page.at("progress");
    let case = &progress.assessment;
    let day = |date: Option<jiff::civil::Date>| date.map_or_else(String::new, |d| d.to_string());
    let found = Found {
        remedy: remedy(&progress, &organ),
        telephone: organ.telephone,
        organ: if organ.name.is_empty() {
            progress.organ.clone()
        } else {
            organ.name
        },
        receipt: day(case.receipt),
        latest: day(case.latest),
        closed_on: day(case.closed_on),
        overdue: case.overdue,
        number: progress.number.clone(),
        code,
        status: p.t(&format!("portal.status.{}", word(case.status))),
        due: day(case.due),
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

/// The paragraph that the answer carries, where its outcome leaves a remedy.
fn remedy(progress: &requests::Progress, organ: &PublicOrgan) -> String {
    let name = |known: &String, else_: &str| {
        if known.is_empty() {
            else_.to_string()
        } else {
            known.clone()
        }
    };
    let electronic = progress.steps.iter().any(|step| {
        matches!(
            step.event,
            Event::Answered {
                how: Some(How::Electronic),
                ..
            }
        )
    });
    let site = (electronic && !organ.site.is_empty()).then_some(organ.site.as_str());
    progress
        .assessment
        .remedy
        .map_or_else(String::new, |remedy| {
            remedy.paragraph(
                &name(&organ.review_body, "本级人民政府"),
                &name(&organ.court, "有管辖权的人民法院"),
                site,
            )
        })
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
