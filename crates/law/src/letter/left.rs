//! 所留的救济途径: the class of remedy that the answer of a file leaves, as its letter says or as it was signed (D-11; OTHER).

use jiff::civil::Date;

use super::{Fit, Kind, voided};
use crate::{
    case::Event,
    finding::{Finding, Severity},
    handling::{self, Entry, What},
    outcome::Code,
    remedy::{Choices, Remedy},
    rule::Citation,
    rule::Rule,
};

/// What was chosen for the answer: the letter that went out last, then the signed decision.
#[must_use]
pub fn chosen(entries: &[Entry], code: Code) -> Choices {
    let taken_back = voided(entries);
    let word = Kind::Decision(code).to_string();
    let said = (1..)
        .zip(entries)
        .filter(|(at, _)| !taken_back.contains(at))
        .filter_map(|(_, entry)| match &entry.what {
            What::Inner(handling::Event::LetterNumbered {
                letter, choices, ..
            }) if *letter == word => Some(*choices),
            _ => None,
        })
        .last()
        .unwrap_or_default();
    let file = handling::read(entries);
    let signed = file.signed().map(|standing| &standing.decision);
    said.or(signed
        .filter(|decision| decision.code == code)
        .map(|decision| decision.choices)
        .unwrap_or_default())
}

/// The class of remedy that an answer of this outcome leaves (trap 14 for its day).
#[must_use]
pub fn left(entries: &[Entry], code: Code, answered_on: Date) -> Option<Remedy> {
    chosen(entries, code).class(code, answered_on)
}

/// What a letter of this occasion is drafted with. A decision made anew has nothing of the first one's.
#[must_use]
pub fn drafted_with(entries: &[Entry], fit: Fit) -> Choices {
    match fit.kind {
        Kind::Decision(code) if !rests_anew(entries, fit) => chosen(entries, code),
        _ => Choices::default(),
    }
}

/// Whether a letter rests on a decision made anew.
#[must_use]
pub fn rests_anew(entries: &[Entry], fit: Fit) -> bool {
    let act = fit.goes_with.checked_sub(1);
    act.and_then(|at| entries.get(at))
        .is_some_and(|entry| matches!(entry.what, What::Inner(handling::Event::ReDecided { .. })))
}

/// What stands against the choices of an answer's letter: what nobody has chosen yet, and what was signed otherwise (D-11, A-45).
/// Whoever withdrew his request needs no remedy against that.
#[must_use]
pub fn against(entries: &[Entry], fit: Fit, choices: Choices) -> Vec<Finding> {
    let withdrawn = entries
        .iter()
        .any(|entry| matches!(entry.what, What::Statutory(Event::Withdrawn)));
    match fit.kind {
        Kind::Decision(code) if !withdrawn => choices
            .open(code)
            .into_iter()
            .chain(unlike_signed(entries, fit, code, choices))
            .collect(),
        _ => Vec::new(),
    }
}

fn unlike_signed(entries: &[Entry], fit: Fit, code: Code, choices: Choices) -> Option<Finding> {
    let file = handling::read(entries);
    let signed = file
        .signed()
        .map(|standing| &standing.decision)
        .filter(|decision| decision.code == code && !rests_anew(entries, fit))?
        .choices;
    let other = signed.or(choices) != choices.or(signed);
    other.then(|| {
        Finding::new(
            Rule::A_45,
            Severity::Error,
            "choices",
            "救济途径的选择与签发的不一致：应当重新拟办、签发".into(),
            "The letter chooses another remedy than was signed: prepare and sign it anew".into(),
        )
        .citing(Citation::text("政府信息公开条例第四十五条；第五十一条"))
    })
}
