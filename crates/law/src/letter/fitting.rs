//! 此时可用的文书: which letters a file has occasion for now, each with the act it goes with, and whether it is out already
//! (law.md 10.1; `for_act`, `for_outcome`).
//!
//! Acts are named by their place in the file, from 1.

use jiff::civil::Date;

use super::{Kind, for_act, for_outcome, voided::voided};
use crate::{
    case::{Channel, Event},
    finding::{Finding, Severity},
    handling::{self, Entry, Opinion, What},
    outcome::Code,
    rule::Citation,
};

/// A letter that the file has occasion for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fit {
    pub kind: Kind,
    /// The act that it tells of; for an answer its preparation, or the signature it rests on, for a 送达回证 the letter it is about.
    pub goes_with: usize,
    /// The act by which its last draft was kept.
    pub drafted: Option<usize>,
    /// The act by which it was numbered and went out.
    pub issued: Option<usize>,
}

/// The letters of a file, in the order of the acts they go with. What was brought in from elsewhere had its letters there.
#[must_use]
pub fn fitting(entries: &[Entry]) -> Vec<Fit> {
    let mut found: Vec<(usize, Kind)> = Vec::new();
    let decided = decided(entries);
    let voided = voided(entries);
    found.extend(decided.map(|(at, code)| (at, Kind::Decision(code))));
    for (at, entry) in (1..).zip(entries).filter(|(_, entry)| entry.by != "import") {
        match &entry.what {
            What::Statutory(event) => found.extend(
                of_act(event, decided)
                    .into_iter()
                    .filter(|kind| *kind != Kind::Receipt || at == received_by(entries))
                    .map(|kind| (at, kind)),
            ),
            What::Inner(handling::Event::ReDecided { code, .. }) => {
                found.push((at, Kind::Decision(*code)));
            }
            What::Inner(handling::Event::LetterNumbered { letter, .. }) => {
                let served = letter
                    .parse()
                    .is_ok_and(|kind: Kind| !matches!(kind, Kind::Receipt | Kind::Proof))
                    && !voided.contains(&at);
                found.extend(served.then_some((at, Kind::Proof)));
            }
            What::Inner(_) => {}
        }
    }
    found.sort_by_key(|(at, _)| *at);
    found
        .into_iter()
        .map(|(goes_with, kind)| Fit {
            kind,
            goes_with,
            drafted: last(entries, kind, goes_with, handling::Kind::LetterDrafted, &[])
                .or_else(|| drafted_by(entries, goes_with)),
            issued: last(
                entries,
                kind,
                goes_with,
                handling::Kind::LetterNumbered,
                &voided,
            ),
        })
        .collect()
}

/// Why this letter may not be drafted or go out now: there is no occasion for it, or it is out already.
#[must_use]
pub fn refusal(entries: &[Entry], kind: Kind, goes_with: usize) -> Option<Finding> {
    let fits = fitting(entries);
    let fit = fits
        .iter()
        .find(|fit| fit.kind == kind && fit.goes_with == goes_with);
    let (zh, en) = match fit {
        None => (
            format!("案卷中没有需要制作“{}”的办理动作", kind.zh()),
            format!("Nothing in the file asks for this letter: {}", kind.en()),
        ),
        Some(Fit {
            issued: Some(_), ..
        }) => (
            format!("“{}”已经签发，不能重复签发", kind.zh()),
            format!("This letter is out already: {}", kind.en()),
        ),
        Some(_) => return None,
    };
    Some(
        Finding::new(kind.rule(), Severity::Error, "letter", zh, en).citing(Citation::text(
            "政府信息公开条例第四章；国办公开办转发江苏省政府信息公开申请办理答复规范",
        )),
    )
}

/// The days a letter may bear: from the day of the act it tells of; a decision at the latest on the day it was given, since
/// its day decides the remedy (trap 14). The second is `None` while nothing ends it but today.
#[must_use]
pub fn days(entries: &[Entry], fit: Fit) -> (Date, Option<Date>) {
    let from = fit.goes_with.saturating_sub(1);
    let first = entries.get(from).map_or(Date::MIN, |entry| entry.on);
    let given = entries.iter().skip(from).find(|entry| {
        matches!(
            entry.what,
            What::Statutory(Event::Answered { .. })
                | What::Inner(handling::Event::ReDecided { .. })
        )
    });
    (
        first,
        given.filter(|_| fit.kind.decides()).map(|entry| entry.on),
    )
}

