//! The numbers of an annual report as pages show them, in the portal and in the office.

pub mod tables;
pub mod words;
