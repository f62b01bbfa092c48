//! 年度报告: built from the ledger, every figure opened into its records; its life draft to a further edition.

mod adopt;
mod build;
mod cell;
mod history;
mod narrative;
mod proof;
mod publish;
mod render;
mod review;
mod sections;
mod standing;
mod submit;

pub use adopt::adopt;
pub(crate) use adopt::{keep as keep_file, read as read_file};
pub use build::{Built, build};
pub(crate) use build::{published, written};
pub use cell::{Entry, EntryKind, cell};
pub use history::{Edition, Event, editions, history};
pub use narrative::{TO_FILL, unfinished};
pub(crate) use narrative::{closing, outcomes, problems};
pub(crate) use proof::prove;
pub(crate) use publish::publication;
pub use publish::{is_over, publish};
pub use render::{Format, render};
pub use review::{Opinion, review, send_back, sign};
pub use sections::{answer, save_sections};
pub use standing::{Key, Releasing, Standing, Writing, question_key, standing};
pub(crate) use standing::{Taking, line};
pub use store::reports::Scope;
pub use submit::{reopen, submit};

/// Named settings of the report that no text decides (law.md 2.5).
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct ReportSettings {
    /// Local dates for handing in, earlier than the national ones.
    pub dates: law::report::dates::LocalDates,
    /// An organ with one above it publishes its report once that organ has accepted it. Off: once it is signed off.
    pub publish_after_acceptance: bool,
}

impl Default for ReportSettings {
    fn default() -> Self {
        Self {
            dates: law::report::dates::LocalDates::default(),
            publish_after_acceptance: true,
        }
    }
}
