//! CSV as Excel and WPS write it: commas, semicolons or tabs, quotes, line breaks inside quotes.

use super::{Cell, SheetError, row};

pub(super) fn rows(text: &str) -> Result<Vec<Vec<Cell>>, SheetError> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(text))
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| SheetError::Line {
            line: error.position().map_or(0, line),
            reason: error.to_string(),
        })?;
        let number = record.position().map_or(0, line);
        rows.extend(row(number, record.iter().map(str::to_string)));
    }
    Ok(rows)
}

fn line(position: &csv::Position) -> usize {
    usize::try_from(position.line()).unwrap_or(usize::MAX)
}

/// The mark that divides the first line most often.
fn delimiter(text: &str) -> u8 {
    let first = text
        .lines()
        .find(|line| !line.trim().is_empty())
        .unwrap_or_default();
    let count = |mark: u8| first.bytes().filter(|byte| *byte == mark).count();
    [b'\t', b';']
        .into_iter()
        .filter(|mark| count(*mark) > count(b','))
        .max_by_key(|mark| count(*mark))
        .unwrap_or(b',')
}
