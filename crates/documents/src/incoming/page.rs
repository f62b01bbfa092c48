//! PDF and OFD: the text of their pages as a reader sees it. What is drawn over is taken out first, where the file can be followed so far; the
//! lines of a page become paragraphs again.

use super::{
    IncomingError, Read,
    block::{Block, Cell, Paragraph, Row, with_head},
    damaged,
    left::{Tally, What},
};
use crate::{
    fonts::Fonts,
    redact::{self, Hidden, Notice},
    text::{self, Extract},
};

pub(super) fn read(bytes: &[u8]) -> Result<Read, IncomingError> {
    let mut left = Tally::default();
    let seen = redact::redact("a.pdf", bytes, &[], &Fonts::load(&[]));
    let followed = seen
        .as_ref()
        .ok()
        .filter(|made| !made.notices.contains(&Notice::SetAnew));
    let source = followed.map_or(bytes, |made| made.bytes.as_slice());
    let pages = match followed {
        Some(made) => {
            for notice in &made.notices {
                match notice {
                    Notice::LeftOut(Hidden::HiddenText | Hidden::Layers, count) => {
                        left.add(What::HiddenText, *count);
                    }
                    Notice::LeftOut(Hidden::Annotations | Hidden::Comments, count) => {
                        left.add(What::Comments, *count);
                    }
                    Notice::LeftOut(Hidden::Attachments, count) => left.add(What::Embedded, *count),
                    Notice::LeftOut(Hidden::Scripts, count) => left.add(What::Scripts, *count),
                    Notice::LeftOut(Hidden::Forms, count) => left.add(What::Forms, *count),
                    Notice::Pictures(count) => left.add(What::Pictures, *count),
                    _ => {}
                }
            }
            pages(&text::of("a.pdf", &made.bytes))
        }
        None => {
            let pages = pages(&text::of("a.pdf", bytes));
            left.add(What::DrawnOver, pages.len());
            pages
        }
    };
    if pages.is_empty() {
        return Err(damaged("no pages"));
    }
    let blank_pages = pages.iter().filter(|page| page.trim().is_empty()).count();
    if blank_pages < pages.len() {
        left.add(What::PagesWithoutText, blank_pages);
    }
    // By their places on the pages, with ruled tables; by their lines where there is too little of it.
    let placed = crate::read::pages_of(source).map(|pieces| blocks(pieces, &mut left));
    Ok(Read {
        blocks: placed.unwrap_or_else(|_| paragraphs(&pages)),
        left,
        blank_pages,
        ..Read::default()
    })
}

/// Paragraphs, and rows of cells that follow each other as tables.
fn blocks(pieces: Vec<(Option<u32>, String)>, left: &mut Tally) -> Vec<Block> {
    let mut made = Vec::new();
    let mut table: Vec<Row> = Vec::new();
    let mut last = None;
    let mut close = |table: &mut Vec<Row>, made: &mut Vec<Block>| {
        let mut rows = std::mem::take(table);
        let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        for row in &mut rows {
            row.cells.resize_with(width, || cell(""));
        }
        if !rows.is_empty() {
            left.add(What::GuessedHeads, usize::from(with_head(&mut rows)));
            made.push(Block::Table(rows));
        }
    };
    for (row, text) in pieces {
        match row {
            Some(number) => {
                if last != Some(number) {
                    table.push(Row::default());
                }
                if let Some(row) = table.last_mut() {
                    row.cells.push(cell(text.trim()));
                }
            }
            None => {
                close(&mut table, &mut made);
                if !text.trim().is_empty() && !is_page_number(text.trim()) {
                    made.push(Block::Text(Paragraph::plain(text.trim())));
                }
            }
        }
        last = row;
    }
    close(&mut table, &mut made);
    made
}

fn cell(text: &str) -> Cell {
    Cell {
        blocks: vec![Block::Text(Paragraph::plain(text))],
        columns: 1,
        rows: 1,
    }
}

