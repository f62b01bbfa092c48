//! 依申请公开: the list, the counter, the case.

mod act;
mod applicant;
mod case;
mod fields;
mod forms;
mod list;
mod new;
mod outcomes;
pub mod words;

pub use act::act;
pub use case::{download, show};
pub use list::list;
pub use new::{blank, file};
