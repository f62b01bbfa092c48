//! From an operation's answer to a page: the reason in plain words, with the rule.

use app::{Error, FieldError};
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use law::{Lang, finding::Finding, rule::Rule};

use super::{desk::Desk, page};

/// One line of a notice, with the rule it rests on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NoticeLine {
    pub text: String,
    pub rule: String,
    pub citation: String,
    /// Anchor of the field or record concerned, or empty.
    pub href: String,
}

/// A message at the head of a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Notice {
    /// `error`, `warning` or `done`.
    pub level: &'static str,
    pub title: String,
    pub lines: Vec<NoticeLine>,
}

impl Notice {
    #[must_use]
    pub fn done(title: &str) -> Self {
        Self {
            level: "done",
            title: title.into(),
            lines: Vec::new(),
        }
    }

    /// A message without lines.
    #[must_use]
    pub fn error(title: &str) -> Self {
        Self {
            level: "error",
            title: title.into(),
            lines: Vec::new(),
        }
    }

    /// What is wrong with a form; each line leads to its field, whose id begins with `prefix`.
    #[must_use]
    pub fn invalid(title: &str, wrong: &[FieldError], prefix: &str, lang: Lang) -> Self {
        Self {
            level: "error",
            title: title.into(),
            lines: wrong
                .iter()
                .map(|error| {
                    // What the form asks and no rule does has no why to it.
                    let rule = Rule::of(error.rule);
                    NoticeLine {
                        text: lang.pick(&error.zh, &error.en).to_string(),
                        rule: rule.map_or("", Rule::id).into(),
                        citation: rule
                            .and_then(|rule| rule.caveat(lang))
                            .unwrap_or_default()
                            .into(),
                        href: format!("#{prefix}{}", error.field),
                    }
                })
                .collect(),
        }
    }

    /// What the law says against an act.
    #[must_use]
    pub fn refused(title: &str, findings: &[Finding], lang: Lang) -> Self {
        Self {
            level: "error",
            title: title.into(),
            lines: findings.iter().map(|finding| line(finding, lang)).collect(),
        }
    }
}

/// One finding as a line.
#[must_use]
pub fn line(finding: &Finding, lang: Lang) -> NoticeLine {
    NoticeLine {
        text: finding.message(lang).to_string(),
        rule: finding.id.to_string(),
        citation: finding.cited(lang),
        href: String::new(),
    }
}

/// An error on its way to a page of its own.
#[derive(Debug)]
pub struct Problem {
    desk: Box<Desk>,
    error: Error,
}

impl Problem {
    #[must_use]
    pub fn new(desk: &Desk, error: Error) -> Self {
        Self {
            desk: Box::new(desk.clone()),
            error,
        }
    }
}

#[derive(askama::Template)]
#[template(path = "office/problem.html")]
struct ProblemPage<'a> {
    d: &'a Desk,
    place: &'static str,
    title: String,
    notice: Notice,
    hint: String,
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let d = &*self.desk;
        let (status, word) = match &self.error {
            Error::NotFound => (StatusCode::NOT_FOUND, "not_found"),
            Error::Forbidden => (StatusCode::FORBIDDEN, "forbidden"),
            Error::Conflict => (StatusCode::CONFLICT, "conflict"),
            Error::Throttled => (StatusCode::TOO_MANY_REQUESTS, "throttled"),
            Error::Busy => (StatusCode::SERVICE_UNAVAILABLE, "busy"),
            Error::Invalid(_) => (StatusCode::UNPROCESSABLE_ENTITY, "invalid"),
            Error::Refused(_) => (StatusCode::UNPROCESSABLE_ENTITY, "refused"),
            Error::Failed(why) => {
                tracing::error!(%why, path = %d.path, "an office page failed");
                (StatusCode::INTERNAL_SERVER_ERROR, "failed")
            }
        };
        let title = d.t(&format!("office.problem.{word}"));
        let notice = match &self.error {
            Error::Invalid(wrong) => Notice::invalid(&title, wrong, "", d.lang),
            Error::Refused(findings) => Notice::refused(&title, findings, d.lang),
            _ => Notice {
                level: "error",
                title: title.clone(),
                lines: Vec::new(),
            },
        };
        let hint = d.t(&format!("office.problem.{word}_hint"));
        page(
            status,
            &ProblemPage {
                d,
                place: "",
                title,
                notice,
                hint,
            },
        )
    }
}

impl From<Problem> for Response {
    fn from(problem: Problem) -> Self {
        problem.into_response()
    }
}
