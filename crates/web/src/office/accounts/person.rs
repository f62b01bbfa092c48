//! A colleague's account: where he is signed in, what hangs on it, and whom it is handed to before he leaves.

use app::{
    accounts,
    rights::{Admin, By, Keeper, Security, holds},
};
use axum::{
    extract::{Path, Query, State as Shared},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};

use super::sessions::{Line, lines};
use crate::{
    kit::{download::encoded, field::Field, pager::Query as Asked},
    office::{
        again::Said,
        desk::{Desk, Seat},
        page,
        posted::Form,
        problem::{Notice, Problem},
    },
    state::State,
};

#[derive(askama::Template)]
#[template(path = "office/accounts/person.html")]
struct PersonPage<'a> {
    d: &'a Desk,
    place: &'static str,
    notices: Vec<Notice>,
    /// The address of this page.
    base: String,
    back: String,
    name: String,
    login: String,
    disabled: bool,
    sessions: Vec<Line>,
    has_factor: bool,
    /// Whoever looks ends sessions and second factors.
    ends: bool,
    /// What hangs on the account, in words.
    unread: String,
    tokens: String,
    /// Whoever looks hands work over.
    hands_over: bool,
    /// To whom it may be handed; empty where there is nobody.
    heirs: Vec<Field>,
}

pub async fn show(
    Shared(state): Shared<State>,
    Seat { d, .. }: Seat<Keeper>,
    Path(login): Path<String>,
    Query(query): Query<Asked>,
) -> Result<Response, Problem> {
    let notices = d.done("accounts.person.done", &query);
    let notices = notices.into_iter().collect();
    let nothing = (Form::default(), Vec::new(), notices);
    render(&state, &d, &login, StatusCode::OK, nothing).await
}

pub async fn end_sessions(
    Shared(state): Shared<State>,
    Seat { d, by }: Seat<Security>,
    Path(login): Path<String>,
    _form: Form,
) -> Result<Response, Problem> {
    d.ok(accounts::end_colleagues_sessions(&state.app, &by, &login).await)?;
    Ok(done(&login, "sessions"))
}

/// For somebody who lost it.
pub async fn end_factor(
    Shared(state): Shared<State>,
    seat: Seat<Security>,
    Path(login): Path<String>,
    _form: Form,
) -> Result<Response, Problem> {
    match accounts::end_colleagues_factor(&state.app, &seat.by, &login).await {
        Ok(()) => Ok(done(&login, "factor_ended")),
        Err(error) => again(&state, &seat.d, &login, Form::default(), error).await,
    }
}

pub async fn hand_over(
    Shared(state): Shared<State>,
    seat: Seat<Admin>,
    Path(login): Path<String>,
    form: Form,
) -> Result<Response, Problem> {
    match accounts::hand_over_work(&state.app, &seat.by, &login, form.text("to")).await {
        Ok(_) => Ok(done(&login, "handed_over")),
        Err(error) => again(&state, &seat.d, &login, form, error).await,
    }
}

/// The page again with what was refused.
async fn again(
    state: &State,
    d: &Desk,
    login: &str,
    form: Form,
    error: app::Error,
) -> Result<Response, Problem> {
    let again = d.again(error, &Said::default())?;
    let shown = (form, again.wrong, again.notices);
    render(state, d, login, again.status, shown).await
}

fn done(login: &str, word: &str) -> Response {
    Redirect::to(&format!("/office/people/{}?done={word}", encoded(login))).into_response()
}

async fn render(
    state: &State,
    d: &Desk,
    login: &str,
    status: StatusCode,
    (typed, wrong, notices): (Form, Vec<app::FieldError>, Vec<Notice>),
) -> Result<Response, Problem> {
    let by = d.ok(By::<Keeper>::of(&d.staff))?;
    let held = d.ok(accounts::person(&state.app, &by, login).await)?;
    let colleagues = d.ok(accounts::people(&state.app, &by, &held.row.organ).await)?;
    let heirs: Vec<(String, String)> = colleagues
        .into_iter()
        .filter(|one| !one.disabled && one.id != held.row.id)
        .map(|one| (one.login.clone(), format!("{} ({})", one.name, one.login)))
        .collect();
    let heirs = if heirs.is_empty() {
        Vec::new()
    } else {
        let field = Field::new("select", "to", &d.t("accounts.person.to")).required();
        vec![field.choices(heirs).filled(&typed).checked(&wrong, d.lang)]
    };
    Ok(page(
        status,
        &PersonPage {
            d,
            place: "people",
            notices,
            base: format!("/office/people/{}", encoded(login)),
            back: format!("/office/people?organ={}", encoded(&held.row.organ)),
            name: held.row.name,
            login: held.row.login,
            disabled: held.row.disabled,
            sessions: lines(held.sessions),
            ends: holds::<Security>(&d.staff),
            hands_over: holds::<Admin>(&d.staff),
            has_factor: !held.row.factor.is_empty(),
            unread: d.tn("accounts.person.unread", "n", held.notices),
            tokens: d.tn("accounts.person.tokens", "n", held.tokens),
            heirs,
        },
    ))
}