/// Whether the applicant sees it among the papers of his case: it is addressed to him, and an answer counts once it is given.
#[must_use]
pub fn for_the_applicant(kind: Kind, closed: bool) -> bool {
    kind.to_applicant() && kind != Kind::Proof && (closed || !kind.decides())
}

/// The letters of an act but those that are found by other ways: the answer, and the proof that follows a letter.
fn of_act(event: &Event, decided: Option<(usize, Code)>) -> Vec<Kind> {
    // told of the decision is who refused.
    if let Event::ThirdPartyAnswered {
        consents: false, ..
    } = event
    {
        let told = decided.map_or_else(Vec::new, |(_, code)| for_outcome(code, true));
        return told
            .into_iter()
            .filter(|kind| *kind == Kind::ThirdPartyTold)
            .collect();
    }
    let mut kinds = for_act(event);
    kinds.retain(|kind| {
        let answer = matches!(event, Event::Answered { .. });
        *kind != Kind::Proof && !(answer && kind.decides())
    });
    kinds
}

/// The answer, and the act it rests on: its preparation, where its letter was drafted with it; else the signature, or the answer itself where the house signs nothing before. Of requests
/// answered together the one that answers for the others has the letter.
fn decided(entries: &[Entry]) -> Option<(usize, Code)> {
    let file = handling::read(entries);
    if file.lead.is_some() {
        return None;
    }
    // Drafted with the decision, it goes with that from the beginning (F-D17).
    if let Some(standing) = file.decision.as_ref().filter(|one| one.paper.is_some())
        && file
            .closed
            .is_none_or(|(_, code)| code == standing.decision.code)
    {
        return Some((standing.at, standing.decision.code));
    }
    if file.imported {
        return None;
    }
    let signed = entries.iter().rposition(|entry| {
        matches!(&entry.what, What::Inner(handling::Event::Signed(given)) if given.opinion == Opinion::Agree)
    });
    let signed = signed
        .zip(file.signed())
        .map(|(at, standing)| (at + 1, standing.decision.code));
    let answered = entries
        .iter()
        .enumerate()
        .find_map(|(at, entry)| match &entry.what {
            What::Statutory(Event::Answered { code, .. }) => Some((at + 1, *code)),
            _ => None,
        });
    match (signed, answered) {
        (Some((at, code)), Some((_, given))) if code == given => Some((at, code)),
        (_, Some(answered)) => Some(answered),
        (signed, None) => signed.filter(|_| file.closed.is_none()),
    }
}

/// The act that prepared a decision and drafted its letter.
fn drafted_by(entries: &[Entry], goes_with: usize) -> Option<usize> {
    let entry = entries.get(goes_with.checked_sub(1)?)?;
    match &entry.what {
        What::Inner(handling::Event::DecisionPrepared(decision)) => {
            decision.paper.as_ref().map(|_| goes_with)
        }
        _ => None,
    }
}

/// The act that gave the request its day of receipt; 0 while it has none.
fn received_by(entries: &[Entry]) -> usize {
    let place = |wanted: fn(&Event) -> bool| {
        entries
            .iter()
            .position(|entry| matches!(&entry.what, What::Statutory(event) if wanted(event)))
            .map_or(0, |at| at + 1)
    };
    let at_once = place(|event| {
        matches!(
            event,
            Event::Submitted {
                channel: Channel::Counter | Channel::RegisteredMail,
                ..
            }
        )
    });
    if at_once > 0 {
        at_once
    } else {
        place(|event| matches!(event, Event::Confirmed))
    }
}

/// The last act of this kind about the letter, but for those that were taken back.
fn last(
    entries: &[Entry],
    kind: Kind,
    goes_with: usize,
    wanted: handling::Kind,
    voided: &[usize],
) -> Option<usize> {
    let word = kind.to_string();
    let about = |event: &handling::Event| match event {
        handling::Event::LetterDrafted {
            letter,
            goes_with: at,
            ..
        }
        | handling::Event::LetterNumbered {
            letter,
            goes_with: at,
            ..
        } => event.kind() == wanted && *letter == word && *at == goes_with,
        _ => false,
    };
    (1..=entries.len()).rev().find(|at| {
        let act = matches!(&entries[at - 1].what, What::Inner(event) if about(event));
        act && !voided.contains(at)
    })
}
