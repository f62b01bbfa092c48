//! Before a report goes out, each of its files is read back: the same numbers in each.

use documents::read;
use law::report::{Report, compare};

use super::Format;
use crate::{Error, Result};

/// Reads a file back and compares every cell.
///
/// # Errors
/// A cell comes back otherwise than it went in: the file must not be given out.
pub fn prove(report: &Report, format: Format, bytes: &[u8]) -> Result<()> {
    let name = format!("report.{}", format.extension());
    let back = read::report(bytes, &name)
        .map_err(|error| failed(format, &error.to_string()))?
        .report;
    if let Some(pair) = compare::changed(report, &back).first() {
        return Err(failed(
            format,
            &format!(
                "{} is {:?}, the report says {:?}",
                pair.cell.place(),
                pair.now,
                pair.before
            ),
        ));
    }
    if format == Format::Json && back.sections != report.sections {
        return Err(failed(format, "a section comes back otherwise"));
    }
    Ok(())
}

fn failed(format: Format, what: &str) -> Error {
    Error::failed(format!(
        "the {} file does not carry the report: {what}",
        format.extension()
    ))
}
