//! long: one walk through the text of a document, every element of which is judged in one place.
//!
//! Events of the text's XML, and what is open around each. Nothing recurses: somebody else decides how deep it nests.

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::events::BytesStart;

use super::{
    Known, is_on,
    numbering::{Counted, Mark},
    raw,
};
use crate::incoming::{
    IncomingError, Read,
    block::{Block, Cell, Paragraph, Raised, Row, Words, with_head},
    left::{Tally, What},
    picture,
    xml::{Walker, attribute, walk},
};

/// Cells of all tables together.
const MOST_CELLS: usize = 50_000;
/// How something looked before, and text that a change took away: skipped whole.
const BEFORE: [&str; 9] = [
    "rPrChange",
    "pPrChange",
    "sectPrChange",
    "tblPrChange",
    "tblPrExChange",
    "tcPrChange",
    "trPrChange",
    "tblGridChange",
    "numberingChange",
];
/// Letters of this many half points and fewer are not read by anybody.
const TINY: u32 = 4;

/// A run of text: how its letters look.
#[derive(Default)]
struct Run {
    strong: bool,
    emphasis: bool,
    raised: Option<Raised>,
    hidden: bool,
    white: bool,
    shaded: bool,
    size: u32,
}

#[derive(Default)]
struct Opened {
    paragraph: Paragraph,
    style: String,
    outline: Option<u8>,
    list: (Option<String>, Option<u8>),
    /// Its mark was deleted: it goes on in the next.
    joins: bool,
    hidden: bool,
    shaded: bool,
    figures: Vec<Block>,
    /// What stands in frames beside it.
    beside: Vec<Block>,
}

#[derive(Default)]
struct OpenRow {
    row: Row,
    /// Columns left out before the first cell.
    before: usize,
    deleted: bool,
    hidden: bool,
    /// Of each cell: it goes on from the one above.
    merged: Vec<Merge>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Merge {
    No,
    Begins,
    GoesOn,
}

#[derive(Default)]
struct Table {
    rows: Vec<OpenRow>,
    row: OpenRow,
    columns: usize,
    merge: Option<Merge>,
    shaded: bool,
}

#[derive(Default)]
struct FieldCode {
    code: String,
    shows: bool,
}

pub(super) struct Walk<'a> {
    known: &'a Known,
    counted: Counted,
    left: Tally,
    pictures: Vec<picture::Raw>,
    /// Containers of blocks: the document, a cell, a frame, a note.
    rooms: Vec<Vec<Block>>,
    tables: Vec<Table>,
    paragraphs: Vec<Opened>,
    carried: Vec<Words>,
    runs: Vec<Run>,
    fields: Vec<FieldCode>,
    links: Vec<Option<String>>,
    /// For each `AlternateContent`, whether one of its choices was read.
    chosen: Vec<bool>,
    shows: String,
    open: Vec<String>,
    /// Everything inside the element at this depth is left out.
    skipped_at: Option<usize>,
    looks: BTreeSet<String>,
    cells: usize,
    notes: Vec<Vec<Block>>,
    /// References to notes so far, by their mark.
    noted: BTreeMap<&'static str, usize>,
}

impl Walker for Walk<'_> {
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
        self.text(words);
    }
}

impl<'a> Walk<'a> {
    pub fn new(known: &'a Known) -> Self {
        Self {
            known,
            counted: Counted::default(),
            left: Tally::default(),
            pictures: Vec::new(),
            rooms: vec![Vec::new()],
            tables: Vec::new(),
            paragraphs: Vec::new(),
            carried: Vec::new(),
            runs: Vec::new(),
            fields: Vec::new(),
            links: Vec::new(),
            chosen: Vec::new(),
            shows: String::new(),
            open: Vec::new(),
            skipped_at: None,
            looks: BTreeSet::new(),
            cells: 0,
            notes: Vec::new(),
            noted: BTreeMap::new(),
        }
    }

    pub fn through(&mut self, xml: &str) -> Result<(), IncomingError> {
        walk(self, xml)
    }

