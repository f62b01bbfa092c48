//! What every kind of document is read into: paragraphs, tables and pictures by what they are.

/// A stretch of text of one look.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Words {
    pub text: String,
    pub strong: bool,
    pub emphasis: bool,
    pub raised: Option<Raised>,
    /// An address that may be followed: http, https, mailto, tel.
    pub href: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Raised {
    Above,
    Below,
}

impl Words {
    pub fn plain(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }

    fn looks_like(&self, other: &Self) -> bool {
        (self.strong, self.emphasis, self.raised, &self.href)
            == (other.strong, other.emphasis, other.raised, &other.href)
    }
}

/// A mark before a paragraph of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Item {
    pub ordered: bool,
    /// From 0.
    pub level: u8,
    /// Its number, where the list is ordered.
    pub number: u32,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Paragraph {
    pub words: Vec<Words>,
    /// 1 to 6, by style or outline level.
    pub heading: Option<u8>,
    /// Its style says that it is the document's title.
    pub title: bool,
    pub item: Option<Item>,
    pub centred: bool,
    pub right: bool,
    /// Of its largest letters, in half points; 0 where the document does not say.
    pub size: u32,
}

impl Paragraph {
    pub fn plain(text: impl Into<String>) -> Self {
        Self {
            words: vec![Words::plain(text)],
            ..Self::default()
        }
    }

    /// Adds a text; what looks alike stands together.
    pub fn push(&mut self, words: Words) {
        match self.words.last_mut() {
            Some(last) if last.looks_like(&words) => last.text.push_str(&words.text),
            _ => self.words.push(words),
        }
    }

    pub fn text(&self) -> String {
        let all: String = self.words.iter().map(|words| words.text.as_str()).collect();
        all.trim().to_string()
    }

    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|words| words.text.trim().is_empty())
    }

    /// All of it is strong: then nothing in it is.
    pub fn is_strong(&self) -> bool {
        !self.is_empty()
            && self
                .words
                .iter()
                .all(|words| words.strong || words.text.trim().is_empty())
    }
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Cell {
    pub blocks: Vec<Block>,
    pub columns: usize,
    pub rows: usize,
}

impl Cell {
    pub fn text(&self) -> String {
        let lines: Vec<String> = self.blocks.iter().map(Block::text).collect();
        lines.join("\n")
    }
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Row {
    pub head: bool,
    pub cells: Vec<Cell>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Block {
    Text(Paragraph),
    Table(Vec<Row>),
    /// A picture by its number in the document, and what it shows where the document says so.
    Figure {
        picture: usize,
        shows: String,
    },
}

impl Block {
    pub fn text(&self) -> String {
        match self {
            Self::Text(paragraph) => paragraph.text(),
            Self::Table(rows) => {
                let cells = rows.iter().flat_map(|row| &row.cells);
                cells.map(Cell::text).collect::<Vec<_>>().join("\n")
            }
            Self::Figure { .. } => String::new(),
        }
    }

    /// Characters that are no blanks.
    pub fn words(&self) -> usize {
        match self {
            Self::Text(paragraph) => paragraph
                .words
                .iter()
                .flat_map(|words| words.text.chars())
                .filter(|c| !c.is_whitespace())
                .count(),
            Self::Table(rows) => rows
                .iter()
                .flat_map(|row| &row.cells)
                .flat_map(|cell| &cell.blocks)
                .map(Self::words)
                .sum(),
            Self::Figure { .. } => 0,
        }
    }

    /// The pictures in it, in order.
    pub fn pictures(&self) -> Vec<(usize, &str)> {
        match self {
            Self::Text(_) => Vec::new(),
            Self::Figure { picture, shows } => vec![(*picture, shows.as_str())],
            Self::Table(rows) => rows
                .iter()
                .flat_map(|row| &row.cells)
                .flat_map(|cell| &cell.blocks)
                .flat_map(Self::pictures)
                .collect(),
        }
    }
}

/// The first row as head, where no row is one and all its cells are short words.
pub(super) fn with_head(rows: &mut [Row]) -> bool {
    if rows.len() < 2 || rows.iter().any(|row| row.head) {
        return false;
    }
    let columns: usize = rows[0].cells.iter().map(|cell| cell.columns).sum();
    let named = rows[0].cells.iter().all(|cell| {
        let text = cell.text();
        let length = text.chars().count();
        (1..=20).contains(&length) && text.chars().any(|c| !c.is_ascii_digit() && c != '.')
    });
    rows[0].head = columns > 1 && named;
    rows[0].head
}
