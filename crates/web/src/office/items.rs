//! 主动公开: the list, the draft, the life of an item from review to repeal.

mod draft;
mod list;
mod one;
mod steps;

pub use draft::{blank, draft, edit, revise};
pub use list::{Line, line, list};
pub use one::{download, show};
pub use steps::{publish, repeal, review, submit, withdraw};