    /// What was read, once the end has come.
    pub fn done(mut self) -> Result<Read, IncomingError> {
        self.left.add(What::Looks, self.looks.len());
        let blocks = match self.rooms.pop() {
            Some(blocks) if self.rooms.is_empty() => blocks,
            _ => {
                return Err(IncomingError::Damaged(
                    "parts of the text are not closed".into(),
                ));
            }
        };
        Ok(Read {
            blocks,
            pictures: self.pictures,
            left: self.left,
            blank_pages: 0,
        })
    }

    /// The notes of a part of notes, in order, and the rest.
    pub fn notes(mut self) -> Result<(Vec<Vec<Block>>, Read), IncomingError> {
        let notes = std::mem::take(&mut self.notes);
        Ok((notes, self.done()?))
    }

    fn within(&self, name: &str) -> bool {
        self.open.iter().any(|open| open == name)
    }

    fn parent(&self) -> &str {
        let at = self.open.len().saturating_sub(2);
        self.open.get(at).map_or("", String::as_str)
    }

    fn start(&mut self, tag: &BytesStart<'_>) -> Result<(), IncomingError> {
        if self.skipped_at.is_some() {
            return Ok(());
        }
        let name = tag.local_name().as_ref().to_string();
        let value = || attribute(tag, "val").unwrap_or_default();
        match name.as_str() {
            _ if BEFORE.contains(&name.as_str()) => self.skip(),
            "del" | "moveFrom" => match self.parent() {
                "rPr" => {
                    if let Some(open) = self.paragraphs.last_mut() {
                        open.joins = true;
                    }
                    self.left.add(What::Deletions, 1);
                }
                "trPr" => {
                    self.row(|row| row.deleted = true);
                    self.left.add(What::Deletions, 1);
                }
                _ => {
                    self.left.add(What::Deletions, 1);
                    self.skip();
                }
            },
            "ins" | "moveTo" => self.left.add(What::Insertions, 1),
            "AlternateContent" => self.chosen.push(false),
            "Choice" => match self.chosen.last_mut() {
                Some(chosen) if !*chosen => *chosen = true,
                _ => self.skip(),
            },
            "Fallback" if self.chosen.last() == Some(&true) => self.skip(),
            "p" => self.paragraph(),
            "r" => {
                let style = self.paragraphs.last().map(|open| open.style.clone());
                let styles = &self.known.styles;
                let of = |ask: fn(&super::Styles, &str) -> bool| {
                    style.as_deref().is_some_and(|style| ask(styles, style))
                };
                self.runs.push(Run {
                    strong: of(super::Styles::is_strong),
                    emphasis: of(super::Styles::is_emphasis),
                    size: style.as_deref().map_or(0, |style| styles.size(style)),
                    ..Run::default()
                });
            }
            "tbl" => self.tables.push(Table::default()),
            "tr" => self.table(|table| table.row = OpenRow::default()),
            "tc" => self.cell()?,
            "txbxContent" => {
                self.left.add(What::TextBoxes, 1);
                self.rooms.push(Vec::new());
            }
            "footnote" | "endnote" => {
                let own = attribute(tag, "type").is_some_and(|kind| kind != "normal");
                if own {
                    self.skip();
                } else {
                    self.rooms.push(Vec::new());
                }
            }
            "footnoteReference" => self.note("注"),
            "endnoteReference" => self.note("尾注"),
            "hyperlink" => {
                let target = attribute(tag, "id").and_then(|id| self.known.relations.get(&id));
                let href = target.map(|target| target.target.clone());
                let link = self.followed(href);
                self.links.push(link);
            }
            "fldSimple" => {
                let instr = attribute(tag, "instr").unwrap_or_default();
                self.fields.push(FieldCode {
                    code: instr,
                    shows: true,
                });
            }
            "fldChar" => self.field(&attribute(tag, "fldCharType").unwrap_or_default()),
            "docPr" | "cNvPr" | "shape" => {
                let says = attribute(tag, "descr").or_else(|| attribute(tag, "alt"));
                if let Some(says) = says.filter(|says| !says.trim().is_empty()) {
                    self.shows = says.trim().to_string();
                }
            }
            "blip" | "imagedata" if !self.within("object") => {
                let id = attribute(tag, "embed")
                    .or_else(|| attribute(tag, "link"))
                    .or_else(|| attribute(tag, "id"));
                self.picture(&id.unwrap_or_default());
            }
            "drawing" | "pict" => self.shows.clear(),
            "chart" if self.within("graphicData") => self.left.add(What::Charts, 1),
            "relIds" if self.within("graphicData") => self.left.add(What::Charts, 1),
            "oMath" => self.left.add(What::Formulas, 1),
            "checkBox" | "ddList" | "textInput" | "checkbox" | "dropDownList" | "comboBox" => {
                self.left.add(What::Forms, 1);
            }
            "rt" => self.skip(),
            "sdtPr" | "delText" | "delInstrText" => self.skip(),
            "tab" if self.parent() == "r" => self.push(" "),
            "br" | "cr" if attribute(tag, "type").is_none_or(|kind| kind == "textWrapping") => {
                self.push("\n");
            }
            "noBreakHyphen" => self.push("-"),
            "sym" => self.symbol(&attribute(tag, "char").unwrap_or_default()),
            _ => self.property(&name, tag, value()),
        }
        Ok(())
    }

