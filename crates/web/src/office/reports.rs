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
use steps::{Step, adopt};
pub use year::{download, show};
pub use years::list;

use app::{
    reports::Scope,
    rights::{CaseWorker, DisclosureHead, Head, Leader, Overseer, Reader},
};
use axum::{
    http::Method,
    routing::{get, post},
};

use crate::{
    kit::route::{Route, staff},
    office::nav::Entry,
};

/// The link to this wing.
pub const NAV: Entry = Entry::of::<Reader>("reports", "/office/reports");

/// The addresses of this wing.
#[rustfmt::skip]
#[must_use]
pub fn routes() -> Vec<Route> {
    vec![
        staff::<Reader>(Method::GET, "/office/reports", get(list)),
        staff::<Reader>(Method::GET, "/office/reports/{year}", get(show)),
        staff::<Reader>(Method::GET, "/office/reports/{year}/cells/{table}/{row}/{col}", get(cell)),
        staff::<Reader>(Method::GET, "/office/reports/{year}/files/{format}", get(download)),
        steps::line::<CaseWorker>("/office/reports/{year}/sections", Scope::Own, Step::Sections),
        staff::<Reader>(Method::GET, "/office/reports/{year}/beside", get(beside)),
        staff::<Reader>(Method::GET, "/office/reports/{year}/history", get(history)),
        steps::line::<CaseWorker>("/office/reports/{year}/answers", Scope::Own, Step::Answer),
        steps::line::<Head>("/office/reports/{year}/review", Scope::Own, Step::Review),
        steps::line::<Leader>("/office/reports/{year}/sign", Scope::Own, Step::Sign),
        steps::line::<Overseer>("/office/reports/{year}/send-back", Scope::Own, Step::SendBack),
        steps::line::<CaseWorker>("/office/reports/{year}/submit", Scope::Own, Step::Submit),
        steps::line::<DisclosureHead>("/office/reports/{year}/publish", Scope::Own, Step::Publish),
        steps::line::<DisclosureHead>("/office/reports/{year}/reopen", Scope::Own, Step::Reopen),
        staff::<CaseWorker>(Method::POST, "/office/reports/{year}/adopt", post(adopt)),
    ]
}
