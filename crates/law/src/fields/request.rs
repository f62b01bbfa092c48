//! What a request is asked where it is entered: whose it is and how and when it came. What it says is judged by [`crate::intake`].

use super::{Field, Input, must};
use crate::rule::Rule;

/// 受理机关, chosen by the applicant.
pub const ORGAN: Field = must("organ", Input::Line, Rule::A_29_2);

/// 申请渠道: the day of receipt hangs on it.
pub const CHANNEL: Field = must("channel", Input::Line, Rule::A_31_1);

/// The day it came in, at the counter.
pub const ON: Field = must("on", Input::Date, Rule::A_31_2);

/// The same in a register of the past.
pub const SUBMITTED_ON: Field = must("submitted_on", Input::Date, Rule::A_31_2);

/// 联系方式: telephone, e-mail or address, one of them at least.
pub const CONTACT: Field = must("contact", Input::Line, Rule::A_29_2);

/// 申请人类别: 表三 counts by it.
pub const APPLICANT: Field = must("applicant", Input::Line, Rule::R_48);