    /// What says how a run, a paragraph, a row or a cell is.
    fn property(&mut self, name: &str, tag: &BytesStart<'_>, value: String) {
        let parent = self.parent().to_string();
        match (parent.as_str(), name) {
            ("rPr", _)
                if self.within("r")
                    && self.open.iter().rev().nth(2).is_some_and(|it| it == "r") =>
            {
                self.letters(name, tag, &value);
            }
            ("rPr", "vanish") if self.within("pPr") => {}
            ("pPr", "pStyle") => {
                let styles = &self.known.styles;
                if let Some(open) = self.paragraphs.last_mut() {
                    open.hidden = styles.is_hidden(&value);
                    open.paragraph.title = styles.is_title(&value);
                    open.paragraph.centred = styles.is_centred(&value);
                    open.style = value;
                }
            }
            ("pPr", "outlineLvl") => {
                self.here(|open| open.outline = value.parse().ok().filter(|level| *level < 9));
            }
            ("pPr", "jc") => self.here(|open| {
                open.paragraph.centred = value == "center";
                open.paragraph.right = ["right", "end"].contains(&value.as_str());
            }),
            ("pPr", "shd") => self.here(|open| open.shaded = true),
            ("numPr", "numId") => self.here(|open| open.list.0 = Some(value)),
            ("numPr", "ilvl") => self.here(|open| open.list.1 = value.parse().ok()),
            ("trPr", "tblHeader") => {
                let on = is_on(tag);
                self.row(|row| row.row.head = on);
            }
            ("trPr", "hidden") => self.row(|row| row.hidden = true),
            ("trPr", "gridBefore") => {
                self.row(|row| row.before = value.parse().unwrap_or(0).min(63))
            }
            ("tcPr", "gridSpan") => {
                self.table(|table| table.columns = value.parse().unwrap_or(1).clamp(1, 100));
            }
            ("tcPr", "vMerge") => {
                let merge = if value == "restart" {
                    Merge::Begins
                } else {
                    Merge::GoesOn
                };
                self.table(|table| table.merge = Some(merge));
            }
            ("tcPr" | "tblPr", "shd") => self.table(|table| table.shaded = true),
            _ => {}
        }
    }

