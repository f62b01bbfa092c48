//! Counting days: working days from the day after the start (C-1), calendar days and months that roll
//! off rest days (law.md 9).

use jiff::{ToSpan, civil::Date};
use serde::Serialize;

use super::Calendar;

/// A last day, and the days counted to reach it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Deadline {
    pub date: Date,
    /// Computed partly from weekends only, because no notice covers the days yet (C-8).
    pub provisional: bool,
    /// Each counted day.
    pub days: Vec<Date>,
}

/// Counting stops here, as no period of the law is near it: a calendar without working days ends.
const LONGEST: usize = 40_000;

impl Calendar {
    /// T(n): the n-th working day after `start`, which itself never counts (C-1; traps 1, 2), be it a rest day (trap 4). T(0) is `start`.
    #[must_use]
    pub fn nth_working_day(&self, start: Date, n: u32) -> Deadline {
        let days: Vec<Date> = self.working_days_after(start).take(n as usize).collect();
        Deadline {
            date: days.last().copied().unwrap_or(start),
            provisional: days.iter().any(|day| self.provisional(*day)),
            days,
        }
    }

    /// T(n) by itself, where the days between are of no interest.
    #[must_use]
    pub fn working_day_after(&self, start: Date, n: u32) -> Date {
        let place = (n as usize).checked_sub(1);
        place
            .and_then(|place| self.working_days_after(start).nth(place))
            .unwrap_or(start)
    }

    /// How many working days lie in (`after`, `upto`].
    #[must_use]
    pub fn working_days_between(&self, after: Date, upto: Date) -> u32 {
        let days = self.days_after(after).take_while(|(date, _)| *date <= upto);
        days.map(|(_, working)| u32::from(working)).sum()
    }

    /// The working days after a day, in order; of a calendar without any, none.
    fn working_days_after(&self, start: Date) -> impl Iterator<Item = Date> {
        self.days_after(start)
            .take(LONGEST)
            .filter(|(_, working)| *working)
            .map(|(date, _)| date)
    }

    /// Each day after a day, and whether it works: one pass beside the exceptions, no search.
    fn days_after(&self, start: Date) -> impl Iterator<Item = (Date, bool)> {
        let mut exceptions = self.exceptions
            [self.exceptions.partition_point(|(day, _)| *day <= start)..]
            .iter()
            .peekable();
        let mut weekday = start.weekday();
        std::iter::successors(start.tomorrow().ok(), |date| date.tomorrow().ok()).map(move |date| {
            weekday = weekday.next();
            let exception = exceptions.next_if(|(day, _)| *day == date);
            let working = exception.map_or_else(|| !self.rests(weekday), |(_, working)| *working);
            (date, working)
        })
    }

    /// The n-th calendar day after `start`, not moved: a term in plain 日 for an organ (A-26.2, S-10).
    #[must_use]
    pub fn nth_calendar_day(&self, start: Date, n: i32) -> Deadline {
        let date = start.saturating_add(n.days());
        Deadline {
            date,
            provisional: false,
            days: (1..=n).map(|k| start.saturating_add(k.days())).collect(),
        }
    }

    /// The corresponding day `n` months later, or the end of that month, not moved (A-18, W-13).
    #[must_use]
    pub fn nth_month(&self, start: Date, n: i32) -> Deadline {
        let date = start.saturating_add(n.months());
        Deadline {
            date,
            provisional: false,
            days: vec![date],
        }
    }

    /// The n-th calendar day after `start`; if that is a rest day, the next working day (民法典 203).
    #[must_use]
    pub fn add_calendar_days_rolled(&self, start: Date, n: i32) -> Deadline {
        self.rolled(start.saturating_add(n.days()))
    }

    /// The corresponding day `n` months later, or the end of that month; rolled as days are (民法典 202, 203).
    #[must_use]
    pub fn add_months_rolled(&self, start: Date, n: i32) -> Deadline {
        self.rolled(start.saturating_add(n.months()))
    }

    /// The date itself, or the next working day.
    fn rolled(&self, end: Date) -> Deadline {
        let mut date = end;
        let mut tried = 0;
        while !self.is_working(date) && tried < LONGEST {
            date = date.saturating_add(1.day());
            tried += 1;
        }
        Deadline {
            date,
            provisional: self.provisional(date),
            days: vec![date],
        }
    }

    /// The last working day on or before a date: what to warn for when a fixed date is a rest day (trap 25).
    #[must_use]
    pub fn last_working_day_by(&self, date: Date) -> Date {
        let mut day = date;
        let mut tried = 0;
        while !self.is_working(day) && tried < LONGEST {
            day = day.saturating_sub(1.day());
            tried += 1;
        }
        day
    }
}
