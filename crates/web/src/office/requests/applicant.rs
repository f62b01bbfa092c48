//! What is known of the applicant: masked as the operation gives it, or in full after a look is on record.

use serde_json::Value;

use crate::office::{desk::Desk, timeline::Fact};

/// Particulars of the sealed form, in the order of the form.
const PARTICULARS: [&str; 6] = ["name", "id_number", "phone", "email", "address", "postcode"];

/// What he gave beside it; masked it says only that there is something.
const BESIDE: [&str; 2] = ["help", "file_names"];

/// The applicant's particulars as lines.
#[must_use]
pub fn facts(d: &Desk, form: &Value) -> Vec<Fact> {
    PARTICULARS
        .iter()
        .filter_map(|name| {
            let text = form[*name].as_str().filter(|text| !text.is_empty())?;
            Some(Fact::new(d.t(&format!("requests.new.{name}")), text))
        })
        .chain(BESIDE.iter().filter_map(|name| {
            let text = form[*name].as_str().filter(|text| !text.is_empty())?;
            Some(Fact::new(d.t(&format!("requests.fact.{name}")), text))
        }))
        .collect()
}
