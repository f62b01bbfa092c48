//! Who sits at the desk: the signed-in person as an extractor, and each right as a type.

use app::{
    Role, Staff,
    rights::{Author, By, CaseWorker, Handler, Right, holds},
};
use axum::{
    extract::FromRequestParts,
    http::{Method, StatusCode, request::Parts},
    response::{IntoResponse, Redirect, Response},
};
use jiff::civil::Date;
use law::Lang;

use super::{
    page,
    problem::{Notice, Problem},
};
use crate::{
    front::refusal,
    i18n::cookie,
    kit::{download::encoded, pager::Query},
    state::State,
};

/// Rows on a page of a list.
pub const PAGE: i64 = 30;

/// Name of the session cookie.
pub const COOKIE: &str = "mb_session";

/// Where a second factor is set up.
pub const FACTOR: &str = "/office/me/factor";
/// All that somebody may open who still has to set one up.
const SETS_UP: [&str; 2] = [FACTOR, "/office/sign-out"];

/// What every page of the office knows: the person, the organ, the language, the form token.
#[derive(Debug, Clone)]
pub struct Desk {
    pub lang: Lang,
    /// 长者模式, chosen in the portal.
    pub elder: bool,
    pub staff: Staff,
    pub organ_name: String,
    pub csrf: String,
    pub token: String,
    /// Path and query of this page, for the language links.
    pub path: String,
    pub today: Date,
}

impl Desk {
    /// A string of the catalogue.
    #[must_use]
    pub fn t(&self, key: &str) -> String {
        crate::i18n::text(self.lang, key).to_string()
    }

    /// A string that the catalogue may hold or not.
    #[must_use]
    pub fn known(&self, key: &str) -> Option<&'static str> {
        crate::i18n::known(self.lang, key)
    }

    /// A string with `{name}` replaced.
    #[must_use]
    pub fn tn(&self, key: &str, name: &str, value: impl std::fmt::Display) -> String {
        self.t(key)
            .replace(&format!("{{{name}}}"), &value.to_string())
    }

    /// Words with their plain names of a section of the catalogue, for the choices of a field.
    #[must_use]
    pub fn named(&self, section: &str, words: &[&str]) -> Vec<(String, String)> {
        words
            .iter()
            .map(|word| ((*word).to_string(), self.t(&format!("{section}.{word}"))))
            .collect()
    }

    #[must_use]
    pub fn has(&self, any: &[Role]) -> bool {
        any.iter().any(|role| self.staff.has(*role))
    }

    #[must_use]
    pub fn works_cases(&self) -> bool {
        holds::<CaseWorker>(&self.staff)
    }

    /// Whether the person has a hand in requests.
    #[must_use]
    pub fn handles(&self) -> bool {
        holds::<Handler>(&self.staff)
    }

    #[must_use]
    pub fn writes_items(&self) -> bool {
        holds::<Author>(&self.staff)
    }

    #[must_use]
    pub fn roles(&self) -> String {
        let names: Vec<&str> = self
            .staff
            .roles
            .iter()
            .map(|role| self.lang.pick(role.zh(), role.en()))
            .collect();
        names.join(self.lang.pick("、", ", "))
    }

    /// Turns an operation's error into a page.
    pub fn ok<T>(&self, result: Result<T, impl Into<app::Error>>) -> Result<T, Problem> {
        result.map_err(|error| Problem::new(self, error.into()))
    }

    /// The refusal of a form that did not come from one of our pages.
    #[must_use]
    pub fn forged(&self) -> Response {
        page(
            StatusCode::FORBIDDEN,
            &ForgedPage {
                d: self,
                place: "",
                title: self.t("office.problem.forged"),
                notice: Notice {
                    level: "error",
                    title: self.t("office.problem.forged"),
                    lines: Vec::new(),
                },
                hint: self.t("office.problem.forged_hint"),
            },
        )
    }
}

#[derive(askama::Template)]
#[template(path = "office/problem.html")]
struct ForgedPage<'a> {
    d: &'a Desk,
    place: &'static str,
    title: String,
    notice: Notice,
    hint: String,
}

impl FromRequestParts<State> for Desk {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, Response> {
        if let Some(desk) = parts.extensions.get::<Self>() {
            return Ok(desk.clone());
        }
        let path = parts
            .uri
            .path_and_query()
            .map_or("/office", |path| path.as_str())
            .to_string();
        let to_sign_in = || {
            let next = if parts.method == Method::GET {
                path.as_str()
            } else {
                "/office"
            };
            Redirect::to(&format!("/office/sign-in?next={}", encoded(next))).into_response()
        };
        let Some(token) = cookie(&parts.headers, COOKIE).map(str::to_string) else {
            return Err(to_sign_in());
        };
        let found = app::accounts::session(&state.app, &token).await;
        let inside = match found {
            Ok(Some(inside)) => inside,
            Ok(None) => return Err(to_sign_in()),
            Err(error) => {
                tracing::error!(%error, "a session could not be read");
                return Err(StatusCode::INTERNAL_SERVER_ERROR.into_response());
            }
        };
        if inside.lacks_factor && !SETS_UP.contains(&parts.uri.path()) {
            return Err(Redirect::to(FACTOR).into_response());
        }
        let staff = inside.staff;
        let organ_name = app::organs::get(&state.app, &staff.organ)
            .await
            .map(|organ| organ.name)
            .unwrap_or_else(|_| staff.organ.clone());
        let desk = Self {
            lang: crate::i18n::lang_of(&parts.headers),
            elder: cookie(&parts.headers, "mb_elder") == Some("on"),
            staff,
            organ_name,
            csrf: inside.csrf,
            token,
            path,
            today: state.app.clock.today(),
        };
        parts.extensions.insert(desk.clone());
        Ok(desk)
    }
}

/// A person at the desk who holds the right `R`: the page's data, and the right as the value that operations take.
#[derive(Debug, Clone)]
pub struct Seat<R> {
    pub d: Desk,
    pub by: By<R>,
}

impl<R: Right> FromRequestParts<State> for Seat<R> {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, Response> {
        let d = Desk::from_request_parts(parts, state).await?;
        match By::of(&d.staff) {
            Ok(by) => Ok(Self { d, by }),
            Err(error) => {
                refusal(parts, state, &d.staff).await;
                Err(Problem::new(&d, error).into())
            }
        }
    }
}

impl Desk {
    #[must_use]
    pub fn html_lang(&self) -> &'static str {
        self.lang.pick("zh-CN", "en")
    }

    /// The message of a page opened after something was done: the section has a word for it, or nothing is said.
    #[must_use]
    pub fn done(&self, section: &str, query: &Query) -> Option<Notice> {
        let key = format!("{section}.{}", query.get("done")?);
        crate::i18n::known(self.lang, &key).map(Notice::done)
    }
}