    fn letters(&mut self, name: &str, tag: &BytesStart<'_>, value: &str) {
        let styles = &self.known.styles;
        let Some(run) = self.runs.last_mut() else {
            return;
        };
        match name {
            "b" => run.strong = is_on(tag),
            "i" => run.emphasis = is_on(tag),
            "vanish" | "specVanish" | "webHidden" => run.hidden |= is_on(tag),
            "rStyle" => {
                run.hidden |= styles.is_hidden(value);
                run.strong |= styles.is_strong(value);
                run.emphasis |= styles.is_emphasis(value);
            }
            "vertAlign" => {
                run.raised = match value {
                    "superscript" => Some(Raised::Above),
                    "subscript" => Some(Raised::Below),
                    _ => None,
                };
            }
            "color" => {
                run.white = value.eq_ignore_ascii_case("ffffff");
                self.looks.insert(format!("color {value}"));
            }
            "sz" => {
                run.size = value.parse().unwrap_or(0);
                self.looks.insert(format!("size {value}"));
            }
            "shd" | "highlight" => {
                run.shaded = true;
                self.looks.insert(format!("shade {value}"));
            }
            "rFonts" => {
                let face = attribute(tag, "eastAsia").or_else(|| attribute(tag, "ascii"));
                self.looks.extend(face.map(|face| format!("face {face}")));
            }
            "u" | "strike" | "dstrike" | "em" | "spacing" | "w" | "position" => {
                self.looks.insert(name.to_string());
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if let Some(skipped) = self.skipped_at {
            if skipped == self.open.len() {
                self.skipped_at = None;
            }
            return;
        }
        match name {
            "AlternateContent" => {
                self.chosen.pop();
            }
            "r" => {
                self.runs.pop();
            }
            "hyperlink" => {
                self.links.pop();
            }
            "fldSimple" => {
                self.fields.pop();
            }
            "p" => self.end_paragraph(),
            "txbxContent" => {
                let blocks = self.rooms.pop().unwrap_or_default();
                match self.paragraphs.last_mut() {
                    Some(open) => open.beside.extend(blocks),
                    None => self.room().extend(blocks),
                }
            }
            "footnote" | "endnote" => {
                let blocks = self.rooms.pop().unwrap_or_default();
                self.notes.push(blocks);
            }
            "tc" => self.end_cell(),
            "tr" => self.table(|table| {
                let row = std::mem::take(&mut table.row);
                table.rows.push(row);
            }),
            "tbl" => self.end_table(),
            _ => {}
        }
    }

    fn skip(&mut self) {
        self.skipped_at = Some(self.open.len());
    }

    fn room(&mut self) -> &mut Vec<Block> {
        if self.rooms.is_empty() {
            self.rooms.push(Vec::new());
        }
        let last = self.rooms.len() - 1;
        &mut self.rooms[last]
    }

    fn here(&mut self, change: impl FnOnce(&mut Opened)) {
        if let Some(open) = self.paragraphs.last_mut() {
            change(open);
        }
    }

    fn table(&mut self, change: impl FnOnce(&mut Table)) {
        if let Some(table) = self.tables.last_mut() {
            change(table);
        }
    }

    fn row(&mut self, change: impl FnOnce(&mut OpenRow)) {
        self.table(|table| change(&mut table.row));
    }

    fn paragraph(&mut self) {
        let mut open = Opened::default();
        open.paragraph.words = std::mem::take(&mut self.carried);
        self.paragraphs.push(open);
    }

    fn end_paragraph(&mut self) {
        let Some(mut open) = self.paragraphs.pop() else {
            return;
        };
        if open.joins {
            self.carried = std::mem::take(&mut open.paragraph.words);
        }
        let styles = &self.known.styles;
        let outline = open.outline.map(|level| (level + 1).min(6));
        open.paragraph.heading = outline.or_else(|| styles.heading(&open.style));
        open.paragraph.heading = open.paragraph.heading.filter(|_| !open.paragraph.title);
        if !open.style.is_empty() {
            self.looks.insert(format!("style {}", open.style));
        }
        if !open.paragraph.is_empty() {
            self.mark(&mut open);
            let paragraph = std::mem::take(&mut open.paragraph);
            self.room().push(Block::Text(paragraph));
        }
        self.room().append(&mut open.figures);
        self.room().append(&mut open.beside);
    }

    /// The number that the office program writes before it.
    fn mark(&mut self, open: &mut Opened) {
        let styled = self.known.styles.list(&open.style);
        let number = open
            .list
            .0
            .clone()
            .or_else(|| styled.as_ref().map(|(id, _)| id.clone()));
        let level = open
            .list
            .1
            .or(styled.map(|(_, level)| level))
            .unwrap_or(0)
            .min(8);
        let Some(number) = number.filter(|number| number != "0" && !number.is_empty()) else {
            return;
        };
        match self.known.numbering.next(&mut self.counted, &number, level) {
            Some(Mark::Item(item)) if open.paragraph.heading.is_none() => {
                open.paragraph.item = Some(item);
            }
            Some(Mark::Item(item)) if item.ordered => {
                let label = Words::plain(format!("{}. ", item.number));
                open.paragraph.words.insert(0, label);
            }
            Some(Mark::Text(text)) => open.paragraph.words.insert(0, Words::plain(text)),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.skipped_at.is_some() {
            return;
        }
        match self.open.last().map(String::as_str) {
            Some("t") => self.push(text),
            Some("instrText") => {
                if let Some(field) = self.fields.last_mut().filter(|field| !field.shows) {
                    field.code.push_str(text);
                }
            }
            _ => {}
        }
    }

    fn push(&mut self, text: &str) {
        let in_contents = |field: &FieldCode| field.code.trim_start().starts_with("TOC");
        if self.fields.iter().any(in_contents) {
            return;
        }
        let field = self
            .fields
            .iter()
            .rev()
            .find_map(|field| linked(&field.code));
        let href = match self.links.iter().rev().flatten().next() {
            Some(link) => Some(link.clone()),
            None => field.and_then(|target| safe(&target)),
        };
        let shaded = self.tables.iter().any(|table| table.shaded);
        let Some(open) = self.paragraphs.last_mut() else {
            return;
        };
        let plain = Run::default();
        let run = self.runs.last().unwrap_or(&plain);
        let letters = text.chars().filter(|c| !c.is_whitespace()).count();
        if run.hidden || open.hidden {
            self.left.add(What::HiddenText, letters);
            return;
        }
        let white = run.white && !run.shaded && !open.shaded && !shaded;
        if white || (1..=TINY).contains(&run.size) {
            self.left.add(What::FaintText, letters);
            return;
        }
        open.paragraph.size = open.paragraph.size.max(run.size);
        open.paragraph.push(Words {
            text: text.into(),
            strong: run.strong,
            emphasis: run.emphasis,
            raised: run.raised,
            href,
        });
    }

    /// A reference to a note, by its number in order.
    fn note(&mut self, mark: &'static str) {
        let count = self.noted.entry(mark).or_default();
        *count += 1;
        let label = format!("［{mark}{count}］");
        self.push(&label);
    }

    fn field(&mut self, kind: &str) {
        match kind {
            "begin" => self.fields.push(FieldCode::default()),
            "separate" => {
                let contents = self.fields.last_mut().is_some_and(|field| {
                    field.shows = true;
                    field.code.trim_start().starts_with("TOC")
                });
                self.left.add(What::Contents, usize::from(contents));
            }
            _ => {
                self.fields.pop();
            }
        }
    }

    /// An address that may be followed; others keep their words.
    fn followed(&mut self, target: Option<String>) -> Option<String> {
        let link = target.as_deref().and_then(safe);
        let lost = link.is_none() && target.is_some();
        self.left.add(What::Links, usize::from(lost));
        link
    }

    fn picture(&mut self, id: &str) {
        let hidden = self.runs.last().is_some_and(|run| run.hidden);
        if id.is_empty() || hidden {
            return;
        }
        let figure = Block::Figure {
            picture: self.pictures.len(),
            shows: std::mem::take(&mut self.shows),
        };
        self.pictures.push(raw(id));
        match self.paragraphs.last_mut() {
            Some(open) => open.figures.push(figure),
            None => self.room().push(figure),
        }
    }

    /// Boxes and ticks of symbol fonts; others have no character.
    fn symbol(&mut self, code: &str) {
        let sign = match code.to_ascii_uppercase().as_str() {
            "F06F" | "F0A8" | "F0A3" | "006F" => "□",
            "F0FE" | "F052" | "00FE" => "☑",
            "F0FC" | "00FC" => "✓",
            "F0B7" | "F06C" | "F09F" => "•",
            "F0E0" => "→",
            _ => {
                self.left.add(What::Symbols, 1);
                return;
            }
        };
        self.push(sign);
    }

    fn cell(&mut self) -> Result<(), IncomingError> {
        self.cells += 1;
        if self.cells > MOST_CELLS {
            return Err(IncomingError::TooLong(self.cells));
        }
        self.table(|table| {
            table.columns = 1;
            table.merge = None;
            table.shaded = false;
        });
        self.rooms.push(Vec::new());
        Ok(())
    }

    fn end_cell(&mut self) {
        let blocks = self.rooms.pop().unwrap_or_default();
        self.table(|table| {
            table.row.row.cells.push(Cell {
                blocks,
                columns: table.columns,
                rows: 1,
            });
            table.row.merged.push(table.merge.unwrap_or(Merge::No));
        });
    }

    fn end_table(&mut self) {
        let Some(table) = self.tables.pop() else {
            return;
        };
        let mut rows = table.rows;
        let before = rows.len();
        rows.retain(|row| !row.deleted);
        let shown = rows.len();
        rows.retain(|row| !row.hidden);
        self.left.add(What::HiddenRows, shown - rows.len());
        if before > 0 && rows.is_empty() {
            return;
        }
        let mut rows = merged(rows);
        let cells: usize = rows.iter().map(|row| row.cells.len()).sum();
        let nested = rows
            .iter()
            .flat_map(|row| &row.cells)
            .flat_map(|cell| &cell.blocks)
            .any(|block| matches!(block, Block::Table(_)));
        if cells <= 1 || nested {
            self.left.add(What::LayoutTables, 1);
            let blocks = rows
                .into_iter()
                .flat_map(|row| row.cells)
                .flat_map(|cell| cell.blocks);
            let blocks: Vec<Block> = blocks.collect();
            self.room().extend(blocks);
            return;
        }
        let guessed = with_head(&mut rows);
        self.left.add(What::GuessedHeads, usize::from(guessed));
        self.room().push(Block::Table(rows));
    }
}

/// Rows whose cells reach down as far as they go on.
fn merged(open: Vec<OpenRow>) -> Vec<Row> {
    // Where the cell that began a column's merge stands.
    let mut begun: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    let mut rows: Vec<Row> = Vec::with_capacity(open.len());
    for (number, row) in open.into_iter().enumerate() {
        let mut made = Row {
            head: row.row.head,
            cells: Vec::new(),
        };
        let mut column = row.before;
        for _ in 0..row.before {
            made.cells.push(Cell {
                columns: 1,
                rows: 1,
                ..Cell::default()
            });
        }
        for (cell, merge) in row.row.cells.into_iter().zip(row.merged) {
            let width = cell.columns;
            match (merge, begun.get(&column).copied()) {
                (Merge::GoesOn, Some((from, place))) => {
                    let above: Option<&mut Cell> =
                        rows.get_mut(from).and_then(|row| row.cells.get_mut(place));
                    if let Some(above) = above {
                        above.rows = number - from + 1;
                    }
                }
                (merge, _) => {
                    if merge == Merge::No {
                        begun.remove(&column);
                    } else {
                        begun.insert(column, (number, made.cells.len()));
                    }
                    made.cells.push(cell);
                }
            }
            column += width;
        }
        rows.push(made);
    }
    rows
}

/// The address in the code of a field: `HYPERLINK "https://…"`.
fn linked(code: &str) -> Option<String> {
    let rest = code.trim_start().strip_prefix("HYPERLINK")?;
    let (_, rest) = rest.split_once('"')?;
    rest.split_once('"').map(|(target, _)| target.to_string())
}

fn safe(target: &str) -> Option<String> {
    crate::incoming::followed(target)
}
