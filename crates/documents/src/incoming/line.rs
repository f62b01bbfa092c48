//! Plain text and Markdown: lines as paragraphs; `#`, `-`, `1.`, `**` and tables of `|` as what they mean.

use super::{
    IncomingError, Read,
    block::{Block, Cell, Item, Paragraph, Row, Words, with_head},
    damaged,
    left::{Tally, What},
};

pub(super) fn read(bytes: &[u8]) -> Result<Read, IncomingError> {
    let text = crate::redact::decoded(bytes).map_err(damaged)?;
    let mut left = Tally::default();
    let blocks = blocks(&text, &mut left);
    Ok(Read {
        blocks,
        left,
        ..Read::default()
    })
}

/// The paragraphs and tables of a text, a line each.
pub(super) fn blocks(text: &str, left: &mut Tally) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut table: Vec<Row> = Vec::new();
    for line in text.lines() {
        match row(line) {
            Some(Some(row)) => table.push(row),
            // The rule under a head.
            Some(None) => {
                if let Some(first) = table.first_mut() {
                    first.head = true;
                }
            }
            None => {
                close(&mut table, &mut blocks, left);
                blocks.extend(paragraph(line).map(Block::Text));
            }
        }
    }
    close(&mut table, &mut blocks, left);
    blocks
}

fn close(table: &mut Vec<Row>, blocks: &mut Vec<Block>, left: &mut Tally) {
    if table.is_empty() {
        return;
    }
    let mut rows = std::mem::take(table);
    let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    for row in &mut rows {
        row.cells.resize_with(width, || cell(""));
    }
    left.add(What::GuessedHeads, usize::from(with_head(&mut rows)));
    blocks.push(Block::Table(rows));
}

/// A row of `|` or of tabs; `Some(None)` for the rule under a head.
fn row(line: &str) -> Option<Option<Row>> {
    let line = line.trim_end();
    let cells: Vec<&str> = if line.trim_start().starts_with('|') && line.trim().len() > 1 {
        let inside = line.trim().trim_start_matches('|');
        inside
            .strip_suffix('|')
            .unwrap_or(inside)
            .split('|')
            .collect()
    } else if line.contains('\t') && line.trim().contains('\t') {
        line.split('\t').collect()
    } else {
        return None;
    };
    let rule = cells.iter().all(|cell| {
        let cell = cell.trim();
        !cell.is_empty() && cell.chars().all(|c| c == '-' || c == ':')
    });
    Some((!rule).then(|| Row {
        head: false,
        cells: cells.iter().map(|text| cell(text.trim())).collect(),
    }))
}

fn cell(text: &str) -> Cell {
    Cell {
        blocks: vec![Block::Text(Paragraph::plain(text))],
        columns: 1,
        rows: 1,
    }
}

fn paragraph(line: &str) -> Option<Paragraph> {
    let text = line.trim();
    if text.is_empty() || text.chars().all(|c| "-=*_—".contains(c)) {
        return None;
    }
    let mut made = Paragraph::default();
    let marks = text.chars().take_while(|c| *c == '#').count();
    let behind = &text[marks..];
    let text = if (1..=6).contains(&marks) && behind.starts_with(' ') {
        made.heading = u8::try_from(marks).ok();
        behind.trim()
    } else if let Some(item) = ["- ", "* ", "+ "]
        .iter()
        .find_map(|mark| text.strip_prefix(mark))
    {
        made.item = Some(Item {
            ordered: false,
            level: 0,
            number: 1,
        });
        item
    } else {
        text
    };
    strong(text, &mut made);
    Some(made)
}

/// `**so**` is strong; a mark without its second is a sign like others.
fn strong(text: &str, into: &mut Paragraph) {
    let parts: Vec<&str> = text.split("**").collect();
    if parts.len().is_multiple_of(2) {
        into.push(Words::plain(text));
        return;
    }
    for (place, part) in parts
        .into_iter()
        .enumerate()
        .filter(|(_, part)| !part.is_empty())
    {
        into.push(Words {
            strong: place % 2 == 1,
            ..Words::plain(part)
        });
    }
}
