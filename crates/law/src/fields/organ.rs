//! What an organ is asked: its particulars stand in the guide, and its kind and its place decide with whom it reports.

use super::{Field, Input, may, must};
use crate::rule::Rule;

pub const NAME: Field = must("name", Input::Line, Rule::A_12_1);

/// 部门, 乡镇街道, 政府办公室 or 垂直管理部门: the county's list decides which bodies are departments.
pub const KIND: Field = must("kind", Input::Line, Rule::R_16);

/// Why nothing of a head of Art. 20 is published.
pub const WHY: Field = may("why", Input::Line, Rule::A_20);

/// The code of the organ above.
pub const PARENT: Field = may("parent", Input::Line, Rule::R_18);
