//! 救济: which remedies a reply must name (law.md 9).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::outcome::Code;

/// The class of remedy paragraph in a reply (law.md 9).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Remedy {
    /// 应当先申请行政复议 (D-1, D-2, D-4).
    #[serde(rename = "R-REVIEW")]
    Review,
    /// 复议 or suit, as the applicant likes.
    #[serde(rename = "R-FREE")]
    Free,
    /// 复议 only; no suit is promised (D-11).
    #[serde(rename = "R-NOSUIT")]
    NoSuit,
}

/// 行政复议法 (2023) 复议前置: acts from this day (E-6).
pub const REVIEW_FIRST_FROM: Date = Date::constant(2024, 1, 1);
/// 法释〔2025〕8号 (E-7).
pub const COURT_RULES_FROM: Date = Date::constant(2025, 6, 1);

impl Code {
    /// The remedy that a reply of this outcome must name, by the day of the reply (trap 14).
    /// `disclosed_before`: for REPEAT, whether the information had been disclosed (D-11).
    /// `None` for OTHER, which is decided case by case.
    #[must_use]
    pub fn remedy(self, answered_on: Date, disclosed_before: Option<bool>) -> Option<Remedy> {
        if self == Self::Other {
            return None;
        }
        if answered_on < REVIEW_FIRST_FROM {
            return Some(Remedy::Free);
        }
        let class = match self {
            Self::Part
            | Self::NoSecret
            | Self::NoLaw
            | Self::No3s1s
            | Self::NoThird
            | Self::NoInternal
            | Self::NoProcess
            | Self::NoCasefile => Remedy::Review,
            Self::Query | Self::Make | Self::Petition | Self::Printed => Remedy::NoSuit,
            Self::Repeat if disclosed_before != Some(false) => Remedy::NoSuit,
            _ => Remedy::Free,
        };
        if class == Remedy::NoSuit && answered_on < COURT_RULES_FROM {
            return Some(Remedy::Free);
        }
        Some(class)
    }
}
