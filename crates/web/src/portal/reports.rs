//! 年度报告: each published report, all of a year beside each other, and their numbers as open data.

pub mod compare;
pub mod one;
pub mod open_data;

use axum::{http::Method, routing::get};

use crate::kit::route::{Route, open};

/// The addresses of this wing.
#[rustfmt::skip]
#[must_use]
pub fn routes() -> Vec<Route> {
    vec![
        open(Method::GET, "/reports", get(compare::show)),
        open(Method::GET, "/reports/meaning", get(compare::meaning)),
        open(Method::GET, "/reports/data.csv", get(open_data::csv)),
        open(Method::GET, "/reports/data.json", get(open_data::json)),
        open(Method::GET, "/reports/{organ}/{year}", get(one::show)),
        open(Method::GET, "/reports/{organ}/{year}/consolidated", get(one::consolidated)),
    ]
}
