//! For whom a case waits, and until when: what the applicant, the others and the organ itself have to do next (law.md 1.4 to 1.8).

use jiff::civil::Date;

use super::{
    Settings, answer_until,
    refusal::CORRECTION_NOTICE_DAYS,
    state::{State, Waiting},
};
use crate::calendar::Calendar;

/// The days until which somebody has to do something, where he has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Waits {
    /// Until when both sides confirm; `None` once it is received.
    pub confirm_by: Option<Date>,
    /// Until when a correction may be asked for; `None` once one was, or while nothing is received.
    pub correct_by: Option<Date>,
    /// Until when the applicant corrects or pays (A-30.3, F-8); `None` where no day runs.
    pub applicant_until: Option<Date>,
    /// Letters to third parties and co-producing organs without an answer whose days are not over.
    pub others: usize,
    /// When the last of those days ends.
    pub others_until: Option<Date>,
}

/// For whom the case waits on a day.
pub(super) fn waits(state: &State, on: Date, calendar: &Calendar, settings: &Settings) -> Waits {
    if state.closed.is_some() {
        return Waits::default();
    }
    let confirm_by = match (state.submitted, state.receipt) {
        (Some((submitted, _)), None) => {
            Some(calendar.working_day_after(submitted, settings.confirm_within_days))
        }
        _ => None,
    };
    let correct_by = state
        .receipt
        .filter(|_| state.corrections == 0)
        .map(|receipt| calendar.working_day_after(receipt, CORRECTION_NOTICE_DAYS));
    let applicant_until = match state.waiting {
        Some(Waiting::Correction(term) | Waiting::Payment(term)) => term.until,
        Some(Waiting::Reasons) => state.reasons_asked.and_then(|(_, until)| until),
        None => None,
    };
    // A letter that nobody knows to have arrived is given its days from when it was sent.
    let ends: Vec<Date> = state
        .consultations
        .iter()
        .filter(|letter| letter.answered.is_none())
        .map(|letter| answer_until(letter.reached.unwrap_or(letter.asked), calendar))
        .filter(|end| on <= *end)
        .collect();
    Waits {
        confirm_by,
        correct_by,
        applicant_until,
        others: ends.len(),
        others_until: ends.into_iter().max(),
    }
}
