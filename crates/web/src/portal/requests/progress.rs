//! 查询进度: the applicant's timeline, the last day and the reason, the documents.

use std::collections::BTreeMap;

use app::{
    Error,
    requests::{self, Shown},
    upload::FileRef,
};
use askama::Template;
use axum::{
    Form,
    extract::{FromRequest, FromRequestParts, Query as Parameters, Request, State as Shared},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use law::{
    case::{Event, How, Status},
    handling::Event as Inner,
};
use store::published::{Organ, Public};

use crate::{
    kit::{download, pager::Query},
    portal::{
        page::{Page, private},
        problem::{OrProblem, Problem},
    },
    state::State,
};

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
    latest_provisional: bool,
    overdue: bool,
    open: bool,
    /// What can be done against the outcome (law.md 9).
    remedy: String,
    /// Closed, and no opinion given yet.
    may_rate: bool,
    /// The opinion given.
    rated: String,
    telephone: String,
    /// Reason, citation, date reached.
    because: Vec<(String, String, String)>,
    steps: Vec<Step>,
}

#[derive(Template)]
#[template(path = "portal/requests/progress.html")]
struct ProgressPage {
    p: Page,
    found: Option<Found>,
    thanks: bool,
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
            thanks: false,
            problem,
            number,
        },
    )
}

pub async fn show(
    Shared(state): Shared<State>,
    Posted { page, given }: Posted,
) -> Result<Response, Problem> {
    found(&state, page, &given, StatusCode::OK, "", false).await
}

/// The applicant's opinion afterwards: a score and a word, once.
pub async fn rate(
    Shared(state): Shared<State>,
    Posted { page, given }: Posted,
) -> Result<Response, Problem> {
    let text = |name: &str| given.get(name).map_or("", String::as_str);
    let rated = requests::rate(
        &state.app,
        text("number"),
        text("code"),
        &page.remote,
        text("score"),
        text("words"),
    )
    .await;
    match rated {
        Ok(()) => found(&state, page, &given, StatusCode::OK, "", true).await,
        Err(Error::Invalid(wrong)) => {
            let why = wrong
                .first()
                .map(|error| page.lang.pick(&error.zh, &error.en).to_string())
                .unwrap_or_default();
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            found(&state, page, &given, status, &why, false).await
        }
        Err(error) => Err(Problem::new(&page, error)),
    }
}

