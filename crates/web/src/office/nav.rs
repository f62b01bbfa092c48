//! The links of the head of the page: those of the wings, and those to the page itself in each language.

use app::{Role, rights::Right};
use law::Lang;

use super::desk::Desk;
use crate::kit::download::encoded;

/// A wing among the main links; each wing brings its own, `office::NAV` has them in order.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// Name of the wing: its word is `office.nav.{place}`.
    place: &'static str,
    /// `{year}` stands for this year.
    href: &'static str,
    who: &'static [Role],
}

impl Entry {
    /// A link for whoever holds the right `R`.
    #[must_use]
    pub const fn of<R: Right>(place: &'static str, href: &'static str) -> Self {
        Self {
            place,
            href,
            who: R::ROLES,
        }
    }
}

/// A link of the head of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    pub href: String,
    pub label: String,
    pub place: &'static str,
    pub lang: &'static str,
    pub current: bool,
}

impl Desk {
    /// The main links, for what the person may see.
    #[must_use]
    pub fn nav(&self) -> Vec<Link> {
        super::NAV
            .iter()
            .filter(|entry| self.has(entry.who))
            .map(|entry| Link {
                href: entry.href.replace("{year}", &self.today.year().to_string()),
                label: self.t(&format!("office.nav.{}", entry.place)),
                place: entry.place,
                lang: "",
                current: false,
            })
            .collect()
    }

    #[must_use]
    pub fn languages(&self) -> Vec<Link> {
        languages(self.lang, &self.path)
    }
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
