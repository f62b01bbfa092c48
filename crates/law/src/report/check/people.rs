//! Q-20 for a report: nobody's numbers stand in what an organ publishes about itself.

use jiff::civil::{Date, date};

use super::Report;
use crate::{
    finding::Finding,
    personal::{self, Settings, Weight},
};

/// what blocks publishing elsewhere has no place in a report either. Office telephones and addresses are public
/// (Article 20(2)); what a person would only have to look at is not said here, for a report names its contacts.
#[must_use]
pub fn personal_data(text: &str, place: &str, year: Option<i16>) -> Vec<Finding> {
    let mut hits = personal::scan(text, written_by(year), &Settings::default());
    hits.retain(|hit| hit.weight == Weight::Blocks);
    personal::findings(&hits, place)
}

/// A report on a year is written before the end of the next; no date of birth in it is later.
fn written_by(year: Option<i16>) -> Date {
    date(year.unwrap_or(2099).clamp(2007, 9998) + 1, 12, 31)
}

pub(super) fn sections(report: &Report, findings: &mut Vec<Finding>) {
    for (section, text) in &report.sections {
        findings.extend(personal_data(
            text,
            &format!("sections/{section}"),
            report.year,
        ));
    }
}
