//! The steps of an item's life: each a posted form, or the page again with the reason.

use app::{
    Error, FieldError,
    items::{Opinion, ReadingForm},
    rights::{Author, Head, Leader, Publisher, Reviewer},
};
use axum::{
    extract::{Path, State as Shared},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};

use law::readings::Post;

use super::one::{Draft, render};
use crate::{
    office::{
        desk::{Desk, Seat},
        posted::Form,
        problem::{Notice, Problem},
        timeline::names,
    },
    state::State,
};

type Answer = Result<Response, Problem>;

pub async fn submit(
    Shared(state): Shared<State>,
    Seat { d: desk, .. }: Seat<Author>,
    Path(id): Path<String>,
    form: Form,
) -> Answer {
    let version = desk.ok(form.version())?;
    let reason = form.text("lawful_reason");
    let done = app::items::submit(&state.app, &desk.staff, &id, version, reason).await;
    answer(&state, &desk, &id, form, ("submit", "submitted"), done).await
}

/// 复审 by the section head.
pub async fn check(
    Shared(state): Shared<State>,
    Seat { d: desk, .. }: Seat<Head>,
    Path(id): Path<String>,
    form: Form,
) -> Answer {
    read(
        &state,
        &desk,
        &id,
        form,
        (Post::SectionHead, "check", "checked"),
    )
    .await
}

/// 保密审查.
pub async fn review(
    Shared(state): Shared<State>,
    Seat { d: desk, .. }: Seat<Reviewer>,
    Path(id): Path<String>,
    form: Form,
) -> Answer {
    read(
        &state,
        &desk,
        &id,
        form,
        (Post::Secrecy, "review", "reviewed"),
    )
    .await
}

/// 终审 by the leader in charge.
pub async fn sign(
    Shared(state): Shared<State>,
    Seat { d: desk, .. }: Seat<Leader>,
    Path(id): Path<String>,
    form: Form,
) -> Answer {
    read(
        &state,
        &desk,
        &id,
        form,
        (Post::Leader, "sign", "signed_off"),
    )
    .await
}

async fn read(
    state: &State,
    desk: &Desk,
    id: &str,
    form: Form,
    (post, kind, word): (Post, &'static str, &str),
) -> Answer {
    let version = desk.ok(form.version())?;
    let opinion = match form.text("opinion") {
        "publish" => Some(Opinion::Agree),
        "return" => Some(Opinion::Return),
        _ => None,
    };
    let done = match opinion {
        Some(opinion) => {
            let text = form.text("read");
            let reading = ReadingForm {
                post,
                opinion,
                basis: form.text("basis").into(),
                exception: form.text("exception").into(),
                read: (!text.is_empty()).then(|| text.into()),
            };
            app::items::read(&state.app, &desk.staff, id, version, &reading).await
        }
        None => Err(Error::Invalid(vec![FieldError::new(
            "opinion",
            "A-17",
            "请选择审查意见",
            "Choose an opinion",
        )])),
    };
    answer(state, desk, id, form, (kind, word), done).await
}

pub async fn publish(
    Shared(state): Shared<State>,
    Seat { d: desk, .. }: Seat<Publisher>,
    Path(id): Path<String>,
    form: Form,
) -> Answer {
    let version = desk.ok(form.version())?;
    let exception = form.text("exception");
    let done = app::items::publish(&state.app, &desk.staff, &id, version, exception).await;
    answer(&state, &desk, &id, form, ("publish", "published"), done).await
}

pub async fn repeal(
    Shared(state): Shared<State>,
    Seat { d: desk, .. }: Seat<Publisher>,
    Path(id): Path<String>,
    form: Form,
) -> Answer {
    let version = desk.ok(form.version())?;
    let (reason, by) = (form.text("reason"), form.text("by"));
    let done = app::items::repeal(&state.app, &desk.staff, &id, version, reason, by).await;
    answer(&state, &desk, &id, form, ("repeal", "repealed"), done).await
}

pub async fn withdraw(
    Shared(state): Shared<State>,
    Seat { d: desk, .. }: Seat<Publisher>,
    Path(id): Path<String>,
    form: Form,
) -> Answer {
    let version = desk.ok(form.version())?;
    let done =
        app::items::withdraw(&state.app, &desk.staff, &id, version, form.text("reason")).await;
    answer(&state, &desk, &id, form, ("withdraw", "withdrawn"), done).await
}

async fn answer(
    state: &State,
    desk: &Desk,
    id: &str,
    form: Form,
    (kind, word): (&'static str, &str),
    done: app::Result<i64>,
) -> Answer {
    let error = match done {
        Ok(_) => {
            return Ok(Redirect::to(&format!("/office/items/{id}?done={word}")).into_response());
        }
        Err(error) => error,
    };
    let view = desk.ok(app::items::open(&state.app, &desk.staff, id).await)?;
    let names = desk.ok(names(&state.app, &desk.staff.organ).await)?;
    let seen = form.version().unwrap_or_default();
    let mut draft = Draft {
        kind,
        typed: form,
        ..Draft::default()
    };
    let stale = view.row.version > seen;
    let status = match error {
        // A colleague's step may have made this one impossible: that he acted is the better answer.
        Error::Conflict | Error::Refused(_) if stale => {
            draft.seen = Some(seen);
            StatusCode::CONFLICT
        }
        Error::Invalid(wrong) => {
            let title = desk.t("office.problem.invalid");
            draft.notices.push(Notice::invalid(
                &title,
                &wrong,
                &format!("act-{kind}-"),
                desk.lang,
            ));
            draft.wrong = wrong;
            StatusCode::UNPROCESSABLE_ENTITY
        }
        Error::Refused(findings) => {
            let title = desk.t("office.problem.refused");
            draft
                .notices
                .push(Notice::refused(&title, &findings, desk.lang));
            StatusCode::UNPROCESSABLE_ENTITY
        }
        other => return Err(Problem::new(desk, other)),
    };
    Ok(render(desk, status, &view, &names, draft))
}
