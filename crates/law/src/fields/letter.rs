//! What a letter is asked besides what [`crate::letter::check`] judges as a whole.

use super::{Field, Input, must};
use crate::rule::Rule;

/// 成文日期.
pub const ON: Field = must("on", Input::Date, Rule::F_D0);
