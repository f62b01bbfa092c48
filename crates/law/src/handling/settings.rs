//! What no text decides about the inner handling: settings with visible defaults.

use serde::{Deserialize, Serialize};

/// How a house works. Every field is a choice of the house, not a rule (A-45 asks for time and person only).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// An answer needs a decision with the same outcome that was read and signed before.
    pub sign_before_answer: bool,
    /// 法制审核: the legal reviewer reads between the section head and the leader.
    pub legal_review: bool,
    /// A bureau too small for different persons: one may do several steps, each time with a recorded reason.
    pub small_bureau: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            sign_before_answer: true,
            legal_review: true,
            small_bureau: false,
        }
    }
}
