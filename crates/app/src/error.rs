//! What an operation can answer besides success. Bad input names the field and the rule, all at once.

use law::finding::Finding;

pub type Result<T> = std::result::Result<T, Error>;

/// One field that a person must mend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// The form field's name, as in the request.
    pub field: &'static str,
    /// The rule that refuses it: an ID of the statute engine, or a technical one such as `form`.
    pub rule: &'static str,
    pub zh: String,
    pub en: String,
}

impl FieldError {
    pub fn new(
        field: &'static str,
        rule: &'static str,
        zh: impl Into<String>,
        en: impl Into<String>,
    ) -> Self {
        Self {
            field,
            rule,
            zh: zh.into(),
            en: en.into(),
        }
    }
}

#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Fields to mend; nothing was saved.
    #[error("invalid input: {0:?}")]
    Invalid(Vec<FieldError>),
    /// The law does not allow this act now; each finding says why. Nothing was saved.
    #[error("refused: {0:?}")]
    Refused(Vec<Finding>),
    /// Somebody else acted on the same record first. Nothing was saved.
    #[error("the record changed meanwhile")]
    Conflict,
    #[error("not found")]
    NotFound,
    /// The person has no right to this act.
    #[error("forbidden")]
    Forbidden,
    /// Too many attempts; try later.
    #[error("too many attempts")]
    Throttled,
    /// Something broke; the text is for the log only.
    #[error("failed: {0}")]
    Failed(String),
}

impl Error {
    /// The version that somebody says to have seen never was: a forged form, or one of another record.
    #[must_use]
    pub fn ahead() -> Self {
        Self::Invalid(vec![FieldError::new(
            "version",
            "form",
            "这条记录没有这个版本，请重新打开页面",
            "The record never had this version: open the page again",
        )])
    }
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::Conflict => Self::Conflict,
            store::Error::Ahead => Self::ahead(),
            store::Error::NotFound => Self::NotFound,
            other => Self::Failed(other.to_string()),
        }
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::Failed(error.to_string())
    }
}

/// Collects what is wrong with a form, so that everything is reported at once.
#[derive(Debug, Default)]
pub struct Findings(Vec<FieldError>);

impl Findings {
    pub fn add(
        &mut self,
        field: &'static str,
        rule: &'static str,
        zh: impl Into<String>,
        en: impl Into<String>,
    ) {
        self.0.push(FieldError::new(field, rule, zh, en));
    }

    /// A text that must be there and must not be longer than `most` characters.
    pub fn text(
        &mut self,
        field: &'static str,
        rule: &'static str,
        value: &str,
        most: usize,
        zh: &str,
        en: &str,
    ) {
        if value.trim().is_empty() {
            self.add(field, rule, format!("请填写{zh}"), format!("Enter {en}"));
        }
        self.length(field, value, most, zh, en);
    }

    /// A text that may be empty but must not be longer than `most` characters.
    pub fn length(&mut self, field: &'static str, value: &str, most: usize, zh: &str, en: &str) {
        let length = value.chars().count();
        if length > most {
            self.add(
                field,
                "form",
                format!("{zh}不能超过{most}字，现有{length}字"),
                format!("{en} can have at most {most} characters; it has {length}"),
            );
        }
    }

    pub fn finish(self) -> Result<()> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(Error::Invalid(self.0))
        }
    }
}
