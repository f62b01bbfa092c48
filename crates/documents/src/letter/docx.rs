//! A letter as DOCX with the geometry of its PDF, for offices that go on working on it.

use docx_rs::{
    AlignmentType, BorderType, Docx, Footer, HeightRule, Paragraph, ParagraphBorder,
    ParagraphBorderPosition, ParagraphBorders, Run, SpecialIndentType, Style, StyleType, Tab,
    TabValueType, TableCell, TableCellMargins, TableLayoutType, TableRow, VAlignType, WidthType,
};
use law::letter::Shape;

use super::{
    content::{Annex, Block, Page, Table},
    draft::Draft,
};
use crate::{
    Error,
    fonts::Fonts,
    word::{
        self, BODY, HEI, KAI, PITCH, SIZE_2, SIZE_3, SIZE_4, TIGHTER, TWO_CHARACTERS, face_of,
        line, page_number, section, twips,
    },
};

const RED: &str = "E60012";
/// A 3号 character of the grid, in twentieths of a point: 156 mm / 28.
const CHARACTER: i32 = 316;
/// 7 mm: by so much the lines of 170 mm go beyond the 版心 on each side.
const BEYOND: i32 = 397;

/// The letter as DOCX: A4, the fonts of GB/T 9704 by name, page numbers outside, the 版记 at the foot of the last page.
pub fn render_docx(draft: &Draft, fonts: &Fonts) -> Result<Vec<u8>, Error> {
    let page = Page::of(draft);
    let mut document = dressed(word::title_face(fonts), page.shape);
    document = head(document, &page);
    let title = page.title.len();
    for (place, text) in page.title.iter().enumerate() {
        let last = place + 1 == title;
        document = document.add_paragraph(
            Paragraph::new()
                .style("Title")
                .line_spacing(if last {
                    line(680).after(PITCH.unsigned_abs())
                } else {
                    line(680)
                })
                .add_run(Run::new().add_text(text)),
        );
    }
    if page.shape == Shape::Form && !page.number.is_empty() {
        document = document.add_paragraph(
            Paragraph::new()
                .align(AlignmentType::Right)
                .line_spacing(line(PITCH))
                .add_run(
                    Run::new()
                        .size(SIZE_4)
                        .add_text(format!("编号：{}", page.number)),
                ),
        );
    }
    let form_alone =
        page.shape == Shape::Form && matches!(page.blocks.first(), Some(Block::Table(_)));
    if !page.addressee.is_empty() && !form_alone {
        document = document.add_paragraph(plain(&format!("{}：", page.addressee)));
    }
    document = add_blocks(document, &page.blocks);
    document = add_attachments(document, &page.attachments);
    document = add_signature(document, &page);
    if !page.note.is_empty() {
        document = document.add_paragraph(
            plain(&format!("（{}）", page.note))
                .align(AlignmentType::Left)
                .indent(None, Some(TWO_CHARACTERS), None, None)
                .first_line_chars(200),
        );
    }
    for annex in &page.annexes {
        document = add_annex(document, annex);
    }
    document = add_colophon(document, &page);
    word::packed(document, &page.name(), &page.organ)
}

/// Page, defaults, styles and footers.
fn dressed(title_face: &str, shape: Shape) -> Docx {
    let document = Docx::new()
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
        .add_style(
            Style::new("Masthead", StyleType::Paragraph)
                .name("发文机关标志")
                .align(AlignmentType::Center)
                .fonts(face_of(title_face))
                .color(RED)
                .bold(),
        );
    match shape {
        Shape::Form => document,
        Shape::RedHead => document
            .footer(Footer::new().add_paragraph(page_number(AlignmentType::Right)))
            .even_footer(Footer::new().add_paragraph(page_number(AlignmentType::Left))),
        // 信函格式: no page number on the first page, but the red double line 20 mm from its foot.
        Shape::Letter => document
            .title_pg()
            .first_footer(Footer::new().add_paragraph(double(BorderType::ThinThickSmallGap, true)))
            .footer(Footer::new().add_paragraph(page_number(AlignmentType::Right)))
            .even_footer(Footer::new().add_paragraph(page_number(AlignmentType::Left))),
    }
}

