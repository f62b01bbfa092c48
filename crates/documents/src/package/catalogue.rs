//! 卷内目录: the catalogue for people, in the columns of Z-11.

use docx_rs::{
    AlignmentType, Docx, Footer, HeightRule, PageMargin, PageOrientationType, Paragraph, Run,
    SectionProperty, Table, TableCell, TableLayoutType, TableRow, VAlignType, WidthType,
};
use law::archive::{CATALOGUE_COLUMNS, catalogue_date};

use super::{CaseFile, Placed};
use crate::{
    Error,
    fonts::Fonts,
    word::{self, BODY, HEI, SIZE_2, SIZE_4, SIZE_5, SONG, face_of, line, page_number, twips},
};

/// Tenths of a millimetre on A4 across, 2400 together.
const WIDTHS: [u32; 9] = [130, 420, 330, 330, 560, 210, 120, 120, 180];

pub(super) fn docx(
    file: &CaseFile,
    papers: &[Placed<'_>],
    fonts: &Fonts,
) -> Result<Vec<u8>, Error> {
    let section = SectionProperty::new()
        .page_size(
            docx_rs::PageSize::new()
                .width(16838)
                .height(11906)
                .orient(PageOrientationType::Landscape),
        )
        .page_margin(
            PageMargin::new()
                .top(1417)
                .bottom(1134)
                .left(1587)
                .right(1474)
                .header(851)
                .footer(700)
                .gutter(0),
        );
    let reference = file
        .reference
        .as_ref()
        .map(ToString::to_string)
        .unwrap_or_default();
    let mut rows = vec![row(&CATALOGUE_COLUMNS.map(String::from), true)];
    for paper in papers {
        let piece = paper.piece;
        rows.push(row(
            &[
                paper.order.to_string(),
                reference.clone(),
                piece.number.clone(),
                piece.author.clone(),
                piece.title.clone(),
                piece.date.map(catalogue_date).unwrap_or_default(),
                piece.secrecy.clone(),
                piece
                    .pages
                    .map(|pages| pages.to_string())
                    .unwrap_or_default(),
                piece.note.clone(),
            ],
            false,
        ));
    }
    let about = format!(
        "受理编号：{}　　题名：{}　　保管期限：{}",
        file.number,
        file.title,
        file.keeping.zh()
    );
    let document = Docx::new()
        .document(docx_rs::Document::new().default_section_property(section))
        .default_fonts(face_of(BODY))
        .default_size(SIZE_4)
        .footer(Footer::new().add_paragraph(page_number(AlignmentType::Center)))
        .add_paragraph(
            Paragraph::new()
                .align(AlignmentType::Center)
                .line_spacing(line(680).after(200))
                .add_run(
                    Run::new()
                        .fonts(face_of(word::title_face(fonts)))
                        .size(SIZE_2)
                        .add_text("卷内目录"),
                ),
        )
        .add_paragraph(
            Paragraph::new()
                .line_spacing(line(460).after(120))
                .add_run(Run::new().size(24).add_text(clean(&about))),
        )
        .add_table(
            Table::new(rows)
                .set_grid(WIDTHS.iter().map(|width| twips(*width)).collect())
                .layout(TableLayoutType::Fixed)
                .width(twips(WIDTHS.iter().sum()), WidthType::Dxa),
        );
    word::packed(document, &format!("{}卷内目录", file.number), &file.organ)
}

fn row(cells: &[String; 9], head: bool) -> TableRow {
    let face = if head { HEI } else { SONG };
    let cells = cells
        .iter()
        .zip(WIDTHS)
        .enumerate()
        .map(|(column, (text, width))| {
            let centred = head || !matches!(column, 3 | 4 | 8);
            TableCell::new()
                .width(twips(width), WidthType::Dxa)
                .vertical_align(VAlignType::Center)
                .add_paragraph(
                    Paragraph::new()
                        .align(if centred {
                            AlignmentType::Center
                        } else {
                            AlignmentType::Left
                        })
                        .line_spacing(line(320))
                        .add_run(
                            Run::new()
                                .fonts(face_of(face))
                                .size(SIZE_5)
                                .add_text(clean(text)),
                        ),
                )
        })
        .collect();
    let made = TableRow::new(cells)
        .row_height(480.0)
        .height_rule(HeightRule::AtLeast);
    // See `word::packed`: rows that may not split are the head.
    if head { made.cant_split() } else { made }
}

fn clean(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}
