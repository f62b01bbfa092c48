//! XLSX: every row of every sheet; a row with one filled cell is a line.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};

use super::{ReadError, flow::Flow};

/// Cells of all sheets together; a report has some 400.
const MOST_CELLS: usize = 2_000_000;

pub(super) fn flow(bytes: &[u8]) -> Result<Flow, ReadError> {
    let damaged = |error: calamine::XlsxError| ReadError::Damaged(error.to_string());
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(damaged)?;
    let mut flow = Flow::default();
    let mut cells = 0;
    for name in book.sheet_names() {
        let range = book.worksheet_range(&name).map_err(damaged)?;
        cells += range.width() * range.height();
        if cells > MOST_CELLS {
            return Err(ReadError::TooLarge);
        }
        for row in range.rows() {
            let texts: Vec<String> = row.iter().map(text_of).collect();
            let mut filled = texts.iter().filter(|text| !text.is_empty());
            match (filled.next(), filled.next()) {
                (None, _) => {}
                (Some(only), None) => {
                    for line in only.lines() {
                        flow.line(line);
                    }
                }
                _ => flow.row(texts),
            }
        }
    }
    Ok(flow)
}

fn text_of(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::Float(value) if value.fract() == 0.0 && value.abs() < 9e15 => format!("{value:.0}"),
        other => other.to_string().trim().to_string(),
    }
}
