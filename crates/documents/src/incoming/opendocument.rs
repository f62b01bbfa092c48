//! ODT and ODS: the text with its changes accepted, headings, lists and tables; by styles nothing but what is hidden.

use std::collections::BTreeSet;

use quick_xml::events::BytesStart;

use super::{
    IncomingError, Read,
    block::{Block, Cell, Item, Paragraph, Row, Words, with_head},
    damaged, followed,
    left::{Tally, What},
    picture,
    xml::{self, attribute},
};
use crate::packed::Packed;

const UNPACKED: u64 = 256 * 1024 * 1024;
const LONGEST_PART: usize = 64 * 1024 * 1024;
const MOST_CELLS: usize = 50_000;

#[derive(Default)]
struct Walk {
    left: Tally,
    pictures: Vec<picture::Raw>,
    rooms: Vec<Vec<Block>>,
    tables: Vec<Vec<Row>>,
    here: Vec<Paragraph>,
    links: Vec<Option<String>>,
    /// Of each open list: how far it has counted.
    lists: Vec<u32>,
    item: Option<Item>,
    head: bool,
    notes: Vec<Vec<Block>>,
    strong: BTreeSet<String>,
    hidden: BTreeSet<String>,
    centred: BTreeSet<String>,
    spans: Vec<String>,
    style: String,
    open: Vec<String>,
    skipped_at: Option<usize>,
    cells: usize,
    repeats: usize,
}

pub(super) fn read(bytes: &[u8]) -> Result<Read, IncomingError> {
    let mut packed = Packed::open(bytes, UNPACKED)?;
    let mut part = |name: &str| -> Result<Vec<u8>, IncomingError> {
        let content = packed.part(name)?.unwrap_or_default();
        match content.len() > LONGEST_PART {
            true => Err(IncomingError::TooLong(content.len())),
            false => Ok(content),
        }
    };
    let content = String::from_utf8(part("content.xml")?).map_err(damaged)?;
    let styles = String::from_utf8(part("styles.xml")?).map_err(damaged)?;
    if content.is_empty() {
        return Err(IncomingError::Damaged("no content.xml".into()));
    }
    let mut walk = Walk {
        rooms: vec![Vec::new()],
        ..Walk::default()
    };
    let furniture =
        styles.matches("<style:header>").count() + styles.matches("<style:footer>").count();
    walk.left.add(What::HeadersAndFooters, furniture);
    xml::walk(&mut walk, &content)?;
    let mut blocks = walk.rooms.pop().unwrap_or_default();
    for (number, note) in (1..).zip(std::mem::take(&mut walk.notes)) {
        walk.left.add(What::Notes, 1);
        let text: String = note.iter().map(Block::text).collect();
        blocks.push(Block::Text(Paragraph::plain(format!(
            "［注{number}］{text}"
        ))));
    }
    for raw in &mut walk.pictures {
        raw.elsewhere = raw.name.contains("://");
        if !raw.elsewhere {
            raw.bytes = packed.part(&raw.name)?.unwrap_or_default();
        }
    }
    Ok(Read {
        blocks,
        pictures: walk.pictures,
        left: walk.left,
        blank_pages: 0,
    })
}

impl xml::Walker for Walk {
    fn open(&mut self) -> &mut Vec<String> {
        &mut self.open
    }

    fn start(&mut self, tag: &BytesStart<'_>) -> Result<(), IncomingError> {
        self.start(tag)
    }

    fn end(&mut self, name: &str) {
        self.end(name);
    }

    fn text(&mut self, words: &str) {
        self.push(words);
    }
}

impl Walk {
    fn skip(&mut self) {
        self.skipped_at = Some(self.open.len());
    }

