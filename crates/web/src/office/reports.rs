//! 年报: the report of a year as it stands, every number opened into its records.

mod cell;
pub mod tables;
mod year;
mod years;

pub use cell::show as cell;
pub use year::{download, publish, save, show};
pub use years::list;
