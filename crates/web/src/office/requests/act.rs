//! Working a case: one posted form, one act, or the page again with the reason.

use app::{
    Error,
    requests::Attach,
    rights::{CaseWorker, May},
};
use axum::{
    extract::{Path, State as Shared},
    response::{IntoResponse, Redirect, Response},
};
use law::case::Kind;

use super::{
    act_forms,
    case::{Draft, render},
};
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

pub async fn act(
    Shared(state): Shared<State>,
    Seat { d: desk, .. }: Seat<CaseWorker>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Problem> {
    match record(&state, &desk, &id, &form).await {
        Ok(_) => Ok(Redirect::to(&format!("/office/requests/{id}?done=acted")).into_response()),
        Err(error) => again(&state, &desk, &id, form, error).await,
    }
}

async fn record(state: &State, desk: &Desk, id: &str, form: &Form) -> app::Result<i64> {
    let kind: Kind = act_forms::kind(form)?;
    let version = form.version()?;
    let act = act_forms::read(kind, form).map_err(Error::Invalid)?;
    let attach = Attach {
        files: form.files("files"),
        note: form.raw("note"),
        despite: form.raw("despite"),
    };
    let may = May::of(&desk.staff, &act)?;
    app::requests::act(&state.app, &may, id, version, form.key(), &attach).await
}

/// The case as it stands now, with what was typed and why it was not saved.
pub(super) async fn again(
    state: &State,
    desk: &Desk,
    id: &str,
    form: Form,
    error: Error,
) -> Result<Response, Problem> {
    let kind = form.text("kind").to_string();
    let prefix = if kind.is_empty() {
        String::new()
    } else {
        format!("act-{kind}-")
    };
    let again = desk.again(
        error,
        &Said {
            prefix,
            refused: desk.tn("requests.case.refused_act", "act", label(desk, &kind)),
            meanwhile: String::new(),
        },
    )?;
    let draft = Draft {
        notices: again.notices,
        wrong: again.wrong,
        seen: again.stale.then(|| form.version().ok()).flatten(),
        typed: form,
        full: false,
    };
    let case = desk.ok(app::requests::open(&state.app, &desk.staff, id).await)?;
    let names = desk.ok(names(&state.app, &desk.staff.organ).await)?;
    Ok(render(state, desk, again.status, &case, &names, draft))
}

/// The plain name of an act to be done, of the statute or of the house.
pub(super) fn label(d: &Desk, kind: &str) -> String {
    if kind.parse::<Kind>().is_ok() {
        d.t(&format!("requests.do.{kind}"))
    } else if let Ok(kind) = kind.parse::<law::handling::Kind>() {
        d.lang.pick(kind.zh(), kind.en()).to_string()
    } else {
        d.t("requests.handling.this_act")
    }
}
