//! An item as DOCX, for whoever goes on working with its text.

use docx_rs::{
    AlignmentType, Docx, Footer, Paragraph, Run, Style, StyleType, TableCell, TableCellMargins,
    TableLayoutType, TableRow, VAlignType, VMergeType, WidthType,
};

use super::{
    Paper,
    blocks::{self, Block, blocks},
    table::{Cell, Table},
};
use crate::{
    Error,
    fonts::Fonts,
    word::{
        self, BODY, HEI, KAI, SIZE_2, SIZE_3, SIZE_4, SIZE_5, TWO_CHARACTERS, face_of, line,
        page_number, section, twips,
    },
};

/// 156 mm, in tenths of a millimetre.
const WIDTH: u32 = 1560;
const PITCH: i32 = 560;
/// An indent of a list, in twentieths of a point.
const STEP: i32 = 420;

/// The item as DOCX on A4, with headings, lists and tables as such.
///
/// # Errors
/// The document could not be packed.
pub fn docx(paper: &Paper, fonts: &Fonts) -> Result<Vec<u8>, Error> {
    let mut document = dressed(word::title_face(fonts)).add_paragraph(
        Paragraph::new()
            .style("Title")
            .line_spacing(line(680).after(300))
            .add_run(Run::new().add_text(&paper.title)),
    );
    if !paper.notice.is_empty() {
        document = document.add_paragraph(plain(&paper.notice, HEI, SIZE_4));
    }
    document = document.add_table(facts(&paper.facts));
    if !paper.summary.is_empty() {
        document = document.add_paragraph(
            plain(&paper.summary, KAI, SIZE_3).line_spacing(line(PITCH).before(240)),
        );
    }
    for block in blocks(&paper.body_html) {
        document = match block {
            Block::Table(table) => document.add_table(grid(&table)),
            Block::Heading { level, runs } => document.add_paragraph(heading(level, &runs)),
            Block::Paragraph { runs } => document.add_paragraph(
                written(&runs)
                    .align(AlignmentType::Both)
                    .indent(None, Some(TWO_CHARACTERS), None, None)
                    .first_line_chars(200),
            ),
            Block::Item { depth, mark, runs } => {
                let depth = i32::try_from(depth).unwrap_or(0);
                let mut marked = vec![blocks::Run {
                    text: format!("{mark} "),
                    ..blocks::Run::default()
                }];
                marked.extend(runs);
                document.add_paragraph(written(&marked).indent(
                    Some(STEP * (depth + 1)),
                    None,
                    None,
                    None,
                ))
            }
        };
    }
    let (label, names) = &paper.attachments;
    if !names.is_empty() {
        document = document.add_paragraph(plain(label, HEI, SIZE_3).keep_next(true));
        for (number, name) in (1..).zip(names) {
            document = document.add_paragraph(plain(&format!("{number}. {name}"), BODY, SIZE_3));
        }
    }
    for (at, said) in paper.source.iter().enumerate() {
        let before = if at == 0 { 400 } else { 0 };
        document = document.add_paragraph(
            Paragraph::new()
                .line_spacing(line(320).before(before))
                .add_run(Run::new().size(SIZE_5).add_text(said)),
        );
    }
    word::packed(document, &paper.title, &paper.organ)
}

fn dressed(title_face: &str) -> Docx {
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
        .footer(Footer::new().add_paragraph(page_number(AlignmentType::Center)))
}

fn plain(text: &str, face: &str, size: usize) -> Paragraph {
    Paragraph::new()
        .line_spacing(line(PITCH))
        .add_run(Run::new().fonts(face_of(face)).size(size).add_text(text))
}

fn heading(level: u8, runs: &[blocks::Run]) -> Paragraph {
    let words: String = runs.iter().map(|run| run.text.as_str()).collect();
    plain(&words.replace('\n', " "), HEI, SIZE_3)
        .keep_next(true)
        .outline_lvl(usize::from(level) - 1)
}

