//! Web pages, and what office programs save or paste as such: elements as what they mean; scripts, styles, remarks, what is not shown
//! and pictures of other machines stay behind.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use scraper::{Html, Node, node::Element};

use super::{
    IncomingError, Read,
    block::{Block, Cell, Item, Paragraph, Raised, Row, Words, with_head},
    damaged, followed,
    left::{Tally, What},
    picture,
};
use crate::html_blocks::is_block;

/// What is in them is no text of the page.
const SKIPPED: [&str; 9] = [
    "head", "style", "template", "svg", "button", "nav", "select", "textarea", "iframe",
];
const MOST_CELLS: usize = 50_000;

#[derive(Default)]
struct Table {
    rows: Vec<Row>,
    head: bool,
}

#[derive(Default)]
struct Walk {
    left: Tally,
    pictures: Vec<picture::Raw>,
    rooms: Vec<Vec<Block>>,
    tables: Vec<Table>,
    here: Paragraph,
    heading: Option<u8>,
    centred: usize,
    strong: usize,
    emphasis: usize,
    raised: Vec<Raised>,
    links: Vec<Option<String>>,
    /// For each open list, whether it is ordered, and how far it has counted.
    lists: Vec<(bool, u32)>,
    item: Option<Item>,
    skipped: usize,
    cells: usize,
}

pub(super) fn read(bytes: &[u8]) -> Result<Read, IncomingError> {
    let text = crate::redact::decoded(bytes).map_err(damaged)?;
    if crate::read::is_too_deep(&text) {
        return Err(IncomingError::Damaged("nested too deep".into()));
    }
    let page = Html::parse_document(&text);
    let mut walk = Walk {
        rooms: vec![Vec::new()],
        ..Walk::default()
    };
    // A stack instead of recursion: somebody else decides how deep the elements stand.
    let mut stack = vec![(page.tree.root(), false)];
    while let Some((node, closing)) = stack.pop() {
        match node.value() {
            Node::Element(element) if closing => walk.close(element),
            Node::Element(element) => walk.open(element)?,
            Node::Text(words) if walk.skipped == 0 && !closing => walk.push(words),
            Node::Comment(words) if !closing && !words.trim().is_empty() => {
                walk.left.add(What::HiddenElements, 1);
            }
            _ => {}
        }
        if !closing {
            stack.push((node, true));
            stack.extend(node.children().rev().map(|child| (child, false)));
        }
    }
    walk.end();
    Ok(Read {
        blocks: walk.rooms.pop().unwrap_or_default(),
        pictures: walk.pictures,
        left: walk.left,
        blank_pages: 0,
    })
}

fn style(element: &Element) -> String {
    let style = element.attr("style").unwrap_or_default();
    style
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect::<String>()
        .to_ascii_lowercase()
}

fn is_hidden(element: &Element) -> bool {
    let style = style(element);
    element.attr("hidden").is_some()
        || [
            "display:none",
            "visibility:hidden",
            "mso-hide:all",
            "font-size:0",
        ]
        .iter()
        .any(|it| style.contains(it))
}

fn is_centred(element: &Element) -> bool {
    element.name() == "center"
        || element
            .attr("align")
            .is_some_and(|it| it.eq_ignore_ascii_case("center"))
        || style(element).contains("text-align:center")
}

impl Walk {
    fn skips(element: &Element) -> bool {
        let name = element.name();
        SKIPPED.contains(&name)
            || ["script", "noscript", "del", "s"].contains(&name)
            || is_hidden(element)
    }

