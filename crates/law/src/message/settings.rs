//! What no text that was read fixes about messages, with visible defaults.

use serde::{Deserialize, Serialize};

/// Days and habits of answering the public (W-14, W-5, A-47, S-11).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// 留言 answered within this many working days.
    pub inquiry_days: u32,
    /// 找错 answered within this many working days.
    pub fault_days: u32,
    /// 投诉 answered within this many working days.
    pub complaint_days: u32,
    /// 意见采纳情况 published within this many working days after the last day for comments (S-11).
    pub opinion_days: u32,
    /// Calendar days after a reply within which its writer may say that he was not answered.
    pub doubt_days: i32,
    /// Months after which an unanswered message fails the whole site.
    pub veto_months: i32,
    /// A bureau too small for different persons: one may do two steps, each time with a recorded reason. The house's own setting
    /// stands in `handling`, from which it is taken.
    #[serde(skip)]
    pub small_bureau: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            inquiry_days: 15,
            fault_days: 3,
            complaint_days: 15,
            opinion_days: 30,
            doubt_days: 30,
            veto_months: 3,
            small_bureau: false,
        }
    }
}

impl Settings {
    /// The same in a house that is too small for different persons, or not.
    #[must_use]
    pub fn in_house(&self, small_bureau: bool) -> Self {
        Self {
            small_bureau,
            ..self.clone()
        }
    }
}
