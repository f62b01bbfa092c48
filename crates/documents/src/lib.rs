//! documents

pub mod read;
