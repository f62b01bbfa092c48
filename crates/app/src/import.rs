//! 导入: organs, items, requests, figures and standard catalogues from tables that people already keep.
//!
//! Every row of every file is read and judged before anything is written; each bad cell is named with the rule that refuses it.
//! Then everything goes into the ledger in one transaction, through the same acts as work done by hand. What is already there
//! is counted and left alone, so running an import twice adds nothing.

mod cell;
mod choices;
mod everyday;
mod figures;
mod items;
mod organs;
mod problems;
mod requests;
mod standards;
mod table;
mod template;

use std::fmt;

use crate::{
    App,
    audit::{self, Event, Kind, Who},
    pen::Sheet,
};

pub use figures::figures;
pub use items::items;
pub use organs::organs;
pub use problems::BadCell;
pub use requests::requests;
pub use standards::standards;
pub use template::{SheetKind, What, template};

/// A file as it arrives: its name, which says what kind of table it is, and its bytes.
pub type File = (String, Vec<u8>);

/// Finds the bytes of an attachment by the name that a cell gives.
pub type Finder = Box<dyn Fn(&str) -> Option<Vec<u8>> + Send + Sync>;

/// Told how many rows of how many are written.
pub type Watcher = Box<dyn Fn(usize, usize) + Send + Sync>;

/// What an import needs besides its files.
#[derive(Default)]
pub struct Options {
    /// Code of the organ for rows that name none. Without it the only organ of the installation is meant.
    pub organ: Option<String>,
    /// Rows of any other organ are refused.
    pub only: bool,
    /// Finds an attachment by its file name.
    pub attachment: Option<Finder>,
    /// Who imports, for the audit log.
    pub who: Who,
    /// Told how many of how many rows are written.
    pub progress: Option<Watcher>,
}

impl fmt::Debug for Options {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Options")
            .field("organ", &self.organ)
            .finish_non_exhaustive()
    }
}

impl Options {
    /// Writes into the audit log what is imported, as the last thing before it is committed.
    async fn record(
        &self,
        app: &App,
        sheet: &mut Sheet<'_>,
        what: What,
        done: &Imported,
    ) -> Result<()> {
        let detail = serde_json::json!({ "what": what.as_str(), "added": done.added, "already": done.already });
        let event = Event::new(Kind::Imported).saying(detail);
        let event = match &self.organ {
            Some(organ) => event.in_organ(organ),
            None => event,
        };
        audit::record(app, sheet.tx(), &self.who, event).await?;
        Ok(())
    }

    fn step(&self, done: usize, of: usize) {
        if let Some(progress) = &self.progress {
            progress(done, of);
        }
    }
}

/// What an import did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Imported {
    /// Rows written.
    pub added: usize,
    /// Rows that were there already.
    pub already: usize,
    /// What the law says about facts of the past that were taken as they are.
    pub warnings: Vec<BadCell>,
}

/// Why nothing was imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// Cells to mend, all of them.
    #[error("{} cells are wrong; nothing was imported", .0.len())]
    Cells(Vec<BadCell>),
    #[error(transparent)]
    Failed(#[from] crate::Error),
}

impl ImportError {
    /// The cells to mend; empty when something else is the matter.
    #[must_use]
    pub fn cells(&self) -> &[BadCell] {
        match self {
            Self::Cells(cells) => cells,
            Self::Failed(_) => &[],
        }
    }
}

impl From<store::Error> for ImportError {
    fn from(error: store::Error) -> Self {
        Self::Failed(error.into())
    }
}

impl From<serde_json::Error> for ImportError {
    fn from(error: serde_json::Error) -> Self {
        Self::Failed(error.into())
    }
}

pub type Result<T> = std::result::Result<T, ImportError>;