fn written(runs: &[blocks::Run]) -> Paragraph {
    let mut paragraph = Paragraph::new().line_spacing(line(PITCH));
    for run in runs {
        paragraph = paragraph.add_run(set(run));
    }
    paragraph
}

fn set(run: &blocks::Run) -> Run {
    let mut set = Run::new();
    if run.strong {
        set = set.bold();
    }
    if run.emphasis {
        set = set.fonts(face_of(KAI));
    }
    lines(set, &run.text)
}

/// A text with its line breaks.
fn lines(mut run: Run, text: &str) -> Run {
    for (at, line) in text.split('\n').enumerate() {
        if at > 0 {
            run = run.add_break(docx_rs::BreakType::TextWrapping);
        }
        run = run.add_text(line);
    }
    run
}

/// The header: labels and values.
fn facts(facts: &[(String, String)]) -> docx_rs::Table {
    let widths = [300, WIDTH - 300];
    let rows = facts
        .iter()
        .map(|(label, value)| {
            let cell = |text: &str, face, width| {
                TableCell::new()
                    .width(twips(width), WidthType::Dxa)
                    .vertical_align(VAlignType::Center)
                    .add_paragraph(
                        Paragraph::new()
                            .line_spacing(line(400))
                            .add_run(Run::new().fonts(face_of(face)).size(SIZE_4).add_text(text)),
                    )
            };
            TableRow::new(vec![
                cell(label, HEI, widths[0]),
                cell(value, BODY, widths[1]),
            ])
        })
        .collect();
    ruled(rows, &widths)
}

fn grid(table: &Table) -> docx_rs::Table {
    let columns = table.columns.max(1);
    let width = WIDTH / u32::try_from(columns).unwrap_or(1);
    let widths = vec![width; columns];
    let size = if columns <= 5 { SIZE_4 } else { SIZE_5 };
    // Of each column, the cell that covers it in this row.
    let mut rows = Vec::with_capacity(table.rows);
    let mut begins: Vec<Option<&Cell>> = vec![None; columns];
    let mut cells = table.cells.iter().peekable();
    for row in 0..table.rows {
        while let Some(cell) = cells.next_if(|cell| cell.row == row) {
            begins[cell.column] = Some(cell);
        }
        let mut made = Vec::new();
        let mut column = 0;
        while column < columns {
            let Some(cell) = begins[column] else {
                column += 1;
                continue;
            };
            made.push(set_cell(cell, cell.row == row, (width, size)));
            column += cell.columns;
        }
        let made = TableRow::new(made);
        // See `word::packed`: rows that may not split are the head.
        rows.push(if row < table.heads && table.heads < table.rows {
            made.cant_split()
        } else {
            made
        });
    }
    ruled(rows, &widths)
}

fn set_cell(cell: &Cell, first: bool, (width, size): (u32, usize)) -> TableCell {
    let wide = width * u32::try_from(cell.columns).unwrap_or(1);
    let mut made = TableCell::new()
        .width(twips(wide), WidthType::Dxa)
        .vertical_align(VAlignType::Center);
    if cell.columns > 1 {
        made = made.grid_span(cell.columns);
    }
    if cell.rows > 1 {
        made = made.vertical_merge(if first {
            VMergeType::Restart
        } else {
            VMergeType::Continue
        });
    }
    let face = if cell.head { HEI } else { BODY };
    let run = Run::new().fonts(face_of(face)).size(size);
    let text = if first { cell.text.as_str() } else { "" };
    made.add_paragraph(
        Paragraph::new()
            .align(if cell.head {
                AlignmentType::Center
            } else {
                AlignmentType::Left
            })
            .line_spacing(line(400))
            .add_run(lines(run, text)),
    )
}

fn ruled(rows: Vec<TableRow>, widths: &[u32]) -> docx_rs::Table {
    docx_rs::Table::new(rows)
        .set_grid(widths.iter().map(|width| twips(*width)).collect())
        .layout(TableLayoutType::Fixed)
        .width(twips(widths.iter().sum()), WidthType::Dxa)
        .margins(TableCellMargins::new().margin(40, 90, 40, 90))
}
