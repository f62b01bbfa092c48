//! 扫描: personal data and marks of secrecy in a file, wherever they stand in it (law.md 13.2, S-3; Q-20). What they are is
//! judged by `law`; here they are given their place.

use jiff::civil::Date;
use law::{
    personal::{self, Kind, Weight},
    review,
};
use serde::{Deserialize, Serialize};

use crate::text::{Extract, Piece};

/// Something that must not go out, or that a person should look at. The whole of it is never told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    /// `id`, `passport`, `permit`, `phone`, `card`, `address`, `minor`, `health`, `location`, `plate`, `estate`, `email`,
    /// `account`, `secrecy`.
    pub kind: String,
    /// Part and place, as formats.md words them.
    #[serde(rename = "where")]
    pub place: String,
    pub masked: String,
    /// The rule of `law.md`.
    pub rule: String,
    pub severity: Severity,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Publishing waits until it is masked or a lawful reason is recorded.
    Block,
    Warn,
}

/// What a file holds.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Scan {
    pub hits: Vec<Hit>,
    /// Parts that could not be read: they block until a person has looked.
    pub unread: Vec<String>,
}

impl Scan {
    /// Whether the file may not be published as it is.
    #[must_use]
    pub fn blocks(&self) -> bool {
        !self.unread.is_empty() || self.hits.iter().any(|hit| hit.severity == Severity::Block)
    }
}

/// Looks through everything that a file says; `today` bounds dates of birth, and numbers are told as the site masks them.
#[must_use]
pub fn of(extract: &Extract, today: Date, settings: &personal::Settings) -> Scan {
    let mut scan = Scan {
        hits: Vec::new(),
        unread: extract.unread.clone(),
    };
    if extract.located {
        scan.hits.push(Hit {
            kind: "location".into(),
            place: "exif GPS".into(),
            masked: "*".into(),
            rule: Kind::Location.rule().id().into(),
            severity: Severity::Block,
        });
    }
    for piece in &extract.pieces {
        scan.hits.extend(personal_in(piece, today, settings));
        scan.hits.extend(secret_in(piece));
    }
    scan
}

fn personal_in(
    piece: &Piece,
    today: Date,
    settings: &personal::Settings,
) -> impl Iterator<Item = Hit> {
    let hits = personal::scan(&piece.text, today, settings);
    hits.into_iter().filter_map(|hit| {
        Some(Hit {
            kind: word(hit.kind)?.into(),
            place: piece.place(hit.start).into(),
            masked: hit.masked,
            rule: hit.kind.rule().id().into(),
            severity: match hit.weight {
                Weight::Blocks => Severity::Block,
                Weight::Warns => Severity::Warn,
                Weight::Public => return None,
            },
        })
    })
}

/// What a scan calls a kind; a name beside a number and an organisation's code are none of its own.
#[must_use]
pub fn word(kind: Kind) -> Option<&'static str> {
    Some(match kind {
        Kind::Identity | Kind::OldIdentity => "id",
        Kind::Passport => "passport",
        Kind::Permit => "permit",
        Kind::Mobile => "phone",
        Kind::BankCard => "card",
        Kind::Account => "account",
        Kind::Plate => "plate",
        Kind::Property => "estate",
        Kind::Email => "email",
        Kind::Address => "address",
        Kind::Minor => "minor",
        Kind::Health => "health",
        Kind::Location => "location",
        Kind::CreditCode | Kind::OrganisationCode | Kind::Name => return None,
    })
}

fn secret_in(piece: &Piece) -> Vec<Hit> {
    let starts: Vec<usize> = std::iter::once(0)
        .chain(piece.text.match_indices('\n').map(|(at, _)| at + 1))
        .collect();
    let hit = |mark: review::Mark, severity| Hit {
        kind: "secrecy".into(),
        place: piece
            .place(starts.get(mark.line - 1).copied().unwrap_or(0))
            .into(),
        masked: mark.level.zh().into(),
        rule: mark.rule().id().into(),
        severity,
    };
    let sure = cell_by_cell(piece, review::secret_marks);
    let doubtful = review::doubtful_marks(&piece.text);
    sure.into_iter()
        .map(|(place, mark)| Hit {
            place,
            ..hit(mark, Severity::Block)
        })
        .chain(doubtful.into_iter().map(|mark| hit(mark, Severity::Warn)))
        .collect()
}

/// A mark stands alone in its cell, and a row of cells is one line here: each is looked at by itself.
fn cell_by_cell(
    piece: &Piece,
    find: impl Fn(&str) -> Vec<review::Mark>,
) -> Vec<(String, review::Mark)> {
    let mut ends: Vec<usize> = piece
        .places
        .iter()
        .skip(1)
        .map(|(start, _)| *start)
        .collect();
    ends.push(piece.text.len());
    piece
        .places
        .iter()
        .zip(ends)
        .flat_map(|((start, place), end)| {
            let text = piece.text.get(*start..end).unwrap_or_default();
            find(text)
                .into_iter()
                .map(move |mark| (place.clone(), mark))
        })
        .collect()
}

#[cfg(test)]
mod tests;