/// What stands above the title.
fn head(document: Docx, page: &Page) -> Docx {
    let size = masthead(&page.organ, page.shape);
    let name = |spacing| {
        Paragraph::new()
            .style("Masthead")
            .line_spacing(spacing)
            .add_run(Run::new().size(size * 2).add_text(&page.organ))
    };
    let points = i32::try_from(size).unwrap_or(34);
    match page.shape {
        Shape::Form => document,
        // Its upper edge 35 mm below that of the 版心; two lines on the number; 4 mm below it the line.
        Shape::RedHead => document
            .add_paragraph(Paragraph::new().line_spacing(line(1984 - 3 * points)))
            .add_paragraph(name(line(points * 26)))
            .add_paragraph(Paragraph::new().line_spacing(line(PITCH)))
            .add_paragraph(
                bordered(
                    ParagraphBorderPosition::Bottom,
                    BorderType::Single,
                    12,
                    10,
                    RED,
                )
                .align(AlignmentType::Center)
                .line_spacing(line(PITCH).after(PITCH.unsigned_abs() * 2))
                .add_run(Run::new().add_text(&page.number)),
            ),
        // Its upper edge 30 mm below that of the paper, 7 mm above the 版心.
        Shape::Letter => document
            .add_paragraph(
                name(line(points * 24))
                    .v_anchor("page")
                    .h_anchor("page")
                    .x_align("center")
                    .frame_y(1701 - 2 * points)
                    .frame_width(9638)
                    .wrap("notBeside"),
            )
            .add_paragraph(double(BorderType::ThickThinSmallGap, false))
            .add_paragraph(
                Paragraph::new()
                    .align(AlignmentType::Right)
                    .line_spacing(line(PITCH).after(PITCH.unsigned_abs() * 2))
                    .add_run(Run::new().add_text(&page.number)),
            ),
    }
}

/// Points: as large as fits on the line.
fn masthead(organ: &str, shape: Shape) -> usize {
    let characters = organ.chars().count().max(1);
    let (wide, most) = if shape == Shape::Letter {
        (425, 34)
    } else {
        (442, 44)
    };
    (wide * 92 / 100 / characters).clamp(10, most)
}

/// 红色双线, 170 mm wide.
fn double(kind: BorderType, foot: bool) -> Paragraph {
    let paragraph = bordered(ParagraphBorderPosition::Bottom, kind, 36, 1, RED).indent(
        Some(-BEYOND),
        None,
        Some(-BEYOND),
        None,
    );
    if foot {
        // The footer ends 22 mm above the edge; the line stands in it at 20 mm.
        paragraph
            .v_anchor("page")
            .h_anchor("page")
            .x_align("center")
            .frame_y(15_704 - 120)
            .frame_width(9638)
            .line_spacing(line(120))
            .indent(Some(0), None, Some(0), None)
    } else {
        paragraph.line_spacing(line(300))
    }
}

/// `size` in eighths of a point, `space` in points.
fn bordered(
    position: ParagraphBorderPosition,
    kind: BorderType,
    size: usize,
    space: usize,
    color: &str,
) -> Paragraph {
    let mut paragraph = Paragraph::new();
    paragraph.property = paragraph.property.set_borders(
        ParagraphBorders::with_empty().set(
            ParagraphBorder::new(position)
                .val(kind)
                .size(size)
                .space(space)
                .color(color),
        ),
    );
    paragraph
}

fn plain(text: &str) -> Paragraph {
    Paragraph::new()
        .align(AlignmentType::Both)
        .line_spacing(line(PITCH))
        .add_run(Run::new().character_spacing(TIGHTER).add_text(text))
}

