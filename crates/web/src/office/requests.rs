//! 依申请公开: the list, the counter, the case.

mod act;
mod applicant;
mod case;
mod fields;
mod forms;
mod handle;
mod inner;
mod list;
mod new;
mod outcomes;
mod papers;
mod redact;
mod similar;
pub mod words;

pub use act::act;
pub use case::{download, show};
pub use handle::{code, handle, join, proof, reveal, split};
pub use list::list;
pub use new::{blank, file};
pub use papers::{package, register};
pub use redact::redact;
pub use similar::similar;
