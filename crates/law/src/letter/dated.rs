//! 成文日期: a letter goes out on the day that it bears or later; what was asked "before its letter was written" is asked from the letter on.

use jiff::civil::Date;

use super::Fit;
use crate::{
    case::Event,
    finding::{Finding, Severity},
    handling::{Entry, What},
    rule::Rule,
};

/// A letter that asks others and bears a later day than the act of asking: time is excluded from the day on which the letter went out
/// . It may not be mended by the letter alone, so it is said and does not stand in the way.
#[must_use]
pub fn dated(entries: &[Entry], fit: Fit, on: Date) -> Option<Finding> {
    let entry = entries.get(fit.goes_with.checked_sub(1)?)?;
    let asks = matches!(
        entry.what,
        What::Statutory(Event::ThirdPartyAsked { .. } | Event::OrganAsked { .. })
    );
    (asks && on > entry.on).then(|| {
        Finding::new(
            Rule::A_33_4,
            Severity::Warning,
            "on",
            format!(
                "文书成文于{on}，而征求意见登记在{}：期限只能从文书发出之日起扣除",
                entry.on
            ),
            format!(
                "The letter is dated {on}, and the asking {}: time is excluded only from the day on which the letter went out",
                entry.on
            ),
        )
    })
}
