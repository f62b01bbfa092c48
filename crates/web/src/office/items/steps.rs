//! The steps of an item's life: each a posted form, or the page again with the reason.

use app::{
    Error,
    items::{Opinion, Said, Step},
    rights::Right,
};
use axum::{
    extract::{Path, State as Shared},
    http::Method,
    response::{IntoResponse, Redirect, Response},
    routing::post,
};

use super::one::{Draft, render};
use crate::{
    kit::route::{Route, staff},
    office::{
        again::Said as Words,
        desk::{Desk, Seat},
        posted::Form,
        problem::Problem,
        timeline::names,
    },
    state::State,
};

/// The line of a step: whoever holds the right posts its form.
pub fn line<R: Right>(path: &'static str, step: Step) -> Route {
    let handler = move |Shared(state): Shared<State>,
                        seat: Seat<R>,
                        Path(id): Path<String>,
                        form: Form| async move {
        take(&state, &seat.d, &id, form, step).await
    };
    staff::<R>(Method::POST, path, post(handler))
}

async fn take(
    state: &State,
    desk: &Desk,
    id: &str,
    form: Form,
    step: Step,
) -> Result<Response, Problem> {
    let seen = desk.ok(form.version())?;
    let said = said(&form);
    match step.take(&state.app, &desk.staff, (id, seen), &said).await {
        Ok(_) => {
            let word = done(step);
            Ok(Redirect::to(&format!("/office/items/{id}?done={word}")).into_response())
        }
        Err(error) => again(state, desk, (id, seen), form, step, error).await,
    }
}

/// The word of what was done.
fn done(step: Step) -> &'static str {
    match step {
        Step::Submit => "submitted",
        other => other.act().as_str(),
    }
}

fn said(form: &Form) -> Said {
    let text = |name: &str| form.text(name).to_string();
    Said {
        lawful_reason: text("lawful_reason"),
        opinion: match form.text("opinion") {
            "publish" => Some(Opinion::Agree),
            "return" => Some(Opinion::Return),
            _ => None,
        },
        basis: text("basis"),
        exception: text("exception"),
        looked: text("looked"),
        read: Some(text("read")).filter(|read| !read.is_empty()),
        at: text("at"),
        note: text("note"),
        major: match form.text("major") {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        },
        reason: text("reason"),
        by: text("by"),
    }
}

async fn again(
    state: &State,
    desk: &Desk,
    (id, seen): (&str, i64),
    form: Form,
    step: Step,
    error: Error,
) -> Result<Response, Problem> {
    let view = desk.ok(app::items::open(&state.app, &desk.staff, id).await)?;
    let names = desk.ok(names(&state.app, &desk.staff.organ).await)?;
    let stale = view.row.version > seen;
    let error = match error {
        // A colleague's step may have made this one impossible: that he acted is the better answer.
        Error::Refused(_) if stale => Error::Conflict,
        other => other,
    };
    let words = Words {
        prefix: format!("act-{}-", step.word()),
        refused: desk.t("office.problem.refused"),
        // Where he was quicker, the page shows what he did.
        meanwhile: if stale {
            String::new()
        } else {
            desk.t("office.problem.conflict")
        },
    };
    let again = desk.again(error, &words)?;
    let draft = Draft {
        step: Some(step),
        typed: form,
        seen: again.stale.then_some(seen),
        notices: again.notices,
        wrong: again.wrong,
        ..Draft::default()
    };
    Ok(render(desk, &state.app, again.status, &view, &names, draft))
}
