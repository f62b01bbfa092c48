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

/// What is recorded of a request did not happen before it was made. `what` names the act in both languages, and `place` is
/// the field that holds its day.
#[must_use]
pub fn not_before_the_request(
    place: &str,
    (zh, en): (&str, &str),
    on: Date,
    submitted: Date,
) -> Option<Finding> {
    (on < submitted).then(|| {
        Finding::new(
            Rule::A_45,
            Severity::Error,
            place,
            format!("“{zh}”的日期（{on}）早于申请日期（{submitted}）"),
            format!("“{en}” on {on} is before the day of the request, {submitted}"),
        )
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn what_is_recorded_has_happened_and_not_before_the_request() {
        let (first, second) = (date(2026, 3, 2), date(2026, 3, 3));
        let words = ("答复", "answered");
        assert_eq!(not_after_today("on", first, first), None);
        assert_eq!(not_before_the_request("on", words, first, first), None);
        let ahead = not_after_today("on", second, first).unwrap();
        let early = not_before_the_request("answered_on", words, first, second).unwrap();
        assert_eq!((ahead.id.id(), early.id.id()), ("A-45", "A-45"));
        assert_eq!(early.place, "answered_on");
    }
}
