//! Text that lost its lines: a whole report in one, its cells apart by blanks, or not at all.

use super::{
    flow::{Flow, Piece, is_space},
    heading, label,
    value::Value,
    variant::How,
};

/// Shorter lines are prose.
const LONG: usize = 200;
/// Labels and headings in a line from which on it is more than a sentence about them.
const MANY: usize = 4;

/// Cuts a long line that holds whole tables into its cells, at its blanks.
pub(super) fn part(flow: &mut Flow) {
    let mut parted = false;
    let mut pieces: Vec<Piece> = Vec::new();
    for piece in std::mem::take(&mut flow.pieces) {
        if piece.row.is_some() || !is_report(&piece.text) {
            pieces.push(piece);
            continue;
        }
        parted = true;
        pieces.extend(cells(&piece.text).map(|text| Piece { text, row: None }));
    }
    flow.pieces = pieces;
    if parted {
        flow.note(How::OneLine, "");
    }
}

/// A long line with several labels as words of their own, and numbers among them.
fn is_report(text: &str) -> bool {
    if text.chars().count() < LONG {
        return false;
    }
    let words: Vec<&str> = text.split(is_space).collect();
    let labels = words.iter().filter(|word| label::is_known(word)).count();
    let numbers = words
        .iter()
        .filter(|word| matches!(Value::of(word), Value::Whole(_)))
        .count();
    labels >= MANY && numbers >= MANY
}

/// Words apart by blanks; those of a sentence stay together.
fn cells(text: &str) -> impl Iterator<Item = String> {
    let mut cells: Vec<String> = Vec::new();
    let mut prose = false;
    for word in text.split(is_space).filter(|word| !word.is_empty()) {
        let stands_alone = heading::of(word).is_some()
            || label::is_known(word)
            || Value::maybe(word).is_some_and(|value| !value.is_blank());
        match cells.last_mut().filter(|_| prose && !stands_alone) {
            Some(last) => last.push_str(word),
            None => cells.push(word.to_string()),
        }
        prose = !stands_alone;
    }
    cells.into_iter()
}

/// Whether a report is there and its numbers run together: 申请数量2100003.
pub(super) fn runs_together(flow: &Flow) -> bool {
    flow.pieces.iter().any(|piece| {
        ["政府信息公开申请数量", "行政规范性文件"]
            .iter()
            .any(|label| {
                piece.text.match_indices(label).any(|(at, _)| {
                    let behind = piece.text[at + label.len()..].chars();
                    behind.take_while(char::is_ascii_digit).count() >= 4
                })
            })
    })
}
