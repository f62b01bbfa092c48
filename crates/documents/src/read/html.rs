//! HTML: cells of tables as cells, everything else as lines. Tables that only lay out a page count as prose.

use scraper::{ElementRef, Html, Node};

use super::{ReadError, flow::Flow};
use crate::html_blocks::is_block;

const SKIPPED: [&str; 8] = [
    "script", "style", "noscript", "template", "textarea", "select", "svg", "button",
];

/// A cell with more characters is a page laid out with a table, not a cell of a report's table.
const LONGEST_CELL: usize = 200;

/// Elements inside elements; a page has some fifty. The parser's time grows with the square of it.
const DEEPEST: usize = 3000;
/// Elements that end by themselves, so that their number says nothing of depth.
const CLOSED: [&str; 28] = [
    "p", "li", "td", "th", "tr", "tbody", "thead", "tfoot", "dd", "dt", "option", "col",
    "colgroup", "br", "hr", "img", "input", "meta", "link", "base", "area", "source", "wbr",
    "param", "embed", "html", "head", "body",
];

pub(super) fn flow(text: &str) -> Result<Flow, ReadError> {
    if is_too_deep(text) {
        return Err(ReadError::Damaged(format!(
            "elements are nested deeper than {DEEPEST}"
        )));
    }
    let document = Html::parse_document(text);
    let mut walk = Walk::default();
    walk.flow.cut = !is_closed(text);
    // Depth first without recursion: pages nest as deep as they like.
    let mut node = document.tree.root();
    'pages: loop {
        match node.value() {
            Node::Text(text) if walk.skipped == 0 => walk.text.push_str(text),
            Node::Element(element) => {
                let name = element.name();
                if name == "table"
                    && walk.in_cell
                    && walk.in_data()
                    && ElementRef::wrap(node).is_some_and(holds_one_cell)
                {
                    walk.end_block();
                    walk.tables.push(Kind::Through);
                } else {
                    walk.open(name);
                }
                if name == "img" {
                    walk.flow.pictures += 1;
                }
                if is_hidden(element) {
                    walk.skipped += 1;
                }
            }
            _ => {}
        }
        if let Some(child) = node.first_child() {
            node = child;
            continue;
        }
        loop {
            if let Node::Element(element) = node.value() {
                if is_hidden(element) {
                    walk.skipped = walk.skipped.saturating_sub(1);
                }
                walk.close(element.name());
            }
            if let Some(next) = node.next_sibling() {
                node = next;
                break;
            }
            match node.parent() {
                Some(parent) => node = parent,
                None => break 'pages,
            }
        }
    }
    walk.end_line();
    Ok(walk.flow)
}

/// Counts what opens and closes, before the page is parsed.
pub(crate) fn is_too_deep(text: &str) -> bool {
    let mut depth = 0usize;
    for tag in text.split('<').skip(1) {
        let inner = tag.strip_prefix('/').unwrap_or(tag);
        let end = inner
            .find(|c: char| !c.is_ascii_alphanumeric())
            .unwrap_or(inner.len());
        let name = &inner[..end];
        if name.is_empty() || CLOSED.iter().any(|known| known.eq_ignore_ascii_case(name)) {
            continue;
        }
        if inner.len() < tag.len() {
            depth = depth.saturating_sub(1);
        } else if !inner
            .split('>')
            .next()
            .is_some_and(|tag| tag.ends_with('/'))
        {
            depth += 1;
        }
        if depth > DEEPEST {
            return true;
        }
    }
    false
}

/// A table inside a cell that is only there for its border or its padding.
fn holds_one_cell(table: ElementRef<'_>) -> bool {
    table
        .descendants()
        .take(200)
        .filter(|node| match node.value() {
            Node::Element(element) => matches!(element.name(), "td" | "th"),
            _ => false,
        })
        .take(2)
        .count()
        == 1
}

/// What a page keeps for scripts or other screens is not part of what is published.
fn is_hidden(element: &scraper::node::Element) -> bool {
    let style = || {
        element.attr("style").is_some_and(|style| {
            let style: String = style
                .chars()
                .filter(|c| !c.is_whitespace())
                .collect::<String>()
                .to_ascii_lowercase();
            style.contains("display:none") || style.contains("visibility:hidden")
        })
    };
    // Running heads as word processors write them into their web pages.
    let running = || {
        element.name() == "div"
            && element
                .attr("title")
                .is_some_and(|title| matches!(title, "header" | "footer"))
    };
    element.attr("hidden").is_some() || running() || style()
}

