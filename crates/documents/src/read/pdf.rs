//! PDF with a text layer: where text stands and which lines are ruled gives cells; the rest is lines of prose.
//!
//! A table is what its ruled lines enclose ([`lattice`]), never what merely lines up. Text outside of tables is
//! put together into paragraphs by its indents, so that a sentence is not broken where the page is.

mod breaks;
mod lattice;
mod page;
mod rules;

use unpdf::{
    ErrorKind,
    parser::{
        LayoutAnalyzer, TextSpan,
        backend::{PdfBackend, RawBackend},
    },
};

use super::{ReadError, flow::Flow, heading, variant::How};
use crate::pdf_fonts;
use page::{Item, Page};

/// A report has some ten pages; an annual of everything has hundreds, and no report in it that could be told apart.
const MOST_PAGES: usize = 300;
/// Pieces of text of one page; a page of a table has some 500.
const MOST_SPANS: usize = 60_000;

pub(super) fn flow(bytes: &[u8]) -> Result<Flow, ReadError> {
    Ok(flow_of(pages(bytes)?))
}

fn pages(bytes: &[u8]) -> Result<Vec<Page>, ReadError> {
    if !pdf_fonts::countable(bytes) {
        return Err(ReadError::Damaged("a font has codes without number".into()));
    }
    let backend = RawBackend::load_bytes(bytes).map_err(|error| match error.kind() {
        ErrorKind::Encrypted | ErrorKind::InvalidPassword => ReadError::Encrypted("PDF".into()),
        _ => ReadError::Damaged(error.to_string()),
    })?;
    let numbers = backend.pages();
    if numbers.is_empty() {
        return Err(ReadError::Damaged("the PDF has no page".into()));
    }
    if numbers.len() > MOST_PAGES {
        return Err(ReadError::TooManyPages(numbers.len()));
    }
    let analyzer = LayoutAnalyzer::new(&backend);
    let mut pages = Vec::new();
    let (mut characters, mut pictures) = (0, 0);
    let mut unreadable = false;
    for (number, id) in &numbers {
        let spans: Vec<TextSpan> = analyzer
            .extract_page_spans(*number)
            .map_err(|error| ReadError::Damaged(error.to_string()))?;
        unreadable |= analyzer.suppressed_text_runs() > 0;
        let counts = analyzer.page_op_counts();
        pictures += counts.image;
        if spans.len() > MOST_SPANS {
            return Err(ReadError::TooLarge);
        }
        characters += spans
            .iter()
            .map(|span| span.text.chars().filter(|c| !c.is_whitespace()).count())
            .sum::<usize>();
        let rules = rules::of(&backend, *id);
        let shown = backend.crop_box(*id);
        pages.push(Page::new(
            spans,
            &lattice::grids(&rules),
            (shown.lly, shown.ury),
        ));
    }
    // A scan may carry a page number or a stamp's name as text.
    if characters < 40 * pages.len().min(5) {
        return Err(match (pictures > 0, unreadable) {
            (_, true) => ReadError::UnreadableFonts,
            (true, false) => ReadError::Scanned,
            (false, false) => ReadError::NotAReport,
        });
    }
    page::drop_furniture(&mut pages);
    Ok(pages)
}

/// Pages one after another; a row or a paragraph that a page breaks is made whole again.
fn flow_of(pages: Vec<Page>) -> Flow {
    let mut joiner = Joiner::default();
    for (number, page) in pages.into_iter().enumerate() {
        joiner.continues = number > 0;
        for item in page.items {
            match item {
                Item::Row(cells) => joiner.row(cells),
                Item::Line { text, begins } => joiner.line(&text, begins),
            }
        }
    }
    joiner.end_row();
    joiner.end_paragraph();
    joiner.flow
}

#[derive(Default)]
struct Joiner {
    flow: Flow,
    row: Option<Vec<(i32, String)>>,
    paragraph: Option<String>,
    /// Nothing but a row that goes on has been read of this page.
    continues: bool,
    /// Rows at the top of this page that repeat the head of the table; what they are is known with the row after them.
    heads: Vec<Vec<(i32, String)>>,
}

impl Joiner {
    fn row(&mut self, cells: Vec<(i32, String)>) {
        self.end_paragraph();
        if self.continues && self.row.is_some() && breaks::repeats_a_head(&cells) {
            self.heads.push(cells);
            return;
        }
        let first = std::mem::take(&mut self.continues);
        if first
            && let Some(above) = &self.row
            && let Some(whole) = breaks::joined(above, &cells)
        {
            self.flow.note(How::PageBreak, breaks::label(&whole));
            self.heads.clear();
            self.row = Some(whole);
            return;
        }
        if first
            && let Some(above) = &self.row
            && let Some(group) = breaks::split_group(above, &cells)
        {
            self.flow.note(How::PageBreak, group);
        }
        self.end_row();
        self.row = Some(cells);
    }

    fn line(&mut self, text: &str, begins: bool) {
        self.end_row();
        self.continues = false;
        if text.contains('\t') {
            self.end_paragraph();
            let cells: Vec<&str> = text.split('\t').collect();
            if cells.iter().all(|cell| cell.chars().count() <= 2)
                && !cells
                    .iter()
                    .any(|cell| cell.chars().any(|c| c.is_ascii_digit()))
            {
                self.flow.line(cells.concat()); // a heading with its letters far apart
            } else {
                self.flow.row(cells);
            }
            return;
        }
        match &mut self.paragraph {
            Some(running) if !begins && heading::of(text).is_none() => running.push_str(text),
            _ => {
                self.end_paragraph();
                self.paragraph = Some(text.to_string());
            }
        }
    }

    fn end_row(&mut self) {
        let heads = std::mem::take(&mut self.heads);
        for cells in self.row.take().into_iter().chain(heads) {
            self.flow.row(cells.into_iter().map(|(_, text)| text));
        }
    }

    fn end_paragraph(&mut self) {
        if let Some(text) = self.paragraph.take() {
            self.flow.line(text);
        }
    }
}