/// OFD: pages of text as well, in which nothing is looked for under drawings.
pub(super) fn fixed(name: &str, bytes: &[u8]) -> Result<Read, IncomingError> {
    let extract = text::of(name, bytes);
    let pages = pages(&extract);
    if pages.is_empty() {
        return Err(damaged("no pages"));
    }
    let mut left = Tally::default();
    let of = |start: &str| {
        extract
            .pieces
            .iter()
            .filter(|it| it.place(0).starts_with(start))
            .count()
    };
    left.add(What::Comments, of("annotation"));
    left.add(What::HeadersAndFooters, of("template"));
    let attached = extract
        .unread
        .iter()
        .filter(|part| part.starts_with("attachment"));
    left.add(What::Embedded, attached.count());
    let blank_pages = pages.iter().filter(|page| page.trim().is_empty()).count();
    if blank_pages < pages.len() {
        left.add(What::PagesWithoutText, blank_pages);
        left.add(What::DrawnOver, pages.len());
    }
    Ok(Read {
        blocks: paragraphs(&pages),
        left,
        blank_pages,
        ..Read::default()
    })
}

fn pages(extract: &Extract) -> Vec<String> {
    let pages = extract
        .pieces
        .iter()
        .filter(|piece| piece.place(0).starts_with("page "));
    pages.map(|piece| piece.text.clone()).collect()
}

/// Lines that belong together, over the ends of pages too; numbers of pages go.
fn paragraphs(pages: &[String]) -> Vec<Block> {
    let widest = pages
        .iter()
        .flat_map(|page| page.lines())
        .map(|line| line.trim().chars().count())
        .max()
        .unwrap_or(0);
    let mut made: Vec<String> = Vec::new();
    let mut goes_on = false;
    for line in pages.iter().flat_map(|page| page.lines()) {
        let indented = line.starts_with(['\u{3000}', ' ']) && line.trim().chars().count() > 1;
        let text = line.trim();
        if text.is_empty() {
            goes_on = false;
            continue;
        }
        if is_page_number(text) {
            continue;
        }
        match made
            .last_mut()
            .filter(|_| goes_on && !indented && !begins(text))
        {
            Some(last) => {
                let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
                if latin(last.chars().next_back()) && latin(text.chars().next()) {
                    last.push(' ');
                }
                last.push_str(text);
            }
            None => made.push(text.to_string()),
        }
        // A line that ends early, or with a sentence, is the last of its paragraph.
        let full = text.chars().count() * 10 >= widest * 8;
        goes_on = full && !text.ends_with(['。', '：', ':', '！', '？', '；']);
    }
    made.into_iter()
        .map(|text| Block::Text(Paragraph::plain(text)))
        .collect()
}

/// `— 3 —`, `- 3 -`, `3`, `第3页`.
fn is_page_number(text: &str) -> bool {
    let bare = text.trim_matches(|c: char| "—-–第页 　".contains(c));
    !bare.is_empty() && bare.len() <= 4 && bare.chars().all(|c| c.is_ascii_digit())
}

/// 一、（一）第一条 1. begin a paragraph.
fn begins(text: &str) -> bool {
    let han = |c: char| "一二三四五六七八九十百".contains(c);
    let numbered = |text: &str, behind: &[char]| {
        let rest = text.trim_start_matches(|c: char| han(c) || c.is_ascii_digit());
        rest.len() < text.len() && rest.starts_with(behind)
    };
    numbered(text, &['、'])
        || text
            .strip_prefix('第')
            .is_some_and(|rest| numbered(rest, &['条', '章', '节']))
        || text
            .strip_prefix(['（', '('])
            .is_some_and(|rest| numbered(rest, &['）', ')']))
        || text.starts_with("附件")
}

#[cfg(test)]
mod tests {
    use super::{begins, is_page_number, paragraphs};

    #[test]
    fn lines_become_paragraphs_again() {
        let pages = [
            "关于检查的通知\n　　为了做好检查工作，现将有关事项通知如下，请各\n单位认真执行，按时报告。\n一、检查时间\n— 1 —\n".to_string(),
            "　　下周一至周五，由各单位自行安排，并将结果报送到\n办公室。\n".to_string(),
        ];
        let text: Vec<String> = paragraphs(&pages).iter().map(super::Block::text).collect();
        assert_eq!(
            text,
            [
                "关于检查的通知",
                "为了做好检查工作，现将有关事项通知如下，请各单位认真执行，按时报告。",
                "一、检查时间",
                "下周一至周五，由各单位自行安排，并将结果报送到办公室。"
            ]
        );
        assert!(is_page_number("— 12 —") && !is_page_number("2026年"));
        assert!(begins("第三条 甲") && begins("（二）乙") && !begins("第三方"));
    }
}
