//! 期间: the units in which the rules count, and how each ends (law.md 9, 11; 民法典 201–203).

use jiff::civil::Date;

use crate::{
    because::{Because, LastDay},
    calendar::Calendar,
    rule::Citation,
    rule::Rule,
};

/// A period in one of the units of the law (trap 34).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Term {
    /// 工作日 (C-1): ends on a working day by itself (C-4).
    WorkingDays(u32),
    /// 日, for an organ's own duty: not moved, so that it is never late.
    Days(i32),
    /// 月, for an organ's own duty: not moved.
    Months(i32),
    /// 日, for a person's remedy: rolls to the next working day (民法典 203).
    DaysRolled(i32),
    /// 月, for a person's remedy: the corresponding day or the month's end, rolled (民法典 202, 203).
    MonthsRolled(i32),
}

impl Term {
    /// The last day counted from a start day that itself never counts, with its reason.
    #[must_use]
    pub fn last_day(
        self,
        rule: Rule,
        citation: Citation,
        from: Date,
        calendar: &Calendar,
    ) -> LastDay {
        let (deadline, n) = match self {
            Self::WorkingDays(n) => (calendar.nth_working_day(from, n), i32::try_from(n).ok()),
            Self::Days(n) => (calendar.nth_calendar_day(from, n), Some(n)),
            Self::DaysRolled(n) => (calendar.add_calendar_days_rolled(from, n), Some(n)),
            Self::Months(n) => (calendar.nth_month(from, n), None),
            Self::MonthsRolled(n) => (calendar.add_months_rolled(from, n), None),
        };
        let because = Because {
            rule,
            citation,
            from: Some(from),
            days: n,
            to: Some(deadline.date),
            zh: format!("自{from}次日起{}", self.zh()),
            en: format!("{} from the day after {from}", self.en()),
        };
        LastDay { deadline, because }
    }

    /// The period in words.
    #[must_use]
    pub fn zh(self) -> String {
        match self {
            Self::WorkingDays(n) => format!("{n}个工作日"),
            Self::Days(n) => format!("{n}日"),
            Self::Months(n) => format!("{n}个月"),
            Self::DaysRolled(n) => format!("{n}日（末日为休息日的顺延）"),
            Self::MonthsRolled(n) => format!("{n}个月（末日为休息日的顺延）"),
        }
    }

    /// The period in English.
    #[must_use]
    pub fn en(self) -> String {
        match self {
            Self::WorkingDays(n) => format!("{n} working days"),
            Self::Days(n) => format!("{n} days"),
            Self::Months(n) => format!("{n} months"),
            Self::DaysRolled(n) => format!("{n} days, rolled off a rest day,"),
            Self::MonthsRolled(n) => format!("{n} months, rolled off a rest day,"),
        }
    }
}
