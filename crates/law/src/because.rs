//! The reason behind a date: the rule, its citation, and the counting from day to day.

use jiff::civil::Date;
use serde::Serialize;

use crate::{
    Lang,
    calendar::Deadline,
    rule::{Citation, Rule},
};

/// One step of the chain that leads to a date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Because {
    pub rule: Rule,
    pub citation: Citation,
    pub from: Option<Date>,
    /// Days counted, in the unit of the rule.
    pub days: Option<i32>,
    pub to: Option<Date>,
    pub zh: String,
    pub en: String,
}

impl Because {
    /// The text behind it as it is shown: one that rests on memory says so.
    #[must_use]
    pub fn cited(&self, lang: Lang) -> String {
        self.rule.cited(&self.citation, lang)
    }
}

/// A last day with its reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LastDay {
    pub deadline: Deadline,
    pub because: Because,
}

impl LastDay {
    /// The last day itself.
    #[must_use]
    pub fn date(&self) -> Date {
        self.deadline.date
    }
}
