//! A fault that stands, or will from a day on if nobody does anything.

use jiff::{ToSpan, civil::Date};

use super::Indicator;
use crate::{Lang, finding::Finding, rule::Rule};

/// One fault with its first day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Watch {
    /// Code of its [`Indicator`].
    pub indicator: String,
    pub rule: Rule,
    /// What it is about: `head/3`, `item/…`, `message/…`.
    pub place: String,
    /// What that is called, in Chinese and English.
    pub name: [String; 2],
    /// The last day on which all is well.
    pub last: Date,
    /// Who answers for it; empty where nobody is named.
    pub owner: String,
    /// Code of the [`super::Class`] among which it counts for the site, `empty`, or nothing.
    pub class: String,
}

impl Watch {
    /// The first day on which an inspector would find it.
    #[must_use]
    pub fn first(&self) -> Date {
        self.last.saturating_add(1.day())
    }

    #[must_use]
    pub fn stands(&self, day: Date) -> bool {
        self.last < day
    }

    /// What is to be done, in a few words.
    #[must_use]
    pub fn todo(&self, lang: Lang) -> String {
        self.said(lang, |one| one.todo)
    }

    /// What is found, as it is on the first day of it.
    #[must_use]
    pub fn found(&self, lang: Lang) -> String {
        self.said(lang, |one| one.found)
    }

    fn said(&self, lang: Lang, which: impl Fn(&Indicator) -> [&'static str; 2]) -> String {
        let Some(indicator) = Indicator::of(&self.indicator) else {
            return self.indicator.clone();
        };
        let [zh, en] = which(&indicator);
        lang.pick(zh, en)
            .replace("{name}", lang.pick(&self.name[0], &self.name[1]))
            .replace("{last}", &self.last.to_string())
            .replace("{first}", &self.first().to_string())
    }

    /// What an inspector finds on a day; nothing before its first one (W-12, W-13, W-14).
    #[must_use]
    pub fn finding(&self, day: Date) -> Option<Finding> {
        let indicator = Indicator::of(&self.indicator).filter(|_| self.stands(day))?;
        Some(Finding::new(
            self.rule,
            indicator.severity,
            &self.place,
            self.found(Lang::Zh),
            self.found(Lang::En),
        ))
    }
}
