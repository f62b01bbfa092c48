//! What is asked where a part of a file is withheld (A-37, F-D11).

use super::{Field, Input, may, must};
use crate::rule::Rule;

pub const FILE: Field = must("file", Input::Line, Rule::A_37);

/// A phrase a line.
pub const PHRASES: Field = may("phrases", Input::Area, Rule::A_37);

/// Whole pages: `3, 5-6`.
pub const PAGES: Field = may("pages", Input::Line, Rule::A_37);

/// Why; the applicant reads it where the page was.
pub const REASON: Field = must("reason", Input::Line, Rule::F_D11);
