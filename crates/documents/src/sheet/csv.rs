//! CSV as Excel and WPS write it: commas, semicolons or tabs, quotes, line breaks inside quotes.

use super::{Cell, SheetError, row};

pub(super) fn rows(text: &str) -> Result<Vec<Vec<Cell>>, SheetError> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(text))
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    let mut lines = Lines {
        text,
        upto: 0,
        line: 1,
    };
    for record in reader.records() {
        let record = record.map_err(|error| SheetError::Line {
            line: error.position().map_or(0, |position| lines.at(position)),
            reason: error.to_string(),
        })?;
        let number = record.position().map_or(0, |position| lines.at(position));
        rows.extend(row(number, record.iter().map(str::to_string)));
    }
    Ok(rows)
}

/// Lines by byte. The reader's own count is one short where lines end in CR LF: it takes a record to begin
/// between the two.
struct Lines<'a> {
    text: &'a str,
    upto: usize,
    line: usize,
}

impl Lines<'_> {
    /// The line on which a record begins; records must be asked for in order.
    fn at(&mut self, position: &csv::Position) -> usize {
        let bytes = self.text.as_bytes();
        let mut start = usize::try_from(position.byte())
            .unwrap_or(usize::MAX)
            .min(bytes.len());
        while bytes
            .get(start)
            .is_some_and(|byte| matches!(byte, b'\r' | b'\n'))
        {
            start += 1;
        }
        let passed = bytes.get(self.upto..start).unwrap_or_default();
        self.line += passed.iter().filter(|byte| **byte == b'\n').count();
        self.upto = self.upto.max(start);
        self.line
    }
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
