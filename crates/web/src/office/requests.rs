//! 依申请公开: the list, the counter, the case.

mod act;
mod act_forms;
mod applicant;
mod case;
mod found;
mod handling;
mod handling_form;
mod list;
mod new;
mod outcomes;
mod papers;
mod redact;
mod similar;
mod subject;
pub mod words;

pub use act::act;
pub use case::{answer_pdf, download, show};
pub use found::{ask, find};
pub use handling::{code, handle, join, proof, reveal, split};
pub use list::list;
pub use new::{blank, file};
pub use papers::{package, register};
pub use redact::redact;
pub use similar::similar;
pub use subject::change;

use app::rights::{CaseWorker, Handler, Reader};
use axum::{
    http::Method,
    routing::{get, post},
};

use crate::{
    kit::route::{Route, staff},
    office::nav::Entry,
};

/// The link to this wing.
pub const NAV: Entry = Entry::of::<Reader>("requests", "/office/requests");

/// The addresses of this wing.
#[rustfmt::skip]
#[must_use]
pub fn routes() -> Vec<Route> {
    vec![
        staff::<Reader>(Method::GET, "/office/requests", get(list)),
        staff::<CaseWorker>(Method::POST, "/office/requests", post(file)),
        staff::<CaseWorker>(Method::GET, "/office/requests/new", get(blank)),
        staff::<Reader>(Method::GET, "/office/requests/register", get(register)),
        staff::<CaseWorker>(Method::GET, "/office/requests/applicant", get(ask)),
        staff::<CaseWorker>(Method::POST, "/office/requests/applicant", post(find)),
        staff::<CaseWorker>(Method::POST, "/office/requests/{id}/subject", post(change)),
        staff::<Reader>(Method::GET, "/office/requests/{id}", get(show)),
        staff::<CaseWorker>(Method::POST, "/office/requests/{id}/acts", post(act)),
        staff::<Handler>(Method::POST, "/office/requests/{id}/handling", post(handle)),
        staff::<Handler>(Method::POST, "/office/requests/{id}/reveal", post(reveal)),
        staff::<Handler>(Method::POST, "/office/requests/{id}/proof/{hash}", post(proof)),
        staff::<Handler>(Method::POST, "/office/requests/{id}/package", post(package)),
        staff::<CaseWorker>(Method::POST, "/office/requests/{id}/redact", post(redact)),
        staff::<CaseWorker>(Method::POST, "/office/requests/{id}/split", post(split)),
        staff::<CaseWorker>(Method::POST, "/office/requests/{id}/join", post(join)),
        staff::<CaseWorker>(Method::POST, "/office/requests/{id}/code", post(code)),
        staff::<Handler>(Method::GET, "/office/requests/{id}/similar", get(similar)),
        staff::<Handler>(Method::GET, "/office/requests/{id}/answer.pdf", get(answer_pdf)),
        staff::<Reader>(Method::GET, "/office/requests/{id}/files/{hash}", get(download)),
    ]
}
