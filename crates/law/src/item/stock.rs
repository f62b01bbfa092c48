//! 公开存量的再审视 (N-26): what is public is looked at again, with the patterns of today. What is found is taken away first and
//! asked after; where one pattern finds a great part of the stock, the pattern may be wrong, and a person decides.

use jiff::civil::Date;

use super::{Settings, gates, gates::Passage};
use crate::{
    finding::{Finding, Severity},
    personal,
    rule::Rule,
};

/// What keeps a public text from the public: marks of secrecy (S-3) and personal data that no recorded reason lifts.
#[must_use]
pub fn look(
    passages: &[Passage],
    today: Date,
    settings: &personal::Settings,
    lawful_reason: &str,
) -> Vec<Finding> {
    let mut found = gates::secrecy(passages);
    let personal = gates::personal(passages, today, settings, lawful_reason);
    found.extend(
        personal
            .into_iter()
            .filter(|hit| hit.severity == Severity::Error),
    );
    found
}

/// What findings of one look are counted under: the rules that they break, each once.
#[must_use]
pub fn kinds(found: &[Finding]) -> Vec<Rule> {
    let mut kinds: Vec<Rule> = found.iter().map(|finding| finding.id).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

/// What a rule that is broken keeps from the public, in Chinese and English.
#[must_use]
pub fn words(rule: &str) -> (&'static str, &'static str) {
    if rule == Rule::S_3.id() {
        ("国家秘密标志", "a mark of secrecy")
    } else {
        (
            "不应公开的个人信息",
            "personal data that must not be public",
        )
    }
}

/// Whether so many items of one kind, out of a stock, wait for a person instead of being taken away (N-26).
#[must_use]
pub fn waits_for_a_person(items: usize, stock: usize, settings: &Settings) -> bool {
    let part = stock.saturating_mul(settings.most_percent_suspended) / 100;
    items > settings.most_suspended && items > part
}
