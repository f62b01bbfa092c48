//! 机关: their tree, and the five columns of each.

pub mod content;
pub mod fees;
pub mod one;
pub mod tree;

use axum::routing::get;

use crate::kit::route::{Route, kept};

/// The addresses of this wing.
#[rustfmt::skip]
#[must_use]
pub fn routes() -> Vec<Route> {
    vec![
        kept("/organs", get(tree::show)),
        kept("/organs/{code}", get(one::show)),
        kept("/organs/{code}/guide", get(one::guide)),
        kept("/organs/{code}/rules", get(one::rules)),
        kept("/organs/{code}/content", get(one::content)),
        kept("/organs/{code}/reports", get(one::reports)),
        kept("/organs/{code}/apply", get(one::apply)),
    ]
}
