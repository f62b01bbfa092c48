//! 年度任务: a point of the yearly programme (年度工作要点) that the 主管部门 gives to organs below, each with its last day and with what
//! counts as done (A-47).
//!
//! ```text
//! given ─► handed in ─► taken
//!   │          └─► returned, with a further day where the last one is not ahead ─► handed in …
//!   ├─► published: an item of the column or kind that was asked for became public, and the task is done by itself
//!   ├─► more time
//!   └─► called off
//! ```
//!
//! No text gives a period for any of it: the last day is entered by hand.

mod event;
mod refusal;
mod state;
mod wants;

pub use event::{
    CalledOff, Entry, Event, Extended, Given, HandedIn, Kind, Published, Returned, Source, Taken,
};
pub use refusal::{Facts, Side, allowed, already, judge};
pub use state::{State, Status, fold};
pub use wants::{Wants, made_public};
