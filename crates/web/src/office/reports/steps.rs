//! The forms of a report's page: each is one operation; what is refused comes back with what was typed.

use std::collections::BTreeMap;

use app::{
    Error, FieldError,
    reports::{self, Key, Opinion, Scope},
};
use axum::{
    extract::{Path, State as Shared},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};

use super::{text::WRITTEN, year::render};
use crate::{
    office::{
        desk::{CaseWorker, Desk, DisclosureHead, Head, Leader, Overseer},
        form::Form,
        problem::{Notice, Problem},
    },
    state::State,
};

type Answer = Result<Response, Problem>;

/// Saves the written sections, unless a colleague acted meanwhile.
pub async fn save(
    Shared(state): Shared<State>,
    CaseWorker(desk): CaseWorker,
    Path(year): Path<i16>,
    form: Form,
) -> Answer {
    let key = desk.ok(key(&form, year))?;
    let done = reports::save_sections(&state.app, &desk.staff, key, &sections(&form)).await;
    finish(&state, &desk, year, "sections", "sections", form, done).await
}

pub async fn answer(
    Shared(state): Shared<State>,
    CaseWorker(desk): CaseWorker,
    Path(year): Path<i16>,
    form: Form,
) -> Answer {
    let key = desk.ok(key(&form, year))?;
    let (question, reason) = (form.text("question"), form.text("reason"));
    let done = reports::answer(&state.app, &desk.staff, key, question, reason).await;
    finish(&state, &desk, year, "answers", "answered", form, done).await
}

pub async fn review(
    Shared(state): Shared<State>,
    Head(desk): Head,
    Path(year): Path<i16>,
    form: Form,
) -> Answer {
    let key = desk.ok(key(&form, year))?;
    let done = reports::review(&state.app, &desk.staff, key, &opinion(&form)).await;
    finish(&state, &desk, year, "review", "reviewed", form, done).await
}

pub async fn sign(
    Shared(state): Shared<State>,
    Leader(desk): Leader,
    Path(year): Path<i16>,
    form: Form,
) -> Answer {
    let key = desk.ok(key(&form, year))?;
    let done = reports::sign(&state.app, &desk.staff, key, &opinion(&form)).await;
    finish(&state, &desk, year, "sign", "signed", form, done).await
}

pub async fn send_back(
    Shared(state): Shared<State>,
    Overseer(desk): Overseer,
    Path(year): Path<i16>,
    form: Form,
) -> Answer {
    let key = desk.ok(key(&form, year))?;
    let done = reports::send_back(&state.app, &desk.staff, key, &opinion(&form)).await;
    finish(&state, &desk, year, "send-back", "sent_back", form, done).await
}

pub async fn submit(
    Shared(state): Shared<State>,
    CaseWorker(desk): CaseWorker,
    Path(year): Path<i16>,
    form: Form,
) -> Answer {
    let key = desk.ok(key(&form, year))?;
    let done = reports::submit(&state.app, &desk.staff, key).await;
    finish(&state, &desk, year, "submit", "submitted", form, done).await
}

pub async fn publish(
    Shared(state): Shared<State>,
    DisclosureHead(desk): DisclosureHead,
    Path(year): Path<i16>,
    form: Form,
) -> Answer {
    let key = desk.ok(key(&form, year))?;
    let done = reports::publish(&state.app, &desk.staff, key).await;
    finish(&state, &desk, year, "publish", "published", form, done).await
}

pub async fn reopen(
    Shared(state): Shared<State>,
    DisclosureHead(desk): DisclosureHead,
    Path(year): Path<i16>,
    form: Form,
) -> Answer {
    let key = desk.ok(key(&form, year))?;
    let done = reports::reopen(&state.app, &desk.staff, key, form.text("reason")).await;
    finish(&state, &desk, year, "reopen", "reopened", form, done).await
}

/// Takes over an earlier year's report from its file.
pub async fn adopt(
    Shared(state): Shared<State>,
    CaseWorker(desk): CaseWorker,
    Path(year): Path<i16>,
    form: Form,
) -> Answer {
    let key = desk.ok(key(&form, year))?;
    let done = match (
        form.files("file").into_iter().next(),
        form.date("published_on"),
    ) {
        (Some(file), Some(on)) => reports::adopt(&state.app, &desk.staff, key, on, &file).await,
        (None, _) => Err(missing("file", "请选择文件", "Choose a file")),
        (_, None) => Err(missing(
            "published_on",
            "请填写公布日期",
            "Enter the day of publication",
        )),
    };
    finish(&state, &desk, year, "adopt", "adopted", form, done).await
}

/// A field that was left empty.
pub fn missing(field: &'static str, zh: &str, en: &str) -> Error {
    Error::Invalid(vec![FieldError::new(field, "form", zh, en)])
}

fn key(form: &Form, year: i16) -> app::Result<Key> {
    Ok(Key {
        scope: Scope::Own,
        year,
        seen: form.version()?,
    })
}

/// The opinion of a reader, from its form.
pub fn opinion(form: &Form) -> Opinion {
    Opinion {
        note: form.text("note").into(),
        exception: form.text("exception").into(),
    }
}

/// The written sections, from their form.
pub fn sections(form: &Form) -> BTreeMap<String, String> {
    WRITTEN
        .iter()
        .map(|(key, place)| {
            (
                (*key).to_string(),
                form.raw(&format!("section{place}")).replace("\r\n", "\n"),
            )
        })
        .collect()
}

/// Back to the page: with a word of what was done, or with what stands against it and what was typed.
async fn finish(
    state: &State,
    desk: &Desk,
    year: i16,
    step: &str,
    word: &str,
    form: Form,
    done: app::Result<i64>,
) -> Answer {
    let (status, notice) = match done {
        Ok(_) => {
            let to = format!("/office/reports/{year}?done={word}");
            return Ok(Redirect::to(&to).into_response());
        }
        Err(error) => match refusal(desk, step, error) {
            Ok(refusal) => refusal,
            Err(error) => return Err(Problem::new(desk, error)),
        },
    };
    render(state, desk, year, status, Some((step, form)), vec![notice]).await
}

/// What a page says of a step that was not taken; any other error stays one.
pub fn refusal(desk: &Desk, step: &str, error: Error) -> Result<(StatusCode, Notice), Error> {
    match error {
        Error::Refused(findings) => Ok((
            StatusCode::UNPROCESSABLE_ENTITY,
            Notice::refused(&desk.t("annual.refused"), &findings, desk.lang),
        )),
        Error::Invalid(wrong) => {
            let prefix = if step == "sections" {
                String::new()
            } else {
                format!("{step}-")
            };
            let title = desk.t("office.problem.invalid");
            Ok((
                StatusCode::UNPROCESSABLE_ENTITY,
                Notice::invalid(&title, &wrong, &prefix, desk.lang),
            ))
        }
        Error::Conflict => Ok((
            StatusCode::CONFLICT,
            Notice {
                level: "error",
                title: desk.t(if step == "sections" {
                    "office.reports.meanwhile"
                } else {
                    "annual.meanwhile"
                }),
                lines: Vec::new(),
            },
        )),
        other => Err(other),
    }
}
