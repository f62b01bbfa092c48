//! 会话: where somebody is signed in, as rows of a page, and his own ended.

use app::accounts;
use axum::{
    extract::State as Shared,
    response::{IntoResponse, Redirect, Response},
};
use jiff::{Timestamp, tz::Offset};

use crate::{
    office::{desk::Desk, posted::Form, problem::Problem},
    state::State,
};

/// A session as a template shows it.
pub struct Line {
    pub id: String,
    pub begun: String,
    pub seen: String,
    pub until: String,
    pub place: String,
    pub this: bool,
}

pub fn lines(sessions: Vec<accounts::Session>) -> Vec<Line> {
    let minute = |at: Timestamp| {
        let at = Offset::constant(8).to_datetime(at);
        at.strftime("%Y-%m-%d %H:%M").to_string()
    };
    sessions
        .into_iter()
        .map(|one| Line {
            begun: minute(one.begun_at),
            seen: minute(one.seen_at),
            until: minute(one.expires_at),
            place: one.place,
            this: one.this,
            id: one.id,
        })
        .collect()
}

/// Ends one of the person's own sessions, or all but this one.
pub async fn end(
    Shared(state): Shared<State>,
    desk: Desk,
    form: Form,
) -> Result<Response, Problem> {
    let id = form.text("id");
    if id.is_empty() {
        desk.ok(accounts::end_others(&state.app, &desk.staff, &desk.token).await)?;
    } else {
        desk.ok(accounts::end_session(&state.app, &desk.staff, id).await)?;
    }
    Ok(Redirect::to("/office/me?done=sessions#sessions").into_response())
}
