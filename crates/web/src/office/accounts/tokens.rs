//! 接口令牌: which programs may use the API for this organ, in which roles, until when.

use app::{Error, FieldError, Role, tokens, tokens::TokenForm};
use axum::{
    extract::{Path, State as Shared},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};

use crate::{
    kit::field::Field,
    office::{
        desk::{Admin, Desk},
        page,
        posted::Form,
        problem::{Notice, Problem},
    },
    state::State,
};

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

pub async fn show(Shared(state): Shared<State>, Admin(desk): Admin) -> Result<Response, Problem> {
    let form = Form::of(&[("days", "180")]);
    whole(
        &state,
        &desk,
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
    Admin(desk): Admin,
    form: Form,
) -> Result<Response, Problem> {
    let new = TokenForm {
        name: form.text("name").into(),
        roles: form
            .all("roles")
            .iter()
            .filter_map(|role| role.parse().ok())
            .collect(),
        days: form.text("days").parse().unwrap_or_default(),
    };
    match tokens::create(&state.app, &desk.staff, &new).await {
        Ok(secret) => {
            let notice = Notice::done(&desk.t("clock.tokens.made"));
            let blank = Form::of(&[("days", "180")]);
            whole(
                &state,
                &desk,
                StatusCode::OK,
                Some(notice),
                secret,
                &blank,
                &[],
            )
            .await
        }
        Err(Error::Invalid(wrong)) => {
            let notice = Notice::invalid(&desk.t("office.problem.invalid"), &wrong, "", desk.lang);
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            whole(
                &state,
                &desk,
                status,
                Some(notice),
                String::new(),
                &form,
                &wrong,
            )
            .await
        }
        Err(error) => Err(Problem::new(&desk, error)),
    }
}

pub async fn revoke(
    Shared(state): Shared<State>,
    Admin(desk): Admin,
    Path(id): Path<String>,
    _form: Form,
) -> Result<Response, Problem> {
    desk.ok(tokens::revoke(&state.app, &desk.staff, &id).await)?;
    Ok(Redirect::to("/office/tokens").into_response())
}

async fn whole(
    state: &State,
    d: &Desk,
    status: StatusCode,
    notice: Option<Notice>,
    secret: String,
    form: &Form,
    wrong: &[FieldError],
) -> Result<Response, Problem> {
    let now = state.app.clock.now();
    let day = |instant: &str| instant.chars().take(10).collect::<String>();
    let rows = d.ok(tokens::list(&state.app, &d.staff).await)?;
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
        .filter(|role| *role != Role::Admin)
        .map(|role| {
            let name = d.lang.pick(role.zh(), role.en());
            (role.as_str().to_string(), name.to_string())
        })
        .collect();
    let fields = vec![
        Field::new("text", "name", &d.t("clock.tokens.name"))
            .hint(&d.t("clock.tokens.name_hint"))
            .required()
            .filled(form)
            .checked(wrong, d.lang),
        Field::new("check", "roles", &d.t("clock.tokens.roles"))
            .hint(&d.t("clock.tokens.roles_hint"))
            .required()
            .choices(roles)
            .filled(form)
            .checked(wrong, d.lang),
        Field::new("number", "days", &d.t("clock.tokens.days"))
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