fn add_blocks(mut document: Docx, blocks: &[Block]) -> Docx {
    let indented = |paragraph: Paragraph| {
        paragraph
            .align(AlignmentType::Both)
            .indent(None, Some(TWO_CHARACTERS), None, None)
            .first_line_chars(200)
            .line_spacing(line(PITCH))
    };
    for (place, block) in blocks.iter().enumerate() {
        // The signature is never alone on a page.
        let last = place + 1 == blocks.len();
        document = match block {
            Block::First { text } => document.add_paragraph(
                indented(Paragraph::new())
                    .keep_next(true)
                    .outline_lvl(0)
                    .add_run(Run::new().fonts(face_of(HEI)).add_text(text)),
            ),
            Block::Paragraph { lead, text } => {
                let mut paragraph = indented(Paragraph::new()).keep_next(last);
                if !lead.is_empty() {
                    paragraph = paragraph.add_run(
                        Run::new()
                            .fonts(face_of(KAI))
                            .character_spacing(TIGHTER)
                            .add_text(lead),
                    );
                }
                document.add_paragraph(
                    paragraph.add_run(Run::new().character_spacing(TIGHTER).add_text(text)),
                )
            }
            Block::Table(table) => document.add_table(set_table(table)),
        };
    }
    document
}

fn set_table(table: &Table) -> docx_rs::Table {
    let narrow = table
        .rows
        .iter()
        .all(|row| row.first().is_none_or(|cell| cell.chars().count() <= 12));
    let rows = table
        .rows
        .iter()
        .enumerate()
        .map(|(place, row)| {
            let cells = row
                .iter()
                .zip(&table.widths)
                .enumerate()
                .map(|(column, (text, width))| {
                    let centred = place == 0 || (column == 0 && narrow);
                    let face = if place == 0 { HEI } else { BODY };
                    TableCell::new()
                        .width(twips(*width), WidthType::Dxa)
                        .vertical_align(VAlignType::Center)
                        .add_paragraph(
                            Paragraph::new()
                                .keep_lines(true)
                                .align(if centred {
                                    AlignmentType::Center
                                } else {
                                    AlignmentType::Left
                                })
                                .line_spacing(line(420))
                                .add_run(
                                    Run::new().fonts(face_of(face)).size(SIZE_4).add_text(text),
                                ),
                        )
                })
                .collect();
            let made = TableRow::new(cells)
                .row_height(560.0)
                .height_rule(HeightRule::AtLeast);
            // See `word::packed`: rows that may not split are the head.
            if place == 0 { made.cant_split() } else { made }
        })
        .collect();
    docx_rs::Table::new(rows)
        .set_grid(table.widths.iter().map(|width| twips(*width)).collect())
        .layout(TableLayoutType::Fixed)
        .width(twips(table.widths.iter().sum()), WidthType::Dxa)
        .margins(TableCellMargins::new().margin(60, 110, 60, 110))
}

/// 附件说明: a line below the text, two characters in; the names stand under each other.
fn add_attachments(mut document: Docx, names: &[String]) -> Docx {
    let one = names.len() == 1;
    for (place, name) in names.iter().enumerate() {
        let number = if one {
            String::new()
        } else {
            format!("{}.", place + 1)
        };
        let hang = if one { 3 } else { 4 } * CHARACTER;
        let spacing = line(PITCH);
        let mut paragraph = Paragraph::new()
            .keep_next(true)
            .line_spacing(if place == 0 {
                spacing.before(PITCH.unsigned_abs())
            } else {
                spacing
            })
            .indent(
                Some(2 * CHARACTER + hang),
                Some(SpecialIndentType::Hanging(if place == 0 {
                    hang
                } else {
                    hang - 3 * CHARACTER
                })),
                None,
                None,
            );
        let text = if place == 0 {
            format!("附件：{number}{name}")
        } else {
            format!("{number}{name}")
        };
        paragraph = paragraph.add_run(Run::new().character_spacing(TIGHTER).add_text(text));
        document = document.add_paragraph(paragraph);
    }
    document
}

