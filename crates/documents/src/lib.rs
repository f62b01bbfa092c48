#![doc = include_str!("../README.md")]

pub mod error;
pub mod fonts;
pub mod read;
pub mod report;
pub mod sheet;
mod typeset;
pub mod upload;

pub use error::Error;
