//! The body of an item, which is cleaned HTML, as pieces of paper: headings, paragraphs, list items, tables.

use scraper::{Html, Node, node::Element};
use serde::Serialize;

use super::table::{Table, Written};
use crate::html_blocks::is_block;

/// Words that are set alike.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(super) struct Run {
    pub text: String,
    pub strong: bool,
    pub emphasis: bool,
}

/// A piece of the body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(super) enum Block {
    /// `level`: 1 to 3.
    Heading {
        level: u8,
        runs: Vec<Run>,
    },
    Paragraph {
        runs: Vec<Run>,
    },
    /// `depth` from 0; `mark` as it is printed.
    Item {
        depth: usize,
        mark: String,
        runs: Vec<Run>,
    },
    Table(Table),
}

/// The deepest list that is told apart.
const DEEPEST: usize = 4;

/// The pieces of an item's body.
pub(super) fn blocks(html: &str) -> Vec<Block> {
    let tree = Html::parse_fragment(html);
    let mut writer = Writer::default();
    // Step by step and not by calls: whatever is nested, the stack stays level.
    let mut node = tree.tree.root();
    'tree: loop {
        match node.value() {
            Node::Text(text) => writer.text(text),
            Node::Element(element) => writer.open(element),
            _ => {}
        }
        if let Some(child) = node.first_child() {
            node = child;
            continue;
        }
        loop {
            if let Node::Element(element) = node.value() {
                writer.close(element.name());
            }
            if let Some(next) = node.next_sibling() {
                node = next;
                break;
            }
            match node.parent() {
                Some(parent) => node = parent,
                None => break 'tree,
            }
        }
    }
    writer.flush();
    writer.done
}

#[derive(Default)]
struct Writer {
    done: Vec<Block>,
    runs: Vec<Run>,
    strong: usize,
    emphasis: usize,
    heading: Option<u8>,
    /// Of each list that is open: the next number, or none where it is not numbered.
    lists: Vec<Option<usize>>,
    /// The mark of the list item that begins.
    mark: Option<String>,
    /// Tables that are open; only the outermost is one, what stands in it is text of its cells.
    tables: usize,
    rows: Vec<Vec<Written>>,
    cell: Option<Written>,
}

impl Writer {
    fn open(&mut self, element: &Element) {
        let name = element.name();
        match name {
            "strong" | "b" => self.strong += 1,
            "em" | "i" => self.emphasis += 1,
            "br" => self.push("\n"),
            "img" => {
                if let Some(words) = element.attr("alt").filter(|words| !words.trim().is_empty()) {
                    self.push(&format!("［图：{}］", words.trim()));
                }
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.flush();
                let level = name.as_bytes()[1] - b'0';
                self.heading = Some(level.saturating_sub(1).clamp(1, 3));
            }
            "ul" | "ol" => {
                self.flush();
                self.lists.push((name == "ol").then_some(1));
            }
            "li" => {
                self.flush();
                self.mark = Some(match self.lists.last_mut() {
                    Some(Some(number)) => {
                        *number += 1;
                        format!("{}.", *number - 1)
                    }
                    _ => "·".into(),
                });
            }
            "table" => {
                if self.tables == 0 {
                    self.flush();
                }
                self.tables += 1;
            }
            "tr" if self.tables == 1 => self.rows.push(Vec::new()),
            "td" | "th" if self.tables == 1 => {
                self.end_cell();
                let span = |name| element.attr(name).and_then(|text| text.trim().parse().ok());
                self.cell = Some(Written {
                    text: String::new(),
                    head: name == "th",
                    columns: span("colspan").unwrap_or(1),
                    rows: span("rowspan").unwrap_or(1),
                });
            }
            _ if is_block(name) => self.flush(),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "strong" | "b" => self.strong = self.strong.saturating_sub(1),
            "em" | "i" => self.emphasis = self.emphasis.saturating_sub(1),
            "ul" | "ol" => {
                self.flush();
                self.lists.pop();
            }
            "table" => {
                self.tables = self.tables.saturating_sub(1);
                if self.tables == 0 {
                    self.end_cell();
                    let table = Table::of(std::mem::take(&mut self.rows));
                    if !table.cells.is_empty() {
                        self.done.push(Block::Table(table));
                    }
                }
            }
            "td" | "th" if self.tables == 1 => self.end_cell(),
            _ if is_block(name) => self.flush(),
            _ => {}
        }
    }

    fn end_cell(&mut self) {
        let Some(mut cell) = self.cell.take() else {
            return;
        };
        cell.text = lines(&cell.text);
        if self.rows.is_empty() {
            self.rows.push(Vec::new());
        }
        if let Some(row) = self.rows.last_mut() {
            row.push(cell);
        }
    }

    fn text(&mut self, text: &str) {
        let mut plain = String::with_capacity(text.len());
        for c in text.chars() {
            if !c.is_ascii_whitespace() {
                plain.push(c);
            } else if !plain.ends_with(' ') {
                plain.push(' ');
            }
        }
        self.push(&plain);
    }

