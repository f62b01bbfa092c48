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

use super::{code, kept};
use crate::{
    front::Visitor,
    i18n::cookie,
    kit::{
        download::encoded,
        field::Field,
        form,
        guard::{self, Origin, same},
        pager::Query as Asked,
    },
    office::{
        desk::{COOKIE, Desk},
        nav::{Link, languages},
        page,
        posted::Form,
        problem::{Notice, NoticeLine},
    },
    state::State,
};

/// Binds the sign-in form to this browser until there is a session.
pub(super) const DOOR: &str = "mb_door";
/// Tells a browser in which somebody has signed in before from strangers at the same address.
pub(super) const DEVICE: &str = "mb_known";
const DEVICE_DAYS: i64 = 180;

/// What the door shows: no person yet, only a language.
pub struct Door {
    pub lang: Lang,
    pub elder: bool,
    pub path: String,
}

impl Door {
    pub(super) fn of(headers: &HeaderMap, path: &str) -> Self {
        Self {
            lang: crate::i18n::lang_of(headers),
            elder: cookie(headers, "mb_elder") == Some("on"),
            path: path.into(),
        }
    }

    pub(super) fn t(&self, key: &str) -> String {
        crate::i18n::text(self.lang, key).to_string()
    }

    pub(super) fn html_lang(&self) -> &'static str {
        self.lang.pick("zh-CN", "en")
    }

    pub(super) fn languages(&self) -> Vec<Link> {
        languages(self.lang, &self.path)
    }
}

#[derive(askama::Template)]
#[template(path = "office/accounts/sign_in.html")]
struct DoorPage {
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
    door(&state, &visitor, &headers, StatusCode::OK, &form, done)
}

pub async fn enter(Shared(state): Shared<State>, visitor: Visitor, request: Request) -> Response {
    let headers = request.headers().clone();
    let form = match form::read(request, &state).await {
        Ok(form) => form,
        Err(_) => {
            return door(
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
        door(&state, &visitor, &headers, status, &form, Some(notice))
    };
    let from_us = cookie(&headers, DOOR).is_some_and(|door| same(form.text("csrf"), door));
    match guard::origin(&headers, &visitor, &state.app.settings.site_domain) {
        Origin::Ours if from_us => {}
        Origin::Renamed(origin, host) => {
            let notice = renamed(lang, &origin, &host);
            let status = StatusCode::FORBIDDEN;
            return door(&state, &visitor, &headers, status, &form, Some(notice));
        }
        Origin::Ours | Origin::Foreign => {
            return refuse(StatusCode::FORBIDDEN, Error::Forbidden);
        }
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
            let age = accounts::PROVE_MINUTES * 60;
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
    let door = Door::of(headers, "/office");
    let kept = kept::again(state, door, signed, form.text(kept::FIELD));
    let mut response =
        kept.unwrap_or_else(|| Redirect::to(safe(form.text("next"))).into_response());
    // The browser keeps it a day longer than it opens anything: by it a form is known whose session has ended.
    let age = (state.app.settings.session_hours + 24) * 3600;
    let known = DEVICE_DAYS * 24 * 3600;
    set(&mut response, visitor, COOKIE, &signed.token, age);
    set(&mut response, visitor, DEVICE, &signed.device, known);
    set(&mut response, visitor, DOOR, "", 0);
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

/// A refusal in one sentence.
pub(super) fn refusal(title: &str) -> Notice {
    Notice {
        level: "error",
        title: title.into(),
        lines: Vec::new(),
    }
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

pub(super) fn door(
    state: &State,
    visitor: &Visitor,
    headers: &HeaderMap,
    status: StatusCode,
    form: &Form,
    notice: Option<Notice>,
) -> Response {
    let csrf = cookie(headers, DOOR)
        .filter(|value| value.len() == 64)
        .map_or_else(guard::fresh_key, str::to_string);
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
    let mut response = page(
        status,
        &DoorPage {
            site: state.app.settings.site_name.clone(),
            csrf: csrf.clone(),
            next: form.text("next").to_string(),
            kept: form.text(kept::FIELD).to_string(),
            notice,
            fields,
            d,
        },
    );
    set(&mut response, visitor, DOOR, &csrf, 3600);
    response
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

/// Sets a cookie that scripts cannot read and other sites cannot send along with a form.
pub(super) fn set(response: &mut Response, visitor: &Visitor, name: &str, value: &str, age: i64) {
    let secure = if visitor.secure { "; Secure" } else { "" };
    let text = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={age}{secure}");
    if let Ok(value) = HeaderValue::from_str(&text) {
        response.headers_mut().append(header::SET_COOKIE, value);
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
