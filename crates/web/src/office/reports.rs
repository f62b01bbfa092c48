//! 年报: the report of a year as it stands, every number opened into its records; its life from draft to further edition.

mod beside;
mod cell;
mod history;
pub mod ladder;
pub mod questions;
pub mod steps;
pub mod text;
mod year;
mod years;

pub use beside::show as beside;
pub use cell::show as cell;
pub use history::show as history;
pub use steps::{adopt, answer, publish, reopen, review, save, send_back, sign, submit};
pub use year::{download, show};
pub use years::list;

use super::{desk::Desk, pager, problem::Notice};

/// Words that a page may be opened with after a step.
const DONE: [&str; 16] = [
    "sections",
    "answered",
    "reviewed",
    "signed",
    "sent_back",
    "submitted",
    "published",
    "reopened",
    "adopted",
    "accepted",
    "returned",
    "chased",
    "received",
    "received_faulty",
    "together",
    "figure",
];

/// The message of a page opened after a step.
pub fn done(d: &Desk, query: &pager::Query) -> Option<Notice> {
    let word = query.get("done")?;
    DONE.contains(&word.as_str())
        .then(|| Notice::done(&d.t(&format!("annual.done.{word}"))))
}
