//! What the DOCX forms of all documents share: the page of GB/T 9704, faces by name, and the parts written anew.

mod order;

use std::io::{Cursor, Read, Write};

use docx_rs::{
    AlignmentType, DocGrid, DocGridType, Docx, FieldCharType, InstrPAGE, InstrText, LineSpacing,
    LineSpacingType, PageMargin, Paragraph, Run, RunFonts, SectionProperty, SpecialIndentType,
};
use quick_xml::escape::escape;
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

use crate::{Error, fonts::Fonts};

/// Names as office suites in China know them; a site's own title face goes before 方正小标宋简体.
const TITLE: &str = "方正小标宋简体";
pub(crate) const BODY: &str = "仿宋_GB2312";
pub(crate) const KAI: &str = "楷体_GB2312";
pub(crate) const HEI: &str = "黑体";
pub(crate) const SONG: &str = "宋体";
const LATIN: &str = "Times New Roman";

/// Twentieths of a point: 225 mm in 22 lines, and what a 3号 character gives up so that 28 fit into 156 mm.
pub(crate) const PITCH: i32 = 579;
pub(crate) const TIGHTER: i32 = -5;
/// For suites that do not know of `firstLineChars`.
pub(crate) const TWO_CHARACTERS: SpecialIndentType = SpecialIndentType::FirstLine(632);
/// Half points.
pub(crate) const SIZE_2: usize = 44;
pub(crate) const SIZE_3: usize = 32;
pub(crate) const SIZE_4: usize = 28;
pub(crate) const SIZE_5: usize = 21;

/// The face of titles: the site's own 小标宋 where it has one.
pub(crate) fn title_face(fonts: &Fonts) -> &str {
    fonts
        .families()
        .title
        .iter()
        .find(|name| name.contains("标宋"))
        .map_or(TITLE, String::as_str)
}

/// A4 with margins of 37, 35, 28 and 26 mm; the page number 7 mm under the 版心.
pub(crate) fn section() -> SectionProperty {
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
pub(crate) fn line(pitch: i32) -> LineSpacing {
    LineSpacing::new()
        .line_rule(LineSpacingType::Exact)
        .line(pitch)
}

pub(crate) fn face_of(east_asian: &str) -> RunFonts {
    RunFonts::new()
        .ascii(LATIN)
        .hi_ansi(LATIN)
        .cs(LATIN)
        .east_asia(east_asian)
}

/// 4号 半角宋体, a dash on both sides, one character in.
pub(crate) fn page_number(side: AlignmentType) -> Paragraph {
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

/// Tenths of a millimetre to twentieths of a point.
pub(crate) fn twips(tenths: u32) -> usize {
    (f64::from(tenths) * 56.692_9 / 10.0).round() as usize
}

/// The bytes of the document. docx-rs stores its parts uncompressed, knows no title, and cannot mark a table's head: the
/// parts are written anew, and rows that may not split are taken for the head.
pub(crate) fn packed(document: Docx, title: &str, author: &str) -> Result<Vec<u8>, Error> {
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
        part.read_to_string(&mut content).map_err(Error::failed)?;
        let content = match name.as_str() {
            "docProps/core.xml" => core(title, author),
            "word/fontTable.xml" => FONT_TABLE.to_string(),
            // No extra blank between Han characters and digits, as in the PDF: 28 characters stay 28.
            "word/styles.xml" => content.replace(
                "<w:pPrDefault><w:pPr>",
                "<w:pPrDefault><w:pPr><w:autoSpaceDE w:val=\"0\"/><w:autoSpaceDN w:val=\"0\"/>",
            ),
            "word/document.xml" => {
                plain_columns(&content.replace("<w:cantSplit />", "<w:cantSplit/><w:tblHeader/>"))
            }
            _ => content,
        };
        let content = if name.starts_with("word/") && name.ends_with(".xml") {
            order::in_order(&content)?
        } else {
            content
        };
        out.start_file(name, options).map_err(Error::failed)?;
        out.write_all(content.as_bytes()).map_err(Error::failed)?;
    }
    Ok(out.finish().map_err(Error::failed)?.into_inner())
}

/// The columns of a table without a kind of width, which the schema does not know there.
fn plain_columns(document: &str) -> String {
    let mut parts = document.split("<w:gridCol ");
    let mut out = parts.next().unwrap_or_default().to_string();
    for part in parts {
        let (column, rest) = part.split_once('>').unwrap_or((part, ""));
        out.push_str("<w:gridCol ");
        out.push_str(&column.replace(" w:type=\"dxa\"", ""));
        out.push('>');
        out.push_str(rest);
    }
    out
}

fn core(title: &str, author: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{}</dc:title><dc:creator>{}</dc:creator><dc:language>zh-CN</dc:language></cp:coreProperties>"#,
        escape(title),
        escape(author),
    )
}

/// Tells an office suite without these fonts which face is meant.
const FONT_TABLE: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:font w:name="方正小标宋简体"><w:altName w:val="FZXiaoBiaoSong-B05S"/><w:charset w:val="86"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font><w:font w:name="仿宋_GB2312"><w:altName w:val="仿宋"/><w:charset w:val="86"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font><w:font w:name="楷体_GB2312"><w:altName w:val="楷体"/><w:charset w:val="86"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font><w:font w:name="黑体"><w:altName w:val="SimHei"/><w:charset w:val="86"/><w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font><w:font w:name="宋体"><w:altName w:val="SimSun"/><w:charset w:val="86"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font></w:fonts>"#;

#[cfg(test)]
mod tests {
    use super::plain_columns;

    #[test]
    fn columns_have_a_width_and_no_kind_of_it() {
        let source = r#"<w:tblGrid><w:gridCol w:w="20" w:type="dxa" /></w:tblGrid><w:tcW w:w="20" w:type="dxa" />"#;
        assert_eq!(
            plain_columns(source),
            r#"<w:tblGrid><w:gridCol w:w="20" /></w:tblGrid><w:tcW w:w="20" w:type="dxa" />"#
        );
    }
}
