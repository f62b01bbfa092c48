//! XLSX: every row of every sheet that is shown; a row with one filled cell is a line.

use std::{
    collections::BTreeMap,
    io::{Cursor, Read},
};

use calamine::{Data, Reader, SheetVisible, Xlsx};

use super::{LIMIT, ReadError, flow::Flow};
use crate::{
    packed::Packed,
    redact::xlsx::{cells, never_calculated},
};

/// Cells of all sheets together; a report has some 400.
const MOST_CELLS: usize = 200_000;
/// Columns further out than this hold nothing of a report.
const MOST_COLUMNS: u32 = 200;

pub(super) fn flow(bytes: &[u8]) -> Result<Flow, ReadError> {
    let damaged = |error: calamine::XlsxError| ReadError::Damaged(error.to_string());
    unpacked_within(bytes, 2 * LIMIT as u64)?;
    references(bytes)?;
    calculated(bytes)?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(damaged)?;
    let shown: Vec<String> = book
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.visible == SheetVisible::Visible)
        .map(|sheet| sheet.name.clone())
        .collect();
    let mut flow = Flow::default();
    let mut count = 0;
    let mut title: Option<String> = None;
    for name in shown {
        // Only cells that are there: the corners of a sheet may be a million rows apart.
        let mut rows: BTreeMap<u32, Vec<(u32, String)>> = BTreeMap::new();
        let mut cells = match book.worksheet_cells_reader(&name) {
            Ok(cells) => cells,
            Err(calamine::XlsxError::NotAWorksheet(_)) => continue,
            Err(error) => return Err(damaged(error)),
        };
        while let Some(cell) = cells.next_cell().map_err(damaged)? {
            count += 1;
            if count > MOST_CELLS {
                return Err(ReadError::TooLarge);
            }
            let (row, column) = cell.get_position();
            if column < MOST_COLUMNS {
                let text = text_of(&Data::from(cell.get_value().clone()));
                rows.entry(row).or_default().push((column, text));
            }
        }
        for (place, row) in rows.into_values().enumerate() {
            let filled: Vec<&str> = row
                .iter()
                .map(|(_, text)| text.as_str())
                .filter(|text| !text.is_empty())
                .collect();
            match filled.as_slice() {
                [] => {}
                [only] => {
                    // Every sheet repeats the title of the first.
                    if place == 0 && title.as_deref() == Some(*only) {
                        continue;
                    }
                    if place == 0 && title.is_none() {
                        title = Some((*only).to_string());
                    }
                    for line in only.lines() {
                        flow.line(line);
                    }
                }
                _ => flow.row(spread(row)),
            }
        }
    }
    Ok(flow)
}

/// A formula that no program has calculated has no value, and its cell is not blank for that.
fn calculated(bytes: &[u8]) -> Result<(), ReadError> {
    let damaged = |error: &dyn std::fmt::Display| ReadError::Damaged(error.to_string());
    let mut packed = Packed::open(bytes, 2 * LIMIT as u64).map_err(|error| damaged(&error))?;
    // What cannot be read here is told by the reader below, in its own words.
    let Ok(sheets) = cells(&mut packed) else {
        return Ok(());
    };
    match never_calculated(&sheets) {
        never if never.is_empty() => Ok(()),
        never => Err(ReadError::NeverCalculated(never)),
    }
}

/// The cells of a row with the blanks between them.
fn spread(mut row: Vec<(u32, String)>) -> Vec<String> {
    row.sort_by_key(|(column, _)| *column);
    let first = row.first().map_or(0, |(column, _)| *column);
    let mut out: Vec<String> = Vec::new();
    for (column, text) in row {
        let at = (column - first) as usize;
        out.resize(at.max(out.len()), String::new());
        out.push(text);
    }
    out
}

fn text_of(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::Float(value) if value.fract() == 0.0 && value.abs() < 9e15 => format!("{value:.0}"),
        other => other.to_string().trim().to_string(),
    }
}

