//! 督办 (《政府信息公开条例》第四十七条, A-47): the 主管部门 orders an organ to mend what it found, and does not let go of it.
//!
//! ```text
//! ordered ─► received ─► answered ─► accepted
//!    │           │           └─► returned, with a further day ─► answered …
//!    │           ├─► more time asked for ─► extended, or refused
//!    │           └─► escalated to the leaders: once for each last day that passes without an answer
//!    └─► withdrawn
//! ```
//!
//! No text gives a period for any of it: every number is a setting.

mod event;
mod refusal;
mod state;

pub use event::{
    About, Accepted, Answered, Entry, Escalated, Event, Extended, Kind, Ordered, Returned,
    TimeAsked, TimeRefused, Withdrawn,
};
pub use refusal::{Facts, Side, allowed, already, judge};
pub use state::{State, Status, fold};

use jiff::civil::Date;

use crate::{
    calendar::Calendar,
    finding::Severity,
    inspection::{Indicator, Settings, Watch},
};

/// The day by which an order is to be answered where nobody names another (A-47).
#[must_use]
pub fn answer_by(today: Date, calendar: &Calendar, settings: &Settings) -> Date {
    calendar.working_day_after(today, settings.chase_answer_days.max(1))
}

/// Whether a fault is chased without anybody's word (A-47): it is a fault and no question, its first day follows from a period, and it
/// has stood for the working days of the settings; never where they are 0, and on no day of rest.
#[must_use]
pub fn by_rule(watch: &Watch, today: Date, calendar: &Calendar, settings: &Settings) -> bool {
    let fault = Indicator::of(&watch.indicator)
        .is_some_and(|one| one.dated && one.severity != Severity::Question);
    fault
        && settings.chase_after_days > 0
        && calendar.is_working(today)
        && watch.stands(today)
        && calendar.working_days_between(watch.first(), today) >= settings.chase_after_days
}

/// The last day of which the leaders are told today, if any: it has passed without an answer and they were not told of it. On a day of
/// rest nobody is told (A-47).
#[must_use]
pub fn escalates(state: &State, today: Date, calendar: &Calendar) -> Option<Date> {
    let due = state.due.filter(|due| *due < today)?;
    let told = state.escalated_for == Some(due);
    (state.owes_an_answer() && !told && calendar.is_working(today)).then_some(due)
}
