//! 审计日志: how long the record of sign-ins, rights, exports and looks at personal data is kept (N-1).

use jiff::{ToSpan, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{
    finding::{Finding, Severity},
    rule::Rule,
};

/// 《互联网政务应用安全管理规定》第二十条: such logs are kept for a year or longer (N-1). In days.
pub const LEAST_DAYS: i64 = 365;

/// The longest time that a setting may name, in days: a century.
const MOST_DAYS: i64 = 36_525;

/// How long the audit log is kept. The rule says at least a year; how much longer is the house's choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Days, never fewer than [`LEAST_DAYS`]. The default is three years, as records of handling personal data are kept.
    pub keep_days: i64,
}

impl Default for Settings {
    fn default() -> Self {
        Self { keep_days: 1096 }
    }
}

impl Settings {
    /// What is wrong with it: less than a year is unlawful (N-1). `place` of the finding is `audit.keep_days`.
    #[must_use]
    pub fn wrong(&self) -> Option<Finding> {
        let days = self.keep_days;
        (!(LEAST_DAYS..=MOST_DAYS).contains(&days)).then(|| {
            Finding::new(
                Rule::N_1,
                Severity::Error,
                "audit.keep_days",
                format!("审计日志至少保存一年：{LEAST_DAYS}到{MOST_DAYS}天，不能是{days}天"),
                format!(
                    "The audit log is kept for a year at least: {LEAST_DAYS} to {MOST_DAYS} days, not {days}"
                ),
            )
        })
    }
}

/// The first day whose rows are still kept on `today`; rows of earlier days may go (N-1). Whatever a setting says, a year stays.
#[must_use]
pub fn first_kept(today: Date, settings: &Settings) -> Date {
    let days = settings.keep_days.clamp(LEAST_DAYS, MOST_DAYS);
    today.checked_sub(days.days()).unwrap_or(Date::MIN)
}

/// Whether rows up to `last`, the day of the newest of them, could lawfully go on `day` (N-1).
#[must_use]
pub fn may_go(last: Date, day: Date) -> bool {
    day.checked_sub(LEAST_DAYS.days())
        .is_ok_and(|first| last < first)
}

#[cfg(test)]
mod tests {
    use super::{Date, Settings, first_kept, may_go};

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn a_year_is_kept_whatever_is_set() {
        for (keep_days, today, first, fits) in [
            (1096, "2026-11-30", "2023-11-30", true),
            (365, "2026-11-30", "2025-11-30", true),
            (364, "2026-11-30", "2025-11-30", false),
            (0, "2026-11-30", "2025-11-30", false),
            (-5, "2026-11-30", "2025-11-30", false),
            (i64::MAX, "2026-11-30", "1926-11-30", false),
        ] {
            let settings = Settings { keep_days };
            assert_eq!(first_kept(day(today), &settings), day(first), "{keep_days}");
            let wrong = settings.wrong();
            assert_eq!(wrong.is_none(), fits, "{keep_days}");
            assert!(
                wrong.is_none_or(|wrong| wrong.id == "N-1" && wrong.place == "audit.keep_days")
            );
        }
    }

    #[test]
    fn what_is_younger_than_a_year_may_not_go() {
        assert!(may_go(day("2025-11-29"), day("2026-11-30")));
        assert!(!may_go(day("2025-11-30"), day("2026-11-30")));
        assert!(!may_go(day("2026-11-30"), day("2026-11-30")));
    }
}
