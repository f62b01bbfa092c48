//! 节假日安排调整后的重新计算: what a new version of the calendar moves (law.md 11: C-7, trap 30).

use jiff::civil::Date;

use super::{Act, Settings, Status, assess};
use crate::{calendar::Calendar, rule::Rule};

/// An open case whose days a new calendar moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved<K> {
    pub case: K,
    pub status: Status,
    /// The last day to answer, before and after; `None` while the applicant's own period runs.
    pub due: (Option<Date>, Option<Date>),
    /// The latest day that an extension could reach, before and after.
    pub latest: (Option<Date>, Option<Date>),
    /// The last day of the applicant's own period (to correct, to pay), before and after.
    pub applicant: (Option<Date>, Option<Date>),
}

/// Assesses open cases by two versions of the calendar and returns those that moved, in the order given (C-7).
/// Closed cases are not touched: they were answered under the calendar of their day.
pub fn moved<'a, K>(
    cases: impl IntoIterator<Item = (K, &'a [Act])>,
    before: &Calendar,
    after: &Calendar,
    as_of: Date,
    settings: &Settings,
) -> Vec<Moved<K>> {
    let mut found = Vec::new();
    for (case, acts) in cases {
        let (old, new) = (
            assess(acts, as_of, before, settings),
            assess(acts, as_of, after, settings),
        );
        if new.status == Status::Closed {
            continue;
        }
        let waiting = |assessment: &super::Assessment| {
            let last = assessment.because.last()?;
            matches!(last.rule, Rule::A_30_1 | Rule::F_8).then_some(last.to)?
        };
        let moved = Moved {
            case,
            status: new.status,
            due: (old.due, new.due),
            latest: (old.latest, new.latest),
            applicant: (waiting(&old), waiting(&new)),
        };
        if moved.due.0 != moved.due.1
            || moved.latest.0 != moved.latest.1
            || moved.applicant.0 != moved.applicant.1
        {
            found.push(moved);
        }
    }
    found
}
