//! 作废: a letter that was numbered and is wrong is taken back while nobody has it; its number stays used, so that the series
//! has no gap, and another letter takes its place (F-D0).

use super::Kind;
use crate::{
    case::Event,
    finding::{Finding, Severity},
    handling::{self, Entry, What},
    rule::Citation,
    rule::Rule,
};

/// The numbering acts that were taken back, by their place from 1.
#[must_use]
pub fn voided(entries: &[Entry]) -> Vec<usize> {
    (1..)
        .zip(entries)
        .filter_map(|(at, entry)| match &entry.what {
            What::Inner(handling::Event::LetterVoided {
                letter,
                number,
                goes_with,
                ..
            }) => numbered(&entries[..at - 1], letter, number, *goes_with),
            _ => None,
        })
        .collect()
}

/// Why a letter cannot be taken back: it is not out, it was taken back before, or it has reached somebody. A decision has once
/// it was given: from then on it is changed by a new decision only.
#[must_use]
pub fn may_not_void(
    entries: &[Entry],
    letter: &str,
    number: &str,
    goes_with: usize,
) -> Option<Finding> {
    let at = numbered(entries, letter, number, goes_with);
    let (zh, en) = match at {
        None => ("没有签发过这份文书", "This letter is not out"),
        Some(at) if voided(entries).contains(&at) => {
            ("这份文书已经作废", "This letter was taken back already")
        }
        Some(at) if reached(entries, at, goes_with, letter) => (
            "文书已经送达，不能作废",
            "This letter has reached somebody and cannot be taken back",
        ),
        Some(_) => return None,
    };
    Some(
        Finding::new(
            Rule::F_D0,
            Severity::Error,
            "letter_voided",
            zh.into(),
            en.into(),
        )
        .citing(Citation::text(
            "国办公开办转发江苏省政府信息公开申请办理答复规范（文书编号）",
        )),
    )
}

fn numbered(entries: &[Entry], letter: &str, number: &str, goes_with: usize) -> Option<usize> {
    let place = entries.iter().rposition(|entry| {
        matches!(&entry.what, What::Inner(handling::Event::LetterNumbered { letter: its, number: same, goes_with: with, .. })
            if its == letter && same == number && *with == goes_with)
    });
    place.map(|at| at + 1)
}

/// Whether anything shows that the letter reached somebody: that its arrival is on record, that what it asked for was done, and of
/// a decision that the answer was given.
fn reached(entries: &[Entry], at: usize, goes_with: usize, letter: &str) -> bool {
    let decides = letter.parse().is_ok_and(Kind::decides);
    let told = goes_with
        .checked_sub(1)
        .and_then(|place| entries.get(place));
    let arrived = told.is_some_and(|entry| {
        matches!(
            entry.what,
            What::Statutory(
                Event::CorrectionNoticed {
                    reached: Some(_),
                    ..
                } | Event::FeeNoticed {
                    reached: Some(_),
                    ..
                }
            )
        )
    });
    let given = decides && handling::read(entries).answered;
    arrived
        || given
        || entries[at..].iter().any(|entry| match &entry.what {
            What::Inner(handling::Event::Served { .. }) => true,
            What::Inner(handling::Event::ReDecided { .. }) => decides,
            What::Inner(_) => false,
            What::Statutory(event) => matches!(
                event,
                Event::Corrected
                    | Event::FeePaid
                    | Event::ReasonsGiven { .. }
                    | Event::ThirdPartyReached { .. }
                    | Event::ThirdPartyAnswered { .. }
                    | Event::OrganReached { .. }
                    | Event::OrganAnswered { .. }
            ),
        })
}
