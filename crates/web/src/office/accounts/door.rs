//! The door of the office: what its pages share while nobody is known yet. A cookie binds their forms to the browser until there is a
//! session.

use axum::{
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::Response,
};
use law::Lang;

use crate::{
    front::Visitor,
    i18n::cookie,
    kit::guard::{self, Origin, same},
    office::{
        nav::{Link, languages},
        page,
        posted::Form,
        problem::Notice,
    },
    state::State,
};

/// Name of the cookie with the forms' token.
pub(super) const TOKEN: &str = "mb_door";
/// Seconds for which it holds.
const TOKEN_AGE: i64 = 3600;

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

/// The token of this browser, or a new one.
pub(super) fn token(headers: &HeaderMap) -> String {
    cookie(headers, TOKEN)
        .filter(|value| value.len() == 64)
        .map_or_else(guard::fresh_key, str::to_string)
}

/// Where a form came from: from one of these pages in this browser, or not.
pub(super) fn origin(state: &State, visitor: &Visitor, headers: &HeaderMap, form: &Form) -> Origin {
    let here = cookie(headers, TOKEN).is_some_and(|token| same(form.text("csrf"), token));
    match guard::origin(headers, visitor, &state.app.settings.site_domain) {
        Origin::Ours if !here => Origin::Foreign,
        other => other,
    }
}

/// A page with a form that carries the token.
pub(super) fn shown(
    visitor: &Visitor,
    status: StatusCode,
    token: &str,
    template: &impl askama::Template,
) -> Response {
    let mut response = page(status, template);
    set(&mut response, visitor, TOKEN, token, TOKEN_AGE);
    response
}

/// A refusal in one sentence.
pub(super) fn refusal(title: &str) -> Notice {
    Notice {
        level: "error",
        title: title.into(),
        lines: Vec::new(),
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
