//! The forms of a report's page: each is one operation; what is refused comes back with what was typed.

use std::collections::BTreeMap;

use app::{
    App, Error, FieldError, Staff,
    reports::{self, Key, Opinion, Releasing, Scope, Writing},
    rights::{By, CaseWorker, May, Right},
};
use axum::{
    extract::{Path, State as Shared},
    http::{Method, StatusCode},
    response::{IntoResponse, Redirect, Response},
    routing::post,
};

use super::{text::WRITTEN, year::render};
use crate::{
    kit::route::{Route, staff},
    office::{
        again::Said,
        consolidation::overview,
        desk::{Desk, Seat},
        posted::Form,
        problem::{Notice, Problem},
    },
    state::State,
};

type Answer = Result<Response, Problem>;

/// A step that an organ's own report and the consolidated one have in common.
#[derive(Debug, Clone, Copy)]
pub enum Step {
    Sections,
    Answer,
    Review,
    Sign,
    SendBack,
    Submit,
    Publish,
    Reopen,
}

impl Step {
    /// The form on the page, and the word of what was done.
    fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Sections => ("sections", "sections"),
            Self::Answer => ("answers", "answered"),
            Self::Review => ("review", "reviewed"),
            Self::Sign => ("sign", "signed"),
            Self::SendBack => ("send-back", "sent_back"),
            Self::Submit => ("submit", "submitted"),
            Self::Publish => ("publish", "published"),
            Self::Reopen => ("reopen", "reopened"),
        }
    }

    async fn operation(self, app: &App, staff: &Staff, key: Key, form: &Form) -> app::Result<i64> {
        match self {
            Self::Sections => {
                reports::save_sections(app, &May::of(staff, Writing(key))?, &sections(form)).await
            }
            Self::Answer => {
                let may = May::of(staff, Writing(key))?;
                reports::answer(app, &may, form.text("question"), form.text("reason")).await
            }
            Self::Review => reports::review(app, &By::of(staff)?, key, &opinion(form)).await,
            Self::Sign => reports::sign(app, &By::of(staff)?, key, &opinion(form)).await,
            Self::SendBack => reports::send_back(app, &By::of(staff)?, key, &opinion(form)).await,
            Self::Submit => reports::submit(app, &May::of(staff, Writing(key))?).await,
            Self::Publish => reports::publish(app, &May::of(staff, Releasing(key))?).await,
            Self::Reopen => {
                reports::reopen(app, &May::of(staff, Releasing(key))?, form.text("reason")).await
            }
        }
    }
}

/// The line of a step of one of the two reports: whoever holds the right posts its form.
pub fn line<R: Right>(path: &'static str, scope: Scope, step: Step) -> Route {
    let handler = move |Shared(state): Shared<State>,
                        seat: Seat<R>,
                        Path(year): Path<i16>,
                        form: Form| async move {
        take(&state, &seat.d, scope, year, form, step).await
    };
    staff::<R>(Method::POST, path, post(handler))
}

/// Takes the step, and shows the report's page.
async fn take(
    state: &State,
    desk: &Desk,
    scope: Scope,
    year: i16,
    form: Form,
    step: Step,
) -> Answer {
    let seen = desk.ok(form.version())?;
    let key = Key { scope, year, seen };
    let done = step.operation(&state.app, &desk.staff, key, &form).await;
    let (place, word) = step.names();
    finish(state, desk, key, place, word, form, done).await
}

/// Takes over an earlier year's report from its file.
pub async fn adopt(
    Shared(state): Shared<State>,
    Seat { d: desk, by }: Seat<CaseWorker>,
    Path(year): Path<i16>,
    form: Form,
) -> Answer {
    let key = Key {
        scope: Scope::Own,
        year,
        seen: desk.ok(form.version())?,
    };
    let done = match (
        form.files("file").into_iter().next(),
        form.date("published_on"),
    ) {
        (Some(file), Some(on)) => reports::adopt(&state.app, &by, key, on, &file).await,
        (None, _) => Err(missing("file", "请选择文件", "Choose a file")),
        (_, None) => Err(missing(
            "published_on",
            "请填写公布日期",
            "Enter the day of publication",
        )),
    };
    finish(&state, &desk, key, "adopt", "adopted", form, done).await
}

/// A field that was left empty.
pub fn missing(field: &'static str, zh: &str, en: &str) -> Error {
    Error::Invalid(vec![FieldError::new(field, "form", zh, en)])
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

/// Back to the report's page: with a word of what was done, or with what stands against it and what was typed.
pub async fn finish(
    state: &State,
    desk: &Desk,
    key: Key,
    place: &str,
    word: &str,
    form: Form,
    done: app::Result<i64>,
) -> Answer {
    let year = key.year;
    let (status, notice) = match done {
        Ok(_) => {
            let room = match key.scope {
                Scope::Own => "reports",
                Scope::Consolidated => "consolidation",
            };
            let to = format!("/office/{room}/{year}?done={word}");
            return Ok(Redirect::to(&to).into_response());
        }
        Err(error) => refusal(desk, place, error)?,
    };
    let (typed, notices) = (Some((place, form)), vec![notice]);
    match key.scope {
        Scope::Own => render(state, desk, year, status, typed, notices).await,
        Scope::Consolidated => overview::render(state, desk, year, status, typed, notices).await,
    }
}

/// What a page says of a step that was not taken.
pub fn refusal(desk: &Desk, step: &str, error: Error) -> Result<(StatusCode, Notice), Problem> {
    let text = step == "sections";
    let again = desk.again(
        error,
        &Said {
            prefix: if text {
                String::new()
            } else {
                format!("{step}-")
            },
            refused: desk.t("reports.life.refused"),
            meanwhile: desk.t(if text {
                "reports.meanwhile"
            } else {
                "reports.life.meanwhile"
            }),
        },
    )?;
    let notice = again.notices.into_iter().next().unwrap_or_default();
    Ok((again.status, notice))
}
