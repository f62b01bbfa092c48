//! What a check found: the rule, where it stands, and how grave it is.

use serde::{Deserialize, Serialize};

use crate::{
    Lang,
    rule::{Citation, Rule},
};

/// How grave a finding is. An error only where the rules make it one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    Error,
    Warning,
    /// Something a person has to answer with a reason; nothing is wrong by itself.
    Question,
}

/// One finding, in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    pub id: Rule,
    pub severity: Severity,
    /// Where it stands, e.g. `table3/自然人`.
    pub place: String,
    pub zh: String,
    pub en: String,
    pub left: Option<String>,
    pub right: Option<String>,
    /// The text behind it: the rule's own, unless the day or the case makes it another.
    pub because: Citation,
}

/// A finding in one language, in the shape of `formats.md`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FindingView {
    pub id: Rule,
    pub severity: Severity,
    #[serde(rename = "where")]
    pub place: String,
    pub message: String,
    pub left: serde_json::Value,
    pub right: serde_json::Value,
    /// As [`Finding::cited`].
    pub because: String,
}

impl Finding {
    /// A finding under a rule and its citation, without the two sides of a comparison.
    #[must_use]
    pub fn new(id: Rule, severity: Severity, place: &str, zh: String, en: String) -> Self {
        Self {
            id,
            severity,
            place: place.into(),
            zh,
            en,
            left: None,
            right: None,
            because: id.citation(),
        }
    }

    /// The same, resting on another text than the rule's own.
    #[must_use]
    pub(crate) fn citing(mut self, because: Citation) -> Self {
        self.because = because;
        self
    }

    #[must_use]
    pub fn message(&self, lang: Lang) -> &str {
        lang.pick(&self.zh, &self.en)
    }

    /// The text behind it as it is shown: one that rests on memory says so.
    #[must_use]
    pub fn cited(&self, lang: Lang) -> String {
        self.id.cited(&self.because, lang)
    }

    #[must_use]
    pub fn view(&self, lang: Lang) -> FindingView {
        FindingView {
            id: self.id,
            severity: self.severity,
            place: self.place.clone(),
            message: self.message(lang).to_string(),
            left: number_or_text(self.left.as_deref()),
            right: number_or_text(self.right.as_deref()),
            because: self.cited(lang),
        }
    }
}

fn number_or_text(value: Option<&str>) -> serde_json::Value {
    match value {
        None => serde_json::Value::Null,
        Some(text) => text.parse::<i64>().map_or_else(|_| text.into(), Into::into),
    }
}
