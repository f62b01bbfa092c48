#![doc = include_str!("../README.md")]

pub mod because;
pub mod calendar;
pub mod case;
pub mod editions;
pub mod fee;
pub mod finding;
mod lang;
pub mod outcome;
pub mod publication;
pub mod remedy;
pub mod report;
pub mod supervision;
pub mod term;

pub use lang::Lang;
