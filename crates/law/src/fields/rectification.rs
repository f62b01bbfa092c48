//! What is asked where a request for 更正 ends.

use super::{Field, Input, must};
use crate::rule::Rule;

pub const ENDING: Field = must("ending", Input::Line, Rule::A_41);
