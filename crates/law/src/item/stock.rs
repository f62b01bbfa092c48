//! 公开存量的再审视 (N-26): what is public is looked at again, with the patterns of today. What is found is taken away first and
//! asked after; where one pattern finds a great part of the stock, the pattern may be wrong, and a person decides.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Settings, gates, gates::Passage};
use crate::personal::{self, Kind, Weight};

/// What a find is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// 国家秘密标志 (S-3).
    SecrecyMark,
    /// 个人信息 that must not be public.
    #[serde(untagged)]
    Personal(Kind),
}

impl What {
    #[must_use]
    pub fn zh(self) -> &'static str {
        match self {
            Self::SecrecyMark => "国家秘密标志",
            Self::Personal(kind) => kind.zh(),
        }
    }

    #[must_use]
    pub fn en(self) -> &'static str {
        match self {
            Self::SecrecyMark => "a mark of secrecy",
            Self::Personal(kind) => kind.en(),
        }
    }
}

/// One find of a look, without the data itself.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Found {
    pub what: What,
    /// The passage: `title`, `body`, `note`, `attachments/1`, `attachments/1/name`.
    pub place: String,
    /// Which line of it, from 1.
    pub line: usize,
}

/// What would keep a public text from the public today ([`gates::stops`]), as finds.
#[must_use]
pub fn look(
    passages: &[Passage],
    today: Date,
    settings: &personal::Settings,
    lawful_reason: &str,
) -> Vec<Found> {
    let mut found = Vec::new();
    for passage in passages {
        let marks = gates::marked_lines(passage);
        let hits = gates::weighed(passage, today, settings, lawful_reason);
        let blocks = hits.iter().filter(|hit| hit.weight == Weight::Blocks);
        let personal = blocks.map(|hit| (What::Personal(hit.kind), hit.line));
        let marks = marks.into_iter().map(|line| (What::SecrecyMark, line));
        found.extend(marks.chain(personal).map(|(what, line)| Found {
            what,
            place: passage.place.clone(),
            line,
        }));
    }
    found
}

/// Whether so many items of one kind, out of a stock, wait for a person instead of being taken away (N-26).
#[must_use]
pub fn waits_for_a_person(items: usize, stock: usize, settings: &Settings) -> bool {
    let part = stock.saturating_mul(settings.most_percent_suspended) / 100;
    items > settings.most_suspended && items > part
}
