//! What a case of 复议 or 诉讼 is asked: at its opening, at each step, at its end.

use super::{Field, Input, may, must};
use crate::rule::Rule;

/// 行政复议, or a suit with or without one before: it decides the group of 表四.
pub const TRACK: Field = must("track", Input::Line, Rule::R_52);

pub const OPENED_ON: Field = must("on", Input::Date, Rule::R_52);

/// The number of the request that it is about.
pub const REQUEST: Field = may("request", Input::Line, Rule::R_52);

pub const STEP: Field = must("step", Input::Line, Rule::D_12);

/// The ending decides the column of 表四.
pub const RESULT: Field = must("result", Input::Line, Rule::R_53);

pub const CLOSED_ON: Field = must("on", Input::Date, Rule::R_53);
