//! 经办人、承办股室: in whose hands a request is.

use super::{Entry, File, Kind, What};
use crate::case;

/// Words that stand for somebody who is no member of staff.
const NOBODY: [&str; 3] = ["applicant", "import", "system"];

/// Who worked the request last. Who read, signed, consented, looked or gave an opinion did not work it, nor did the applicant.
#[must_use]
pub fn handler(entries: &[Entry]) -> Option<&str> {
    let worked = |entry: &&Entry| match &entry.what {
        What::Statutory(event) => event.kind() != case::Kind::Extended,
        What::Inner(event) => {
            let kind = event.kind();
            !kind.quiet()
                && !matches!(
                    kind,
                    Kind::SectionReviewed
                        | Kind::LegallyReviewed
                        | Kind::Signed
                        | Kind::LetterNumbered
                        | Kind::ProofKept
                )
        }
    };
    entries
        .iter()
        .rev()
        .filter(worked)
        .map(|entry| entry.by.as_str())
        .find(|by| !by.is_empty() && !NOBODY.contains(by))
}

/// The office that has it, or had it last.
#[must_use]
pub fn office(file: &File) -> Option<&str> {
    let has = file.consigned.iter().rfind(|one| one.returned.is_none());
    has.or(file.consigned.last()).map(|one| one.office.as_str())
}
