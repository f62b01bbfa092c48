//! What is asked on the way of an annual report: texts, reasons, and the file of one that was published before.

use super::{Field, Input, must};
use crate::rule::Rule;

/// The number of a written section: 一, 五 or 六.
pub const SECTION: Field = must("section", Input::Line, Rule::R_1);

/// The question of a check that is answered, by its key.
pub const QUESTION: Field = must("question", Input::Line, Rule::R_23);

/// The reason that answers it.
pub const ANSWER: Field = must("reason", Input::Area, Rule::R_23);

/// What is to be changed before whoever answers for the report agrees.
pub const TO_CHANGE: Field = must("note", Input::Area, Rule::R_60);

/// Why a report that is out is opened for a further edition.
pub const WHY_REOPENED: Field = must("reason", Input::Area, Rule::R_60);

/// A report as a file.
pub const FILE: Field = must("file", Input::Line, Rule::R_1);

/// The day on which an earlier year's report was published.
pub const PUBLISHED_ON: Field = must("published_on", Input::Date, Rule::A_50);
