//! 更正告知书、转送函: the letter of a request for rectification that has ended, edited, checked, looked at and issued.

use app::{
    Error,
    rectification::{self, OpenedLetter},
    requests::letters::{Text, issued_with},
    rights::{By, CaseWorker},
};
use axum::{
    extract::{Path, State as Shared},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};

use crate::{
    office::{
        desk::{Desk, Seat},
        letters::{self, Spot},
        posted::Form,
        problem::Problem,
    },
    state::State,
};

fn spot(d: &Desk, id: &str, opened: &OpenedLetter) -> Spot {
    let back = format!("/office/rectifications/{id}");
    Spot {
        place: "rectification",
        list: ("/office/rectifications", d.t("rectification.title")),
        href: format!("{back}/letter"),
        back,
        number: opened.number.clone(),
        kind: opened.kind,
        version: opened.version,
        keeps: false,
        kept: false,
        signed_with: false,
    }
}

/// The letter as it was before the form, and with what the form says.
async fn typed(
    state: &State,
    by: &By<CaseWorker>,
    id: &str,
    form: &Form,
) -> app::Result<(OpenedLetter, Text)> {
    let opened = rectification::open_letter(&state.app, by, id).await?;
    let text = letters::read(&opened.text, form)?;
    Ok((opened, text))
}

pub async fn show(
    Shared(state): Shared<State>,
    Seat { d: desk, by }: Seat<CaseWorker>,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let opened = desk.ok(rectification::open_letter(&state.app, &by, &id).await)?;
    let spot = spot(&desk, &id, &opened);
    Ok(letters::render(
        &desk,
        StatusCode::OK,
        &spot,
        &opened.text,
        Vec::new(),
        &[],
    ))
}

pub async fn check(
    Shared(state): Shared<State>,
    Seat { d: desk, by }: Seat<CaseWorker>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Problem> {
    let (opened, text) = desk.ok(typed(&state, &by, &id, &form).await)?;
    let spot = spot(&desk, &id, &opened);
    match rectification::check_letter(&state.app, &by, &id, &text).await {
        Ok(found) => Ok(letters::judged(&desk, &spot, &text, &found)),
        Err(error) => letters::again(&desk, &spot, &text, error),
    }
}

pub async fn preview(
    Shared(state): Shared<State>,
    Seat { d: desk, by }: Seat<CaseWorker>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Problem> {
    let (opened, text) = desk.ok(typed(&state, &by, &id, &form).await)?;
    match rectification::preview_letter(&state.app, &by, &id, &text).await {
        Ok(bytes) => Ok(letters::looked_at(opened.kind, bytes)),
        Err(error) => letters::again(&desk, &spot(&desk, &id, &opened), &text, error),
    }
}

pub async fn issue(
    Shared(state): Shared<State>,
    Seat { d: desk, by }: Seat<CaseWorker>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Problem> {
    let back = Redirect::to(&format!("/office/rectifications/{id}?done=issued"));
    let (opened, text) = match typed(&state, &by, &id, &form).await {
        Ok(found) => found,
        // The same form sent twice finds the letter gone out: it is the first one's answer.
        Err(Error::Refused(_))
            if desk.ok(issued_with(&state.app, &by, &id, form.key()).await)? =>
        {
            return Ok(back.into_response());
        }
        Err(error) => return Err(Problem::new(&desk, error)),
    };
    let version = desk.ok(form.version())?;
    match rectification::issue_letter(&state.app, &by, &id, version, form.key(), &text).await {
        Ok(_) => Ok(back.into_response()),
        Err(error) => letters::again(&desk, &spot(&desk, &id, &opened), &text, error),
    }
}
