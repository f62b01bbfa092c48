//! The report as DOCX, for offices that go on working on it.

use docx_rs::{
    AlignmentType, Docx, Footer, HeightRule, Paragraph, Run, Shading, Style, StyleType, Table,
    TableCell, TableCellMargins, TableLayoutType, TableRow, VAlignType, VMergeType, WidthType,
};
use law::report::Report;

use super::{
    Layout,
    grid::{Cell, Grid, Kind},
    prose,
};
use crate::{
    Error,
    fonts::Fonts,
    word::{
        self, BODY, HEI, KAI, PITCH, SIZE_2, SIZE_3, SIZE_5, SONG, TIGHTER, TWO_CHARACTERS,
        face_of, line, page_number, section, twips,
    },
};

/// The report as DOCX: A4, the fonts of GB/T 9704 by name, styles and headings, page numbers outside.
pub fn docx(report: &Report, fonts: &Fonts) -> Result<Vec<u8>, Error> {
    let layout = Layout::of(report)?;
    let mut document = dressed(word::title_face(fonts));
    for (place, text) in layout.title.iter().enumerate() {
        let last = place + 1 == layout.title.len();
        let spacing = line(680);
        document = document.add_paragraph(
            Paragraph::new()
                .style("Title")
                .line_spacing(if last {
                    spacing.after(PITCH.unsigned_abs())
                } else {
                    spacing
                })
                .add_run(Run::new().add_text(text)),
        );
    }
    document = add_prose(document, &layout.opening);
    let mut below_table = false;
    for section in &layout.sections {
        let mut heading = Paragraph::new()
            .style("Heading1")
            .keep_next(true)
            .add_run(Run::new().add_text(&section.heading));
        if below_table {
            heading = heading.line_spacing(line(PITCH).before(160));
        }
        document = document.add_paragraph(heading);
        if let Some(grid) = &section.table {
            document = document.add_table(table(grid));
        }
        below_table = section.table.is_some() && section.paragraphs.is_empty();
        document = add_prose(document, &section.paragraphs);
    }
    word::packed(document, &layout.title_line(), &layout.organ)
}

/// Page, defaults, styles and footers.
fn dressed(title_face: &str) -> Docx {
    let heading = |id: &str, name: &str, face: &str, level: usize| {
        Style::new(id, StyleType::Paragraph)
            .name(name)
            .based_on("Normal")
            .next("Normal")
            .q_format(true)
            .fonts(face_of(face))
            .size(SIZE_3)
            .outline_lvl(level)
            .line_spacing(line(PITCH))
            .indent(None, Some(TWO_CHARACTERS), None, None)
            .first_line_chars(200)
    };
    Docx::new()
        .document(docx_rs::Document::new().default_section_property(section()))
        .default_fonts(face_of(BODY))
        .default_size(SIZE_3)
        .add_style(
            Style::new("Title", StyleType::Paragraph)
                .name("Title")
                .next("Normal")
                .q_format(true)
                .align(AlignmentType::Center)
                .fonts(face_of(title_face))
                .size(SIZE_2),
        )
        .add_style(heading("Heading1", "heading 1", HEI, 0))
        .add_style(heading("Heading2", "heading 2", KAI, 1))
        .footer(Footer::new().add_paragraph(page_number(AlignmentType::Right)))
        .even_footer(Footer::new().add_paragraph(page_number(AlignmentType::Left)))
}

fn add_prose(mut document: Docx, paragraphs: &[prose::Paragraph]) -> Docx {
    for it in paragraphs {
        let paragraph = if it.text.is_empty() {
            Paragraph::new()
                .style("Heading2")
                .keep_next(true)
                .add_run(Run::new().add_text(&it.lead))
        } else {
            let mut paragraph = Paragraph::new()
                .align(AlignmentType::Both)
                .indent(None, Some(TWO_CHARACTERS), None, None)
                .first_line_chars(200)
                .line_spacing(line(PITCH));
            if !it.lead.is_empty() {
                paragraph = paragraph.add_run(
                    Run::new()
                        .fonts(face_of(KAI))
                        .character_spacing(TIGHTER)
                        .add_text(&it.lead),
                );
            }
            paragraph.add_run(Run::new().character_spacing(TIGHTER).add_text(&it.text))
        };
        document = document.add_paragraph(paragraph);
    }
    document
}

fn table(grid: &Grid) -> Table {
    let rows = (0..grid.rows())
        .map(|row| {
            let last = row + 1 == grid.rows();
            let cells = grid
                .touching(row)
                .into_iter()
                .map(|cell| table_cell(grid, cell, row, last))
                .collect();
            let made = TableRow::new(cells)
                .row_height(360.0)
                .height_rule(HeightRule::AtLeast);
            // See `word::packed`: rows that may not split are the head, and are marked as such there.
            if row < grid.header {
                made.cant_split()
            } else {
                made
            }
        })
        .collect();
    Table::new(rows)
        .set_grid(grid.widths.iter().map(|width| twips(*width)).collect())
        .layout(TableLayoutType::Fixed)
        .width(twips(grid.widths.iter().sum()), WidthType::Dxa)
        .margins(TableCellMargins::new().margin(20, 45, 20, 45))
}

fn table_cell(grid: &Grid, cell: &Cell, row: usize, last: bool) -> TableCell {
    let wide = grid.widths.len() > 4;
    let mut made = TableCell::new()
        .width(twips(grid.width(cell)), WidthType::Dxa)
        .vertical_align(VAlignType::Center);
    if cell.columns > 1 {
        made = made.grid_span(cell.columns);
    }
    if cell.rows > 1 {
        made = made.vertical_merge(if row == cell.row {
            VMergeType::Restart
        } else {
            VMergeType::Continue
        });
    }
    if cell.kind == Kind::Band {
        made = made.shading(Shading::new().fill("C6D9F1"));
    }
    let side = match cell.kind {
        Kind::Band => AlignmentType::Left,
        Kind::Label if wide => AlignmentType::Left,
        _ => AlignmentType::Center,
    };
    let size = match cell.text.chars().count() {
        _ if cell.kind != Kind::Value || !wide => SIZE_5,
        0..=4 => SIZE_5,
        5 => 18,
        6 => 16,
        _ => 14,
    };
    // Kept with the next row, so that the table stays on one page.
    let mut paragraph = Paragraph::new()
        .align(side)
        .keep_next(!last)
        .line_spacing(line(280));
    if row == cell.row && !cell.text.is_empty() {
        let face = if cell.kind == Kind::Corner { KAI } else { SONG };
        paragraph = paragraph.add_run(
            Run::new()
                .fonts(face_of(face))
                .size(size)
                .add_text(&cell.text),
        );
    }
    made.add_paragraph(paragraph)
}
