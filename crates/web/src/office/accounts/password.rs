//! 修改密码: everybody his own, with the old one.

use app::{Error, accounts};
use axum::{
    extract::{Query, State as Shared},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};

use crate::{
    kit::{field::Field, pager::Query as Asked},
    office::{
        desk::Desk,
        page,
        posted::Form,
        problem::{Notice, Problem},
    },
    state::State,
};

#[derive(askama::Template)]
#[template(path = "office/accounts/password.html")]
struct PasswordPage<'a> {
    d: &'a Desk,
    place: &'static str,
    notice: Option<Notice>,
    fields: Vec<Field>,
}

pub async fn show(desk: Desk, Query(query): Query<Asked>) -> Response {
    let done = query
        .get("done")
        .map(|_| Notice::done(&desk.t("accounts.password.done")));
    whole(&desk, StatusCode::OK, done, &[])
}

pub async fn change(
    Shared(state): Shared<State>,
    desk: Desk,
    form: Form,
) -> Result<Response, Problem> {
    let (old, new, again) = (form.raw("old"), form.raw("password"), form.raw("again"));
    let changed =
        accounts::change_password(&state.app, &desk.staff, &desk.token, &old, (&new, &again));
    match changed.await {
        Ok(()) => Ok(Redirect::to("/office/me/password?done=1").into_response()),
        Err(Error::Invalid(wrong)) => {
            let notice = Notice::invalid(&desk.t("office.problem.invalid"), &wrong, "", desk.lang);
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(whole(&desk, status, Some(notice), &wrong))
        }
        Err(error) => Err(Problem::new(&desk, error)),
    }
}

/// Passwords are never sent back to the page.
fn whole(
    d: &Desk,
    status: StatusCode,
    notice: Option<Notice>,
    wrong: &[app::FieldError],
) -> Response {
    let field = |name: &str, fill: &'static str, hint: &str| {
        let field = Field::new("password", name, &d.t(&format!("accounts.password.{name}")))
            .required()
            .autocomplete(fill);
        let field = if hint.is_empty() {
            field
        } else {
            field.hint(hint)
        };
        field.checked(wrong, d.lang)
    };
    let fields = vec![
        field("old", "current-password", ""),
        field("password", "new-password", &d.t("accounts.password.rule")),
        field("again", "new-password", ""),
    ];
    page(
        status,
        &PasswordPage {
            d,
            place: "me",
            notice,
            fields,
        },
    )
}
