//! 如实记录: what is recorded has happened.

use jiff::civil::Date;

use crate::{
    finding::{Finding, Severity},
    rule::Rule,
};

/// The day of what is recorded is not after today. `place` is the field that holds it.
#[must_use]
pub fn not_after_today(place: &str, on: Date, today: Date) -> Option<Finding> {
    (on > today).then(|| {
        Finding::new(
            Rule::A_45,
            Severity::Error,
            place,
            format!("日期不能晚于今天（{today}）"),
            format!("The date cannot be after today ({today})"),
        )
    })
}
