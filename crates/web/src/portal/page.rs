//! What every public page knows: language, 长者模式, the site, and its tags (W-1).

use std::convert::Infallible;

use askama::Template;
use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, StatusCode, header, request::Parts},
    response::{Html, IntoResponse, Response},
};
use jiff::civil::Date;
use law::Lang;
use store::published::{PublicItem, Subject};

use super::problem::Problem;
use crate::{
    front::Visitor,
    i18n,
    kit::{
        download::encoded,
        guard::{self, Origin},
        rests,
    },
    state::State,
};

/// Rows on a page of a list.
pub const ROWS: i64 = 20;

/// The head and foot of a page.
#[derive(Debug, Clone)]
pub struct Page {
    pub lang: Lang,
    /// 长者模式: large type and high contrast, kept as a choice.
    pub elder: bool,
    pub site_name: String,
    pub site_domain: String,
    pub site_id_code: String,
    /// The day in China on which it is read.
    pub today: Date,
    /// Path and query, for the language links.
    pub path: String,
    /// Under which name the visitor's address is counted: for throttling only, never logged.
    pub remote: String,
    /// Who came in, for the check of a form's origin.
    pub visitor: Visitor,
    /// Which of the main links leads here.
    pub place: &'static str,
    /// Further tags of the head (W-1): name and content.
    pub tags: Vec<(&'static str, String)>,
}

impl Page {
    /// A string of the catalogue.
    #[must_use]
    pub fn t(&self, key: &str) -> String {
        i18n::text(self.lang, key).to_string()
    }

    /// A string with `{name}` replaced.
    #[must_use]
    pub fn tn(&self, key: &str, name: &str, value: impl std::fmt::Display) -> String {
        self.t(key)
            .replace(&format!("{{{name}}}"), &value.to_string())
    }

    /// A string under a key made of two parts.
    #[must_use]
    pub fn t2(&self, group: &str, key: &str) -> String {
        self.t(&format!("{group}.{key}"))
    }

    /// The page among the main links.
    #[must_use]
    pub fn at(mut self, place: &'static str) -> Self {
        self.place = place;
        self
    }

    /// A tag of the head (W-1).
    #[must_use]
    pub fn tag(mut self, name: &'static str, content: impl Into<String>) -> Self {
        self.tags.push((name, content.into()));
        self
    }

    /// Refuses a form that was not sent from one of our own pages.
    pub fn posted_here(&self, headers: &HeaderMap) -> Result<(), Problem> {
        match guard::origin(headers, &self.visitor, &self.site_domain) {
            Origin::Ours => Ok(()),
            Origin::Foreign => Err(Problem::new(self, app::Error::Forbidden)),
            Origin::Renamed(origin, host) => {
                tracing::warn!(%origin, %host, "a form came under a name that is not ours: set site_domain or server.trusted_proxies");
                Err(Problem::new(self, app::Error::Forbidden))
            }
        }
    }

    #[must_use]
    pub fn html_lang(&self) -> &'static str {
        self.lang.pick("zh-CN", "en")
    }

    /// The language as addresses name it.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.lang.pick("zh", "en")
    }

    #[must_use]
    pub fn other_lang(&self) -> &'static str {
        self.lang.pick("en", "zh")
    }

    /// Address that switches the language and comes back here.
    #[must_use]
    pub fn switch(&self) -> String {
        format!("/lang/{}?back={}", self.other_lang(), encoded(&self.path))
    }

    /// Address that switches 长者模式 and comes back here.
    #[must_use]
    pub fn elder_switch(&self) -> String {
        let to = if self.elder { "off" } else { "on" };
        format!("/elder/{to}?back={}", encoded(&self.path))
    }

    /// 找错: the form with this page named in it (W-5).
    #[must_use]
    pub fn find_fault(&self) -> String {
        let path = self.path.split('?').next().unwrap_or_default();
        if crate::is_secret(path) {
            return "/messages/new?topic=fault".into();
        }
        format!("/messages/new?topic=fault&page={}", encoded(path))
    }

    #[must_use]
    pub fn nav(&self) -> [(&'static str, &'static str); 8] {
        [
            ("home", "/"),
            ("organs", "/organs"),
            ("policies", "/policies"),
            ("reports", "/reports"),
            ("search", "/search"),
            ("messages", "/messages"),
            ("apply", "/apply"),
            ("progress", "/progress"),
        ]
    }

    /// The address of a style sheet.
    #[must_use]
    pub fn asset(&self, name: &str) -> String {
        crate::assets::url(name)
    }

    /// A file's size in words.
    #[must_use]
    pub fn size(&self, bytes: &u64) -> String {
        crate::kit::download::size(*bytes)
    }

    /// The name of a column of the platform (P-3).
    #[must_use]
    pub fn column(&self, column: &str) -> String {
        self.t(&format!("organs.column.{column}"))
    }

    /// The name of a head of Art. 20.
    #[must_use]
    pub fn head(&self, head: i64) -> String {
        self.t(&format!("organs.head.{head}"))
    }

    /// How an item stands on the day of the page: `valid`, `amended`, `expired` or `repealed`.
    #[must_use]
    pub fn stands(&self, item: &PublicItem) -> &'static str {
        item.validity_on(self.today).as_str()
    }

    #[must_use]
    pub fn validity(&self, validity: &str) -> String {
        self.t(&format!("items.validity.{validity}"))
    }
}

impl FromRequestParts<State> for Page {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, Infallible> {
        let settings = &state.app.settings;
        let visitor = Visitor::of(parts, state);
        Ok(Self {
            lang: i18n::lang_of(&parts.headers),
            elder: i18n::cookie(&parts.headers, i18n::ELDER) == Some("on"),
            site_name: settings.site_name.clone(),
            site_domain: settings.site_domain.clone(),
            site_id_code: settings.site_id_code.clone(),
            today: state.app.clock.today(),
            path: parts
                .uri
                .path_and_query()
                .map_or_else(|| "/".into(), |path| path.as_str().to_string()),
            remote: visitor.counted(),
            visitor,
            place: "",
            tags: Vec::new(),
        })
    }
}

/// Writes a page that anybody may keep for a moment.
pub fn public(status: StatusCode, template: &impl Template) -> Response {
    write(status, "no-cache", template)
}

/// Writes a page for everybody that stays as it is until something changes on which it rests.
pub fn kept(template: &impl Template, subjects: impl Into<Vec<Subject>>) -> Response {
    rests::on(public(StatusCode::OK, template), subjects)
}

/// Writes a page with something of one person's: never kept by a cache.
pub fn private(status: StatusCode, template: &impl Template) -> Response {
    write(status, "private, no-store", template)
}

fn write(status: StatusCode, cache: &'static str, template: &impl Template) -> Response {
    match template.render() {
        Ok(html) => (status, [(header::CACHE_CONTROL, cache)], Html(html)).into_response(),
        Err(error) => {
            tracing::error!(%error, "a page could not be written");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}
