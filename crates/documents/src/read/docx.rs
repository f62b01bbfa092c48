//! DOCX: paragraphs as lines, cells of tables as cells; as a reader sees the document with all changes accepted.

use std::io::{Cursor, Read};

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

use super::{LIMIT, ReadError, flow::Flow, variant::How};

/// A cell with more characters is a page laid out with a table, not a cell of a report's table.
const LONGEST_CELL: usize = 200;

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
            Event::Start(tag) => walk.start(&tag),
            Event::Empty(tag) => {
                walk.start(&tag);
                walk.end(tag.local_name().as_ref());
            }
            Event::End(tag) => walk.end(tag.local_name().as_ref()),
            Event::Text(text) if walk.in_text => walk.push(&text),
            Event::GeneralRef(entity) if walk.in_text => {
                let mut buffer = [0; 4];
                walk.push(character(&entity).encode_utf8(&mut buffer));
            }
            Event::Eof => break,
            _ => {}
        }
    }
    // The end of a file that was cut off inside the document.
    if walk.depth > 0 {
        return Err(ReadError::Damaged("word/document.xml ends early".into()));
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
struct Cell {
    text: String,
    /// It has a table or a page of text inside, and so only lays out.
    lays_out: bool,
}

/// What is open around the text being read, outside of a frame.
#[derive(Default)]
struct Around {
    text: String,
    cells: Vec<Cell>,
    /// For each open table the number of its open row.
    rows: Vec<Option<u32>>,
}

#[derive(Default)]
struct Walk {
    flow: Flow,
    here: Around,
    /// Frames stand beside the text; what is around one goes on after it.
    frames: Vec<Around>,
    in_text: bool,
    in_run: bool,
    hidden: bool,
    depth: usize,
    /// Everything inside the element at this depth is left out.
    skipped_at: Option<usize>,
    /// For each `AlternateContent`, whether one of its choices was read.
    chosen: Vec<bool>,
}

impl Walk {
    fn start(&mut self, tag: &BytesStart) {
        self.depth += 1;
        if self.skipped_at.is_some() {
            return;
        }
        match tag.local_name().as_ref() {
            "t" => self.in_text = true,
            "r" => {
                self.in_run = true;
                self.hidden = false;
            }
            "vanish" if self.in_run => self.hidden = true,
            "del" | "moveFrom" => {
                self.flow.note(How::TrackedChanges, "");
                self.skipped_at = Some(self.depth);
            }
            "ins" | "moveTo" => self.flow.note(How::TrackedChanges, ""),
            "AlternateContent" => self.chosen.push(false),
            "Choice" => match self.chosen.last_mut() {
                Some(chosen) if !*chosen => *chosen = true,
                _ => self.skipped_at = Some(self.depth),
            },
            "Fallback" if self.chosen.last() == Some(&true) => {
                self.skipped_at = Some(self.depth);
            }
            "txbxContent" => {
                self.flow.note(How::TextBox, "");
                self.frames.push(std::mem::take(&mut self.here));
            }
            "blip" | "imagedata" => self.flow.pictures += 1,
            "tbl" => {
                self.lay_out();
                self.here.rows.push(None);
            }
            "tr" => {
                let row = self.flow.next_row();
                if let Some(table) = self.here.rows.last_mut() {
                    *table = Some(row);
                }
            }
            "tc" => self.here.cells.push(Cell::default()),
            "tab" if self.in_run => self.push("\t"),
            "br" | "cr" => self.push("\n"),
            "noBreakHyphen" => self.push("-"),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        let at = self.depth;
        self.depth = self.depth.saturating_sub(1);
        if let Some(skipped) = self.skipped_at {
            if skipped == at {
                self.skipped_at = None;
            }
            return;
        }
        match name {
            "t" => self.in_text = false,
            "r" => {
                self.in_run = false;
                self.hidden = false;
            }
            "AlternateContent" => {
                self.chosen.pop();
            }
            "txbxContent" => {
                self.end_line();
                if let Some(around) = self.frames.pop() {
                    self.here = around;
                }
            }
            "tbl" => {
                self.here.rows.pop();
            }
            "tc" => self.end_cell(),
            "p" if self.here.cells.is_empty() => self.end_line(),
            "p" if self
                .here
                .cells
                .last()
                .is_some_and(|cell| !cell.text.is_empty()) =>
            {
                self.push("\n")
            }
            _ => {}
        }
    }

    fn push(&mut self, text: &str) {
        if self.hidden {
            return;
        }
        match self.here.cells.last_mut() {
            Some(cell) => cell.text.push_str(text),
            None => self.here.text.push_str(text),
        }
    }

    /// What stands before an inner table are lines, and so is what follows.
    fn lay_out(&mut self) {
        match self.here.cells.last_mut() {
            Some(cell) => {
                cell.lays_out = true;
                let text = std::mem::take(&mut cell.text);
                self.lines(&text);
            }
            None => self.end_line(),
        }
    }

    fn end_cell(&mut self) {
        let Some(cell) = self.here.cells.pop() else {
            return;
        };
        let row = self.here.rows.last().copied().flatten();
        match row {
            Some(row) if !cell.lays_out && cell.text.chars().count() <= LONGEST_CELL => {
                self.flow.cell(row, cell.text.trim().replace('\t', " "));
            }
            _ => self.lines(&cell.text),
        }
    }

    fn end_line(&mut self) {
        let text = std::mem::take(&mut self.here.text);
        self.lines(&text);
    }

    fn lines(&mut self, text: &str) {
        for line in text.lines() {
            let line = line.trim();
            if !line.is_empty() {
                self.flow.line(line);
            }
        }
    }
}
