//! 主动公开: the list, the draft, the life of an item from review to repeal.

mod document;
mod draft;
mod gists;
mod list;
mod masking;
mod one;
mod opinions;
mod preview;
mod step_forms;
mod steps;

pub use document::{ask, read};
pub use draft::{blank, draft, edit, revise};
pub use list::{Line, line, list};
pub use masking::{mask, unmask};
pub use one::{download, show};

use app::{
    items::Step,
    rights::{Author, Head, Leader, Publisher, Reader, Reviewer},
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
pub const NAV: Entry = Entry::of::<Reader>("items", "/office/items");

/// The addresses of this wing.
#[rustfmt::skip]
#[must_use]
pub fn routes() -> Vec<Route> {
    vec![
        staff::<Reader>(Method::GET, "/office/items", get(list)),
        staff::<Author>(Method::POST, "/office/items", post(draft)),
        staff::<Author>(Method::GET, "/office/items/new", get(blank)),
        staff::<Author>(Method::GET, "/office/items/new/document", get(ask)),
        staff::<Author>(Method::POST, "/office/items/new/document", post(read)),
        staff::<Reader>(Method::GET, "/office/items/{id}", get(show)),
        staff::<Author>(Method::POST, "/office/items/{id}", post(revise)),
        staff::<Author>(Method::GET, "/office/items/{id}/edit", get(edit)),
        staff::<Author>(Method::POST, "/office/items/{id}/mask", post(mask)),
        staff::<Author>(Method::POST, "/office/items/{id}/unmask", post(unmask)),
        staff::<Reader>(Method::GET, "/office/items/{id}/opinions", get(opinions::show)),
        staff::<Author>(Method::POST, "/office/items/{id}/opinions", post(opinions::sort)),
        steps::line::<Author>("/office/items/{id}/submit", Step::Submit),
        steps::line::<Head>("/office/items/{id}/check", Step::Check),
        steps::line::<Reviewer>("/office/items/{id}/review", Step::Review),
        steps::line::<Leader>("/office/items/{id}/sign", Step::Sign),
        steps::line::<Publisher>("/office/items/{id}/publish", Step::Publish),
        steps::line::<Publisher>("/office/items/{id}/schedule", Step::Schedule),
        steps::line::<Publisher>("/office/items/{id}/unschedule", Step::Unschedule),
        steps::line::<Author>("/office/items/{id}/discard", Step::Discard),
        steps::line::<Publisher>("/office/items/{id}/suspend", Step::Suspend),
        steps::line::<Reviewer>("/office/items/{id}/restore", Step::Restore),
        steps::line::<Publisher>("/office/items/{id}/repeal", Step::Repeal),
        steps::line::<Publisher>("/office/items/{id}/withdraw", Step::Withdraw),
        staff::<Reader>(Method::POST, "/office/items/{id}/previews", post(preview::make)),
        staff::<Reader>(Method::POST, "/office/items/{id}/previews/{preview}/end", post(preview::end)),
        staff::<Reader>(Method::GET, "/office/items/{id}/files/{hash}", get(download)),
    ]
}
