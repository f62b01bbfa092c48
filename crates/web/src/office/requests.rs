//! 依申请公开: the list, the counter, the case.

mod act;
mod act_fields;
mod act_forms;
mod applicant;
mod case;
mod handling;
mod handling_form;
mod list;
mod new;
mod outcomes;
mod papers;
mod redact;
mod similar;
pub mod words;

pub use act::act;
pub use case::{download, show};
pub use handling::{code, handle, join, proof, reveal, split};
pub use list::list;
pub use new::{blank, file};
pub use papers::{package, register};
pub use redact::redact;
pub use similar::similar;