    fn push(&mut self, text: &str) {
        if let Some(cell) = &mut self.cell {
            cell.text.push_str(text);
            return;
        }
        if self.tables > 0 {
            return;
        }
        let (strong, emphasis) = (self.strong > 0, self.emphasis > 0);
        match self.runs.last_mut() {
            Some(run) if (run.strong, run.emphasis) == (strong, emphasis) => {
                run.text.push_str(text)
            }
            _ => self.runs.push(Run {
                text: text.into(),
                strong,
                emphasis,
            }),
        }
    }

    /// Ends the piece that is being written; in a cell, its line.
    fn flush(&mut self) {
        if let Some(cell) = &mut self.cell {
            cell.text.push('\n');
            return;
        }
        let runs = trimmed(std::mem::take(&mut self.runs));
        let heading = self.heading.take();
        if runs.is_empty() {
            // A heading or a list item that begins with a block of its own keeps what it is.
            self.heading = heading.filter(|_| self.runs.is_empty());
            return;
        }
        let block = match (heading, self.lists.len()) {
            (Some(level), _) => Block::Heading { level, runs },
            (None, 0) => Block::Paragraph { runs },
            (None, depth) => Block::Item {
                depth: depth.min(DEEPEST) - 1,
                mark: self.mark.take().unwrap_or_default(),
                runs,
            },
        };
        self.done.push(block);
    }
}

/// Without blanks at both ends and at the ends of lines; nothing where nothing is said.
fn trimmed(mut runs: Vec<Run>) -> Vec<Run> {
    if let Some(first) = runs.first_mut() {
        first.text = first.text.trim_start().into();
    }
    if let Some(last) = runs.last_mut() {
        last.text = last.text.trim_end().into();
    }
    runs.retain(|run| !run.text.is_empty());
    if runs.iter().all(|run| run.text.trim().is_empty()) {
        runs.clear();
    }
    runs
}

/// The lines that say something.
fn lines(text: &str) -> String {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::{Block, Run, blocks};

    fn plain(text: &str) -> Run {
        Run {
            text: text.into(),
            ..Run::default()
        }
    }

    fn said(block: &Block) -> String {
        let words = |runs: &[Run]| runs.iter().map(|run| run.text.as_str()).collect::<String>();
        match block {
            Block::Heading { level, runs } => format!("h{level} {}", words(runs)),
            Block::Paragraph { runs } => words(runs),
            Block::Item { depth, mark, runs } => format!("{depth}{mark} {}", words(runs)),
            Block::Table(table) => {
                let cells = table.cells.iter().map(|cell| cell.text.as_str());
                cells.collect::<Vec<_>>().join("|")
            }
        }
    }

    fn all(html: &str) -> Vec<String> {
        blocks(html).iter().map(said).collect()
    }

    #[test]
    fn a_body_becomes_pieces() {
        let html = "<h2>一、要求</h2>\n<p>各市场<strong>应当</strong>\n  公示。</p><ol><li>划线<ul><li>白线</li></ul></li><li><p>编号</p></li></ol>\
            <table><tr><th>项目</th><th>金额</th></tr><tr><td>摊位费<br>（月）</td><td>30</td></tr></table>尾";
        assert_eq!(
            all(html),
            [
                "h1 一、要求",
                "各市场应当 公示。",
                "01. 划线",
                "1· 白线",
                "02. 编号",
                "项目|金额|摊位费\n（月）|30",
                "尾"
            ]
        );
        let Block::Paragraph { runs } = &blocks(html)[1] else {
            panic!("a paragraph");
        };
        assert_eq!(runs[0], plain("各市场"));
        assert!(runs[1].strong && !runs[2].strong);
    }

    #[test]
    fn odd_pages_lose_no_word() {
        assert_eq!(all("无标签的文字"), ["无标签的文字"]);
        assert_eq!(all("<p> </p><p>&nbsp;</p>"), Vec::<String>::new());
        assert_eq!(all("<td>散落</td>"), ["散落"]);
        let nested = "<table><tr><td>外<table><tr><td>内</td></tr></table></td></tr></table>";
        assert!(all(nested).concat().contains("外内"));
        assert_eq!(all("<p><img src=x alt=\"平面图\"></p>"), ["［图：平面图］"]);
        assert_eq!(all("<h5>小标题</h5>"), ["h3 小标题"]);
        assert_eq!(all("<li>没有列表</li>"), ["没有列表"]);
    }

    #[test]
    fn deep_nests_do_not_overflow() {
        let deep = format!("{}深{}", "<div>".repeat(2_000), "</div>".repeat(2_000));
        assert_eq!(all(&deep), ["深"]);
        let lists = format!("{}项{}", "<ul><li>".repeat(500), "</li></ul>".repeat(500));
        assert_eq!(all(&lists), ["3· 项"]);
    }
}
