//! Dates inside a number.

use jiff::civil::Date;

/// Nobody whose number is written down was born earlier.
const EARLIEST: i16 = 1850;

/// A real date, not in the future: `1990-02-29` is none (law.md 13.2).
pub fn born(year: &str, month: &str, day: &str, today: Date) -> Option<Date> {
    let date = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
    (date.year() >= EARLIEST && date <= today).then_some(date)
}
