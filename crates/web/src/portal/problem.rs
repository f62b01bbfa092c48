//! When a public page cannot be shown: one page in plain words, one line in the log.

use app::Error;
use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};

use jiff::civil::Date;
use store::published::{self, Public, Withdrawn};

use super::page::{self, Page};

#[derive(Template)]
#[template(path = "portal/problem.html")]
struct ProblemPage<'a> {
    p: &'a Page,
    title: String,
    text: String,
}

/// An error on its way to a page.
pub struct Problem {
    page: Box<Page>,
    error: Error,
    /// What was here once, where it is gone for a reason.
    gone: Option<Public<Withdrawn>>,
    /// Since when it is under a check.
    suspended: Option<Public<Date>>,
}

impl Problem {
    #[must_use]
    pub fn new(page: &Page, error: impl Into<Error>) -> Self {
        Self {
            page: Box::new(page.clone()),
            error: error.into(),
            gone: None,
            suspended: None,
        }
    }

    /// Whether there is nothing at the address, and nothing to say about it.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        matches!(self.error, Error::NotFound) && self.gone.is_none() && self.suspended.is_none()
    }

    /// An item that the public cannot read: withdrawn, with the day and the reason, under a check, or not there at all.
    pub async fn no_item(page: &Page, app: &app::App, organ: &str, id: &str) -> Self {
        let gone = published::withdrawn(&app.store, organ, id).await;
        let suspended = published::suspended(&app.store, organ, id).await;
        match (gone, suspended) {
            (Ok(gone), Ok(suspended)) => Self {
                gone,
                suspended,
                ..Self::new(page, Error::NotFound)
            },
            (Err(error), _) | (_, Err(error)) => Self::new(page, error),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        if let Some(gone) = &self.gone {
            return withdrawn(&self.page, gone);
        }
        if let Some(since) = &self.suspended {
            return suspended(&self.page, since);
        }
        let (status, word) = match &self.error {
            Error::NotFound => (StatusCode::NOT_FOUND, "missing"),
            Error::Throttled => (StatusCode::TOO_MANY_REQUESTS, "throttled"),
            Error::Forbidden => (StatusCode::FORBIDDEN, "forbidden"),
            Error::Conflict => (StatusCode::CONFLICT, "conflict"),
            Error::Invalid(_) | Error::Refused(_) => (StatusCode::UNPROCESSABLE_ENTITY, "invalid"),
            Error::Busy => (StatusCode::SERVICE_UNAVAILABLE, "busy"),
            Error::Failed(why) => {
                tracing::error!(%why, "a public page failed");
                (StatusCode::INTERNAL_SERVER_ERROR, "failed")
            }
        };
        if let Error::Invalid(fields) = &self.error
            && !fields.is_empty()
        {
            let p = &self.page;
            let says = |field: &app::FieldError| p.lang.pick(&field.zh, &field.en).to_string();
            let text: Vec<String> = fields.iter().map(says).collect();
            let title = p.t("portal.problem.invalid");
            let text = text.join(" ");
            return page::public(status, &ProblemPage { p, title, text });
        }
        respond(&self.page, status, word)
    }
}

/// The page for an address that leads nowhere.
pub async fn missing(page: Page) -> Response {
    respond(&page, StatusCode::NOT_FOUND, "missing")
}

fn withdrawn(p: &Page, gone: &Public<Withdrawn>) -> Response {
    let title = p.t("portal.problem.gone");
    let mut text = p.tn("portal.problem.gone_text", "on", gone.on);
    if !gone.reason.is_empty() {
        text.push_str(&p.tn("portal.problem.gone_reason", "reason", &gone.reason));
    }
    page::public(StatusCode::GONE, &ProblemPage { p, title, text })
}

/// Not gone, and not to be kept as gone by anybody: it may be back tomorrow.
fn suspended(p: &Page, since: &Public<Date>) -> Response {
    let title = p.t("portal.problem.suspended");
    let text = p.tn("portal.problem.suspended_text", "on", **since);
    page::public(StatusCode::NOT_FOUND, &ProblemPage { p, title, text })
}

fn respond(p: &Page, status: StatusCode, word: &str) -> Response {
    let title = p.t(&format!("portal.problem.{word}"));
    let text = p.t(&format!("portal.problem.{word}_text"));
    let mut response = page::public(status, &ProblemPage { p, title, text });
    if status == StatusCode::SERVICE_UNAVAILABLE {
        let soon = axum::http::HeaderValue::from_static("10");
        response
            .headers_mut()
            .insert(axum::http::header::RETRY_AFTER, soon);
    }
    response
}

/// Results of operations as pages.
pub trait OrProblem<T> {
    fn or_problem(self, page: &Page) -> Result<T, Problem>;
}

impl<T, E: Into<Error>> OrProblem<T> for Result<T, E> {
    fn or_problem(self, page: &Page) -> Result<T, Problem> {
        self.map_err(|error| Problem::new(page, error))
    }
}
