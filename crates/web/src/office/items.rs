//! 主动公开: the list, the draft, the life of an item from review to repeal.

mod draft;
mod list;
mod one;
mod steps;

pub use draft::{blank, draft, edit, revise};
pub use list::{Line, line, list};
pub use one::{download, show};
pub use steps::{check, publish, repeal, review, sign, submit, withdraw};

use app::rights::{Author, Head, Leader, Publisher, Reader, Reviewer};
use axum::{
    http::Method,
    routing::{get, post},
};

use crate::{
    kit::route::{Route, staff},
    office::nav::Entry,
};

/// The link to this wing.
pub const NAV: Entry = Entry::of::<Reader>("items", "/office/items");

/// The addresses of this wing.
#[rustfmt::skip]
#[must_use]
pub fn routes() -> Vec<Route> {
    vec![
        staff::<Reader>(Method::GET, "/office/items", get(list)),
        staff::<Author>(Method::POST, "/office/items", post(draft)),
        staff::<Author>(Method::GET, "/office/items/new", get(blank)),
        staff::<Reader>(Method::GET, "/office/items/{id}", get(show)),
        staff::<Author>(Method::POST, "/office/items/{id}", post(revise)),
        staff::<Author>(Method::GET, "/office/items/{id}/edit", get(edit)),
        staff::<Author>(Method::POST, "/office/items/{id}/submit", post(submit)),
        staff::<Head>(Method::POST, "/office/items/{id}/check", post(check)),
        staff::<Reviewer>(Method::POST, "/office/items/{id}/review", post(review)),
        staff::<Leader>(Method::POST, "/office/items/{id}/sign", post(sign)),
        staff::<Publisher>(Method::POST, "/office/items/{id}/publish", post(publish)),
        staff::<Publisher>(Method::POST, "/office/items/{id}/repeal", post(repeal)),
        staff::<Publisher>(Method::POST, "/office/items/{id}/withdraw", post(withdraw)),
        staff::<Reader>(Method::GET, "/office/items/{id}/files/{hash}", get(download)),
    ]
}
