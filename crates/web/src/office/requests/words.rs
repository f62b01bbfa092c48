//! Plain words for what a request's row holds.

use crate::office::desk::Desk;

/// The statuses of `docs/law/formats.md`.
pub const STATUSES: [&str; 6] = [
    "unconfirmed",
    "open",
    "awaiting_correction",
    "awaiting_reasons",
    "awaiting_payment",
    "closed",
];
/// 申请人类别.
pub const APPLICANTS: [&str; 6] = [
    "natural",
    "business",
    "research",
    "charity",
    "legal_service",
    "other",
];
/// 申请渠道.
pub const CHANNELS: [&str; 5] = [
    "counter",
    "registered_mail",
    "ordinary_mail",
    "fax",
    "online",
];

#[must_use]
pub fn status(d: &Desk, status: &str) -> String {
    d.t(&format!("requests.status.{status}"))
}

#[must_use]
pub fn applicant(d: &Desk, kind: &str) -> String {
    d.t(&format!("requests.applicant.{kind}"))
}

#[must_use]
pub fn channel(d: &Desk, channel: &str) -> String {
    d.t(&format!("requests.channel.{channel}"))
}

/// Choices with a first one that is none of them.
#[must_use]
pub fn or_all(d: &Desk, mut choices: Vec<(String, String)>) -> Vec<(String, String)> {
    choices.insert(0, (String::new(), d.t("office.all")));
    choices
}
