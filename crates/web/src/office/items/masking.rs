//! 遮盖: what keeps a text from the public, find by find, and the one button that takes it out; and the one that brings it back.

use app::{
    items::{self, ItemView},
    rights::Author,
};
use axum::{
    extract::{Path, State as Shared},
    response::{IntoResponse, Redirect, Response},
};
use law::item::masking;

use super::one::{Draft, render};
use crate::{
    office::{
        again::Said,
        desk::{Desk, Seat},
        posted::Form,
        problem::Problem,
        timeline::names,
    },
    state::State,
};

/// One find on the page.
pub struct FindLine {
    /// By what it is chosen.
    pub word: String,
    pub text: String,
    /// It goes in any case; otherwise a person chooses.
    pub blocks: bool,
    /// It has characters that can go.
    pub goes: bool,
}

/// What was masked in the text as it stands.
#[derive(Default)]
pub struct Masked {
    pub lines: Vec<String>,
    /// The public has not seen it yet.
    pub can_be_undone: bool,
}

/// Personal data in the text as it stands.
pub fn finds(d: &Desk, app: &app::App, view: &ItemView) -> Vec<FindLine> {
    let Some(content) = &view.state.content else {
        return Vec::new();
    };
    items::finds(app, content)
        .iter()
        .map(|find| FindLine {
            word: find.word(),
            text: super::document::said_at(d, &find.place, &find.hit),
            blocks: find.blocks(),
            goes: find.is_masked(),
        })
        .collect()
}

pub fn masked(d: &Desk, view: &ItemView) -> Masked {
    let content = view.state.content.as_ref();
    let Some(masking) = content.and_then(|content| content.masking.as_ref()) else {
        return Masked::default();
    };
    let taken = masking.taken.iter().map(|taken| {
        let kind = d.lang.pick(taken.kind.zh(), taken.kind.en());
        d.t("items.masked_of")
            .replace("{what}", kind)
            .replace("{n}", &taken.count.to_string())
    });
    let left = masking
        .left
        .iter()
        .map(|number| d.tn("items.not_masked", "n", number));
    Masked {
        lines: taken.chain(left).collect(),
        can_be_undone: masking::cannot_be_undone(&view.state).is_none(),
    }
}

pub async fn mask(
    Shared(state): Shared<State>,
    Seat { d: desk, by }: Seat<Author>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Problem> {
    let seen = desk.ok(form.version())?;
    let done = items::mask(&state.app, &by, &id, seen, &form.all("also")).await;
    answer(&state, &desk, &id, seen, done, "masked").await
}

pub async fn unmask(
    Shared(state): Shared<State>,
    Seat { d: desk, by }: Seat<Author>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Problem> {
    let seen = desk.ok(form.version())?;
    let done = items::unmask(&state.app, &by, &id, seen).await;
    answer(&state, &desk, &id, seen, done, "unmasked").await
}

async fn answer(
    state: &State,
    desk: &Desk,
    id: &str,
    seen: i64,
    done: app::Result<i64>,
    word: &str,
) -> Result<Response, Problem> {
    let error = match done {
        Ok(_) => {
            return Ok(Redirect::to(&format!("/office/items/{id}?done={word}")).into_response());
        }
        Err(error) => error,
    };
    let view = desk.ok(items::open(&state.app, &desk.staff, id).await)?;
    let names = desk.ok(names(&state.app, &desk.staff.organ).await)?;
    let words = Said {
        refused: desk.t("office.problem.refused"),
        ..Said::default()
    };
    let again = desk.again(error, &words)?;
    let draft = Draft {
        seen: again.stale.then_some(seen),
        notices: again.notices,
        ..Draft::default()
    };
    Ok(render(desk, &state.app, again.status, &view, &names, draft))
}
