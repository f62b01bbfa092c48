//! When a report is due (R-10, R-11, R-12, R-14; A-49): fixed dates that no rest day moves (traps 25, 26),
//! with local dates beside them.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    because::Because,
    calendar::Calendar,
    fields::report::PUBLISHED_ON,
    finding::{Finding, Severity},
    rule::Citation,
    rule::Rule,
    supervision::{Annual, Fixed},
};

/// Whose report it is, by the level it is handed up from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// 部门, 乡镇 and 本政府机关: 01-31.
    Unit,
    /// 县级: consolidated by 02-20.
    County,
    /// 设区的市: 03-10.
    City,
    /// 省: 03-31.
    Province,
}

impl Level {
    pub const ALL: [Self; 4] = [Self::Unit, Self::County, Self::City, Self::Province];

    /// The level of an organ that consolidates over this many levels below it.
    #[must_use]
    pub const fn of_height(height: usize) -> Self {
        match height {
            0 => Self::Unit,
            1 => Self::County,
            2 => Self::City,
            _ => Self::Province,
        }
    }

    const fn national(self) -> Annual {
        match self {
            Self::Unit => Annual::DepartmentReport,
            Self::County => Annual::CountyReport,
            Self::City => Annual::CityReport,
            Self::Province => Annual::ProvinceReport,
        }
    }
}

/// Local dates as month and day, `01-26`; a level without one keeps the national date. Counties ask for earlier
/// dates; a later one than the national cannot be set aside the rule and is not used.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LocalDates {
    pub unit: Option<String>,
    pub county: Option<String>,
    pub city: Option<String>,
    pub province: Option<String>,
}

impl LocalDates {
    fn of(&self, level: Level) -> Option<&str> {
        match level {
            Level::Unit => self.unit.as_deref(),
            Level::County => self.county.as_deref(),
            Level::City => self.city.as_deref(),
            Level::Province => self.province.as_deref(),
        }
    }
}

/// When the report on `year` is due: the local date where one is set and it is not later, else.
/// `None` for a year outside the calendar of dates.
#[must_use]
pub fn due(level: Level, year: i16, local: &LocalDates, calendar: &Calendar) -> Option<Fixed> {
    let next = year.checked_add(1)?;
    let national = level.national().in_year(next, calendar)?;
    let wished = local
        .of(level)
        .and_then(|day| format!("{next:04}-{day}").parse::<Date>().ok())
        .filter(|date| *date < national.date);
    let Some(date) = wished else {
        return Some(national);
    };
    Some(Fixed {
        date,
        warn: calendar.last_working_day_by(date),
        because: Because {
            rule: Rule::R_6,
            citation: Citation::made(format!(
                "本地规定；{}规定的最后日期为{}",
                national.because.citation, national.date
            )),
            from: None,
            days: None,
            to: Some(date),
            zh: "本地要求的报送日期，早于国家规定的日期".into(),
            en: format!("A local date, earlier than the national {}", national.date),
        },
    })
}

/// A report is published once its year is over, and it was if it is said so. `place` of the finding is `published_on`.
#[must_use]
pub fn unpublished(year: i16, on: Date, today: Date) -> Option<Finding> {
    (on > today || on.year() <= year).then(|| {
        Finding::new(
            PUBLISHED_ON.rule,
            Severity::Error,
            PUBLISHED_ON.name,
            format!("公布日期应在{year}年以后、今天以前"),
            format!("The day of publication lies after {year} and not after today"),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_earlier_report_was_published_after_its_year() {
        let today = "2026-03-02".parse().unwrap();
        for (on, fits) in [
            ("2024-12-31", false),
            ("2025-01-01", true),
            ("2026-03-02", true),
            ("2026-03-03", false),
        ] {
            let found = unpublished(2024, on.parse().unwrap(), today);
            assert_eq!(found.is_none(), fits, "{on}");
            assert!(found.is_none_or(|it| it.id == "A-50" && it.place == "published_on"));
        }
    }

    #[test]
    fn each_level_has_its_date_and_a_local_one_may_be_earlier() {
        let local = |text: &str| LocalDates {
            unit: Some(text.into()),
            ..LocalDates::default()
        };
        let none = LocalDates::default();
        let rows = [
            (Level::Unit, 2025, &none, "2026-01-31", "A-49.1"),
            (Level::County, 2025, &none, "2026-02-20", "R-14"),
            (Level::City, 2025, &none, "2026-03-10", "R-14"),
            (Level::Province, 2025, &none, "2026-03-31", "A-49.2"),
            (Level::Unit, 2025, &local("01-26"), "2026-01-26", "R-6"),
            // Later than the rule, or no date: the rule stays.
            (Level::Unit, 2025, &local("02-26"), "2026-01-31", "A-49.1"),
            (Level::Unit, 2025, &local("13-40"), "2026-01-31", "A-49.1"),
        ];
        let calendar = Calendar::cn();
        for (level, year, local, date, rule) in rows {
            let due = due(level, year, local, &calendar).unwrap();
            assert_eq!(
                (due.date.to_string().as_str(), due.because.rule.id()),
                (date, rule),
                "{level:?} {local:?}"
            );
            assert!(due.warn <= due.date);
        }
        assert_eq!(
            [0, 1, 2, 3, 4].map(Level::of_height),
            [
                Level::Unit,
                Level::County,
                Level::City,
                Level::Province,
                Level::Province
            ]
        );
    }
}
