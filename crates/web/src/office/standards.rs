//! 标准目录 in the office: the catalogues of the organ, what waits for the secrecy reviewer, each line with what is public under it (G-5).

mod forms;
mod line;
mod list;
mod one;

use app::rights::{Author, DisclosureHead, Reader, Reviewer};
use axum::{
    http::Method,
    routing::{get, post},
};

use crate::kit::route::{Route, staff};

/// The addresses of this wing; the link to it stands on the page of the heads.
#[rustfmt::skip]
#[must_use]
pub fn routes() -> Vec<Route> {
    vec![
        staff::<Reader>(Method::GET, "/office/standards", get(list::show)),
        staff::<DisclosureHead>(Method::POST, "/office/standards", post(list::import)),
        staff::<Reader>(Method::GET, "/office/standards/{id}", get(one::show)),
        staff::<Reviewer>(Method::POST, "/office/standards/{id}/approve", post(one::approve)),
        staff::<Reviewer>(Method::POST, "/office/standards/{id}/give_back", post(one::give_back)),
        staff::<Reader>(Method::GET, "/office/standards/{id}/{line}", get(line::show)),
        staff::<Author>(Method::POST, "/office/standards/{id}/{line}/formed", post(line::formed)),
        staff::<Author>(Method::POST, "/office/standards/{id}/{line}/link", post(line::link)),
        staff::<Author>(Method::POST, "/office/standards/{id}/{line}/unlink", post(line::unlink)),
        staff::<DisclosureHead>(Method::POST, "/office/standards/{id}/{line}/why", post(line::why)),
    ]
}