    fn start(&mut self, tag: &BytesStart<'_>) -> Result<(), IncomingError> {
        if self.skipped_at.is_some() {
            return Ok(());
        }
        match tag.local_name().as_ref() {
            // Styles of this document, before its text.
            "style" => self.style = attribute(tag, "name").unwrap_or_default(),
            "text-properties" => {
                let strong = attribute(tag, "font-weight").is_some_and(|it| it == "bold");
                if strong {
                    self.strong.insert(self.style.clone());
                }
                if attribute(tag, "display").is_some_and(|it| it == "none") {
                    self.hidden.insert(self.style.clone());
                }
            }
            "paragraph-properties"
                if attribute(tag, "text-align").is_some_and(|it| it == "center") =>
            {
                self.centred.insert(self.style.clone());
            }
            "tracked-changes" => self.skip(),
            "change" => self.left.add(What::Deletions, 1),
            "change-start" => self.left.add(What::Insertions, 1),
            "annotation" => {
                self.left.add(What::Comments, 1);
                self.skip();
            }
            "hidden-text" | "hidden-paragraph" => {
                self.left.add(What::HiddenElements, 1);
                self.skip();
            }
            "table-of-content" => {
                self.left.add(What::Contents, 1);
                self.skip();
            }
            "object" | "object-ole" | "plugin" => {
                self.left.add(What::Embedded, 1);
                self.skip();
            }
            "h" | "p" => self.paragraph(tag),
            "span" => self
                .spans
                .push(attribute(tag, "style-name").unwrap_or_default()),
            "a" => {
                let target = attribute(tag, "href");
                let link = target.as_deref().and_then(followed);
                self.left
                    .add(What::Links, usize::from(link.is_none() && target.is_some()));
                self.links.push(link);
            }
            "s" | "tab" => self.push(" "),
            "line-break" => self.push("\n"),
            "list" => self.lists.push(0),
            "list-item" => {
                let level = self.lists.len().saturating_sub(1).min(8);
                if let Some(count) = self.lists.last_mut() {
                    *count = count.saturating_add(1);
                    self.item = Some(Item {
                        ordered: false,
                        level: u8::try_from(level).unwrap_or(8),
                        number: *count,
                    });
                }
            }
            "note" => {
                let number = self.notes.len() + 1;
                self.push(&format!("［注{number}］"));
            }
            "note-citation" => self.skip(),
            "note-body" => self.rooms.push(Vec::new()),
            "text-box" => {
                self.left.add(What::TextBoxes, 1);
                self.rooms.push(Vec::new());
            }
            "image" => {
                let target = attribute(tag, "href").unwrap_or_default();
                self.picture(target);
            }
            "table" => self.table(tag),
            "table-header-rows" => self.head = true,
            "table-row" => self.row(tag),
            "table-cell" if !self.tables.is_empty() => self.cell(tag)?,
            _ => {}
        }
        Ok(())
    }

    fn paragraph(&mut self, tag: &BytesStart<'_>) {
        let style = attribute(tag, "style-name").unwrap_or_default();
        let level = attribute(tag, "outline-level").and_then(|it| it.parse().ok());
        let heading = (tag.local_name().as_ref() == "h").then_some(level.unwrap_or(1));
        self.here.push(Paragraph {
            heading: heading.map(|level: u8| level.clamp(1, 6)),
            title: style == "Title",
            centred: self.centred.contains(&style),
            item: self.item.take(),
            ..Paragraph::default()
        });
        self.spans.push(style);
    }

    fn picture(&mut self, target: String) {
        let figure = Block::Figure {
            picture: self.pictures.len(),
            shows: String::new(),
        };
        self.pictures.push(picture::Raw {
            name: target.trim_start_matches("./").to_string(),
            ..picture::Raw::default()
        });
        self.room().push(figure);
    }

    fn table(&mut self, tag: &BytesStart<'_>) {
        if attribute(tag, "display").is_some_and(|it| it == "false") {
            self.left.add(What::HiddenSheets, 1);
            self.skip();
            return;
        }
        self.tables.push(Vec::new());
    }

    fn row(&mut self, tag: &BytesStart<'_>) {
        if attribute(tag, "visibility").is_some_and(|it| it != "visible") {
            self.left.add(What::HiddenRows, 1);
            self.skip();
            return;
        }
        let head = self.head;
        if let Some(rows) = self.tables.last_mut() {
            rows.push(Row {
                head,
                cells: Vec::new(),
            });
        }
    }

