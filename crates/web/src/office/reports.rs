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

use app::rights::{CaseWorker, DisclosureHead, Head, Leader, Overseer, Reader};
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
        staff::<CaseWorker>(Method::POST, "/office/reports/{year}/sections", post(save)),
        staff::<Reader>(Method::GET, "/office/reports/{year}/beside", get(beside)),
        staff::<Reader>(Method::GET, "/office/reports/{year}/history", get(history)),
        staff::<CaseWorker>(Method::POST, "/office/reports/{year}/answers", post(answer)),
        staff::<Head>(Method::POST, "/office/reports/{year}/review", post(review)),
        staff::<Leader>(Method::POST, "/office/reports/{year}/sign", post(sign)),
        staff::<Overseer>(Method::POST, "/office/reports/{year}/send-back", post(send_back)),
        staff::<CaseWorker>(Method::POST, "/office/reports/{year}/submit", post(submit)),
        staff::<DisclosureHead>(Method::POST, "/office/reports/{year}/publish", post(publish)),
        staff::<DisclosureHead>(Method::POST, "/office/reports/{year}/reopen", post(reopen)),
        staff::<CaseWorker>(Method::POST, "/office/reports/{year}/adopt", post(adopt)),
    ]
}
