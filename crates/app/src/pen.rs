//! 笔: the one way by which an operation writes.
//!
//! ```text
//! read ─► law decides ─► files sealed and kept ─► Pen: heads ─► numbers ─► finish(numbers) ─► key, people, acts, rows, jobs
//! ```
//!
//! What an operation has decided before is a draft. The transaction holds nothing that takes long: the files are kept before it,
//! only their hashes enter. What alone depends on the moment of writing is the number that a series gives; `finish` makes acts of
//! the draft and its numbers and is pure, so that one transaction may write the drafts of many.
//!
//! The heads of all organs concerned are the first thing that is taken, in the order of codes: whoever changes anything of an
//! organ holds its head, and no two transactions wait for each other in a circle.
//!
//! Whoever must look again under the heads, as an import of many rows does, works on the [`Sheet`] itself.

mod once;
mod sheet;

use std::collections::BTreeSet;

use jiff::{Timestamp, civil::Date};
use law::item::Accounts;
use serde_json::Value;
use store::{Stream, notices::NoticeRow, people::Sealed};

use crate::{App, Error, Result};

pub(crate) use once::{Claim, Once};
pub(crate) use sheet::Sheet;

/// One act to be written.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub organ: String,
    pub stream: Stream,
    pub at: At,
    pub kind: String,
    pub body: Value,
    pub on: Date,
    /// Id of the member of staff, or a word such as `applicant`.
    pub actor: String,
}

/// Where in its stream an act goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum At {
    /// Directly after the version that was judged; anything in between is a conflict.
    Version(i64),
    /// After whatever is there: for what no act in between could make wrong.
    End,
}

/// A job that is left behind.
#[derive(Debug, Clone)]
pub(crate) struct Task {
    pub organ: String,
    pub kind: &'static str,
    pub body: Value,
    /// A job with the same key that still waits makes this one superfluous.
    pub unique: String,
    /// Not before this moment; `None`: as soon as a worker looks.
    pub at: Option<Timestamp>,
}

/// All that one operation writes.
#[derive(Default)]
pub(crate) struct Page {
    /// What the form's key stands for from now on.
    pub reference: String,
    pub lines: Vec<Line>,
    /// Persons who are new.
    pub people: Vec<Sealed>,
    /// Persons whose data changed: organ, id and data.
    pub resealed: Vec<(String, String, Value)>,
    /// Requests that are called otherwise from now on.
    pub retitled: Vec<Retitled>,
    pub tasks: Vec<Task>,
    pub notices: Vec<NoticeRow>,
    /// Rows of the audit log.
    pub audit: Vec<store::audit::NewEntry>,
}

/// A request's new title (事由), to be sealed with its applicant.
pub(crate) struct Retitled {
    pub organ: String,
    pub person: String,
    pub title: String,
    /// Number of the title that its author had before him; any other is a conflict.
    pub seen: Option<i64>,
}

/// The numbers that the series gave, in the order in which they were asked for.
pub(crate) struct Numbers(Vec<i64>);

impl Numbers {
    /// The first one; 0 where none was asked for.
    pub fn first(&self) -> i64 {
        self.0.first().copied().unwrap_or_default()
    }

    pub fn all(&self) -> &[i64] {
        &self.0
    }
}

/// What became of it.
pub(crate) enum Written {
    /// All of it stands in the ledger now.
    Now,
    /// The same form did it before: what its key stands for.
    Before(String),
    /// `finish` would not have these numbers; nothing is written.
    Not,
}

/// What was judged and stands in other streams than those that are written: looked at once more under the heads.
#[derive(Debug, Clone)]
pub(crate) enum Still {
    /// The opinions on an item are sorted as they were.
    Sorted {
        organ: String,
        id: String,
        accounts: Accounts,
    },
    /// It is not public yet what became of them.
    Untold { organ: String, id: String },
}

/// A draft on its way into the ledger.
pub(crate) struct Pen<'a> {
    app: &'a App,
    organs: BTreeSet<String>,
    once: Option<Once>,
    series: Vec<(String, String)>,
    still: Vec<Still>,
}

impl<'a> Pen<'a> {
    pub fn of(app: &'a App, organ: &str) -> Self {
        Self {
            app,
            organs: BTreeSet::from([organ.to_string()]),
            once: None,
            series: Vec::new(),
            still: Vec::new(),
        }
    }

    /// Another organ whose ledger is written in the same transaction.
    pub fn and(mut self, organ: &str) -> Self {
        self.organs.insert(organ.into());
        self
    }

    /// Writes once for a form's key.
    pub fn once(mut self, once: Once) -> Self {
        self.once = Some(once);
        self
    }

    /// Takes the next number of a series of an organ.
    pub fn numbered(mut self, organ: &str, series: String) -> Self {
        self.series.push((organ.into(), series));
        self
    }

    /// Writes only where this is so under the heads.
    pub fn still(mut self, still: Option<Still>) -> Self {
        self.still.extend(still);
        self
    }

    /// Writes everything, or nothing.
    ///
    /// # Errors
    /// [`crate::Error::Conflict`] when a stream, or what was judged beside it, has gone on since its act was judged; what `finish`
    /// refuses.
    pub async fn write(
        self,
        finish: impl FnOnce(&Numbers) -> Result<Option<Page>>,
    ) -> Result<Written> {
        let organs = self.organs.iter().map(String::as_str).collect();
        let mut sheet = Sheet::begin(self.app, organs).await?;
        for still in &self.still {
            if !sheet.is_still(still).await? {
                return Err(Error::Conflict);
            }
        }
        let mut numbers = Numbers(Vec::new());
        for (organ, series) in &self.series {
            numbers.0.push(sheet.number(organ, series).await?);
        }
        let Some(page) = finish(&numbers)? else {
            return Ok(Written::Not);
        };
        if let Some(once) = &self.once {
            match sheet.claim(once, &page.reference).await? {
                Claim::Fresh => {}
                Claim::Same(earlier) => return Ok(Written::Before(earlier)),
                Claim::Other => return Err(Once::other()),
            }
        }
        sheet.write(&page).await?;
        sheet.commit().await?;
        Ok(Written::Now)
    }
}
