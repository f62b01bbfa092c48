//! 主动公开: the published items, each with its header and its proof.

pub mod consultation;
pub mod consultations;
pub mod feed;
pub mod one;
pub mod paper;
pub mod policies;
pub mod preview;
pub mod verify;

use axum::{http::Method, routing::get};

use crate::kit::route::{Route, kept, open};

/// The addresses of this wing.
#[rustfmt::skip]
#[must_use]
pub fn routes() -> Vec<Route> {
    vec![
        kept("/policies", get(policies::show)),
        kept("/consultations", get(consultations::show)),
        kept("/items/{organ}/{id}", get(one::show)),
        kept("/items/{organ}/{id}/pdf", get(paper::pdf)),
        kept("/items/{organ}/{id}/docx", get(paper::docx)),
        open(Method::GET, "/items/{organ}/{id}/verify", get(verify::show)),
        open(Method::GET, "/preview/{secret}", get(preview::show)),
        open(Method::GET, "/preview/{secret}/files/{hash}", get(preview::file)),
        kept("/feed.xml", get(feed::show)),
    ]
}
