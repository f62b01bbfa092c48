#![doc = include_str!("../README.md")]

pub mod error;
pub mod fonts;
pub mod letter;
pub mod package;
pub mod plain_text;
pub mod read;
pub mod redact;
pub mod register;
pub mod report;
pub mod sheet;
mod typeset;
pub mod upload;
mod word;

pub use error::Error;
