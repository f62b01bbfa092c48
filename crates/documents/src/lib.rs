#![doc = include_str!("../README.md")]

pub mod apart;
mod cell_text;
pub mod error;
pub mod fonts;
mod html_blocks;
pub mod incoming;
pub mod letter;
pub mod package;
mod packed;
pub mod paper;
mod pdf_fonts;
pub mod picture;
pub mod plain_text;
pub mod read;
pub mod redact;
pub mod register;
pub mod report;
pub mod scan;
pub mod sheet;
pub mod text;
mod to_unicode;
mod typeset;
pub mod upload;
mod word;

pub use error::Error;
