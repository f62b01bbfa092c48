//! 年报: the report of a year as it stands, every number opened into its records.

mod cell;
mod year;
mod years;
pub mod tables;

pub use cell::show as cell;
pub use year::{download, publish, save, show};
pub use years::list;
