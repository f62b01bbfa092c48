//! One sheet: what of it is seen, and its cells written again.

mod cell;
mod seen;

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
    name::QName,
};

use super::{
    Book, DECLARATION, Hidden, MAIN, Making, RedactError, Strings,
    book::place,
    xml::{attributes, damaged, escaped, masked_on, without},
};

pub(super) use cell::{Row, letters, read as read_cell};
pub(super) use seen::{Seen, position};

/// Elements of a sheet that only say how it looks.
const LOOKS: [&str; 8] = [
    // Without any row.
    "sheetData",
    "sheetFormatPr",
    "cols",
    "mergeCells",
    "printOptions",
    "pageMargins",
    "rowBreaks",
    "colBreaks",
];

/// A sheet that is withheld whole: one cell says why.
pub(super) fn withheld(why: &str) -> String {
    format!(
        r#"{DECLARATION}<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>{}</t></is></c></row></sheetData></worksheet>"#,
        escaped(why)
    )
}

/// Everything that writing a sheet needs.
struct Sheet<'a, 'b> {
    name: &'a str,
    page: u32,
    book: &'a Book,
    strings: &'a mut Strings,
    making: &'a mut Making<'b>,
    seen: Seen,
}

/// The sheet as people see it.
pub(super) fn seen(
    source: &str,
    name: &str,
    page: u32,
    book: &Book,
    strings: &mut Strings,
    making: &mut Making<'_>,
) -> Result<String, RedactError> {
    let seen = Seen::of(source)?;
    making.left_out.add(Hidden::Columns, seen.hidden_columns());
    let mut sheet = Sheet {
        name,
        page,
        book,
        strings,
        making,
        seen,
    };
    let mut out = String::with_capacity(source.len());
    out.push_str(DECLARATION);
    let mut reader = Reader::from_str(source);
    let mut open = false;
    loop {
        let before = place(&reader);
        let event = reader.read_event().map_err(damaged)?;
        match &event {
            Event::Start(tag) | Event::Empty(tag) if !open => {
                if tag.local_name().as_ref() != "worksheet" {
                    return Err(RedactError::Damaged("一张工作表不是工作表".into()));
                }
                let root = sheet.masked(&source[before..place(&reader)])?;
                out.push_str(&root);
                open = true;
                if matches!(event, Event::Empty(_)) {
                    return Ok(out);
                }
            }
            Event::Start(tag) if tag.local_name().as_ref() == "sheetData" => {
                out.push_str(&source[before..place(&reader)]);
                sheet.rows(&mut reader, source, &mut out)?;
            }
            Event::Start(tag) => {
                let name = tag.name().as_ref().to_string();
                reader.read_to_end(QName(&name)).map_err(damaged)?;
                sheet.element(tag, &source[before..place(&reader)], &mut out)?;
            }
            Event::Empty(tag) => sheet.element(tag, &source[before..place(&reader)], &mut out)?,
            Event::End(_) => out.push_str(&source[before..place(&reader)]),
            Event::DocType(_) => return Err(RedactError::Damaged("DOCTYPE".into())),
            Event::Eof if open => return Ok(out),
            Event::Eof => return Err(RedactError::Damaged("一张工作表没有内容".into())),
            _ => {}
        }
    }
}

impl Sheet<'_, '_> {
    /// Masks a piece of the sheet and counts what was found.
    fn masked(&mut self, piece: &str) -> Result<String, RedactError> {
        masked_on(
            Some(self.page),
            piece,
            self.making.order,
            &mut self.making.counts,
        )
    }

    /// A piece that goes out, masked.
    fn keep(&mut self, piece: &str, out: &mut String) -> Result<(), RedactError> {
        let masked = self.masked(piece)?;
        out.push_str(&masked);
        Ok(())
    }

