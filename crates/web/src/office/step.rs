//! One of several forms of a page, a step that may be done now: which fields it has, what stands in them, and whether it is open.

use super::{desk::Desk, posted::Form, tried::Tried};
use crate::kit::field::Field;

/// A form of a step, as the macro of the same name shows it.
pub struct Step {
    /// Names it, and begins the ids of its fields.
    pub word: &'static str,
    pub title: String,
    pub action: String,
    pub fields: Vec<Field>,
    pub open: bool,
}

impl Step {
    /// The form with what was tried in it, or with `before` where nothing was; `first`: it is open when none was tried.
    #[must_use]
    pub fn filled(self, d: &Desk, tried: &Tried, before: &Form, first: bool) -> Self {
        let its = tried.act == self.word;
        let (form, wrong) = if its {
            (&tried.typed, tried.wrong.as_slice())
        } else {
            (before, [].as_slice())
        };
        Self {
            fields: self
                .fields
                .into_iter()
                .map(|field| field.within(self.word).filled(form).checked(wrong, d.lang))
                .collect(),
            open: its || (first && tried.act.is_empty()),
            ..self
        }
    }
}
