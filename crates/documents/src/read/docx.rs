//! DOCX: paragraphs as lines, cells of tables as cells.

use std::io::{Cursor, Read};

use quick_xml::{Reader, events::Event};

use super::{LIMIT, ReadError, flow::Flow};

pub(super) fn flow(bytes: &[u8]) -> Result<Flow, ReadError> {
    let damaged = |error: &dyn std::fmt::Display| ReadError::Damaged(error.to_string());
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    let mut xml = String::new();
    zip.by_name("word/document.xml")
        .map_err(|error| damaged(&error))?
        .take(LIMIT as u64 + 1)
        .read_to_string(&mut xml)
        .map_err(|error| damaged(&error))?;
    if xml.len() > LIMIT {
        return Err(ReadError::TooLarge);
    }
    let mut reader = Reader::from_str(&xml);
    let mut walk = Walk::default();
    loop {
        match reader.read_event().map_err(|error| damaged(&error))? {
            Event::Start(tag) => walk.open(tag.local_name().as_ref()),
            Event::Empty(tag) => {
                walk.open(tag.local_name().as_ref());
                walk.close(tag.local_name().as_ref());
            }
            Event::End(tag) => walk.close(tag.local_name().as_ref()),
            Event::Text(text) if walk.in_text => {
                walk.text.push_str(&text);
            }
            Event::GeneralRef(entity) if walk.in_text => walk.text.push(character(&entity)),
            Event::Eof => break,
            _ => {}
        }
    }
    Ok(walk.flow)
}

/// The five named entities of XML and numbered characters.
fn character(entity: &quick_xml::events::BytesRef) -> char {
    if let Ok(Some(c)) = entity.resolve_char_ref() {
        return c;
    }
    match entity.as_ref() {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => ' ',
    }
}

#[derive(Default)]
struct Walk {
    flow: Flow,
    text: String,
    in_text: bool,
    /// Rows and open cells of the tables around; a cell of an outer table goes on after an inner one.
    tables: Vec<Option<u32>>,
    in_cell: usize,
}

impl Walk {
    fn open(&mut self, name: &str) {
        match name {
            "t" => self.in_text = true,
            "tbl" => {
                self.end_line();
                self.tables.push(None);
            }
            "tr" => {
                let row = self.flow.next_row();
                if let Some(table) = self.tables.last_mut() {
                    *table = Some(row);
                }
            }
            "tc" => {
                self.in_cell += 1;
                self.text.clear();
            }
            "tab" => self.text.push('\t'),
            "br" | "cr" => self.text.push('\n'),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "t" => self.in_text = false,
            "tbl" => {
                self.tables.pop();
                self.text.clear();
            }
            "tc" => {
                self.in_cell = self.in_cell.saturating_sub(1);
                let text = std::mem::take(&mut self.text);
                if let Some(row) = self.tables.last().copied().flatten() {
                    self.flow.cell(row, text.trim().replace('\t', " "));
                }
            }
            "p" if self.in_cell == 0 => self.end_line(),
            "p" if !self.text.is_empty() => self.text.push('\n'),
            _ => {}
        }
    }

    fn end_line(&mut self) {
        for line in std::mem::take(&mut self.text).lines() {
            let line = line.trim();
            if !line.is_empty() {
                self.flow.line(line);
            }
        }
    }
}