    /// An element beside the cells: kept, where it only says how the sheet looks.
    fn element(
        &mut self,
        tag: &BytesStart<'_>,
        whole: &str,
        out: &mut String,
    ) -> Result<(), RedactError> {
        let left_out = match tag.local_name().as_ref() {
            name if LOOKS.contains(&name) => return self.keep(whole, out),
            "sheetPr" => {
                let plain = without(whole, &["extLst"])?.replace("filterMode=\"1\"", "");
                return self.keep(&plain, out);
            }
            "sheetViews" => {
                return self.keep(&without(whole, &["pivotSelection", "extLst"])?, out);
            }
            "pageSetup" => return self.keep(&plain_setup(tag)?, out),
            // Printed on every page, and so seen.
            "headerFooter" => return self.keep(whole, out),
            // A colour that depends on a word would give the word.
            "conditionalFormatting" if no_words(whole) => {
                return self.keep(&without(whole, &["extLst"])?, out);
            }
            "autoFilter" => Some((Hidden::Filters, 1)),
            "dataValidations" => Some((
                Hidden::Validations,
                whole.matches("dataValidation ").count(),
            )),
            "hyperlinks" => Some((Hidden::Links, whole.matches("hyperlink ").count())),
            "oleObjects" => Some((Hidden::Attachments, 1)),
            "controls" => Some((Hidden::Forms, 1)),
            "conditionalFormatting" | "scenarios" | "customSheetViews" | "protectedRanges" => {
                Some((Hidden::Others, 1))
            }
            _ => None,
        };
        // What goes is searched all the same: a phrase that stands only there was found and is gone.
        self.masked(whole)?;
        if let Some((what, count)) = left_out {
            self.making.left_out.add(what, count);
        }
        Ok(())
    }

    fn rows(
        &mut self,
        reader: &mut Reader<&[u8]>,
        source: &str,
        out: &mut String,
    ) -> Result<(), RedactError> {
        let mut row = Row::default();
        loop {
            let before = place(reader);
            let event = reader.read_event().map_err(damaged)?;
            match &event {
                Event::Start(tag) | Event::Empty(tag) if tag.local_name().as_ref() == "row" => {
                    row = Row::begin(&row, &attributes(tag)?);
                    self.making
                        .left_out
                        .add(Hidden::Rows, usize::from(row.hidden));
                    self.seen.enter(row.number);
                    out.push_str(&source[before..place(reader)]);
                }
                Event::Start(tag) if tag.local_name().as_ref() == "c" => {
                    let name = tag.name().as_ref().to_string();
                    reader.read_to_end(QName(&name)).map_err(damaged)?;
                    self.cell(&mut row, &source[before..place(reader)], out)?;
                }
                Event::Empty(tag) if tag.local_name().as_ref() == "c" => {
                    self.cell(&mut row, &source[before..place(reader)], out)?;
                }
                Event::End(tag) => {
                    out.push_str(&source[before..place(reader)]);
                    if tag.local_name().as_ref() == "sheetData" {
                        return Ok(());
                    }
                }
                Event::Start(tag) => {
                    let name = tag.name().as_ref().to_string();
                    reader.read_to_end(QName(&name)).map_err(damaged)?;
                }
                Event::Eof => return Err(RedactError::Damaged("工作表不完整".into())),
                _ => {}
            }
        }
    }
}

/// Whether quotation marks stand around attributes alone: no formula names a word or another sheet.
fn no_words(whole: &str) -> bool {
    !whole.contains("&quot;") && !formulas(whole).any(|it| it.contains(['"', '!']))
}

fn formulas(whole: &str) -> impl Iterator<Item = &str> {
    whole
        .split("<formula>")
        .skip(1)
        .filter_map(|rest| rest.split("</formula>").next())
}

/// The set-up of the page without the printer's own part.
fn plain_setup(tag: &BytesStart<'_>) -> Result<String, RedactError> {
    let mut made = String::from("<pageSetup");
    for (key, value) in attributes(tag)? {
        if key != "id" && key != "xmlns" && key != "r" {
            made.push_str(&format!(" {key}=\"{}\"", escaped(&value)));
        }
    }
    made.push_str("/>");
    Ok(made)
}
