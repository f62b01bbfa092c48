//! Who sits at the desk: the signed-in person as an extractor, and each right as a type.

use app::{Role, Staff};
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
use crate::{i18n::cookie, kit::download::encoded, state::State};

/// Name of the session cookie.
pub const COOKIE: &str = "mb_session";

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

    /// A string with `{name}` replaced.
    #[must_use]
    pub fn tn(&self, key: &str, name: &str, value: impl std::fmt::Display) -> String {
        self.t(key)
            .replace(&format!("{{{name}}}"), &value.to_string())
    }

    #[must_use]
    pub fn has(&self, any: &[Role]) -> bool {
        any.iter().any(|role| self.staff.has(*role))
    }

    #[must_use]
    pub fn works_cases(&self) -> bool {
        self.has(CASES)
    }

    /// Whether the person has a hand in requests.
    #[must_use]
    pub fn handles(&self) -> bool {
        self.has(HANDLERS)
    }

    #[must_use]
    pub fn writes_items(&self) -> bool {
        self.has(ITEMS)
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
        let (staff, csrf) = match found {
            Ok(Some(found)) => found,
            Ok(None) => return Err(to_sign_in()),
            Err(error) => {
                tracing::error!(%error, "a session could not be read");
                return Err(StatusCode::INTERNAL_SERVER_ERROR.into_response());
            }
        };
        let organ_name = app::organs::get(&state.app, &staff.organ)
            .await
            .map(|organ| organ.name)
            .unwrap_or_else(|_| staff.organ.clone());
        let desk = Self {
            lang: crate::i18n::lang_of(&parts.headers),
            elder: cookie(&parts.headers, "mb_elder") == Some("on"),
            staff,
            organ_name,
            csrf,
            token,
            path,
            today: state.app.clock.today(),
        };
        parts.extensions.insert(desk.clone());
        Ok(desk)
    }
}

/// Who works requests, figures and remedies.
pub const CASES: &[Role] = &[Role::Clerk, Role::DisclosureHead];
/// Who has a hand in a request: works it, reads it, signs it.
pub use app::staff::HANDLERS;
/// Who drafts items.
pub const ITEMS: &[Role] = &[Role::Clerk, Role::Publisher];
/// Who may read the organ's records: everybody but a person who only administers the machine.
pub const RECORDS: &[Role] = &[
    Role::Clerk,
    Role::Head,
    Role::Legal,
    Role::Reviewer,
    Role::Leader,
    Role::Publisher,
    Role::DisclosureHead,
    Role::Supervisor,
];

/// Who reads what others wrote: the section head and the leader in charge.
pub const OVERSEERS: &[Role] = &[Role::Head, Role::Leader];
/// Who may open the consolidation of the units below.
pub const CONSOLIDATORS: &[Role] = &[
    Role::Head,
    Role::Leader,
    Role::DisclosureHead,
    Role::Supervisor,
];

