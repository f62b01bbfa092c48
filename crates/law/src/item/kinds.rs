//! 信息的种类 as data (`data/item-kinds.tsv`): fields with their rules, heads of Art. 20, term, readings (S-7).
//!
//! A new kind is a line of the file; no code knows one kind from another.

use super::content::{Column, Content};
use crate::{publication::Duty, readings::Post, rule::Rule};

const FILE: &str = include_str!("../../data/item-kinds.tsv");

/// One kind of item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemKind {
    pub code: &'static str,
    pub zh: &'static str,
    pub en: &'static str,
    pub column: Column,
    /// Heads of Art. 20 under which it may stand; empty where its column has none.
    pub heads: Vec<u8>,
    /// Fields that must be filled in, each with its rule.
    pub required: Vec<(&'static str, Rule)>,
    /// What sets its last day.
    pub duty: Duty,
    /// Who reads it, in order, after its author.
    pub readings: Vec<Post>,
    /// An explanation of it is owed (S-12).
    pub explained: bool,
    /// It explains another, which it names (S-13).
    pub explains: bool,
    /// Its part in hearing the public.
    pub comments: Option<Comments>,
}

/// What a kind has to do with the opinions of the public.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comments {
    /// A draft on which they are asked for (S-10).
    Asked,
    /// What became of them (S-11).
    Answered,
}

/// Every kind, in the order of the file (A-20, S-7).
#[must_use]
pub fn all() -> Vec<ItemKind> {
    lines().filter_map(parse).collect()
}

/// A kind by its code; without one, the plain kind of a column, as of acts from before there were kinds.
#[must_use]
pub fn of(code: Option<&str>, column: Column) -> Option<ItemKind> {
    let code = code.unwrap_or(match column {
        Column::Content => "general",
        Column::Guide => "guide",
        Column::Rules => "rules",
        Column::Reports => "report",
    });
    lines()
        .find(|line| line.split('\t').next() == Some(code))
        .and_then(parse)
}

impl Content {
    /// Its kind; of a code that this program does not know, the plain kind of its column: it is read by as many.
    #[must_use]
    pub fn item_kind(&self) -> Option<ItemKind> {
        of(self.kind.as_deref(), self.column).or_else(|| of(None, self.column))
    }
}

/// The lines that hold a kind.
fn lines() -> impl Iterator<Item = &'static str> {
    FILE.lines()
        .filter(|line| !line.starts_with('#') && !line.starts_with("code\t"))
}

/// A line of the file; `None` where it is not one, which a test forbids.
fn parse(line: &'static str) -> Option<ItemKind> {
    let mut cells = line.split('\t');
    let mut next = || cells.next();
    let mut kind = ItemKind {
        code: next()?,
        zh: next()?,
        en: next()?,
        column: next()?.parse().ok()?,
        heads: heads(next()?)?,
        required: next()?
            .split(',')
            .map(|field| {
                let (name, rule) = field.split_once(':')?;
                Some((name, Rule::of(rule)?))
            })
            .collect::<Option<_>>()?,
        duty: duty(next()?)?,
        readings: next()?.split(',').map(Post::of).collect::<Option<_>>()?,
        explained: false,
        explains: false,
        comments: None,
    };
    match next()? {
        "explained" => kind.explained = true,
        "explains" => kind.explains = true,
        "asks" => kind.comments = Some(Comments::Asked),
        "answers" => kind.comments = Some(Comments::Answered),
        "-" => {}
        _ => return None,
    }
    Some(kind)
}

/// `-`, `1,2` or `1-15`.
fn heads(cell: &str) -> Option<Vec<u8>> {
    if cell == "-" {
        return Some(Vec::new());
    }
    if let Some((first, last)) = cell.split_once('-') {
        return Some((first.parse().ok()?..=last.parse().ok()?).collect());
    }
    cell.split(',').map(|head| head.parse().ok()).collect()
}

fn duty(cell: &str) -> Option<Duty> {
    Some(match cell {
        "information" => Duty::Information,
        "budget" => Duty::Budget,
        "procurement_result" => Duty::ProcurementResult,
        "procurement_contract" => Duty::ProcurementContract,
        "licence_or_penalty" => Duty::LicenceOrPenalty,
        "other_enforcement" => Duty::OtherEnforcement,
        "explanation" => Duty::Explanation,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{all, lines};

    #[test]
    fn every_line_of_the_file_is_a_kind() {
        let parsed = all();
        assert_eq!(parsed.len(), lines().count());
        let mut codes: Vec<&str> = parsed.iter().map(|kind| kind.code).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), parsed.len(), "a code stands for one kind");
    }
}
