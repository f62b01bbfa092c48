//! 再次验证: what changes keys or rights waits until whoever sits at the session has given the password once more. What was filled in
//! goes along, sealed, and is sent with one click.

use app::{
    Error,
    accounts::{self, KeptForm},
};
use axum::{
    extract::{FromRequest, FromRequestParts, Request, State as Shared},
    http::{HeaderMap, StatusCode},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};

use super::{door::Door, kept};
use crate::{
    front::Visitor,
    kit::{field::Field, route::Audience},
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
#[template(path = "office/accounts/prove.html")]
struct ProvePage<'a> {
    d: &'a Desk,
    place: &'static str,
    notices: Vec<Notice>,
    kept: String,
    fields: Vec<Field>,
}

/// Lets a form through whose session was proved lately; shows the question, with the form in it, for any other. Who holds none of the
/// line's roles is not asked: the handler refuses him.
pub async fn ask(
    Shared((state, audience)): Shared<(State, Audience)>,
    request: Request,
    next: Next,
) -> Response {
    let (mut parts, body) = request.into_parts();
    let desk = match Desk::from_request_parts(&mut parts, &state).await {
        Ok(desk) => desk,
        Err(refused) => return refused,
    };
    let app = &state.app;
    match accounts::is_proved(app, &desk.token).await {
        Ok(proved) if proved || !audience.admits(&desk.staff) => {
            return next.run(Request::from_parts(parts, body)).await;
        }
        Ok(_) => {}
        Err(error) => return Problem::new(&desk, error).into(),
    }
    let path = parts.uri.path().to_string();
    let form = match Form::from_request(Request::from_parts(parts, body), &state).await {
        Ok(form) => form,
        Err(refused) => return refused,
    };
    let held = KeptForm {
        path,
        fields: form.fields().to_vec(),
        had_files: form.has_files(),
    };
    let sealed = match accounts::hold_form(app, &desk.staff, held) {
        Ok(sealed) => sealed,
        Err(error) => return Problem::new(&desk, error).into(),
    };
    let shown = (sealed, Vec::new(), Vec::new());
    match whole(&state, &desk, StatusCode::FORBIDDEN, shown).await {
        Ok(page) => page,
        Err(problem) => problem.into_response(),
    }
}

/// The password, and a code where there is a second factor; then the form that waited.
pub async fn enter(
    Shared(state): Shared<State>,
    Seat { d, .. }: Seat<app::rights::Anyone>,
    visitor: Visitor,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, Problem> {
    let sealed = form.text(kept::FIELD).to_string();
    let (password, code) = (form.raw("password"), form.text("code"));
    let from = visitor.counted();
    let done = accounts::prove(&state.app, &d.staff, (&d.token, &from), (&password, code)).await;
    match done {
        Ok(()) => {
            let door = Door::of(&headers, "/office/prove");
            let person = (&d.staff, d.csrf.as_str());
            let again = kept::again(&state, door, person, (&sealed, "accounts.prove.proved"));
            Ok(again.unwrap_or_else(|| Redirect::to("/office").into_response()))
        }
        Err(error @ Error::Throttled) => Err(Problem::new(&d, error)),
        Err(error) => {
            let again = d.again(error, &Said::default())?;
            let shown = (sealed, again.wrong, again.notices);
            whole(&state, &d, again.status, shown).await
        }
    }
}

async fn whole(
    state: &State,
    d: &Desk,
    status: StatusCode,
    (kept, wrong, notices): (String, Vec<app::FieldError>, Vec<Notice>),
) -> Result<Response, Problem> {
    let factor = d.ok(accounts::second_factor(&state.app, &d.staff).await)?;
    let mut fields = vec![
        Field::new("password", "password", &d.t("accounts.sign_in.password"))
            .required()
            .autocomplete("current-password"),
    ];
    if factor.has {
        fields.push(
            Field::new("text", "code", &d.t("accounts.factor.code"))
                .hint(&d.t("accounts.factor.code_hint"))
                .required()
                .autocomplete("one-time-code"),
        );
    }
    Ok(page(
        status,
        &ProvePage {
            d,
            place: "",
            notices,
            kept,
            // What was typed as a password is never sent back.
            fields: fields
                .into_iter()
                .map(|field| field.checked(&wrong, d.lang))
                .collect(),
        },
    ))
}
