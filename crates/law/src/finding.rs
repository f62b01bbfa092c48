//! What a check found: the rule, where it stands, and how grave it is.

use std::borrow::Cow;

use serde::Serialize;

use crate::Lang;

/// How grave a finding is. An error only where the rules make it one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    Error,
    Warning,
    /// Something a person has to answer with a reason; nothing is wrong by itself.
    Question,
}

/// One finding, in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule of `law.md`, e.g. `R-31`.
    pub id: Cow<'static, str>,
    pub severity: Severity,
    /// Where it stands, e.g. `table3/自然人`.
    pub place: String,
    pub zh: String,
    pub en: String,
    pub left: Option<String>,
    pub right: Option<String>,
    /// The citation behind the rule.
    pub because: Cow<'static, str>,
}

/// A finding in one language, in the shape of `formats.md`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FindingView {
    pub id: String,
    pub severity: Severity,
    #[serde(rename = "where")]
    pub place: String,
    pub message: String,
    pub left: serde_json::Value,
    pub right: serde_json::Value,
    pub because: String,
}

impl Finding {
    /// A finding without the two sides of a comparison.
    #[must_use]
    pub fn new(
        id: &'static str,
        severity: Severity,
        place: &str,
        zh: String,
        en: String,
        because: &'static str,
    ) -> Self {
        Self {
            id: id.into(),
            severity,
            place: place.into(),
            zh,
            en,
            left: None,
            right: None,
            because: because.into(),
        }
    }

    #[must_use]
    pub fn message(&self, lang: Lang) -> &str {
        lang.pick(&self.zh, &self.en)
    }

    #[must_use]
    pub fn view(&self, lang: Lang) -> FindingView {
        FindingView {
            id: self.id.to_string(),
            severity: self.severity,
            place: self.place.clone(),
            message: self.message(lang).to_string(),
            left: number_or_text(self.left.as_deref()),
            right: number_or_text(self.right.as_deref()),
            because: self.because.to_string(),
        }
    }
}

fn number_or_text(value: Option<&str>) -> serde_json::Value {
    match value {
        None => serde_json::Value::Null,
        Some(text) => text.parse::<i64>().map_or_else(|_| text.into(), Into::into),
    }
}
