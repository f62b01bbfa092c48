//! What an addressee's answer, or its silence, means (《政府信息公开条例》第三十二条、第三十四条; law.md 1.6).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar::Calendar;

/// Working days that a third party and a co-producing organ have from the day the letter reached them:
/// 《政府信息公开条例》第三十二条、第三十四条.
pub const CONSULTATION_DAYS: u32 = 15;

/// The last day of the addressee's own period.
#[must_use]
pub fn answer_until(reached: Date, calendar: &Calendar) -> Date {
    calendar.working_day_after(reached, CONSULTATION_DAYS)
}

/// Whom a letter of consultation went to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Addressee {
    /// 第三方.
    ThirdParty,
    /// 共同制作机关.
    Organ,
}

/// What follows from a letter on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Voice {
    /// It may still answer, or its letter has not arrived.
    Awaited,
    /// It agrees to disclosure.
    Agrees,
    /// It does not: with good reason (合理理由) its refusal is followed, else the organ decides.
    Refuses,
    /// A third party was silent: neither yes nor no, the organ decides.
    OrganDecides,
    /// A co-producing organ was silent: 视为同意公开.
    DeemedToAgree,
}

/// The two effects of silence: a third party's leaves the decision to the organ, a co-producing organ's is consent (A-34;
/// trap 9). Each has 15 working days from the day the letter reached it.
#[must_use]
pub fn voice(
    addressee: Addressee,
    reached: Option<Date>,
    consents: Option<bool>,
    on: Date,
    calendar: &Calendar,
) -> Voice {
    match (consents, reached) {
        (Some(true), _) => Voice::Agrees,
        (Some(false), _) => Voice::Refuses,
        (None, None) => Voice::Awaited,
        (None, Some(reached)) => {
            let last = answer_until(reached, calendar);
            match addressee {
                _ if on <= last => Voice::Awaited,
                Addressee::ThirdParty => Voice::OrganDecides,
                Addressee::Organ => Voice::DeemedToAgree,
            }
        }
    }
}
