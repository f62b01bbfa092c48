//! 年度报告: built from the ledger, every figure opened into its records.

mod build;
mod cell;
mod narrative;
mod publish;
mod sections;

pub use build::{Built, build};
pub use cell::{Entry, EntryKind, cell};
pub use publish::{Format, is_over, publish, render, stops};
pub use sections::save_sections;

/// The ledger stream of one year's report.
pub(crate) fn stream_of(year: i16) -> String {
    format!("report/{year}")
}
