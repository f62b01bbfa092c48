//! What no text decides about the inner handling: settings with visible defaults.

use serde::{Deserialize, Serialize};

use crate::readings::{Post, Rules};

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

impl Settings {
    /// Who reads a decision, in order: the section head, the legal reviewer where the house has one, the leader who signs.
    #[must_use]
    pub fn readings(&self) -> &'static [Post] {
        if self.legal_review {
            &[Post::SectionHead, Post::Legal, Post::Leader]
        } else {
            &[Post::SectionHead, Post::Leader]
        }
    }

    pub(super) fn rules(&self) -> Rules<'static> {
        Rules {
            order: self.readings(),
            small_bureau: self.small_bureau,
        }
    }
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
