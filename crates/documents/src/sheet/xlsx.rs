//! Workbooks: XLSX, and the older and free formats that calamine reads.

use std::io::{Cursor, Read};

use calamine::{Data, Reader, open_workbook_auto_from_rs};
use zip::ZipArchive;

use super::{Sheet, SheetError, row};

/// Unpacked; a workbook of a hundred thousand rows has some 50 MB.
const UNPACKED: u64 = 512 * 1024 * 1024;

pub(super) fn sheets(bytes: &[u8]) -> Result<Vec<Sheet>, SheetError> {
    bounded(bytes)?;
    let failed = |error: calamine::Error| SheetError::Workbook(error.to_string());
    let mut book = open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(failed)?;
    let mut sheets = Vec::new();
    for name in book.sheet_names() {
        let range = book.worksheet_range(&name).map_err(failed)?;
        let (top, left) = range
            .start()
            .map_or((0, 0), |(top, left)| (top as usize, left as usize));
        let rows = range
            .rows()
            .enumerate()
            .filter_map(|(place, cells)| {
                let blank = std::iter::repeat_n(String::new(), left);
                row(top + place + 1, blank.chain(cells.iter().map(text_of)))
            })
            .collect();
        sheets.push(Sheet { name, rows });
    }
    Ok(sheets)
}

/// Refuses an archive that unpacks to too much before calamine takes it into memory.
fn bounded(bytes: &[u8]) -> Result<(), SheetError> {
    if !bytes.starts_with(b"PK") {
        return Ok(());
    }
    let failed = |error: &dyn std::fmt::Display| SheetError::Workbook(error.to_string());
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| failed(&error))?;
    let mut left = UNPACKED;
    for place in 0..archive.len() {
        let mut entry = archive.by_index(place).map_err(|error| failed(&error))?;
        let counted = std::io::copy(&mut (&mut entry).take(left + 1), &mut std::io::sink())
            .map_err(|error| failed(&error))?;
        left = left
            .checked_sub(counted)
            .ok_or_else(|| failed(&"it unpacks to too much"))?;
    }
    Ok(())
}

fn text_of(data: &Data) -> String {
    match data {
        Data::Int(number) => number.to_string(),
        // `Display` of a float is the shortest text that reads back as the same number, without an exponent.
        Data::Float(number) => number.to_string(),
        Data::String(text) => text.clone(),
        Data::Bool(truth) => truth.to_string(),
        Data::DateTime(moment) if moment.is_datetime() => {
            let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
            if (hour, minute, second) == (0, 0, 0) {
                format!("{year:04}-{month:02}-{day:02}")
            } else {
                format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
            }
        }
        Data::DateTime(duration) => duration.as_f64().to_string(),
        Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Error(error) => error.to_string(),
        Data::Empty => String::new(),
    }
}
