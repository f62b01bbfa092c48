//! What an item is asked besides what [`crate::item::form`] judges as a whole.

use super::{Field, Input, may, must};
use crate::rule::Rule;

pub const COLUMN: Field = must("column", Input::Line, Rule::P_3);

/// 条例第二十条的公开事项.
pub const HEAD: Field = must("head", Input::Line, Rule::A_20);

/// 成文日期.
pub const MADE_ON: Field = must("made_on", Input::Date, Rule::A_12_2);

/// 施行日期.
pub const IN_FORCE_FROM: Field = may("in_force_from", Input::Date, Rule::P_8);

/// 有效期至.
pub const IN_FORCE_UNTIL: Field = may("in_force_until", Input::Date, Rule::P_8);

/// 征求意见截止日期.
pub const COMMENTS_UNTIL: Field = may("comments_until", Input::Date, Rule::S_10);

/// 审查意见, of any of the readers.
pub const OPINION: Field = must("opinion", Input::Opinion, Rule::A_17);

/// 发布日期 of what an earlier system made public.
pub const PUBLISHED_ON: Field = may("published_on", Input::Date, Rule::W_10);
