//! What else belongs to an item: its explanation and what it explains, what changes it or puts it out of force,
//! the opinions on a draft and what became of them (S-13, P-10, S-11). Both ends
//! are public.

use jiff::civil::Date;

use super::Public;
use crate::{
    Result, Store,
    columns::{date, text},
};

/// How many are told each way.
const MOST: i64 = 50;

/// What the other item is to the one that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// 政策解读: it explains this one.
    ExplainedBy,
    /// This one explains it.
    Explains,
    RepealedBy,
    Repeals,
    AmendedBy,
    Amends,
    /// 意见采纳情况: it tells what became of the opinions on this one.
    AnsweredBy,
    /// This one tells it of that draft.
    Answers,
}

impl Way {
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ExplainedBy => "explained_by",
            Self::Explains => "explains",
            Self::RepealedBy => "repealed_by",
            Self::Repeals => "repeals",
            Self::AmendedBy => "amended_by",
            Self::Amends => "amends",
            Self::AnsweredBy => "answered_by",
            Self::Answers => "answers",
        }
    }

    /// What a row says: of the item that keeps it, or, turned round, of the other.
    fn of(tie: &str, turned: bool) -> Option<Self> {
        Some(match (tie, turned) {
            ("explains", false) => Self::Explains,
            ("explains", true) => Self::ExplainedBy,
            ("amends", false) => Self::Amends,
            ("amends", true) => Self::AmendedBy,
            ("answers", false) => Self::Answers,
            ("answers", true) => Self::AnsweredBy,
            ("repeals", false) | ("repealed_by", true) => Self::Repeals,
            ("repeals", true) | ("repealed_by", false) => Self::RepealedBy,
            _ => return None,
        })
    }
}

/// An item that belongs to another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Related {
    pub way: Way,
    pub published_on: Date,
    pub organ: String,
    pub id: String,
    pub title: String,
    pub document_number: String,
}

pub type PublicRelated = Public<Related>;

/// What belongs to an item: explanations first, then repeals and amendments, each by day.
///
/// # Errors
/// The database.
pub async fn related(store: &Store, organ: &str, id: &str) -> Result<Vec<PublicRelated>> {
    const OWN: &str = "SELECT t.tie, p.organ, p.id, p.title, p.document_number, p.published_on \
        FROM ties t JOIN public_items p ON p.organ = t.other_organ AND p.id = t.other_id \
        WHERE t.organ = $1 AND t.id = $2 ORDER BY p.published_on DESC, p.id LIMIT $3";
    const TURNED: &str = "SELECT t.tie, p.organ, p.id, p.title, p.document_number, p.published_on \
        FROM ties t JOIN public_items p ON p.organ = t.organ AND p.id = t.id \
        WHERE t.other_organ = $1 AND t.other_id = $2 ORDER BY p.published_on DESC, p.id LIMIT $3";
    let mut found = Vec::new();
    for (statement, turned) in [(OWN, false), (TURNED, true)] {
        let rows = sqlx::query(statement)
            .bind(organ)
            .bind(id)
            .bind(MOST)
            .fetch_all(store.pool())
            .await?;
        for row in &rows {
            let Some(way) = Way::of(&text(row, "tie")?, turned) else {
                continue;
            };
            found.push(Related {
                way,
                published_on: date(row, "published_on")?,
                organ: text(row, "organ")?,
                id: text(row, "id")?,
                title: text(row, "title")?,
                document_number: text(row, "document_number")?,
            });
        }
    }
    // A repeal is said by both.
    found.sort();
    found.dedup();
    Ok(found.into_iter().map(Public).collect())
}
