//! 年度报告: each published report, all of a year beside each other, and their numbers as open data.

pub mod compare;
pub mod one;
pub mod open_data;
