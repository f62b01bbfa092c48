//! Whether one more act may be recorded, judged as of the act's own day (law.md 1.4 to 1.9).
//!
//! A correction notice sent on working day 7 and typed in on day 8 was lawful when it was sent, and stays so. What counts is
//! the day of the act, not the day of the typing; what was recorded for later days must still fit.

use jiff::civil::Date;

use super::{Act, Settings, fold, refusal::refusal};
use crate::{
    calendar::Calendar,
    finding::{Finding, Severity},
    rule::Rule,
};

/// What the law says against an act, as of its own day; empty: it is allowed (A-30.1, A-33.3, A-36.1, F-7).
///
/// - The acts of earlier days, and those of the same day recorded before it, are what came before it.
/// - If its kind is refused on its day, that one refusal is the answer.
/// - Else its fields are looked at, and whether an act recorded for a later day would become unlawful by it.
/// - Lateness is not held against it: an answer after the last day is a fault, but none is a worse one.
#[must_use]
pub fn allowed_on(
    acts: &[Act],
    act: &Act,
    calendar: &Calendar,
    settings: &Settings,
) -> Vec<Finding> {
    let mut before: Vec<&Act> = acts.iter().filter(|other| other.on <= act.on).collect();
    before.sort_by_key(|other| other.on);
    let state = fold::fold(&before, calendar, settings);
    if let Some(refused) = refusal(
        act.event.kind(),
        &state,
        fold::effective(act),
        calendar,
        settings,
    ) {
        return vec![refused];
    }
    let mut all: Vec<&Act> = acts.iter().collect();
    all.sort_by_key(|other| other.on);
    let mut known = fold::fold(&all, calendar, settings).findings;
    all.push(act);
    all.sort_by_key(|other| other.on);
    let mut against = fold::fold(&all, calendar, settings).findings;
    against.retain(|finding| {
        let old = known.iter().position(|known| known == finding);
        if let Some(place) = old {
            known.swap_remove(place);
        }
        old.is_none() && finding.severity == Severity::Error && !late(finding, act.on)
    });
    against
}

/// Whether a refusal may be set aside by a recorded reason: a late or a second correction notice goes out only so,
/// and stays in the findings of the case.
#[must_use]
pub fn may_be_overridden(finding: &Finding) -> bool {
    matches!(finding.id, Rule::A_30_4 | Rule::A_30_5)
}

/// Being late, of the act itself; an act recorded for a later day must not become late by it.
fn late(finding: &Finding, on: Date) -> bool {
    finding.id == Rule::A_33_2 && finding.place.ends_with(&format!("@{on}"))
}
