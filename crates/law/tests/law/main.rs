//! The statute as tables a lawyer can read: facts, expected, rule ID. Expected dates are those of law.md,
//! or were counted by hand on the notices.
#![expect(clippy::unwrap_used, reason = "a test helper may panic like a test")]

mod facts;

mod allowed;
mod answering;
mod calendar;
mod consultation;
mod correction;
mod editions;
mod fees;
mod outcomes;
mod properties;
mod publication;
mod receipt;
mod remedies;
mod supervision;
mod unlawful;
