//! 机关: their tree, and the five columns of each.

pub mod content;
pub mod fees;
pub mod one;
pub mod tree;

use axum::{http::Method, routing::get};

use crate::kit::route::{Route, open};

/// The addresses of this wing.
#[rustfmt::skip]
#[must_use]
pub fn routes() -> Vec<Route> {
    vec![
        open(Method::GET, "/organs", get(tree::show)),
        open(Method::GET, "/organs/{code}", get(one::show)),
        open(Method::GET, "/organs/{code}/guide", get(one::guide)),
        open(Method::GET, "/organs/{code}/rules", get(one::rules)),
        open(Method::GET, "/organs/{code}/content", get(one::content)),
        open(Method::GET, "/organs/{code}/reports", get(one::reports)),
        open(Method::GET, "/organs/{code}/apply", get(one::apply)),
    ]
}
