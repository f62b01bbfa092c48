//! What the pages of every wing are made of. A part of the kit knows neither portal nor office.

pub mod chart;
pub mod download;
pub mod entry;
pub mod escape;
pub mod field;
pub mod form;
pub mod guard;
pub mod leaf;
pub mod pager;
pub mod qr;
pub mod ranges;
pub mod report;
pub mod rests;
pub mod route;
pub mod standards;