    fn open(&mut self, element: &Element) -> Result<(), IncomingError> {
        let name = element.name();
        if Self::skips(element) {
            let what = match name {
                "script" | "noscript" => Some(What::Scripts),
                "del" | "s" => Some(What::Deletions),
                "head" | "style" | "template" | "nav" | "svg" => None,
                "button" | "select" | "textarea" => Some(What::Forms),
                "iframe" => Some(What::Embedded),
                _ => Some(What::HiddenElements),
            };
            if let Some(what) = what.filter(|_| self.skipped == 0) {
                self.left.add(what, 1);
            }
            self.skipped += 1;
            return Ok(());
        }
        if self.skipped > 0 {
            return Ok(());
        }
        if is_block(name) {
            self.end();
        }
        self.centred += usize::from(is_centred(element));
        let looks = element.attr("style").is_some() || name == "font";
        self.left.add(What::Looks, usize::from(looks));
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading = name[1..].parse().ok(),
            "b" | "strong" => self.strong += 1,
            "i" | "em" => self.emphasis += 1,
            "sup" => self.raised.push(Raised::Above),
            "sub" => self.raised.push(Raised::Below),
            "a" => {
                let target = element.attr("href");
                let link = target.and_then(followed);
                let lost = link.is_none() && target.is_some_and(|it| !it.starts_with('#'));
                self.left.add(What::Links, usize::from(lost));
                self.links.push(link);
            }
            "ul" | "ol" => {
                let start = element
                    .attr("start")
                    .and_then(|it| it.parse().ok())
                    .unwrap_or(1u32);
                self.lists.push((name == "ol", start.saturating_sub(1)));
            }
            "li" => self.item(),
            "br" => self.here.push(Words::plain("\n")),
            "img" => self.picture(element),
            "input" => self.left.add(What::Forms, 1),
            "object" | "embed" | "video" | "audio" => self.left.add(What::Embedded, 1),
            "table" => {
                self.end();
                self.tables.push(Table::default());
            }
            "thead" => {
                if let Some(table) = self.tables.last_mut() {
                    table.head = true;
                }
            }
            "tr" => {
                if let Some(table) = self.tables.last_mut() {
                    let head = table.head;
                    table.rows.push(Row {
                        head,
                        cells: Vec::new(),
                    });
                }
            }
            "td" | "th" if !self.tables.is_empty() => {
                self.end();
                self.cells += 1;
                if self.cells > MOST_CELLS {
                    return Err(IncomingError::TooLong(self.cells));
                }
                let span = |name: &str| {
                    element
                        .attr(name)
                        .and_then(|it| it.trim().parse::<usize>().ok())
                        .unwrap_or(1)
                        .clamp(1, 100)
                };
                let row = self
                    .tables
                    .last_mut()
                    .and_then(|table| table.rows.last_mut());
                if let Some(row) = row {
                    row.cells.push(Cell {
                        blocks: Vec::new(),
                        columns: span("colspan"),
                        rows: span("rowspan"),
                    });
                }
                self.rooms.push(Vec::new());
            }
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, element: &Element) {
        let name = element.name();
        if Self::skips(element) {
            self.skipped = self.skipped.saturating_sub(1);
            return;
        }
        if self.skipped > 0 {
            return;
        }
        if is_block(name) {
            self.end();
        }
        self.centred = self
            .centred
            .saturating_sub(usize::from(is_centred(element)));
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading = None,
            "b" | "strong" => self.strong = self.strong.saturating_sub(1),
            "i" | "em" => self.emphasis = self.emphasis.saturating_sub(1),
            "sup" | "sub" => {
                self.raised.pop();
            }
            "a" => {
                self.links.pop();
            }
            "ul" | "ol" => {
                self.lists.pop();
                self.item = None;
            }
            "li" => self.item = None,
            "thead" => {
                if let Some(table) = self.tables.last_mut() {
                    table.head = false;
                }
            }
            "td" | "th" if !self.tables.is_empty() => {
                self.end();
                let blocks = self.rooms.pop().unwrap_or_default();
                let row = self
                    .tables
                    .last_mut()
                    .and_then(|table| table.rows.last_mut());
                match row.and_then(|row| row.cells.last_mut()) {
                    Some(cell) => cell.blocks = blocks,
                    None => self.room().extend(blocks),
                }
            }
            "table" => self.table(),
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

    fn item(&mut self) {
        let level = self.lists.len().saturating_sub(1).min(8);
        if let Some((ordered, count)) = self.lists.last_mut() {
            *count = count.saturating_add(1);
            self.item = Some(Item {
                ordered: *ordered,
                level: u8::try_from(level).unwrap_or(8),
                number: *count,
            });
        }
    }

    fn push(&mut self, words: &str) {
        let mut text = String::with_capacity(words.len());
        let before = self.here.words.last().map(|it| it.text.as_str());
        let mut blank = before.is_none_or(|it| it.ends_with([' ', '\n']));
        for c in words.chars() {
            // The blank of web pages is one that people see.
            let white = c.is_ascii_whitespace();
            if !(white && blank) {
                text.push(if white { ' ' } else { c });
            }
            blank = white;
        }
        if text.is_empty() {
            return;
        }
        self.here.push(Words {
            text,
            strong: self.strong > 0,
            emphasis: self.emphasis > 0,
            raised: self.raised.last().copied(),
            href: self.links.iter().rev().flatten().next().cloned(),
        });
    }

    /// Ends a paragraph. An item goes on as a paragraph where it has more than one.
    fn end(&mut self) {
        let mut made = std::mem::take(&mut self.here);
        if made.is_empty() {
            return;
        }
        made.heading = self.heading;
        made.centred = self.centred > 0;
        made.item = self.item.take();
        self.room().push(Block::Text(made));
    }

    fn picture(&mut self, element: &Element) {
        let source = element.attr("src").unwrap_or_default();
        let data = source
            .strip_prefix("data:")
            .and_then(|it| it.split_once(";base64,"))
            .and_then(|(_, it)| {
                let plain: String = it.split_ascii_whitespace().collect();
                STANDARD.decode(plain).ok()
            });
        self.end();
        let figure = Block::Figure {
            picture: self.pictures.len(),
            shows: element.attr("alt").unwrap_or_default().trim().to_string(),
        };
        self.pictures.push(picture::Raw {
            name: String::new(),
            elsewhere: data.is_none(),
            bytes: data.unwrap_or_default(),
        });
        self.room().push(figure);
    }

    fn table(&mut self) {
        self.end();
        let Some(table) = self.tables.pop() else {
            return;
        };
        let mut rows = table.rows;
        rows.retain(|row| !row.cells.is_empty());
        let cells: usize = rows.iter().map(|row| row.cells.len()).sum();
        let nested = rows
            .iter()
            .flat_map(|row| &row.cells)
            .flat_map(|cell| &cell.blocks)
            .any(|block| matches!(block, Block::Table(_)));
        if cells <= 1 || nested {
            self.left.add(What::LayoutTables, usize::from(cells > 0));
            let blocks: Vec<Block> = rows
                .into_iter()
                .flat_map(|row| row.cells)
                .flat_map(|cell| cell.blocks)
                .collect();
            self.room().extend(blocks);
            return;
        }
        let guessed = with_head(&mut rows);
        self.left.add(What::GuessedHeads, usize::from(guessed));
        self.room().push(Block::Table(rows));
    }
}
