//! An empty sheet to fill in: headings with their explanation, and choices where only some words are allowed.

use rust_xlsxwriter::{Color, DataValidation, Format, FormatBorder, Note, Workbook, XlsxError};

use crate::Error;

/// A column to fill in.
#[derive(Debug, Clone, Default)]
pub struct TemplateColumn<'a> {
    pub heading: &'a str,
    /// Shown when the pointer rests on the heading; may be empty.
    pub note: &'a str,
    /// The only words allowed; empty means any text.
    pub choices: &'a [&'a str],
}

impl<'a> From<&'a str> for TemplateColumn<'a> {
    fn from(heading: &'a str) -> Self {
        Self {
            heading,
            ..Self::default()
        }
    }
}

/// Rows prepared below the heading.
const PREPARED: u32 = 5_000;

/// XLSX with one heading row. Cells are text, so that a number keeps its zeros and a date stays as typed.
pub fn write_template(columns: &[TemplateColumn<'_>]) -> Result<Vec<u8>, Error> {
    made(columns).map_err(Error::failed)
}

/// CSV with one heading row, marked as UTF-8 so that Excel and WPS read it as such.
pub fn write_csv_template(columns: &[TemplateColumn<'_>]) -> Result<Vec<u8>, Error> {
    let mut writer = csv::Writer::from_writer("\u{FEFF}".as_bytes().to_vec());
    writer
        .write_record(columns.iter().map(|column| column.heading))
        .map_err(Error::failed)?;
    writer.into_inner().map_err(Error::failed)
}

fn made(columns: &[TemplateColumn<'_>]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet
        .set_name("数据")?
        .set_freeze_panes(1, 0)?
        .set_row_height(0, 22)?;
    let head = Format::new()
        .set_bold()
        .set_background_color(Color::RGB(0x00C6_D9F1))
        .set_border(FormatBorder::Thin);
    let text = Format::new().set_num_format("@");
    for (column, it) in (0u16..).zip(columns) {
        sheet.set_column_format(column, &text)?;
        sheet.set_column_width(
            column,
            (it.heading.chars().count() * 2 + 6).clamp(12, 40) as f64,
        )?;
        sheet.write_string_with_format(0, column, it.heading, &head)?;
        if !it.note.is_empty() {
            sheet.insert_note(0, column, &Note::new(it.note))?;
        }
        if !it.choices.is_empty() {
            let allowed = DataValidation::new().allow_list_strings(it.choices)?;
            sheet.add_data_validation(1, column, PREPARED, column, &allowed)?;
        }
    }
    book.save_to_buffer()
}
