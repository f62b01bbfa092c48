//! 汇总: the returns of the units below, added up; for the supervisor and those who review and sign off.

mod cells;
pub(super) mod overview;
mod steps;
mod unit;

pub use cells::{of_sum as cell, of_unit as unit_cell};
pub use overview::{download, latest, show};
pub use steps::{
    accept, answer, chase, chase_all, publish, receive, reopen, return_it, review, save, send_back,
    sign, submit,
};
pub use unit::{download as unit_file, show as unit};
