//! 所留的救济途径: the class of remedy that the answer of a file leaves, as its letter says or as it was signed (D-11; OTHER).

use jiff::civil::Date;

use super::{Kind, voided};
use crate::{
    finding::{Finding, Severity},
    handling::{self, Entry, What},
    outcome::Code,
    remedy::{Choices, Remedy},
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

/// D-11, A-45: an answer goes out as it was signed; its letter does not choose another remedy than the leader signed.
#[must_use]
pub fn unlike_signed(entries: &[Entry], code: Code, choices: Choices) -> Option<Finding> {
    let file = handling::read(entries);
    let signed = file
        .signed()
        .map(|standing| &standing.decision)
        .filter(|decision| decision.code == code)?
        .choices;
    let other = signed.or(choices) != choices.or(signed);
    other.then(|| {
        Finding::new(
            "A-45",
            Severity::Error,
            "choices",
            "救济途径的选择与签发的不一致：应当重新拟办、签发".into(),
            "The letter chooses another remedy than was signed: prepare and sign it anew".into(),
            "政府信息公开条例第四十五条；第五十一条",
        )
    })
}
