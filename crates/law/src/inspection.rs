//! 自查 (law.md 5.2, 7): what an inspector would find, and from which day on. A fault that comes with time is not looked for each day:
//! the day on which it begins follows from what is on record, and moves only when an act moves it.
//!
//! ```text
//! facts of an organ ──► watches: one a fault that stands or will, with its first day ──► stands today? in two weeks?
//! watches of all organs ──► what fails the whole site: the day on which the fifth column is too old
//! ```

mod column;
mod facts;
mod indicator;
mod kept;
mod settings;
mod site;
mod watch;

pub use column::{Class, Column};
pub use facts::{ColumnFact, December, Facts, Guide, Owed, keep_first, watches};
pub use indicator::Indicator;
pub use kept::{Column as KeptColumn, Entry, Event, Kept, Reviewed, fold, not_yours, refuse};
pub use settings::Settings;
pub use site::{Limit, home, limits, reached};
pub use watch::Watch;
