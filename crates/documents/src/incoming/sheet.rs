//! Workbooks and lists of commas: each sheet that is shown a table, its cells as people see them.

use std::collections::BTreeSet;

use super::{
    IncomingError, Read,
    block::{Block, Cell, Paragraph, Row, with_head},
    damaged,
    left::{Tally, What},
    opendocument,
};
use crate::{
    fonts::Fonts,
    packed::Packed,
    redact::{
        self,
        xlsx::{CellText, Hiding, SheetText, cells, never_calculated},
    },
};

const UNPACKED: u64 = 256 * 1024 * 1024;
const MOST_CELLS: usize = 50_000;
/// Columns of a table on a page.
const WIDEST: u32 = 100;

pub(super) fn read(name: &str, bytes: &[u8]) -> Result<Read, IncomingError> {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    match ending.to_ascii_lowercase().as_str() {
        "csv" => commas(bytes),
        "ods" => opendocument::read(bytes),
        _ if bytes.starts_with(b"PK") => workbook(bytes),
        _ => Err(IncomingError::Old),
    }
}

fn workbook(bytes: &[u8]) -> Result<Read, IncomingError> {
    let mut packed = Packed::open(bytes, UNPACKED)?;
    let sheets = cells(&mut packed).map_err(damaged)?;
    let mut left = Tally::default();
    left.add(What::NeverCalculated, never_calculated(&sheets).len());
    let names = packed.names().to_vec();
    let of = |start: &str| names.iter().filter(|name| name.starts_with(start)).count();
    left.add(What::Comments, of("xl/comments"));
    left.add(What::Charts, of("xl/charts/chart"));
    left.add(What::Embedded, of("xl/embeddings/"));
    left.add(What::Pictures, of("xl/media/"));
    let hidden = sheets.iter().filter(|sheet| !sheet.visible).count();
    left.add(What::HiddenSheets, hidden);
    for sheet in sheets.iter().filter(|sheet| sheet.visible) {
        count(sheet, &mut left);
    }
    // What nobody sees is taken out first: readings of cells, names, what lies under others.
    let seen = redact::redact("a.xlsx", bytes, &[], &Fonts::load(&[])).map_err(damaged)?;
    let mut packed = Packed::open(&seen.bytes, UNPACKED)?;
    let sheets = cells(&mut packed).map_err(damaged)?;
    let shown: Vec<&SheetText> = sheets.iter().filter(|sheet| sheet.visible).collect();
    let many = shown.iter().filter(|sheet| !sheet.rows.is_empty()).count() > 1;
    let mut blocks = Vec::new();
    for sheet in shown {
        let mut rows = table(sheet)?;
        if rows.is_empty() {
            continue;
        }
        if many {
            blocks.push(Block::Text(Paragraph {
                heading: Some(2),
                ..Paragraph::plain(sheet.name.as_str())
            }));
        }
        // A heading over the whole width is a line of its own.
        let alone = |row: &Row| {
            let filled = row.cells.iter().filter(|cell| !cell.text().is_empty());
            filled.count() <= 1
        };
        while rows.len() > 1 && alone(&rows[0]) {
            let text = rows
                .remove(0)
                .cells
                .iter()
                .map(Cell::text)
                .collect::<String>();
            blocks.push(Block::Text(Paragraph {
                centred: true,
                ..Paragraph::plain(text.trim())
            }));
        }
        left.add(What::GuessedHeads, usize::from(with_head(&mut rows)));
        blocks.push(Block::Table(rows));
    }
    Ok(Read {
        blocks,
        left,
        ..Read::default()
    })
}

/// Rows and columns of a sheet that are not shown.
fn count(sheet: &SheetText, left: &mut Tally) {
    let hidden = |hiding: Hiding| {
        sheet
            .rows
            .iter()
            .flatten()
            .filter(move |it| it.hiding == Some(hiding))
    };
    let columns: BTreeSet<u32> = hidden(Hiding::Column).map(|cell| cell.column).collect();
    let rows: BTreeSet<u32> = hidden(Hiding::Row).map(|cell| cell.row).collect();
    left.add(What::HiddenColumns, columns.len());
    left.add(What::HiddenRows, rows.len());
}

/// The rows of a sheet that say something, from its first column to its last.
fn table(sheet: &SheetText) -> Result<Vec<Row>, IncomingError> {
    let said = |cell: &&CellText| cell.hiding.is_none() && !cell.text.trim().is_empty();
    let columns: BTreeSet<u32> = sheet
        .rows
        .iter()
        .flatten()
        .filter(said)
        .map(|cell| cell.column)
        .collect();
    let (Some(first), Some(last)) = (columns.first().copied(), columns.last().copied()) else {
        return Ok(Vec::new());
    };
    let width = last - first + 1;
    let size = sheet.rows.len().saturating_mul(width as usize);
    if width > WIDEST || size > MOST_CELLS {
        return Err(IncomingError::TooLong(size));
    }
    let mut rows = Vec::new();
    for row in &sheet.rows {
        let text = |column: u32| {
            let cell = row.iter().filter(said).find(|cell| cell.column == column);
            cell.map_or("", |cell| cell.text.trim())
        };
        let cells: Vec<&str> = (first..=last).map(text).collect();
        if cells.iter().any(|text| !text.is_empty()) {
            rows.push(row_of(&cells));
        }
    }
    Ok(rows)
}

fn row_of(cells: &[&str]) -> Row {
    let cell = |text: &&str| Cell {
        blocks: vec![Block::Text(Paragraph::plain(*text))],
        columns: 1,
        rows: 1,
    };
    Row {
        head: false,
        cells: cells.iter().map(cell).collect(),
    }
}

fn commas(bytes: &[u8]) -> Result<Read, IncomingError> {
    let sheets = crate::sheet::read(bytes, "a.csv").map_err(damaged)?;
    let mut left = Tally::default();
    let mut rows: Vec<Row> = Vec::new();
    for sheet in &sheets {
        let width = sheet
            .rows
            .iter()
            .flatten()
            .map(|cell| cell.column)
            .max()
            .unwrap_or(0);
        if sheet.rows.len().saturating_mul(width) > MOST_CELLS {
            return Err(IncomingError::TooLong(
                sheet.rows.len().saturating_mul(width),
            ));
        }
        for row in &sheet.rows {
            let text = |column: usize| {
                row.iter()
                    .find(|cell| cell.column == column)
                    .map_or("", |cell| cell.text.as_str())
            };
            let cells: Vec<&str> = (1..=width).map(text).collect();
            rows.push(row_of(&cells));
        }
    }
    left.add(What::GuessedHeads, usize::from(with_head(&mut rows)));
    Ok(Read {
        blocks: if rows.is_empty() {
            Vec::new()
        } else {
            vec![Block::Table(rows)]
        },
        left,
        ..Read::default()
    })
}