/// Makes a right a type: the extractor refuses whoever holds none of the roles.
macro_rules! right {
    ($(#[$doc:meta])* $name:ident, $roles:expr) => {
        $(#[$doc])*
        #[derive(Debug, Clone)]
        pub struct $name(pub Desk);

        impl FromRequestParts<State> for $name {
            type Rejection = Response;

            async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, Response> {
                let desk = Desk::from_request_parts(parts, state).await?;
                if desk.has($roles) {
                    Ok(Self(desk))
                } else {
                    Err(Problem::new(&desk, app::Error::Forbidden).into())
                }
            }
        }
    };
}

right!(
    /// May read the organ's records.
    Reader, RECORDS
);
right!(
    /// 经办人, or the head of the disclosure unit in his stead: works requests, figures, remedies.
    CaseWorker, CASES
);
right!(
    /// Has a hand in a request: works it, reads it or signs it.
    Handler, HANDLERS
);
right!(
    /// 经办人 or 发布员: drafts items.
    Author, ITEMS
);
right!(
    /// 经办人.
    Clerk, &[Role::Clerk]
);
right!(
    /// 科室负责人.
    Head, &[Role::Head]
);
right!(
    /// 法制审核员.
    Legal, &[Role::Legal]
);
right!(
    /// 保密审查员.
    Reviewer, &[Role::Reviewer]
);
right!(
    /// 分管领导.
    Leader, &[Role::Leader]
);
right!(
    /// 科室负责人 or 分管领导: reads what others wrote and may send it back.
    Overseer, OVERSEERS
);
right!(
    /// Who works on the consolidated report: the supervisor, and those who review and sign it off.
    Consolidator, CONSOLIDATORS
);
right!(
    /// 发布员.
    Publisher, &[Role::Publisher]
);
right!(
    /// 公开工作机构负责人.
    DisclosureHead, &[Role::DisclosureHead]
);
right!(
    /// 县政务公开办.
    Supervisor, &[Role::Supervisor]
);
right!(
    /// 系统管理员.
    Admin, &[Role::Admin]
);

/// A link of the head of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    pub href: String,
    pub label: String,
    pub place: &'static str,
    pub lang: &'static str,
    pub current: bool,
}

/// The language links: the page itself in each language.
#[must_use]
pub fn languages(now: Lang, path: &str) -> Vec<Link> {
    [
        (Lang::Zh, "zh", "zh-CN", "中文"),
        (Lang::En, "en", "en", "English"),
    ]
    .into_iter()
    .map(|(lang, code, html, label)| Link {
        href: format!("/lang/{code}?back={}", encoded(path)),
        label: label.into(),
        place: "",
        lang: html,
        current: lang == now,
    })
    .collect()
}

/// Links beside the work itself; the last two are the administrator's.
const BESIDE: [(&str, &str); 4] = [
    ("notices", "/office/notices"),
    ("calendar", "/office/calendar"),
    ("tokens", "/office/tokens"),
    ("jobs", "/office/jobs"),
];

/// Words that a page may be opened with after something was done.
const DONE: [&str; 17] = [
    "acted",
    "issued",
    "joined",
    "corrected",
    "stepped",
    "drafted",
    "revised",
    "submitted",
    "reviewed",
    "published",
    "repealed",
    "withdrawn",
    "figure",
    "opened",
    "closed",
    "sections",
    "report",
];

impl Desk {
    #[must_use]
    pub fn html_lang(&self) -> &'static str {
        self.lang.pick("zh-CN", "en")
    }

    #[must_use]
    pub fn languages(&self) -> Vec<Link> {
        languages(self.lang, &self.path)
    }

    /// The main links, for what the person may see.
    #[must_use]
    pub fn nav(&self) -> Vec<Link> {
        let year = self.today.year();
        let all = [
            ("today", "/office".to_string()),
            ("requests", "/office/requests".to_string()),
            ("items", "/office/items".to_string()),
            ("figures", format!("/office/figures/{year}")),
            ("corrections", "/office/corrections".to_string()),
            ("remedies", "/office/remedies".to_string()),
            ("reports", "/office/reports".to_string()),
        ];
        let shown = if self.has(RECORDS) { all.len() } else { 1 };
        let beside: &[(&str, &str)] = if self.has(&[Role::Admin]) {
            &BESIDE
        } else {
            &BESIDE[..2]
        };
        let roll = self.has(&[Role::Supervisor]).then(|| {
            let href = "/office/consolidation".to_string();
            ("consolidation", href)
        });
        let link = |place, href, key: String| Link {
            href,
            label: self.t(&key),
            place,
            lang: "",
            current: false,
        };
        all.into_iter()
            .take(shown)
            .chain(roll)
            .map(|(place, href)| link(place, href, format!("office.nav.{place}")))
            .chain(beside.iter().map(|(place, href)| {
                link(place, (*href).to_string(), format!("clock.nav.{place}"))
            }))
            .collect()
    }

    /// The message of a page opened after something was done.
    #[must_use]
    pub fn done(&self, query: &super::pager::Query) -> Option<Notice> {
        let word = query.get("done")?;
        DONE.contains(&word.as_str())
            .then(|| Notice::done(&self.t(&format!("office.done.{word}"))))
    }
}
