//! 一次性链接: a colleague sets his password with the link that he was given; it ends with that.

use app::{Error, accounts};
use axum::{
    extract::{Path, Request, State as Shared},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};

use super::door::{self, Door, refusal, set};
use crate::{
    front::Visitor,
    kit::{field::Field, form, guard::Origin},
    office::problem::Notice,
    state::State,
};

#[derive(askama::Template)]
#[template(path = "office/accounts/link.html")]
struct LinkPage {
    d: Door,
    site: String,
    csrf: String,
    path: String,
    notice: Option<Notice>,
    /// The login, where the link is good.
    login: String,
    fields: Vec<Field>,
}

pub async fn show(
    Shared(state): Shared<State>,
    visitor: Visitor,
    headers: HeaderMap,
    Path(secret): Path<String>,
) -> Response {
    whole(
        &state,
        &visitor,
        &headers,
        &secret,
        StatusCode::OK,
        None,
        &[],
    )
    .await
}

pub async fn set_password(
    Shared(state): Shared<State>,
    visitor: Visitor,
    Path(secret): Path<String>,
    request: Request,
) -> Response {
    let headers = request.headers().clone();
    let Ok(form) = form::read(request, &state).await else {
        return whole(
            &state,
            &visitor,
            &headers,
            &secret,
            StatusCode::BAD_REQUEST,
            None,
            &[],
        )
        .await;
    };
    let lang = crate::i18n::lang_of(&headers);
    let notice = |key| refusal(crate::i18n::text(lang, key));
    let good = matches!(accounts::link_owner(&state.app, &secret).await, Ok(Some(_)));
    if good && door::origin(&state, &visitor, &headers, &form) != Origin::Ours {
        let notice = Some(notice("accounts.sign_in.forged"));
        return whole(
            &state,
            &visitor,
            &headers,
            &secret,
            StatusCode::FORBIDDEN,
            notice,
            &[],
        )
        .await;
    }
    let (password, again) = (form.raw("password"), form.raw("again"));
    let from = visitor.counted();
    match accounts::set_with_link(&state.app, (&secret, &from), &password, &again).await {
        Ok(_) => {
            let mut response = Redirect::to("/office/sign-in?done=password").into_response();
            set(&mut response, &visitor, door::TOKEN, "", 0);
            response
        }
        Err(Error::Invalid(wrong)) => {
            let title = crate::i18n::text(lang, "office.problem.invalid");
            let notice = Some(Notice::invalid(title, &wrong, "", lang));
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            whole(&state, &visitor, &headers, &secret, status, notice, &wrong).await
        }
        Err(Error::Busy) => {
            let notice = Some(notice("office.problem.failed"));
            let status = StatusCode::SERVICE_UNAVAILABLE;
            whole(&state, &visitor, &headers, &secret, status, notice, &[]).await
        }
        Err(Error::NotFound) => {
            whole(
                &state,
                &visitor,
                &headers,
                &secret,
                StatusCode::NOT_FOUND,
                None,
                &[],
            )
            .await
        }
        Err(error) => {
            tracing::error!(%error, "a password could not be set with a link");
            let notice = Some(notice("office.problem.failed"));
            let status = StatusCode::INTERNAL_SERVER_ERROR;
            whole(&state, &visitor, &headers, &secret, status, notice, &[]).await
        }
    }
}

async fn whole(
    state: &State,
    visitor: &Visitor,
    headers: &HeaderMap,
    secret: &str,
    status: StatusCode,
    notice: Option<Notice>,
    wrong: &[app::FieldError],
) -> Response {
    let d = Door::of(headers, &format!("/office/sign-in/{secret}"));
    let csrf = door::token(headers);
    let owner = accounts::link_owner(&state.app, secret).await;
    let login = match owner {
        Ok(Some(staff)) => staff.login,
        Ok(None) => String::new(),
        Err(error) => {
            tracing::error!(%error, "a link could not be looked up");
            String::new()
        }
    };
    let status = if login.is_empty() && status == StatusCode::OK {
        StatusCode::NOT_FOUND
    } else {
        status
    };
    let field = |name: &str| {
        Field::new("password", name, &d.t(&format!("accounts.password.{name}")))
            .required()
            .autocomplete("new-password")
            .checked(wrong, d.lang)
    };
    let fields = vec![
        field("password").hint(&d.t("accounts.password.rule")),
        field("again"),
    ];
    let page = LinkPage {
        site: state.app.settings.site_name.clone(),
        csrf: csrf.clone(),
        path: d.path.clone(),
        notice,
        login,
        fields,
        d,
    };
    door::shown(visitor, status, &csrf, &page)
}