    fn cell(&mut self, tag: &BytesStart<'_>) -> Result<(), IncomingError> {
        let number = |name: &str| {
            attribute(tag, name)
                .and_then(|it| it.parse::<usize>().ok())
                .unwrap_or(1)
                .clamp(1, 100)
        };
        self.cells += 1;
        if self.cells > MOST_CELLS {
            return Err(IncomingError::TooLong(self.cells));
        }
        self.repeats = number("number-columns-repeated");
        let cell = Cell {
            blocks: Vec::new(),
            columns: number("number-columns-spanned"),
            rows: number("number-rows-spanned"),
        };
        let row = self.tables.last_mut().and_then(|rows| rows.last_mut());
        if let Some(row) = row {
            row.cells.push(cell);
        }
        self.rooms.push(Vec::new());
        Ok(())
    }

    fn end(&mut self, name: &str) {
        if let Some(skipped) = self.skipped_at {
            if skipped == self.open.len() {
                self.skipped_at = None;
            }
            return;
        }
        match name {
            "h" | "p" => {
                self.spans.pop();
                if let Some(made) = self.here.pop().filter(|made| !made.is_empty()) {
                    self.room().push(Block::Text(made));
                }
            }
            "span" => {
                self.spans.pop();
            }
            "a" => {
                self.links.pop();
            }
            "list" => {
                self.lists.pop();
            }
            "list-item" => self.item = None,
            "note-body" => {
                let blocks = self.rooms.pop().unwrap_or_default();
                self.notes.push(blocks);
            }
            "text-box" => {
                let blocks = self.rooms.pop().unwrap_or_default();
                self.room().extend(blocks);
            }
            "table-header-rows" => self.head = false,
            "table-cell" if !self.tables.is_empty() => {
                let blocks = self.rooms.pop().unwrap_or_default();
                let repeats = std::mem::replace(&mut self.repeats, 1);
                let row = self.tables.last_mut().and_then(|rows| rows.last_mut());
                if let Some(row) = row
                    && let Some(cell) = row.cells.last_mut()
                {
                    cell.blocks = blocks;
                    // Like cells beside each other are written once.
                    let again = cell.clone();
                    for _ in 1..repeats.max(1) {
                        row.cells.push(again.clone());
                    }
                }
            }
            "table" => self.end_table(),
            _ => {}
        }
    }

    fn room(&mut self) -> &mut Vec<Block> {
        if self.rooms.is_empty() {
            self.rooms.push(Vec::new());
        }
        let last = self.rooms.len() - 1;
        &mut self.rooms[last]
    }

    fn end_table(&mut self) {
        let Some(mut rows) = self.tables.pop() else {
            return;
        };
        let filled = |row: &Row| {
            row.cells
                .iter()
                .rposition(|cell| !cell.text().trim().is_empty())
        };
        let width = rows
            .iter()
            .filter_map(filled)
            .max()
            .map_or(0, |last| last + 1);
        for row in &mut rows {
            row.cells.truncate(width);
        }
        rows.retain(|row| filled(row).is_some());
        if rows.is_empty() {
            return;
        }
        let guessed = with_head(&mut rows);
        self.left.add(What::GuessedHeads, usize::from(guessed));
        self.room().push(Block::Table(rows));
    }

    fn push(&mut self, text: &str) {
        if self.skipped_at.is_some() {
            return;
        }
        let hidden = self.spans.iter().any(|style| self.hidden.contains(style));
        let strong = self.spans.iter().any(|style| self.strong.contains(style));
        let href = self.links.iter().rev().flatten().next().cloned();
        let Some(here) = self.here.last_mut() else {
            return;
        };
        if hidden {
            let letters = text.chars().filter(|c| !c.is_whitespace()).count();
            self.left.add(What::HiddenText, letters);
            return;
        }
        here.push(Words {
            text: text.into(),
            strong,
            href,
            ..Words::default()
        });
    }
}
