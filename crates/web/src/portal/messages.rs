//! 互动交流: writing to an organ (留言, 找错, 投诉), what became of it, and what was answered to others.

pub mod list;
pub mod new;
pub mod one;
pub mod progress;

use axum::{
    http::Method,
    routing::{get, post},
};

use crate::kit::route::{Route, kept, open};

/// The addresses of this wing.
#[rustfmt::skip]
#[must_use]
pub fn routes() -> Vec<Route> {
    vec![
        kept("/messages", get(list::show)),
        open(Method::GET, "/messages/new", get(new::show)),
        open(Method::POST, "/messages/new", post(new::send)),
        open(Method::GET, "/messages/progress", get(progress::ask)),
        open(Method::POST, "/messages/progress", post(progress::show)),
        open(Method::POST, "/messages/doubt", post(progress::doubt)),
        kept("/messages/{organ}/{id}", get(one::show)),
    ]
}
