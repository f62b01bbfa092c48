//! 第二因素: everybody his own: set up with an authenticator, or done without again.

use app::{
    Error, FieldError,
    accounts::{self, SecondFactor},
};
use axum::{
    extract::{Query, State as Shared},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};

use crate::{
    kit::{field::Field, pager::Query as Asked, qr},
    office::{
        desk::{Desk, FACTOR},
        page,
        posted::Form,
        problem::{Notice, Problem},
    },
    state::State,
};

/// What an authenticator is given.
struct Given {
    nonce: String,
    secret: String,
    qr: String,
}

#[derive(askama::Template)]
#[template(path = "office/accounts/factor.html")]
struct FactorPage<'a> {
    d: &'a Desk,
    place: &'static str,
    notice: Option<Notice>,
    standing: SecondFactor,
    /// How many recovery codes are left, in words.
    left: String,
    given: Option<Given>,
    fields: Vec<Field>,
}

#[derive(askama::Template)]
#[template(path = "office/accounts/recovery.html")]
struct RecoveryPage<'a> {
    d: &'a Desk,
    place: &'static str,
    /// Shown once.
    codes: Vec<String>,
}

pub async fn show(
    Shared(state): Shared<State>,
    desk: Desk,
    Query(query): Query<Asked>,
) -> Result<Response, Problem> {
    let done = desk.done("accounts.factor.done", &query);
    let shown = (&Form::default(), done, Vec::new());
    whole(&state, &desk, StatusCode::OK, shown).await
}

/// Sets it up, or ends it.
pub async fn change(
    Shared(state): Shared<State>,
    desk: Desk,
    form: Form,
) -> Result<Response, Problem> {
    let (password, code) = (form.raw("password"), form.text("code"));
    let (app, staff) = (&state.app, &desk.staff);
    let changed = if form.text("do") == "end" {
        accounts::end_factor(app, staff, &password, code)
            .await
            .map(|()| None)
    } else {
        let nonce = form.text("nonce");
        accounts::take_factor(app, staff, &desk.token, nonce, (&password, code))
            .await
            .map(Some)
    };
    match changed {
        Ok(None) => Ok(Redirect::to(&format!("{FACTOR}?done=ended")).into_response()),
        Ok(Some(codes)) => Ok(page(
            StatusCode::OK,
            &RecoveryPage {
                d: &desk,
                place: "me",
                codes,
            },
        )),
        Err(Error::Invalid(wrong)) => {
            let notice = desk.invalid(&wrong, "");
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            whole(&state, &desk, status, (&form, Some(notice), wrong)).await
        }
        Err(error) => Err(Problem::new(&desk, error)),
    }
}

async fn whole(
    state: &State,
    d: &Desk,
    status: StatusCode,
    (form, notice, wrong): (&Form, Option<Notice>, Vec<FieldError>),
) -> Result<Response, Problem> {
    let standing = d.ok(accounts::second_factor(&state.app, &d.staff).await)?;
    let given = match standing.has {
        true => None,
        false => {
            // The one that was offered before: the authenticator has it already.
            let nonce = Some(form.text("nonce")).filter(|nonce| nonce.len() == 64);
            let offer = d.ok(accounts::offer(&state.app, &d.staff, nonce))?;
            Some(Given {
                qr: qr::svg(&offer.address, &d.t("accounts.factor.qr")),
                nonce: offer.nonce,
                secret: offer.secret,
            })
        }
    };
    let fields = match standing.required && standing.has {
        true => Vec::new(),
        false => vec![
            Field::new("text", "code", &d.t("accounts.factor.code"))
                .hint(&d.t(if standing.has {
                    "accounts.factor.code_hint"
                } else {
                    "accounts.factor.first_code_hint"
                }))
                .required()
                .autocomplete("one-time-code")
                .checked(&wrong, d.lang),
            Field::new("password", "password", &d.t("accounts.sign_in.password"))
                .required()
                .autocomplete("current-password")
                .checked(&wrong, d.lang),
        ],
    };
    Ok(page(
        status,
        &FactorPage {
            d,
            place: "me",
            notice,
            left: d.tn("accounts.factor.left", "n", standing.recovery_codes),
            standing,
            given,
            fields,
        },
    ))
}
