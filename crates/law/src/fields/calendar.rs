//! What is asked where a calendar is brought up to date.

use super::{Field, Input, must};
use crate::rule::Rule;

/// A file of notices.
pub const FILE: Field = must("file", Input::Line, Rule::C_7);
