//! What no text decides: settings with visible defaults.

use serde::{Deserialize, Serialize};

/// How the clock runs where the law is silent. Every field is a modelling choice, not a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// A consultation excludes time at most up to this working day after the addressee got the letter, or after it was sent where
    /// nothing shows that it arrived. The addressee's own period is the law's and no setting (`CONSULTATION_DAYS`).
    /// `consultation_cap_days` in older files.
    #[serde(alias = "consultation_cap_days")]
    pub exclusion_cap_days: u32,
    /// An internet request unconfirmed after this many working days is noticed.
    pub confirm_within_days: u32,
    /// A correction period longer than this many working days is noticed.
    pub longest_correction_days: u32,
    /// How many correction rounds are usual.
    pub correction_rounds: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            exclusion_cap_days: 15,
            confirm_within_days: 1,
            longest_correction_days: 15,
            correction_rounds: 1,
        }
    }
}
