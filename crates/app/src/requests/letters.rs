//! 文书: the letters of a case, drafted from its facts, edited, checked, numbered and kept.
//!
//! ```text
//! law::letter::fitting ─► open ─(a clerk edits)─► keep, check, preview ─► issue: number, PDF and DOCX, one act
//! ```
//!
//! While a letter is a draft the applicant is not named in it: [`NAME`] and [`ADDRESS`] stand for what is filled in when it
//! goes out, so that nobody looks at a person's particulars to write to him (Q-5).

mod answer;
mod draft;
mod facts;
mod issue;
mod lines;
pub(crate) mod sheet;
mod templates;

pub(super) use answer::{Along, Numbered, lacks, number, prepare, redrafted, shown};
pub use answer::{Shown, answer_pdf};
pub use documents::letter::{Part, parts};
pub use draft::{ADDRESS, NAME, NUMBER, Opened, Text, keep, open};
pub use issue::{check, issue, issued_with, preview};
pub(super) use sheet::ROUNDS;
pub use templates::{Template, placeholders, preview as preview_template, templates};

use jiff::civil::Date;
pub use law::remedy::Choices;
use law::{
    handling::{Event, What},
    letter::{Fit, fitting, may_not_void, voided},
};
use store::{ledger::Act, requests::Beside};

use super::entries;
use crate::{Result, upload::FileRef};

/// A letter that the file has occasion for, and how far it has come.
#[derive(Debug, Clone, PartialEq)]
pub struct Letter {
    pub fit: Fit,
    /// Its number and day, once it is out.
    pub issued: Option<Issued>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Issued {
    pub number: String,
    pub on: Date,
    /// PDF and DOCX.
    pub files: Vec<FileRef>,
    /// Taken back before it reached anybody.
    pub voided: bool,
    /// Whether it still can be.
    pub voidable: bool,
}

/// The letters of a case: those with an occasion, and those that went out for one that has passed, whose numbers are taken.
pub(super) fn of(acts: &[Act]) -> Result<Vec<Letter>> {
    let entries = entries(acts)?;
    let mut fits = fitting(&entries);
    let voided = voided(&entries);
    for (at, entry) in (1..).zip(&entries) {
        let What::Inner(Event::LetterNumbered {
            letter, goes_with, ..
        }) = &entry.what
        else {
            continue;
        };
        if let Ok(kind) = letter.parse()
            && !fits.iter().any(|fit| fit.issued == Some(at))
        {
            fits.push(Fit {
                kind,
                goes_with: *goes_with,
                drafted: None,
                issued: Some(at),
            });
        }
    }
    Ok(fits
        .into_iter()
        .map(|fit| Letter {
            fit,
            issued: fit.issued.map(|at| {
                let act = &acts[at - 1];
                let beside: Beside = act.body().unwrap_or_default();
                let number = beside.number;
                let word = fit.kind.to_string();
                Issued {
                    on: act.on_date,
                    files: beside.files,
                    voided: voided.contains(&at),
                    voidable: !voided.contains(&at)
                        && may_not_void(&entries, &word, &number, fit.goes_with).is_none(),
                    number,
                }
            }),
        })
        .collect())
}
