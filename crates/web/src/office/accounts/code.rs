//! 验证码: the second step of signing in, where somebody has a second factor.

use app::{
    Error,
    accounts::{self, SecondKnock},
};
use axum::{
    extract::{Query, Request, State as Shared},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};

use super::{
    door::{self, Door, refusal, set},
    kept,
    sign_in::{DEVICE, notice, safe, welcome},
};
use crate::{
    front::Visitor,
    i18n::cookie,
    kit::{field::Field, form, guard::Origin, pager::Query as Asked},
    office::{posted::Form, problem::Notice},
    state::State,
};

/// What the browser brings back from the first step.
pub(super) const HALF: &str = "mb_half";

#[derive(askama::Template)]
#[template(path = "office/accounts/code.html")]
struct CodePage {
    d: Door,
    site: String,
    csrf: String,
    next: String,
    kept: String,
    notice: Option<Notice>,
    fields: Vec<Field>,
}

pub async fn show(
    Shared(state): Shared<State>,
    visitor: Visitor,
    headers: HeaderMap,
    Query(query): Query<Asked>,
) -> Response {
    if cookie(&headers, HALF).is_none() {
        return Redirect::to("/office/sign-in").into_response();
    }
    let next = query.get("next").map(String::as_str).unwrap_or_default();
    let form = Form::default().with("next", safe(next));
    whole(&state, &visitor, &headers, StatusCode::OK, (&form, None))
}

pub async fn enter(Shared(state): Shared<State>, visitor: Visitor, request: Request) -> Response {
    let headers = request.headers().clone();
    let lang = crate::i18n::lang_of(&headers);
    let form = form::read(request, &state).await.unwrap_or_default();
    let again = |status, notice| {
        let shown = (&form, Some(notice));
        whole(&state, &visitor, &headers, status, shown)
    };
    if door::origin(&state, &visitor, &headers, &form) != Origin::Ours {
        return again(StatusCode::FORBIDDEN, notice(lang, Error::Forbidden));
    }
    let knock = SecondKnock {
        half: cookie(&headers, HALF).unwrap_or_default(),
        code: form.text("code"),
        from: &visitor.counted(),
        device: cookie(&headers, DEVICE).unwrap_or_default(),
    };
    match accounts::enter_code(&state.app, &knock).await {
        Ok(signed) => {
            let mut response = welcome(&state, &visitor, &headers, &signed, &form);
            set(&mut response, &visitor, HALF, "", 0);
            response
        }
        Err(Error::NotFound) => {
            let mut response = Redirect::to("/office/sign-in?done=again").into_response();
            set(&mut response, &visitor, HALF, "", 0);
            response
        }
        Err(Error::Invalid(wrong)) => {
            let said = wrong
                .first()
                .map(|one| lang.pick(&one.zh, &one.en).to_string());
            let notice = refusal(&said.unwrap_or_default());
            again(StatusCode::UNPROCESSABLE_ENTITY, notice)
        }
        Err(error @ Error::Throttled) => again(StatusCode::TOO_MANY_REQUESTS, notice(lang, error)),
        Err(error) => {
            tracing::error!(%error, "a code could not be looked at");
            again(StatusCode::INTERNAL_SERVER_ERROR, notice(lang, error))
        }
    }
}

/// What was typed is never sent back: a code that was wrong is no help.
pub(super) fn whole(
    state: &State,
    visitor: &Visitor,
    headers: &HeaderMap,
    status: StatusCode,
    (form, notice): (&Form, Option<Notice>),
) -> Response {
    let csrf = door::token(headers);
    let d = Door::of(headers, "/office/sign-in/code");
    let fields = vec![
        Field::new("text", "code", &d.t("accounts.factor.code"))
            .hint(&d.t("accounts.factor.code_hint"))
            .required()
            .autocomplete("one-time-code"),
    ];
    let page = CodePage {
        site: state.app.settings.site_name.clone(),
        csrf: csrf.clone(),
        next: form.text("next").to_string(),
        kept: form.text(kept::FIELD).to_string(),
        notice,
        fields,
        d,
    };
    door::shown(visitor, status, &csrf, &page)
}
