//! 依申请公开文书 F-D0 to F-D16: which letter goes with which act and outcome, what it must say, on which article, and
//! which remedy it names (law.md 9, 10; 《政府信息公开条例》第四章).
//!
//! ```text
//! act or outcome ──► kind ──► elements that must be there, basis line, remedy paragraph
//!                                │
//! a draft (text a clerk edited) ─┴──► check ──► findings; an error keeps it from being signed
//! ```
//!
//! Nothing here writes a letter: `documents::letter` drafts and sets it.

pub mod basis;
mod bears;
pub mod check;
mod course;
pub mod date;
mod dated;
pub mod element;
mod fitting;
mod kind;
mod left;
pub mod number;
mod occasion;
pub mod organ;
pub mod recourse;
pub mod tariff;
mod voided;

pub use bears::misdated;
pub use check::{Letter, check};
pub use course::course;
pub use dated::dated;
pub use element::Element;
pub use fitting::{Fit, days, fitting, for_the_applicant, refusal};
pub use kind::{Kind, Shape};
pub use left::{against, chosen, drafted_with, left, rests_anew};
pub use number::DocNumber;
pub use occasion::{ending_refusal, for_act, for_ending, for_outcome};
pub use voided::{may_not_void, voided};
