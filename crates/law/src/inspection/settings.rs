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
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            soon_days: 14,
            bunching_percent: 40,
            bunching_from: 20,
        }
    }
}
