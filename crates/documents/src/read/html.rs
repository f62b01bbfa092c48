//! HTML: cells of tables as cells, everything else as lines. Tables that only lay out a page count as prose.

use scraper::{Html, Node};

use super::flow::Flow;

const BLOCKS: [&str; 28] = [
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "li",
    "ul",
    "ol",
    "dl",
    "dt",
    "dd",
    "section",
    "article",
    "header",
    "footer",
    "nav",
    "main",
    "aside",
    "pre",
    "blockquote",
    "caption",
    "title",
    "form",
    "hr",
    "center",
];
const SKIPPED: [&str; 8] = [
    "script", "style", "noscript", "template", "textarea", "select", "svg", "button",
];

/// A cell with more characters is a page laid out with a table, not a cell of a report's table.
const LONGEST_CELL: usize = 200;

pub(super) fn flow(text: &str) -> Flow {
    let document = Html::parse_document(text);
    let mut walk = Walk::default();
    walk.flow.cut = !is_closed(text);
    // Depth first without recursion: pages nest as deep as they like.
    let mut node = document.tree.root();
    'pages: loop {
        match node.value() {
            Node::Text(text) if walk.skipped == 0 => walk.text.push_str(text),
            Node::Element(element) => walk.open(element.name()),
            _ => {}
        }
        if let Some(child) = node.first_child() {
            node = child;
            continue;
        }
        loop {
            if let Node::Element(element) = node.value() {
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
    walk.flow
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
    /// The open tables; `false` for one that has a table inside and so only lays out.
    tables: Vec<bool>,
    row: Option<u32>,
    in_cell: bool,
}

/// Stands for `<br>` and the ends of paragraphs inside a cell until spaces have been collapsed.
const BREAK: char = '\u{1}';

impl Walk {
    fn in_data(&self) -> bool {
        self.tables.last().copied().unwrap_or(false)
    }

    fn open(&mut self, name: &str) {
        if SKIPPED.contains(&name) {
            self.skipped += 1;
        } else if name == "table" {
            self.end_line();
            if let Some(outer) = self.tables.last_mut() {
                *outer = false;
            }
            self.tables.push(true);
            self.in_cell = false;
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
        } else if BLOCKS.contains(&name) {
            self.end_block();
        }
    }

    fn close(&mut self, name: &str) {
        if SKIPPED.contains(&name) {
            self.skipped = self.skipped.saturating_sub(1);
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
        } else if BLOCKS.contains(&name) {
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