/// A few kilobytes may unpack to gigabytes: the sheets are unpacked once and only counted.
fn unpacked_within(bytes: &[u8], limit: u64) -> Result<(), ReadError> {
    let damaged = |error: zip::result::ZipError| ReadError::Damaged(error.to_string());
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    let mut left = limit;
    for at in 0..zip.len() {
        let part = zip.by_index(at).map_err(damaged)?;
        if !part.name().is_ok_and(|name| name.ends_with(".xml")) {
            continue;
        }
        let count = std::io::copy(&mut part.take(left + 1), &mut std::io::sink())
            .map_err(|error| ReadError::Damaged(error.to_string()))?;
        left = left.checked_sub(count).ok_or(ReadError::TooLarge)?;
    }
    Ok(())
}

/// No sheet has a cell with more than three letters and seven digits. calamine counts in 32 bits and overflows on a reference that
/// says so, so such a file goes no further. Told by the bytes and not by the markup: a damaged file has none that can be trusted.
fn references(bytes: &[u8]) -> Result<(), ReadError> {
    let damaged = |error: zip::result::ZipError| ReadError::Damaged(error.to_string());
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    for at in 0..zip.len() {
        let mut part = zip.by_index(at).map_err(damaged)?;
        // Drawings and themes name other things so.
        let sheet = |name: &str| {
            name.ends_with(".xml") && !name.contains("drawing") && !name.contains("theme")
        };
        if !part.name().is_ok_and(|name| sheet(&name)) {
            continue;
        }
        let mut content = Vec::new();
        part.read_to_end(&mut content)
            .map_err(|error| ReadError::Damaged(error.to_string()))?;
        if beyond(&content) {
            return Err(ReadError::Damaged("a cell that no sheet has".into()));
        }
    }
    Ok(())
}

/// Whether an attribute `r` or `ref` names a cell beyond every sheet, by itself or as a corner of a range.
fn beyond(content: &[u8]) -> bool {
    let named = |before: &[u8]| {
        let name = before
            .strip_suffix(b"ref")
            .or_else(|| before.strip_suffix(b"r"));
        name.and_then(<[u8]>::last)
            .is_some_and(u8::is_ascii_whitespace)
    };
    let values = content
        .windows(2)
        .enumerate()
        .filter(|(at, pair)| matches!(pair, [b'=', b'"' | b'\'']) && named(&content[..*at]))
        .map(|(at, _)| &content[at + 2..]);
    let mut references = values.flat_map(|value| {
        let end = value
            .iter()
            .position(|byte| matches!(byte, b'"' | b'\'' | b'<'));
        value[..end.unwrap_or(value.len())].split(|byte| *byte == b':')
    });
    references.any(is_beyond)
}

fn is_beyond(reference: &[u8]) -> bool {
    let run = |from: usize, of: fn(&u8) -> bool| {
        reference[from..].iter().take_while(|byte| of(byte)).count()
    };
    let letters = run(0, u8::is_ascii_alphabetic);
    letters > 3 || run(letters, u8::is_ascii_digit) > 7
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_that_no_sheet_has() {
        for (content, expected) in [
            (r#"<c r="A1"/>"#, false),
            (r#"<c r="XFD1048576"/>"#, false),
            (r#"<row r="12" spans="1:99999999999">"#, false),
            (r#"<c t="s" r=""/>"#, false),
            (r#"<c r="AAAA1"/>"#, true),
            (r#"<c r='A99999999'/>"#, true),
            (r#"<row r="99999999999999999999">"#, true),
            (r#"<dimension ref="A1:B99999999999"/>"#, true),
            // Damaged markup, and a name that only ends so.
            (r#"<c <c r="ABCDEFGH1"#, true),
            (r#"<c uid-r="ABCDEFGH1"/>"#, false),
        ] {
            assert_eq!(beyond(content.as_bytes()), expected, "{content}");
        }
    }
}
