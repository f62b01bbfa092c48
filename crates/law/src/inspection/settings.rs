//! What no text fixes about self-inspection, with visible defaults.

use serde::{Deserialize, Serialize};

/// How far an inspection looks ahead, and when December is too much (W-13, A-26.1).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Calendar days ahead for which it is said what would be found then.
    pub soon_days: i32,
    /// December with more than this part of the year's items is asked about, in hundredths.
    pub bunching_percent: i64,
    /// So few items in a year are not asked about.
    pub bunching_from: i64,
    /// Working days that a fault stands until it is chased by rule; 0: never.
    pub chase_after_days: u32,
    /// Working days to answer an order, where nobody names another day.
    pub chase_answer_days: u32,
    /// Days from today by which an order is to be answered at the latest, whoever names the day.
    pub chase_longest_days: u32,
    /// So many chases by rule of one organ run at once at most: the oldest faults first.
    pub chase_at_once: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            soon_days: 14,
            bunching_percent: 40,
            bunching_from: 20,
            chase_after_days: 10,
            chase_answer_days: 5,
            chase_longest_days: 60,
            chase_at_once: 3,
        }
    }
}