/// Whether the source ends behind a tag that closes a block, so that the last cell is whole.
fn is_closed(text: &str) -> bool {
    let text = text.trim_end();
    let Some(last) = text
        .strip_suffix('>')
        .and_then(|text| text.rsplit_once('<'))
    else {
        return false;
    };
    let Some(name) = last.1.strip_prefix('/') else {
        return last.1.starts_with("!--");
    };
    let name = name.trim().to_ascii_lowercase();
    !matches!(
        name.as_str(),
        "p" | "span" | "b" | "strong" | "font" | "em" | "i" | "u" | "a" | "sup" | "sub"
    )
}

#[derive(Default)]
struct Walk {
    flow: Flow,
    text: String,
    skipped: usize,
    tables: Vec<Kind>,
    row: Option<u32>,
    in_cell: bool,
}

/// An open table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Data,
    /// It has a table inside and so only lays out.
    Layout,
    /// One cell inside a cell of another: not there.
    Through,
}

/// Stands for `<br>` and the ends of paragraphs inside a cell until spaces have been collapsed.
const BREAK: char = '\u{1}';

impl Walk {
    fn in_data(&self) -> bool {
        self.tables
            .iter()
            .rfind(|kind| **kind != Kind::Through)
            .is_some_and(|kind| *kind == Kind::Data)
    }

    fn is_through(&self) -> bool {
        self.tables.last() == Some(&Kind::Through)
    }

    fn open(&mut self, name: &str) {
        if SKIPPED.contains(&name) {
            self.skipped += 1;
        } else if name == "table" {
            self.end_line();
            if let Some(outer) = self.tables.iter_mut().rfind(|kind| **kind != Kind::Through) {
                *outer = Kind::Layout;
            }
            self.tables.push(Kind::Data);
            self.in_cell = false;
        } else if self.is_through() && matches!(name, "tr" | "td" | "th") {
            self.end_block();
        } else if name == "tr" && self.in_data() {
            self.row = Some(self.flow.next_row());
            self.text.clear();
        } else if matches!(name, "td" | "th") {
            if self.in_data() {
                self.text.clear();
                self.in_cell = true;
            } else {
                self.end_line();
            }
        } else if name == "br" {
            self.text.push(BREAK);
        } else if is_block(name) || name == "title" {
            self.end_block();
        }
    }

    fn close(&mut self, name: &str) {
        if SKIPPED.contains(&name) {
            self.skipped = self.skipped.saturating_sub(1);
        } else if name == "table" && self.is_through() {
            self.tables.pop();
            self.end_block();
        } else if self.is_through() && matches!(name, "tr" | "td" | "th") {
            self.end_block();
        } else if name == "table" {
            self.tables.pop();
            self.in_cell = false;
            self.text.clear();
        } else if matches!(name, "td" | "th") {
            if self.in_data() {
                self.in_cell = false;
                let text = collapsed(&self.text);
                if text.chars().count() > LONGEST_CELL {
                    self.end_line();
                    return;
                }
                self.text.clear();
                let row = match self.row {
                    Some(row) => row,
                    None => self.flow.next_row(),
                };
                self.flow.cell(row, text);
            } else {
                self.end_line();
            }
        } else if name == "tr" && self.in_data() {
            self.row = None;
        } else if is_block(name) || name == "title" {
            self.end_block();
        }
    }

    fn end_block(&mut self) {
        if self.in_cell && self.in_data() {
            self.text.push(BREAK);
        } else {
            self.end_line();
        }
    }

    fn end_line(&mut self) {
        let text = collapsed(&std::mem::take(&mut self.text));
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            self.flow.line(line.trim());
        }
    }
}

/// Source spaces made one; a source line end between two Chinese characters is none. Breaks become line ends.
fn collapsed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut space, mut wrapped) = (false, false);
    for c in text.chars() {
        if c.is_ascii_whitespace() {
            space = true;
            wrapped |= c == '\n' || c == '\r';
            continue;
        }
        if c == BREAK {
            if !out.ends_with('\n') {
                out.push('\n');
            }
        } else {
            let between = out
                .chars()
                .next_back()
                .is_some_and(|before| !before.is_ascii())
                && !c.is_ascii();
            let at_start = out.is_empty() || out.ends_with('\n');
            if space && !at_start && !(wrapped && between) {
                out.push(' ');
            }
            out.push(c);
        }
        (space, wrapped) = (false, false);
    }
    out.trim_matches(['\n', ' ']).to_string()
}
