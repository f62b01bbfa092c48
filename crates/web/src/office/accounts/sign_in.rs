//! 登录 and 退出.

use app::{
    Error,
    accounts::{self, Entered, Knock, SignedIn},
};
use axum::{
    extract::{Query, Request, State as Shared},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use law::Lang;

use super::{
    code,
    door::{self, Door, refusal, set},
    kept,
};
use crate::{
    front::Visitor,
    i18n::cookie,
    kit::{
        download::encoded,
        field::Field,
        form,
        guard::{self, Origin},
        pager::Query as Asked,
    },
    office::{
        desk::{COOKIE, Desk},
        posted::Form,
        problem::{Notice, NoticeLine},
    },
    state::State,
};

/// Tells a browser in which somebody has signed in before from strangers at the same address.
pub(super) const DEVICE: &str = "mb_known";
const DEVICE_DAYS: i64 = 180;

#[derive(askama::Template)]
#[template(path = "office/accounts/sign_in.html")]
struct SignInPage {
    d: Door,
    site: String,
    csrf: String,
    next: String,
    /// A form that was sent after its session had ended, sealed; or empty.
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
    let next = query.get("next").map(String::as_str).unwrap_or_default();
    if let Some(token) = cookie(&headers, COOKIE)
        && matches!(accounts::session(&state.app, token).await, Ok(Some(_)))
    {
        return Redirect::to(safe(next)).into_response();
    }
    let lang = crate::i18n::lang_of(&headers);
    let text = |key| crate::i18n::text(lang, key);
    let done = query.get("done").and_then(|word| match word.as_str() {
        "password" => Some(Notice::done(text("accounts.password.done_sign_in"))),
        "again" => Some(refusal(text("accounts.factor.again"))),
        _ => None,
    });
    let form = Form::default().with("next", next);
    whole(&state, &visitor, &headers, StatusCode::OK, &form, done)
}

pub async fn enter(Shared(state): Shared<State>, visitor: Visitor, request: Request) -> Response {
    let headers = request.headers().clone();
    let form = match form::read(request, &state).await {
        Ok(form) => form,
        Err(_) => {
            return whole(
                &state,
                &visitor,
                &headers,
                StatusCode::BAD_REQUEST,
                &Form::default(),
                None,
            );
        }
    };
    let lang = crate::i18n::lang_of(&headers);
    let refuse = |status, error| {
        let notice = notice(lang, error);
        whole(&state, &visitor, &headers, status, &form, Some(notice))
    };
    match door::origin(&state, &visitor, &headers, &form) {
        Origin::Ours => {}
        Origin::Renamed(origin, host) => {
            let notice = renamed(lang, &origin, &host);
            let status = StatusCode::FORBIDDEN;
            return whole(&state, &visitor, &headers, status, &form, Some(notice));
        }
        Origin::Foreign => return refuse(StatusCode::FORBIDDEN, Error::Forbidden),
    }
    let knock = Knock {
        login: form.text("login"),
        password: &form.raw("password"),
        from: &visitor.counted(),
        device: cookie(&headers, DEVICE).unwrap_or_default(),
    };
    match accounts::sign_in(&state.app, &knock).await {
        Ok(Entered::In(signed)) => welcome(&state, &visitor, &headers, &signed, &form),
        Ok(Entered::Half(half)) => {
            let mut response = if form.text(kept::FIELD).is_empty() {
                let next = encoded(safe(form.text("next")));
                Redirect::to(&format!("/office/sign-in/code?next={next}")).into_response()
            } else {
                code::whole(&state, &visitor, &headers, StatusCode::OK, (&form, None))
            };
            let age = accounts::CODE_MINUTES * 60;
            set(&mut response, &visitor, code::HALF, &half, age);
            response
        }
        Err(error @ Error::Throttled) => refuse(StatusCode::TOO_MANY_REQUESTS, error),
        Err(error @ Error::Busy) => {
            let mut response = refuse(StatusCode::SERVICE_UNAVAILABLE, error);
            let soon = HeaderValue::from_static("5");
            response.headers_mut().insert(header::RETRY_AFTER, soon);
            response
        }
        Err(error @ Error::Invalid(_)) => refuse(StatusCode::UNPROCESSABLE_ENTITY, error),
        Err(error) => {
            tracing::error!(%error, "sign-in failed");
            refuse(StatusCode::INTERNAL_SERVER_ERROR, error)
        }
    }
}

/// The answer to somebody who is in: his session, and the mark by which this browser is known at the next sign-in.
pub(super) fn welcome(
    state: &State,
    visitor: &Visitor,
    headers: &HeaderMap,
    signed: &SignedIn,
    form: &Form,
) -> Response {
    tracing::info!(organ = %signed.staff.organ, staff = %signed.staff.id, "signed in");
    let d = Door::of(headers, "/office");
    let person = (&signed.staff, signed.csrf.as_str());
    let carried = (form.text(kept::FIELD), "accounts.kept.lead");
    let kept = kept::again(state, d, person, carried);
    let mut response =
        kept.unwrap_or_else(|| Redirect::to(safe(form.text("next"))).into_response());
    // The browser keeps it a day longer than it opens anything: by it a form is known whose session has ended.
    let age = (state.app.settings.session_hours + 24) * 3600;
    let known = DEVICE_DAYS * 24 * 3600;
    set(&mut response, visitor, COOKIE, &signed.token, age);
    set(&mut response, visitor, DEVICE, &signed.device, known);
    set(&mut response, visitor, door::TOKEN, "", 0);
    response
}

pub async fn leave(
    Shared(state): Shared<State>,
    visitor: Visitor,
    desk: Desk,
    _form: Form,
) -> Response {
    if let Err(error) = accounts::sign_out(&state.app, &desk.staff, &desk.token).await {
        tracing::error!(%error, "sign-out failed");
    }
    let mut response = Redirect::to("/office/sign-in").into_response();
    set(&mut response, &visitor, COOKIE, "", 0);
    response
}

pub(super) fn notice(lang: Lang, error: Error) -> Notice {
    let key = match error {
        Error::Throttled => "accounts.sign_in.throttled",
        Error::Forbidden => "accounts.sign_in.forged",
        Error::Invalid(_) => "accounts.sign_in.wrong",
        Error::Busy => "office.problem.busy",
        _ => "office.problem.failed",
    };
    refusal(crate::i18n::text(lang, key))
}

/// The true cause where a proxy rewrites the host: opening the page again would not help.
fn renamed(lang: Lang, origin: &str, host: &str) -> Notice {
    let text = |key: &str| {
        crate::i18n::text(lang, key)
            .replace("{origin}", origin)
            .replace("{host}", host)
    };
    Notice {
        level: "error",
        title: text("accounts.sign_in.renamed"),
        lines: vec![NoticeLine {
            text: text("accounts.sign_in.renamed_hint"),
            ..NoticeLine::default()
        }],
    }
}

pub(super) fn whole(
    state: &State,
    visitor: &Visitor,
    headers: &HeaderMap,
    status: StatusCode,
    form: &Form,
    notice: Option<Notice>,
) -> Response {
    let csrf = door::token(headers);
    let d = Door::of(headers, "/office/sign-in");
    let fields = vec![
        Field::new("text", "login", &d.t("accounts.sign_in.login"))
            .required()
            .autocomplete("username")
            .filled(form),
        Field::new("password", "password", &d.t("accounts.sign_in.password"))
            .required()
            .autocomplete("current-password"),
    ];
    let page = SignInPage {
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

/// Where to go after signing in: only inside the office.
pub(super) fn safe(next: &str) -> &str {
    let inside = next == "/office"
        || next
            .strip_prefix("/office")
            .is_some_and(|rest| rest.starts_with(['/', '?']));
    if inside && guard::inside(next) == next && !next.starts_with("/office/sign-") {
        next
    } else {
        "/office"
    }
}

#[cfg(test)]
mod tests {
    use super::safe;

    #[test]
    fn signing_in_leads_only_into_the_office() {
        let cases = [
            ("/office/requests?page=2", "/office/requests?page=2"),
            ("/office", "/office"),
            ("", "/office"),
            ("/office/sign-in?next=x", "/office"),
            ("https://evil.example/", "/office"),
            ("//evil.example", "/office"),
            ("/office\\..", "/office"),
            ("/office/\t/evil", "/office"),
            ("/officevil", "/office"),
        ];
        for (given, expected) in cases {
            assert_eq!(safe(given), expected, "{given}");
        }
    }
}
