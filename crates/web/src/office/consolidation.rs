//! 汇总: the returns of the units below, added up; for the supervisor and those who review and sign off.

mod cells;
mod forms;
pub(super) mod overview;
mod unit;

pub use cells::{of_sum as cell, of_unit as unit_cell};
use forms::{accept, chase, chase_all, publish, receive, return_it};
pub use overview::{download, latest, show};
pub use unit::{download as unit_file, show as unit};

use app::{
    reports::Scope,
    rights::{Consolidator, Head, Leader, Overseer, Supervisor},
};
use axum::{
    http::Method,
    routing::{get, post},
};

use crate::{
    kit::route::{Route, staff},
    office::nav::Entry,
    office::reports::steps::{self, Step},
};

/// The link to this wing.
pub const NAV: Entry = Entry::of::<Supervisor>("consolidation", "/office/consolidation");

/// The addresses of this wing.
#[rustfmt::skip]
#[must_use]
pub fn routes() -> Vec<Route> {
    vec![
        staff::<Consolidator>(Method::GET, "/office/consolidation", get(latest)),
        staff::<Consolidator>(Method::GET, "/office/consolidation/{year}", get(show)),
        staff::<Consolidator>(Method::GET, "/office/consolidation/{year}/cells/{table}/{row}/{col}", get(cell)),
        staff::<Consolidator>(Method::GET, "/office/consolidation/{year}/files/{format}", get(download)),
        steps::line::<Supervisor>("/office/consolidation/{year}/sections", Scope::Consolidated, Step::Sections),
        steps::line::<Supervisor>("/office/consolidation/{year}/answers", Scope::Consolidated, Step::Answer),
        steps::line::<Head>("/office/consolidation/{year}/review", Scope::Consolidated, Step::Review),
        steps::line::<Leader>("/office/consolidation/{year}/sign", Scope::Consolidated, Step::Sign),
        steps::line::<Overseer>("/office/consolidation/{year}/send-back", Scope::Consolidated, Step::SendBack),
        steps::line::<Supervisor>("/office/consolidation/{year}/submit", Scope::Consolidated, Step::Submit),
        staff::<Supervisor>(Method::POST, "/office/consolidation/{year}/publish", post(publish)),
        steps::line::<Supervisor>("/office/consolidation/{year}/reopen", Scope::Consolidated, Step::Reopen),
        staff::<Supervisor>(Method::POST, "/office/consolidation/{year}/chase", post(chase_all)),
        staff::<Supervisor>(Method::GET, "/office/consolidation/{year}/units/{code}", get(unit)),
        staff::<Supervisor>(Method::GET, "/office/consolidation/{year}/units/{code}/file", get(unit_file)),
        staff::<Supervisor>(Method::GET, "/office/consolidation/{year}/units/{code}/cells/{table}/{row}/{col}", get(unit_cell)),
        staff::<Supervisor>(Method::POST, "/office/consolidation/{year}/units/{code}/accept", post(accept)),
        staff::<Supervisor>(Method::POST, "/office/consolidation/{year}/units/{code}/return", post(return_it)),
        staff::<Supervisor>(Method::POST, "/office/consolidation/{year}/units/{code}/chase", post(chase)),
        staff::<Supervisor>(Method::POST, "/office/consolidation/{year}/units/{code}/receive", post(receive)),
    ]
}
