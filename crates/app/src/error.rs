//! What an operation can answer besides success. Bad input names the field and the rule, all at once.

use law::{fields::Field, finding::Finding};

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

    /// What is wrong with a field of the law's tables, under the rule that asks for it.
    pub fn at(field: &Field, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self::new(field.name, field.rule.id(), zh, en)
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
    /// Too much is asked of the machine at this moment, or the database is away; try again in some seconds. Nothing was saved.
    #[error("busy")]
    Busy,
    /// Something broke; the text is for the log only.
    #[error("failed: {0}")]
    Failed(#[source] Cause),
}

/// What broke, with all that it came from.
#[derive(Debug)]
pub struct Cause(Box<dyn std::error::Error + Send + Sync>);

impl std::error::Error for Cause {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source()
    }
}

/// The whole chain in one line, from the operation to the root; what a link says of the next one is not said twice.
impl std::fmt::Display for Cause {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut said = self.0.to_string();
        formatter.write_str(&said)?;
        let mut next = self.0.source();
        while let Some(link) = next {
            let words = link.to_string();
            if !said.contains(&words) {
                write!(formatter, ": {words}")?;
            }
            said = words;
            next = link.source();
        }
        Ok(())
    }
}

impl Error {
    /// Something broke, for this cause.
    pub fn failed(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Failed(Cause(cause.into()))
    }

    /// One field of the law's tables is wrong, and nothing else.
    pub fn at(field: &Field, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self::Invalid(vec![FieldError::at(field, zh, en)])
    }

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
            store::Error::Busy => Self::Busy,
            other => Self::failed(other),
        }
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::failed(error)
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

    /// What is wrong with a field of the law's tables, under the rule that asks for it.
    pub fn at(&mut self, field: &Field, zh: impl Into<String>, en: impl Into<String>) {
        self.0.push(FieldError::at(field, zh, en));
    }

    /// What the law says of the form, each finding at the field that it names.
    pub fn law(&mut self, found: impl IntoIterator<Item = Finding>, fields: &[&'static str]) {
        for finding in found {
            let named = fields.iter().find(|name| **name == finding.place);
            let field = named.or(fields.first()).copied().unwrap_or("form");
            self.add(field, finding.id.id(), finding.zh, finding.en);
        }
    }

    /// A text that must be there and must not be longer than `most` characters.
    pub fn text(&mut self, field: &'static str, value: &str, most: usize, zh: &str, en: &str) {
        if value.trim().is_empty() {
            self.add(field, "form", format!("请填写{zh}"), format!("Enter {en}"));
        }
        self.length(field, value, most, zh, en);
    }

    /// The same of a text that the law asks for.
    pub fn asked(&mut self, field: &Field, value: &str, most: usize, zh: &str, en: &str) {
        if value.trim().is_empty() {
            self.at(field, format!("请填写{zh}"), format!("Enter {en}"));
        }
        self.length(field.name, value, most, zh, en);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_log_is_told_the_whole_chain_once() {
        #[derive(Debug, thiserror::Error)]
        #[error("the page could not be set")]
        struct Outer(#[source] store::Error);
        let root = std::io::Error::other("the disk is full");
        let said = Error::failed(Outer(root.into())).to_string();
        let chain = "failed: the page could not be set: input or output: the disk is full";
        assert_eq!(said, chain);
        let error = Error::from(store::Error::from(std::io::Error::other("broken pipe")));
        assert!(std::error::Error::source(&error).is_some());
    }
}
