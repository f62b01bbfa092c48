//! XLSX: the cells that people see, as they stand, with their formats, widths and merges; nothing else of the package.
//!
//! A new package is put together from what is known to be seen: the visible sheets without their hidden rows and columns,
//! the strings that are still used, the formats. Whatever else a workbook can carry (hidden sheets, names, comments, pivot
//! caches, links, models, properties) is not copied, and counted for the one who gives the file out. Formulas stand as the
//! values they had, as they may refer to what is gone.

mod book;
mod cells;
mod format;
mod parts;
mod sheet;
mod strings;

use std::io::{Cursor, Write};

use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::{
    Hidden, Notice, Order, RedactError, Redacted,
    notice::LeftOut,
    xml::{self, escaped},
};
use crate::packed::{PackFault, Packed};
use book::Book;
use strings::Strings;

pub(crate) use cells::{CellText, Hiding, SheetText, cells, never_calculated};

/// Unpacked, together.
const UNPACKED: u64 = 256 * 1024 * 1024;
const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

impl From<PackFault> for RedactError {
    fn from(fault: PackFault) -> Self {
        match fault {
            PackFault::Encrypted => Self::Encrypted,
            PackFault::TooLarge => Self::TooLarge,
            other => Self::Damaged(other.to_string()),
        }
    }
}

/// What is gathered while the sheets are written.
struct Making<'a> {
    order: &'a Order<'a>,
    counts: Vec<usize>,
    left_out: LeftOut,
    formulas: usize,
    never_calculated: Vec<String>,
}

pub(super) fn redact(bytes: &[u8], order: &Order<'_>) -> Result<Redacted, RedactError> {
    let mut packed = Packed::open(bytes, UNPACKED)?;
    let book = Book::read(&mut packed)?;
    let mut strings = Strings::read(&part(&mut packed, &book.strings)?)?;
    let mut making = Making {
        order,
        counts: order.counts(),
        left_out: LeftOut::default(),
        formulas: 0,
        never_calculated: Vec::new(),
    };
    let mut notices = Vec::new();
    let mut sheets: Vec<(String, String)> = Vec::new();
    for it in &book.sheets {
        if !it.visible {
            xml::masked(&part(&mut packed, &it.part)?, order, &mut making.counts)?;
            notices.push(Notice::HiddenSheet(it.name.clone()));
            continue;
        }
        let page = u32::try_from(sheets.len() + 1).unwrap_or(u32::MAX);
        let name = order.masked(Some(page), &it.name, &mut making.counts);
        let written = match order.whole(page) {
            Some((place, reason)) => {
                making.counts[place] += 1;
                sheet::withheld(&format!("第{page}页不予公开：{reason}"))
            }
            None => {
                let source = part(&mut packed, &it.part)?;
                sheet::seen(&source, &it.name, page, &book, &mut strings, &mut making)?
            }
        };
        sheets.push((named_apart(name, &sheets), written));
    }
    order.within(u32::try_from(sheets.len()).unwrap_or(u32::MAX))?;
    xml::masked(&book.names, order, &mut making.counts)?;
    making.left_out.add(Hidden::Names, book.named);
    let pictures = parts::left_out(&mut packed, &book, &mut making)?;
    let styles = xml::masked(&part(&mut packed, &book.styles)?, order, &mut making.counts)?;
    let theme = xml::masked(&part(&mut packed, &book.theme)?, order, &mut making.counts)?;
    notices.extend((pictures > 0).then_some(Notice::PicturesLeftOut(pictures)));
    notices.extend((making.formulas > 0).then_some(Notice::Formulas(making.formulas)));
    if !making.never_calculated.is_empty() {
        notices.push(Notice::NeverCalculated(making.never_calculated));
    }
    notices.extend(making.left_out.notices());
    Ok(Redacted {
        bytes: package(&book, &sheets, &strings.written(), &styles, &theme)?,
        ending: "xlsx".into(),
        counts: making.counts,
        notices,
    })
}

/// A part as text; empty where there is none of this name.
fn part(packed: &mut Packed<'_>, name: &str) -> Result<String, RedactError> {
    if name.is_empty() {
        return Ok(String::new());
    }
    xml::text(packed.part(name)?.unwrap_or_default())
}

/// Masked names may be alike, and names of sheets may not.
fn named_apart(name: String, others: &[(String, String)]) -> String {
    let taken = |name: &str| others.iter().any(|(other, _)| other == name);
    if !taken(&name) {
        return name;
    }
    (2..)
        .map(|number| {
            let short: String = name.chars().take(26).collect();
            format!("{short}({number})")
        })
        .find(|name| !taken(name))
        .unwrap_or(name)
}

fn package(
    book: &Book,
    sheets: &[(String, String)],
    strings: &str,
    styles: &str,
    theme: &str,
) -> Result<Vec<u8>, RedactError> {
    let mut listed = String::new();
    let mut relations = String::new();
    let mut types = String::new();
    let mut files: Vec<(String, String)> = Vec::new();
    let mut add = |kind: &str, target: String, content: &str| {
        let number = files.len() + 1;
        relations.push_str(&format!(
            r#"<Relationship Id="rId{number}" Type="{RELATIONS}/{kind}" Target="{target}"/>"#
        ));
        let media = match kind {
            "theme" => "application/vnd.openxmlformats-officedocument.theme+xml".to_string(),
            kind => {
                format!("application/vnd.openxmlformats-officedocument.spreadsheetml.{kind}+xml")
            }
        };
        types.push_str(&format!(
            r#"<Override PartName="/xl/{target}" ContentType="{media}"/>"#
        ));
        files.push((format!("xl/{target}"), content.to_string()));
        number
    };
    for (number, (name, content)) in (1..).zip(sheets) {
        let id = add(
            "worksheet",
            format!("worksheets/sheet{number}.xml"),
            content,
        );
        listed.push_str(&format!(
            r#"<sheet name="{}" sheetId="{number}" r:id="rId{id}"/>"#,
            escaped(name)
        ));
    }
    for (kind, target, content) in [
        ("styles", "styles.xml", styles),
        ("sharedStrings", "sharedStrings.xml", strings),
        ("theme", "theme/theme1.xml", theme),
    ] {
        if !content.is_empty() {
            add(kind, target.into(), content);
        }
    }
    let epoch = if book.epoch_1904 {
        r#"<workbookPr date1904="1"/>"#
    } else {
        "<workbookPr/>"
    };
    let head = [
        (
            "[Content_Types].xml",
            format!(
                r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>{types}</Types>"#
            ),
        ),
        (
            "_rels/.rels",
            format!(
                r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                r#"<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">{epoch}<bookViews><workbookView/></bookViews><sheets>{listed}</sheets></workbook>"#
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}</Relationships>"#
            ),
        ),
    ];
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let written = head
        .into_iter()
        .map(|(name, content)| (name.to_string(), format!("{DECLARATION}{content}")))
        .chain(files);
    for (name, content) in written {
        out.start_file(name, options).map_err(xml::damaged)?;
        out.write_all(content.as_bytes()).map_err(xml::damaged)?;
    }
    Ok(out.finish().map_err(xml::damaged)?.into_inner())
}
