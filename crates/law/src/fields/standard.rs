//! What is asked of whoever works on a standard catalogue.

use super::{Field, Input, must};
use crate::rule::Rule;

/// The day on which information of a line was formed or changed.
pub const FORMED_ON: Field = must("formed_on", Input::Date, Rule::G_5);

/// A public item, by its 索引号 or address.
pub const ITEM: Field = must("item", Input::Line, Rule::G_5);

/// 领域 of a line.
pub const FIELD: Field = must("field", Input::Line, Rule::G_1);