async fn found(
    state: &State,
    page: Page,
    given: &Fields,
    status: StatusCode,
    problem: &str,
    thanks: bool,
) -> Result<Response, Problem> {
    let text = |name: &str| given.get(name).map_or("", |value| value.trim()).to_string();
    let (number, code) = (text("number"), text("code"));
    let progress = match requests::progress(&state.app, &number, &code, &page.remote).await {
        Ok(progress) => progress,
        Err(Error::NotFound) => {
            let problem = page.t("requests.progress.unknown");
            return Ok(form(page, StatusCode::NOT_FOUND, number, problem));
        }
        Err(error) => return Err(Problem::new(&page, error)),
    };
    let organ = store::published::organ(&state.app.store, &progress.organ)
        .await
        .or_problem(&page)?
        .map_or_else(Organ::default, Public::into_inner);
    let p = page.at("progress");
    let case = &progress.assessment;
    let day = |date: Option<jiff::civil::Date>| date.map_or_else(String::new, |d| d.to_string());
    let found = Found {
        may_rate: case.status == Status::Closed && progress.satisfaction.is_none(),
        rated: progress
            .satisfaction
            .map(|score| p.tn("requests.apply.rated", "score", score))
            .unwrap_or_default(),
        remedy: remedy(&progress, &organ),
        telephone: organ.telephone,
        organ: if organ.name.is_empty() {
            progress.organ.clone()
        } else {
            organ.name
        },
        receipt: day(case.receipt),
        latest: day(case.latest),
        latest_provisional: case.latest_provisional,
        closed_on: day(case.closed_on),
        overdue: case.overdue,
        number: progress.number.clone(),
        code,
        status: p.t(&format!("requests.public_status.{}", word(case.status))),
        due: day(case.due),
        provisional: case.provisional,
        open: case.status != Status::Closed,
        because: case
            .because
            .iter()
            .map(|why| {
                let text = p.lang.pick(&why.zh, &why.en).to_string();
                let to = why.to.map_or_else(String::new, |to| to.to_string());
                (text, why.cited(p.lang), to)
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
        status,
        &ProgressPage {
            p,
            found: Some(found),
            thanks,
            problem: problem.to_string(),
            number,
        },
    ))
}

/// The paragraph that the answer carries, where its outcome leaves a remedy.
fn remedy(progress: &requests::Progress, organ: &Organ) -> String {
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
            Shown::Statutory(Event::Answered {
                how: Some(How::Electronic),
                ..
            })
        )
    });
    let site = (electronic && !organ.review_site.is_empty()).then_some(organ.review_site.as_str());
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
    let name = |code: law::outcome::Code| p.lang.pick(code.zh(), code.en()).to_string();
    let (title, detail) = match &step.event {
        Shown::Statutory(event) => {
            let kind = event.kind();
            let detail = match event {
                Event::Answered { code, .. } | Event::Lapsed { code } => name(*code),
                _ => p.t(&format!("requests.step.{}", kind.as_str())),
            };
            (p.lang.pick(kind.zh(), kind.en()).to_string(), detail)
        }
        Shown::Inner(event) => {
            let kind = event.kind();
            let detail = match event {
                Inner::LetterNumbered { number, .. } => number.clone(),
                Inner::LetterVoided { letter, number, .. } => {
                    letter.parse::<law::letter::Kind>().map_or_else(
                        |_| number.clone(),
                        |kind| format!("{} {number}", p.lang.pick(kind.zh(), &kind.en())),
                    )
                }
                Inner::Served { how, .. } => p.t(match how {
                    How::Handed => "requests.sent.handed",
                    How::Posted => "requests.sent.posted",
                    How::Electronic => "requests.sent.electronic",
                }),
                Inner::ReDecided { code, after, .. } => format!("{} ({after})", name(*code)),
                Inner::HelpGiven { done, .. } => done.clone(),
                _ => String::new(),
            };
            let letter = match event {
                Inner::LetterNumbered { letter, .. } => letter.parse::<law::letter::Kind>().ok(),
                _ => None,
            };
            let title = letter.map_or_else(
                || p.lang.pick(kind.zh(), kind.en()).to_string(),
                |letter| p.lang.pick(letter.zh(), &letter.en()).to_string(),
            );
            (title, detail)
        }
    };
    Step {
        on: step.on.to_string(),
        title,
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

/// What a visitor typed into a form of this page, and no other site for him.
pub struct Posted {
    page: Page,
    given: Fields,
}

impl FromRequest<State> for Posted {
    type Rejection = Response;

    async fn from_request(request: Request, state: &State) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let Ok(page) = Page::from_request_parts(&mut parts, state).await;
        page.posted_here(&parts.headers)
            .map_err(IntoResponse::into_response)?;
        let Form(given) = Form::from_request(Request::from_parts(parts, body), state)
            .await
            .map_err(IntoResponse::into_response)?;
        Ok(Self {
            page,
            given: cleaned(given),
        })
    }
}

/// Every text is cleaned, as in the forms that are read by [`crate::kit::form`].
fn cleaned(given: Fields) -> Fields {
    given
        .into_iter()
        .map(|(name, value)| (name, app::plain::clean(&value).into_owned()))
        .collect()
}

/// One document of the answer. Posted, so that the query code stands in no address and no log.
pub async fn download(
    Shared(state): Shared<State>,
    Posted { page, given }: Posted,
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
    Ok(download::private(&file.name, &file.media, bytes))
}
