//! 主动公开: the list, the draft, the life of an item from review to repeal.

mod form;
mod life;
mod list;
mod one;

pub use form::{blank, draft, edit, revise};
pub use life::{publish, repeal, review, submit, withdraw};
pub use list::{Line, line, list};
pub use one::{download, show};
