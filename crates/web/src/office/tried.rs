//! One of several forms of a page, tried and not recorded: the page again, with that form open and what was typed in it.

use app::{Error, FieldError};
use axum::http::StatusCode;

use super::{
    again::Said,
    desk::Desk,
    posted::Form,
    problem::{Notice, Problem},
};

/// What was typed for an act that was not recorded; of no act where nothing was tried.
#[derive(Default)]
pub struct Tried {
    /// The word of the act, with which the ids of its fields begin.
    pub act: &'static str,
    pub typed: Form,
    pub wrong: Vec<FieldError>,
}

impl Desk {
    /// Why an act was not recorded, for the page that is shown again; or a page of its own for what no form can mend.
    pub fn tried(
        &self,
        act: &'static str,
        typed: Form,
        error: Error,
    ) -> Result<(StatusCode, Tried, Vec<Notice>), Problem> {
        let said = Said {
            prefix: format!("{act}-"),
            refused: self.t("office.problem.refused"),
            meanwhile: self.t("office.problem.conflict"),
        };
        let again = self.again(error, &said)?;
        let wrong = again.wrong;
        Ok((again.status, Tried { act, typed, wrong }, again.notices))
    }
}
