//! What stands in all cells, seen or not, as people see it: for a scan and for the search.

use jiff::civil::DateTime;
use quick_xml::{Reader, events::Event, name::QName};

use super::{
    Book, Packed, RedactError, Strings,
    book::{is_true, place},
    format, part,
    sheet::{Row, Seen, letters, position, read_cell},
    xml::{attributes, damaged},
};

/// Why a cell of a visible sheet is not seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hiding {
    Row,
    Column,
    /// It lies under a merged one, or its format shows nothing.
    Cell,
}

pub(crate) struct CellText {
    pub reference: String,
    /// From 1.
    pub row: u32,
    pub column: u32,
    /// What is kept where the cell holds a number or a day.
    pub number: Option<f64>,
    pub day: Option<DateTime>,
    /// A formula that no program has calculated.
    pub never_calculated: bool,
    pub text: String,
    pub hiding: Option<Hiding>,
}

pub(crate) struct SheetText {
    pub name: String,
    pub visible: bool,
    pub rows: Vec<Vec<CellText>>,
}

/// The cells of every sheet that hold anything, row by row.
pub(crate) fn cells(packed: &mut Packed<'_>) -> Result<Vec<SheetText>, RedactError> {
    let book = Book::read(packed)?;
    let strings = Strings::read(&part(packed, &book.strings)?)?;
    let mut sheets = Vec::new();
    for sheet in &book.sheets {
        let source = part(packed, &sheet.part)?;
        sheets.push(SheetText {
            name: sheet.name.clone(),
            visible: sheet.visible,
            rows: rows(&source, &book, &strings)?,
        });
    }
    Ok(sheets)
}

/// The formulas of the visible sheets that no program has calculated, each with its sheet.
pub(crate) fn never_calculated(sheets: &[SheetText]) -> Vec<String> {
    sheets
        .iter()
        .filter(|sheet| sheet.visible)
        .flat_map(|sheet| {
            let cells = sheet.rows.iter().flatten();
            cells
                .filter(|cell| cell.never_calculated)
                .map(|cell| format!("{}!{}", sheet.name, cell.reference))
        })
        .collect()
}

fn rows(source: &str, book: &Book, strings: &Strings) -> Result<Vec<Vec<CellText>>, RedactError> {
    let mut seen = Seen::of(source)?;
    let mut reader = Reader::from_str(source);
    let mut rows: Vec<Vec<CellText>> = Vec::new();
    let mut row = Row::default();
    loop {
        let before = place(&reader);
        match reader.read_event().map_err(damaged)? {
            Event::Start(tag) | Event::Empty(tag) if tag.local_name().as_ref() == "row" => {
                row = Row::begin(&row, &attributes(&tag)?);
                seen.enter(row.number);
                rows.push(Vec::new());
            }
            Event::Start(tag) if tag.local_name().as_ref() == "c" => {
                let name = tag.name().as_ref().to_string();
                reader.read_to_end(QName(&name)).map_err(damaged)?;
                let cell = cell(
                    &source[before..place(&reader)],
                    &mut row,
                    &seen,
                    book,
                    strings,
                )?;
                if let Some(last) = rows.last_mut() {
                    last.extend(cell);
                }
            }
            Event::Eof => {
                rows.retain(|row| !row.is_empty());
                return Ok(rows);
            }
            _ => {}
        }
    }
}

fn cell(
    whole: &str,
    row: &mut Row,
    seen: &Seen,
    book: &Book,
    strings: &Strings,
) -> Result<Option<CellText>, RedactError> {
    let (given, inside) = read_cell(whole)?;
    let (number, column) = given
        .get("r")
        .and_then(|reference| position(reference))
        .unwrap_or((row.number, row.column + 1));
    row.column = column;
    let style = given.get("s").and_then(|style| style.parse().ok());
    let format = book.format(style.unwrap_or(0));
    let value = inside.value.as_str();
    let kind = given.get("t").map_or("n", String::as_str);
    let kept: Option<f64> = (kind == "n").then(|| value.trim().parse().ok()).flatten();
    let never_calculated = inside.never_calculated(&given);
    let text = match given.get("t").map_or("n", String::as_str) {
        "b" => if is_true(value) { "TRUE" } else { "FALSE" }.to_string(),
        "inlineStr" => plain(inside.inline),
        "s" => plain(
            value
                .trim()
                .parse()
                .map_or("", |number| strings.source(number)),
        ),
        "n" => value.trim().parse().map_or_else(
            |_| value.to_string(),
            |number| format::shown(number, format, book.epoch_1904),
        ),
        _ => value.to_string(),
    };
    let hiding = if row.hidden {
        Some(Hiding::Row)
    } else if seen.column_is_hidden(number, column) {
        Some(Hiding::Column)
    } else if seen.is_covered(number, column) || format::shows_nothing(format) {
        Some(Hiding::Cell)
    } else {
        None
    };
    Ok(
        (!text.trim().is_empty() || never_calculated).then(|| CellText {
            reference: format!("{}{number}", letters(column)),
            row: number,
            column,
            number: kept,
            day: kept
                .filter(|_| format::is_day(format))
                .and_then(|kept| format::date(kept, book.epoch_1904)),
            never_calculated,
            text,
            hiding,
        }),
    )
}

/// The words of a string without its runs.
fn plain(xml: &str) -> String {
    let mut reader = Reader::from_str(xml);
    let mut text = String::new();
    loop {
        match reader.read_event() {
            Ok(Event::Text(words)) => text.push_str(&words),
            Ok(Event::CData(words)) => text.push_str(&words),
            Ok(Event::GeneralRef(entity)) => text.push_str(
                &quick_xml::escape::unescape(&format!("&{};", &*entity)).unwrap_or_default(),
            ),
            Ok(Event::Eof) | Err(_) => return text,
            Ok(_) => {}
        }
    }
}
