//! 年度报告: each published report, all of a year beside each other, and their numbers as open data.

pub mod compare;
pub mod one;
pub mod open_data;

use axum::routing::get;

use crate::kit::route::{Route, kept};

/// The addresses of this wing.
#[rustfmt::skip]
#[must_use]
pub fn routes() -> Vec<Route> {
    vec![
        kept("/reports", get(compare::show)),
        kept("/reports/meaning", get(compare::meaning)),
        kept("/reports/data.csv", get(open_data::csv)),
        kept("/reports/data.json", get(open_data::json)),
        kept("/reports/{organ}/{year}", get(one::show)),
        kept("/reports/{organ}/{year}/consolidated", get(one::consolidated)),
    ]
}
