//! The report as XLSX: the merged cells of the form, numbers as numbers, and the written sections before and after.

use law::report::Report;
use rust_xlsxwriter::{
    Color, DocProperties, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use super::{
    Layout, Section,
    grid::{Cell, Grid, Kind},
    prose::Paragraph,
};
use crate::{Error, cell_text};

/// Rows above the grid: the report's title and the section's heading.
const ABOVE: u32 = 2;
/// Width of a sheet of text, in characters of the standard font.
const TEXT_WIDTH: f64 = 88.0;

/// Five sheets in the order of the report: 总体情况; 表二, 表三 and 表四, each with what is written under it; 问题和其他.
pub fn xlsx(report: &Report) -> Result<Vec<u8>, Error> {
    let layout = Layout::of(report)?;
    let mut book = Workbook::new();
    book.set_properties(
        &DocProperties::new()
            .set_title(layout.title_line())
            .set_author(&layout.organ),
    );
    let (tables, written): (Vec<_>, Vec<_>) = layout
        .sections
        .iter()
        .partition(|section| section.table.is_some());
    let (first, rest) = written.split_at(written.len().min(1));
    let title = layout.title_line();
    let sheet = book.add_worksheet();
    sheet.set_name("总体情况").map_err(Error::failed)?;
    text(sheet, &title, &layout.opening, first).map_err(Error::failed)?;
    for (section, name) in tables.into_iter().zip(["表二", "表三", "表四"]) {
        if let Some(grid) = &section.table {
            let sheet = book.add_worksheet();
            sheet.set_name(name).map_err(Error::failed)?;
            fill(sheet, grid, &title, &section.heading).map_err(Error::failed)?;
            under(sheet, grid, &section.paragraphs).map_err(Error::failed)?;
        }
    }
    let sheet = book.add_worksheet();
    sheet.set_name("问题和其他").map_err(Error::failed)?;
    text(sheet, &title, &[], rest).map_err(Error::failed)?;
    book.save_to_buffer().map_err(Error::failed)
}

/// A sheet of written sections: a paragraph a row.
fn text(
    sheet: &mut Worksheet,
    title: &str,
    opening: &[Paragraph],
    sections: &[&Section],
) -> Result<(), XlsxError> {
    let heading = Format::new()
        .set_font_name("黑体")
        .set_font_size(12)
        .set_align(FormatAlign::VerticalCenter);
    let wide = heading
        .clone()
        .set_font_size(16)
        .set_align(FormatAlign::Center);
    sheet.set_column_width(0, TEXT_WIDTH)?;
    sheet.set_row_height(0, 30)?;
    sheet.write_string_with_format(0, 0, title, &wide)?;
    let mut row = 1;
    for paragraph in opening {
        row = written(sheet, row, paragraph)?;
    }
    for section in sections {
        sheet.set_row_height(row, 22)?;
        sheet.write_string_with_format(row, 0, &section.heading, &heading)?;
        row += 1;
        for paragraph in &section.paragraphs {
            row = written(sheet, row, paragraph)?;
        }
    }
    sheet.set_paper_size(9).set_print_fit_to_pages(1, 0);
    sheet.set_footer("&C— &P —");
    Ok(())
}

fn written(sheet: &mut Worksheet, row: u32, paragraph: &Paragraph) -> Result<u32, XlsxError> {
    let text = format!("{}{}", paragraph.lead, paragraph.text);
    sheet.set_row_height(row, lines_high(&text, TEXT_WIDTH))?;
    sheet.write_string_with_format(row, 0, cell_text::of(&text), &prose())?;
    Ok(row + 1)
}

/// What is written under a table, in rows as wide as the table.
fn under(sheet: &mut Worksheet, grid: &Grid, paragraphs: &[Paragraph]) -> Result<(), XlsxError> {
    let last = index(grid.widths.len()) - 1;
    let width: u32 = grid.widths.iter().sum();
    for (place, paragraph) in paragraphs.iter().enumerate() {
        let row = ABOVE + down(grid.rows()) + down(place);
        let text = format!("{}{}", paragraph.lead, paragraph.text);
        sheet.merge_range(row, 0, row, last, &text, &prose())?;
        sheet.set_row_height(row, lines_high(&text, f64::from(width) / 18.0))?;
    }
    Ok(())
}

fn prose() -> Format {
    Format::new()
        .set_font_name("仿宋")
        .set_font_size(11)
        .set_text_wrap()
        .set_align(FormatAlign::Top)
}

/// Points for a text; a Han character is two of the standard font wide.
fn lines_high(text: &str, width: f64) -> f64 {
    let fit = (width / 2.1).max(1.0);
    let lines = (text.chars().count() as f64 / fit).ceil().max(1.0);
    // No row of a sheet is higher.
    (4.0 + 15.0 * lines).min(409.0)
}

fn fill(sheet: &mut Worksheet, grid: &Grid, title: &str, heading: &str) -> Result<(), XlsxError> {
    let last = index(grid.widths.len()) - 1;
    let bold = Format::new()
        .set_font_name("黑体")
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter);
    sheet.merge_range(0, 0, 0, last, title, &bold.clone().set_font_size(16))?;
    sheet.merge_range(1, 0, 1, last, heading, &bold.set_font_size(12))?;
    sheet.set_row_height(0, 30)?.set_row_height(1, 22)?;
    for (column, width) in grid.widths.iter().enumerate() {
        // A character of the standard font is about 2 mm wide.
        sheet.set_column_width(index(column), f64::from(*width) / 18.0)?;
    }
    for cell in &grid.cells {
        write(sheet, cell, &format_of(cell, grid))?;
    }
    for row in 0..grid.rows() {
        sheet.set_row_height(ABOVE + down(row), height(grid, row))?;
    }
    sheet.set_paper_size(9).set_print_center_horizontally(true);
    if grid.widths.len() > 10 {
        sheet.set_landscape();
    }
    sheet.set_print_fit_to_pages(1, 1).set_footer("&C— &P —");
    Ok(())
}