/// Half characters of 3号: ASCII is half as wide.
fn halves(text: &str) -> i32 {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// The date four characters in, the name centred over it; two lines above for the seal.
fn add_signature(mut document: Docx, page: &Page) -> Docx {
    let half = CHARACTER / 2;
    let (name, date) = (halves(&page.signature) * half, halves(&page.date) * half);
    let over = (name - date) / 2;
    // The wider of the two sits four characters in, less what it reaches beyond the other, never outside.
    let of_date = (4 * CHARACTER).max(over);
    let of_name = (of_date - over).max(0);
    let mut rows = Vec::new();
    if !page.signature.is_empty() {
        rows.push((&page.signature, of_name));
    }
    if !page.date.is_empty() {
        rows.push((&page.date, of_date));
    }
    let count = rows.len();
    for (place, (text, inside)) in rows.into_iter().enumerate() {
        let spacing = line(PITCH);
        document = document.add_paragraph(
            Paragraph::new()
                .align(AlignmentType::Right)
                .indent(Some(0), None, Some(inside), None)
                .keep_next(place + 1 < count || !page.note.is_empty())
                .line_spacing(if place == 0 {
                    spacing.before(PITCH.unsigned_abs() * 2)
                } else {
                    spacing
                })
                .add_run(Run::new().add_text(text)),
        );
    }
    document
}

/// 附页: its label in 黑体 top left, its title centred on the third line.
fn add_annex(document: Docx, annex: &Annex) -> Docx {
    let document = document
        .add_paragraph(
            Paragraph::new()
                .page_break_before(true)
                .line_spacing(line(PITCH))
                .add_run(Run::new().fonts(face_of(HEI)).add_text(&annex.label)),
        )
        .add_paragraph(
            Paragraph::new()
                .style("Title")
                .line_spacing(
                    line(680)
                        .before(PITCH.unsigned_abs())
                        .after(PITCH.unsigned_abs()),
                )
                .add_run(Run::new().add_text(&annex.title)),
        );
    add_blocks(document, &annex.blocks)
}

/// 版记: in a frame at the foot of the 版心 of the last page.
fn add_colophon(mut document: Docx, page: &Page) -> Docx {
    let mut rows = Vec::new();
    if !page.copies.is_empty() {
        rows.push(format!("抄送：{}。", page.copies));
    }
    if !page.printed_by.is_empty() && page.shape != Shape::Letter {
        rows.push(format!("{}\t{}印发", page.printed_by, page.printed_on));
    }
    let count = rows.len();
    for (place, text) in rows.into_iter().enumerate() {
        let mut borders = ParagraphBorders::with_empty();
        if page.shape != Shape::Letter {
            // 首条和末条 0.35 mm, 中间 0.25 mm, in eighths of a point.
            borders = borders.set(
                ParagraphBorder::new(ParagraphBorderPosition::Top)
                    .size(if place == 0 { 8 } else { 6 })
                    .space(3)
                    .color("auto"),
            );
            if place + 1 == count {
                borders = borders.set(
                    ParagraphBorder::new(ParagraphBorderPosition::Bottom)
                        .size(8)
                        .space(3)
                        .color("auto"),
                );
            }
        }
        let mut paragraph = Paragraph::new()
            .indent(Some(280), None, Some(280), None)
            .add_tab(Tab::new().val(TabValueType::Right).pos(8565))
            .line_spacing(line(460))
            .v_anchor("margin")
            .h_anchor("margin")
            .y_align("bottom")
            .frame_width(8845)
            .wrap("around");
        paragraph.property = paragraph.property.set_borders(borders);
        let mut run = Run::new().size(SIZE_4);
        for (piece, part) in text.split('\t').enumerate() {
            if piece > 0 {
                run = run.add_tab();
            }
            run = run.add_text(part);
        }
        document = document.add_paragraph(paragraph.add_run(run));
    }
    document
}
