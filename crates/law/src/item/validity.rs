//! 有效性 on a day: what a document says of its own end, and what was said of it since (P-8, P-10).

use jiff::civil::Date;

use super::content::Validity;

/// How a document stands on a day: repealed from the day of its repeal on, expired after the last day of its force.
///
/// `recorded` is what its acts say: an earlier system may have marked it without a day.
#[must_use]
pub fn validity_on(
    recorded: Validity,
    repealed_on: Option<Date>,
    in_force_until: Option<Date>,
    day: Date,
) -> Validity {
    let is_repealed = recorded == Validity::Repealed && repealed_on.is_none_or(|on| on <= day);
    let is_expired =
        recorded == Validity::Expired || in_force_until.is_some_and(|until| until < day);
    match recorded {
        _ if is_repealed => Validity::Repealed,
        _ if is_expired => Validity::Expired,
        Validity::Amended => Validity::Amended,
        _ => Validity::Valid,
    }
}
