//! 互动交流: what the public wrote to the organ, by last day; one message with what may be done about it.

mod forms;
mod list;
mod one;
mod steps;

use app::rights::{Author, Head, Publisher, Reader, Reviewer};
use axum::{
    http::Method,
    routing::{get, post},
};

use crate::{
    kit::route::{Route, staff},
    office::nav::Entry,
};

/// The link to this wing.
pub const NAV: Entry = Entry::of::<Reader>("messages", "/office/messages");

/// The addresses of this wing.
#[rustfmt::skip]
#[must_use]
pub fn routes() -> Vec<Route> {
    vec![
        staff::<Reader>(Method::GET, "/office/messages", get(list::show)),
        staff::<Author>(Method::POST, "/office/messages/reply", post(list::reply)),
        staff::<Reader>(Method::GET, "/office/messages/done", get(list::done)),
        staff::<Reader>(Method::GET, "/office/messages/{id}", get(one::show)),
        staff::<Author>(Method::POST, "/office/messages/{id}/reply_drafted", post(steps::draft)),
        staff::<Head>(Method::POST, "/office/messages/{id}/replied", post(steps::send)),
        staff::<Head>(Method::POST, "/office/messages/{id}/reply_returned", post(steps::give_back)),
        staff::<Author>(Method::POST, "/office/messages/{id}/message_handed_over", post(steps::hand_over)),
        staff::<Author>(Method::POST, "/office/messages/{id}/message_set_aside", post(steps::set_aside)),
        staff::<Author>(Method::POST, "/office/messages/{id}/public_text_drafted", post(steps::draft_public)),
        staff::<Reviewer>(Method::POST, "/office/messages/{id}/message_published", post(steps::publish)),
        staff::<Reviewer>(Method::POST, "/office/messages/{id}/public_text_returned", post(steps::give_back_public)),
        staff::<Publisher>(Method::POST, "/office/messages/{id}/message_withdrawn", post(steps::withdraw)),
    ]
}
