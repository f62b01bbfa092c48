//! A page once more, with what was typed and why it was not saved: the one place that says which answer of an operation leads
//! back to the form, and with which status.

use app::{Error, FieldError};
use axum::http::StatusCode;

use super::{
    desk::Desk,
    problem::{Notice, Problem},
};

/// What a page says of its own in these cases.
#[derive(Debug, Clone, Default)]
pub struct Said {
    /// What the ids of the form's fields begin with.
    pub prefix: String,
    /// Heading of what the law says against it.
    pub refused: String,
    /// That a colleague was quicker; empty where the page shows what he did.
    pub meanwhile: String,
}

/// Why nothing was saved.
#[derive(Debug)]
pub struct Again {
    pub status: StatusCode,
    pub notices: Vec<Notice>,
    /// The fields to mend.
    pub wrong: Vec<FieldError>,
    /// A colleague was quicker.
    pub stale: bool,
}

impl Desk {
    /// The page again, or a page of its own for what no form can mend.
    pub fn again(&self, error: Error, said: &Said) -> Result<Again, Problem> {
        let (status, notices, wrong, stale) = match error {
            Error::Invalid(wrong) => (
                StatusCode::UNPROCESSABLE_ENTITY,
                vec![self.invalid(&wrong, &said.prefix)],
                wrong,
                false,
            ),
            Error::Refused(findings) => (
                StatusCode::UNPROCESSABLE_ENTITY,
                vec![Notice::refused(&said.refused, &findings, self.lang)],
                Vec::new(),
                false,
            ),
            Error::Conflict => (
                StatusCode::CONFLICT,
                (!said.meanwhile.is_empty())
                    .then(|| Notice::error(&said.meanwhile))
                    .into_iter()
                    .collect(),
                Vec::new(),
                true,
            ),
            other => return Err(Problem::new(self, other)),
        };
        Ok(Again {
            status,
            notices,
            wrong,
            stale,
        })
    }

    /// What is wrong with a form; each line leads to its field, whose id begins with `prefix`.
    #[must_use]
    pub fn invalid(&self, wrong: &[FieldError], prefix: &str) -> Notice {
        Notice::invalid(&self.t("office.problem.invalid"), wrong, prefix, self.lang)
    }
}
