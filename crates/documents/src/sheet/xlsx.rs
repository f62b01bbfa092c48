//! Workbooks: XLSX cell by cell, and the older and free formats that calamine reads.

use std::io::Cursor;

use calamine::{Data, Reader, open_workbook_auto_from_rs};

use super::{Sheet, SheetError, row};
use crate::{
    packed::Packed,
    redact::xlsx::{SheetText, cells, never_calculated},
};

/// Unpacked; a workbook of a hundred thousand rows has some 50 MB.
const UNPACKED: u64 = 512 * 1024 * 1024;

pub(super) fn sheets(bytes: &[u8]) -> Result<Vec<Sheet>, SheetError> {
    if bytes.starts_with(b"PK") {
        let mut packed = Packed::open(bytes, UNPACKED)
            .map_err(|fault| SheetError::Workbook(fault.to_string()))?;
        if packed
            .names()
            .iter()
            .any(|name| name.starts_with("xl/worksheets/"))
        {
            return xlsx(&mut packed);
        }
    }
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

/// The cells that are there: the corners of a sheet may be a million rows apart.
fn xlsx(packed: &mut Packed<'_>) -> Result<Vec<Sheet>, SheetError> {
    let sheets = cells(packed).map_err(|error| SheetError::Workbook(error.to_string()))?;
    let never = never_calculated(&sheets);
    if !never.is_empty() {
        return Err(SheetError::NeverCalculated(never));
    }
    Ok(sheets.into_iter().map(sheet).collect())
}

fn sheet(sheet: SheetText) -> Sheet {
    let rows = sheet
        .rows
        .into_iter()
        .filter_map(|cells| {
            let number = cells.first()?.row;
            let mut texts: Vec<String> = Vec::new();
            for cell in cells {
                let place = cell.column as usize;
                texts.resize(texts.len().max(place), String::new());
                let text = match (cell.day, cell.number) {
                    (Some(day), _) => moment(day),
                    // The shortest text that reads back as the same number, without an exponent.
                    (None, Some(number)) => number.to_string(),
                    (None, None) => cell.text,
                };
                texts[place - 1] = text;
            }
            row(number as usize, texts)
        })
        .collect();
    Sheet {
        name: sheet.name,
        rows,
    }
}

fn moment(day: jiff::civil::DateTime) -> String {
    if day.time() == jiff::civil::Time::midnight() {
        day.date().to_string()
    } else {
        day.strftime("%Y-%m-%d %H:%M:%S").to_string()
    }
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
