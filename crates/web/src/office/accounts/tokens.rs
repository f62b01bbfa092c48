//! 接口令牌: which programs may use the API for this organ, in which roles, until when.

use app::{
    Error, FieldError, Role,
    rights::Security,
    tokens::{self, TokenForm},
};
use axum::{
    extract::{Path, State as Shared},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};

use crate::{
    kit::field::Field,
    office::{
        desk::{Desk, Seat},
        nav::Entry,
        page,
        posted::Form,
        problem::{Notice, Problem},
    },
    state::State,
};

/// The link to this wing.
pub const NAV: Entry = Entry::of::<Security>("tokens", "/office/tokens");

struct Line {
    id: String,
    name: String,
    roles: String,
    made_on: String,
    expires_on: String,
    used_on: String,
    ended: bool,
}

#[derive(askama::Template)]
#[template(path = "office/accounts/tokens.html")]
struct TokensPage<'a> {
    d: &'a Desk,
    place: &'static str,
    notice: Option<Notice>,
    /// A token just made: shown once.
    secret: String,
    lines: Vec<Line>,
    fields: Vec<Field>,
}

pub async fn show(Shared(state): Shared<State>, seat: Seat<Security>) -> Result<Response, Problem> {
    let form = Form::of(&[("days", "180")]);
    whole(
        &state,
        &seat,
        StatusCode::OK,
        None,
        String::new(),
        &form,
        &[],
    )
    .await
}

pub async fn create(
    Shared(state): Shared<State>,
    seat: Seat<Security>,
    form: Form,
) -> Result<Response, Problem> {
    let desk = &seat.d;
    let new = TokenForm {
        name: form.text("name").into(),
        roles: form
            .all("roles")
            .iter()
            .filter_map(|role| role.parse().ok())
            .collect(),
        days: form.text("days").parse().unwrap_or_default(),
    };
    match tokens::create(&state.app, &seat.by, &new).await {
        Ok(secret) => {
            let notice = Notice::done(&desk.t("accounts.tokens.made"));
            let blank = Form::of(&[("days", "180")]);
            whole(
                &state,
                &seat,
                StatusCode::OK,
                Some(notice),
                secret,
                &blank,
                &[],
            )
            .await
        }
        Err(Error::Invalid(wrong)) => {
            let notice = desk.invalid(&wrong, "");
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            whole(
                &state,
                &seat,
                status,
                Some(notice),
                String::new(),
                &form,
                &wrong,
            )
            .await
        }
        Err(error) => Err(Problem::new(desk, error)),
    }
}

pub async fn revoke(
    Shared(state): Shared<State>,
    Seat { d: desk, by }: Seat<Security>,
    Path(id): Path<String>,
    _form: Form,
) -> Result<Response, Problem> {
    desk.ok(tokens::revoke(&state.app, &by, &id).await)?;
    Ok(Redirect::to("/office/tokens").into_response())
}

async fn whole(
    state: &State,
    Seat { d, by }: &Seat<Security>,
    status: StatusCode,
    notice: Option<Notice>,
    secret: String,
    form: &Form,
    wrong: &[FieldError],
) -> Result<Response, Problem> {
    let now = state.app.clock.now();
    let day = |instant: &str| instant.chars().take(10).collect::<String>();
    let rows = d.ok(tokens::list(&state.app, by).await)?;
    let lines = rows
        .into_iter()
        .map(|row| Line {
            roles: row
                .roles
                .split(',')
                .filter_map(|role| role.parse::<Role>().ok())
                .map(|role| d.lang.pick(role.zh(), role.en()))
                .collect::<Vec<_>>()
                .join(d.lang.pick("、", ", ")),
            made_on: day(&row.made_at),
            expires_on: day(&row.expires_at),
            ended: row.revoked_at.is_some()
                || row
                    .expires_at
                    .parse()
                    .is_ok_and(|at: jiff::Timestamp| at <= now),
            used_on: row.used_on,
            name: row.name,
            id: row.id,
        })
        .collect();
    let roles = Role::ALL
        .into_iter()
        .filter(|role| role.for_programs())
        .map(|role| {
            let name = d.lang.pick(role.zh(), role.en());
            (role.as_str().to_string(), name.to_string())
        })
        .collect();
    let fields = vec![
        Field::new("text", "name", &d.t("accounts.tokens.name"))
            .hint(&d.t("accounts.tokens.name_hint"))
            .required()
            .filled(form)
            .checked(wrong, d.lang),
        Field::new("check", "roles", &d.t("accounts.tokens.roles"))
            .hint(&d.t("accounts.tokens.roles_hint"))
            .required()
            .choices(roles)
            .filled(form)
            .checked(wrong, d.lang),
        Field::new("number", "days", &d.t("accounts.tokens.days"))
            .required()
            .filled(form)
            .checked(wrong, d.lang),
    ];
    Ok(page(
        status,
        &TokensPage {
            d,
            place: "tokens",
            notice,
            secret,
            lines,
            fields,
        },
    ))
}
