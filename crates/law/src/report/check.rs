//! What the rules say of a report: equalities, continuity with last year, the written sections.

use super::Report;
use crate::finding::Finding;

#[must_use]
pub fn identities(_report: &Report) -> Vec<Finding> {
    Vec::new()
}

#[must_use]
pub fn continuity(_report: &Report, _previous: &Report) -> Vec<Finding> {
    Vec::new()
}

#[must_use]
pub fn narrative(_report: &Report) -> Vec<Finding> {
    Vec::new()
}
