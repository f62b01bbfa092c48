//! 工作日: which days work, by which notice, and counting them (law.md 11).

mod count;
mod day;
mod notices;
mod source;

pub use count::Deadline;
pub use day::{Day, DayKind};

use jiff::civil::{Date, Weekday};

use day::Change;

use crate::rule::Rule;

/// The rule by which a day that no notice covers is counted provisionally, by weekends alone.
pub const PROVISIONAL: Rule = Rule::C_8;

/// A calendar: a weekend, and days that differ from it by notices, each known from some day on (C-7).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    version: String,
    /// Whether each day of the week is off, from Monday.
    weekend: [bool; 7],
    /// The days that differ from the week, sorted, each once: what counting reads.
    exceptions: Vec<(Date, bool)>,
    /// Sorted by date; for one date the latest notice last.
    changes: Vec<Change>,
    /// First and last day that notices cover; other dates are provisional (C-8). `None`: nothing is provisional.
    known: Option<(Date, Date)>,
}

impl Calendar {
    /// Whether state organs work on a day (C-2): statutory holidays are off (C-3), make-up Saturdays and Sundays work (trap 3), the
    /// half-day holidays of some change nothing (C-5).
    #[must_use]
    pub fn is_working(&self, date: Date) -> bool {
        match self.exceptions.binary_search_by_key(&date, |(day, _)| *day) {
            Ok(place) => self.exceptions[place].1,
            Err(_) => !self.rests(date.weekday()),
        }
    }

    /// A day with its reason.
    #[must_use]
    pub fn day(&self, date: Date) -> Day {
        let change = self
            .change(date)
            .filter(|change| change.kind != DayKind::Ordinary);
        let kind = change.map_or_else(
            || {
                if self.rests(date.weekday()) {
                    DayKind::Weekend
                } else {
                    DayKind::Ordinary
                }
            },
            |change| change.kind,
        );
        Day {
            date,
            working: self.is_working(date),
            kind,
            name: change
                .map(|change| change.name.clone())
                .filter(|name| !name.is_empty()),
            notice: change
                .map(|change| change.notice.clone())
                .filter(|notice| !notice.is_empty()),
            provisional: self.provisional(date),
        }
    }

    /// Whether no notice here covers the date, so that only weekends are known (C-8).
    #[must_use]
    pub fn provisional(&self, date: Date) -> bool {
        self.known
            .is_some_and(|(first, last)| date < first || date > last)
    }

    /// The last day that a notice covers; `None` for a calendar that knows every day.
    #[must_use]
    pub fn known_until(&self) -> Option<Date> {
        self.known.map(|(_, last)| last)
    }

    /// The last notice that is in it.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    fn rests(&self, weekday: Weekday) -> bool {
        self.weekend[usize::from(weekday.to_monday_zero_offset().unsigned_abs())]
    }

    fn change(&self, date: Date) -> Option<&Change> {
        let after = self.changes.partition_point(|change| change.date <= date);
        self.changes[..after]
            .last()
            .filter(|change| change.date == date)
    }
}
