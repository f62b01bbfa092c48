//! 汇总: the returns of the units below, added up; for the supervisor and those who review and sign off.

mod cells;
pub(super) mod overview;
mod steps;
mod unit;

pub use cells::{of_sum as cell, of_unit as unit_cell};
pub use overview::{download, latest, show};
pub use steps::{
    accept, answer, chase, chase_all, publish, receive, reopen, return_it, review, save, send_back,
    sign, submit,
};
pub use unit::{download as unit_file, show as unit};

use app::rights::{Consolidator, Head, Leader, Overseer, Supervisor};
use axum::{
    http::Method,
    routing::{get, post},
};

use crate::{
    kit::route::{Route, staff},
    office::nav::Entry,
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
        staff::<Supervisor>(Method::POST, "/office/consolidation/{year}/sections", post(save)),
        staff::<Supervisor>(Method::POST, "/office/consolidation/{year}/answers", post(answer)),
        staff::<Head>(Method::POST, "/office/consolidation/{year}/review", post(review)),
        staff::<Leader>(Method::POST, "/office/consolidation/{year}/sign", post(sign)),
        staff::<Overseer>(Method::POST, "/office/consolidation/{year}/send-back", post(send_back)),
        staff::<Supervisor>(Method::POST, "/office/consolidation/{year}/submit", post(submit)),
        staff::<Supervisor>(Method::POST, "/office/consolidation/{year}/publish", post(publish)),
        staff::<Supervisor>(Method::POST, "/office/consolidation/{year}/reopen", post(reopen)),
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
