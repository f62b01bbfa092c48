//! 公开日志: the public log in the formats of others (C2SP tlog-tiles), and the proofs of what the portal shows.

pub mod about;
pub mod files;
pub mod verifier;
pub mod witness;

use axum::{
    http::Method,
    routing::{get, post},
};

use crate::kit::route::{Route, open};

/// The addresses of this wing.
#[rustfmt::skip]
#[must_use]
pub fn routes() -> Vec<Route> {
    vec![
        open(Method::GET, "/log", get(about::show)),
        open(Method::GET, "/log/checkpoint", get(files::checkpoint)),
        open(Method::GET, "/log/key", get(files::key)),
        open(Method::GET, "/log/tile/{*name}", get(files::tile)),
        open(Method::GET, "/log/record", get(files::record)),
        open(Method::GET, "/log/proof", get(files::proof)),
        open(Method::GET, "/log/verifier", get(verifier::show)),
        open(Method::POST, "/log/witness/add-checkpoint", post(witness::add)),
        open(Method::GET, "/log/witness/{hash}/checkpoint", get(witness::last)),
    ]
}