fn write(sheet: &mut Worksheet, cell: &Cell, format: &Format) -> Result<(), XlsxError> {
    let (row, column) = (ABOVE + down(cell.row), index(cell.column));
    if cell.rows > 1 || cell.columns > 1 {
        let end = (row + down(cell.rows) - 1, column + index(cell.columns) - 1);
        sheet.merge_range(row, column, end.0, end.1, "", format)?;
    }
    // Only what comes back digit for digit may be a number; a long amount stays text.
    match cell.text.parse::<f64>() {
        Ok(number) if cell.kind == Kind::Value && number.to_string() == cell.text => {
            sheet.write_number_with_format(row, column, number, format)?;
        }
        _ => {
            sheet.write_string_with_format(row, column, cell_text::of(&cell.text), format)?;
        }
    }
    Ok(())
}

fn format_of(cell: &Cell, grid: &Grid) -> Format {
    let format = Format::new()
        .set_font_name("宋体")
        .set_font_size(10.5)
        .set_border(FormatBorder::Thin)
        .set_text_wrap()
        .set_align(FormatAlign::VerticalCenter);
    match cell.kind {
        Kind::Band => format
            .set_align(FormatAlign::Left)
            .set_background_color(Color::RGB(0x00C6_D9F1)),
        Kind::Label if grid.widths.len() > 4 => format.set_align(FormatAlign::Left),
        Kind::Corner => format.set_font_name("楷体").set_align(FormatAlign::Center),
        _ => format.set_align(FormatAlign::Center),
    }
}

/// Points, by the cell of the row that needs the most lines.
fn height(grid: &Grid, row: usize) -> f64 {
    let lines = grid
        .touching(row)
        .into_iter()
        .filter(|cell| cell.rows == 1)
        .map(|cell| {
            let fit = (grid.width(cell) / 40).max(1) as usize;
            cell.text.chars().count().div_ceil(fit).max(1)
        })
        .max()
        .unwrap_or(1);
    4.0 + 14.0 * lines as f64
}

fn index(column: usize) -> u16 {
    u16::try_from(column).unwrap_or(u16::MAX)
}

fn down(row: usize) -> u32 {
    u32::try_from(row).unwrap_or(u32::MAX)
}
