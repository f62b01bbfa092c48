//! The report as DOCX, for offices that go on working on it.

use std::io::Cursor;

use docx_rs::{
    AlignmentType, DocGrid, DocGridType, Docx, FieldCharType, Footer, HeightRule, InstrPAGE,
    InstrText, LineSpacing, LineSpacingType, PageMargin, Paragraph, Run, RunFonts, SectionProperty,
    Shading, SpecialIndentType, Style, StyleType, Table, TableCell, TableCellMargins,
    TableLayoutType, TableRow, VAlignType, VMergeType, WidthType,
};
use law::report::Report;
use quick_xml::escape::escape;
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

use super::{
    Layout,
    grid::{Cell, Grid, Kind},
    prose,
};
use crate::{Error, fonts::Fonts};

/// Names as office suites in China know them; a site's own title face goes before 方正小标宋简体.
const TITLE: &str = "方正小标宋简体";
const BODY: &str = "仿宋_GB2312";
const KAI: &str = "楷体_GB2312";
const HEI: &str = "黑体";
const SONG: &str = "宋体";
const LATIN: &str = "Times New Roman";

/// Twentieths of a point: 225 mm in 22 lines, and what a 3号 character gives up so that 28 fit into 156 mm.
const PITCH: i32 = 579;
const TIGHTER: i32 = -5;
/// For suites that do not know of `firstLineChars`.
const TWO_CHARACTERS: SpecialIndentType = SpecialIndentType::FirstLine(632);
/// Half points.
const SIZE_2: usize = 44;
const SIZE_3: usize = 32;
const SIZE_4: usize = 28;
const SIZE_5: usize = 21;

/// The report as DOCX: A4, the fonts of GB/T 9704 by name, styles and headings, page numbers outside.
pub fn docx(report: &Report, fonts: &Fonts) -> Result<Vec<u8>, Error> {
    let layout = Layout::of(report)?;
    let title_face = fonts
        .families()
        .title
        .iter()
        .find(|name| name.contains("标宋"))
        .map_or(TITLE, String::as_str);
    let mut document = dressed(title_face);
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
    packed(document, &layout)
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

fn section() -> SectionProperty {
    // Millimetres 37, 35, 28 and 26; the page number 7 mm under the 版心.
    SectionProperty::new()
        .page_size(docx_rs::PageSize::new().width(11906).height(16838))
        .page_margin(
            PageMargin::new()
                .top(2098)
                .bottom(1984)
                .left(1587)
                .right(1474)
                .header(851)
                .footer(1247)
                .gutter(0),
        )
        .doc_grid(DocGrid::new().grid_type(DocGridType::Default))
}

/// A fixed pitch, in twentieths of a point.
fn line(pitch: i32) -> LineSpacing {
    LineSpacing::new()
        .line_rule(LineSpacingType::Exact)
        .line(pitch)
}

fn face_of(east_asian: &str) -> RunFonts {
    RunFonts::new()
        .ascii(LATIN)
        .hi_ansi(LATIN)
        .cs(LATIN)
        .east_asia(east_asian)
}

/// 4号 半角宋体, a dash on both sides, one character in.
fn page_number(side: AlignmentType) -> Paragraph {
    let dressed = || {
        Run::new()
            .size(SIZE_4)
            .fonts(RunFonts::new().ascii(SONG).hi_ansi(SONG).east_asia(SONG))
    };
    Paragraph::new()
        .align(side)
        .indent(Some(280), None, Some(280), None)
        .add_run(dressed().add_text("— "))
        .add_run(
            dressed()
                .add_field_char(FieldCharType::Begin, false)
                .add_instr_text(InstrText::PAGE(InstrPAGE {}))
                .add_field_char(FieldCharType::Separate, false)
                .add_text("1")
                .add_field_char(FieldCharType::End, false),
        )
        .add_run(dressed().add_text(" —"))
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

/// Tenths of a millimetre to twentieths of a point.
fn twips(tenths: u32) -> usize {
    (f64::from(tenths) * 56.692_9 / 10.0).round() as usize
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
            // See `packed`: rows that may not split are the head, and are marked as such there.
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

/// docx-rs stores its parts uncompressed, knows no title, and cannot mark a table's head; the parts are written anew.
fn packed(document: Docx, layout: &Layout) -> Result<Vec<u8>, Error> {
    let mut plain = Cursor::new(Vec::new());
    document.pack(&mut plain).map_err(Error::failed)?;
    let mut parts = ZipArchive::new(plain).map_err(Error::failed)?;
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    for place in 0..parts.len() {
        let mut part = parts.by_index(place).map_err(Error::failed)?;
        if part.is_dir() {
            continue;
        }
        let name = part.name().map_err(Error::failed)?.into_owned();
        let mut content = String::new();
        std::io::Read::read_to_string(&mut part, &mut content).map_err(Error::failed)?;
        let content = match name.as_str() {
            "docProps/core.xml" => core(layout),
            "word/fontTable.xml" => FONT_TABLE.to_string(),
            "word/document.xml" => {
                content.replace("<w:cantSplit />", "<w:cantSplit/><w:tblHeader/>")
            }
            _ => content,
        };
        out.start_file(name, options).map_err(Error::failed)?;
        std::io::Write::write_all(&mut out, content.as_bytes()).map_err(Error::failed)?;
    }
    Ok(out.finish().map_err(Error::failed)?.into_inner())
}

fn core(layout: &Layout) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{}</dc:title><dc:creator>{}</dc:creator><dc:language>zh-CN</dc:language></cp:coreProperties>"#,
        escape(layout.title_line()),
        escape(&layout.organ),
    )
}

/// Tells an office suite without these fonts which face is meant.
const FONT_TABLE: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:font w:name="方正小标宋简体"><w:altName w:val="FZXiaoBiaoSong-B05S"/><w:charset w:val="86"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font><w:font w:name="仿宋_GB2312"><w:altName w:val="仿宋"/><w:charset w:val="86"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font><w:font w:name="楷体_GB2312"><w:altName w:val="楷体"/><w:charset w:val="86"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font><w:font w:name="黑体"><w:altName w:val="SimHei"/><w:charset w:val="86"/><w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font><w:font w:name="宋体"><w:altName w:val="SimSun"/><w:charset w:val="86"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font></w:fonts>"#;
