//! Labels of 表三 that the source broke into pieces: put together only where the words are then exactly the form's.

use law::report::Row;

use crate::read::{
    flow::{Flow, is_blank},
    label::{self, Label},
    value::Value,
};

/// A label of several lines; its cells follow.
pub(super) struct Lines {
    pub label: Label,
    pub printed: String,
    pub end: usize,
}

pub(super) fn over_lines(flow: &Flow, at: usize, before: Option<Row>) -> Option<Lines> {
    let mut printed = flow.pieces[at].text.clone();
    if flow.pieces[at].row.is_some() || label::is_header(&printed) {
        return None;
    }
    for end in at + 1..(at + 6).min(flow.pieces.len()) {
        let next = &flow.pieces[end];
        let apart = next.row.is_some()
            || Value::maybe(&next.text).is_some()
            || label::row(&next.text, before).is_some_and(|label| !label.reworded);
        if apart {
            return None;
        }
        printed.push_str(&next.text);
        if let Some(label) = label::row(&printed, before).filter(|label| !label.reworded) {
            return Some(Lines {
                label,
                printed,
                end,
            });
        }
    }
    None
}

/// A label in two rows, with its cells in one of them.
pub(super) struct Rows {
    pub label: Label,
    pub printed: String,
    pub values: Vec<Value>,
    pub next: usize,
}

pub(super) fn over_rows(flow: &Flow, at: usize, before: Option<Row>) -> Option<Rows> {
    let piece = &flow.pieces[at];
    piece.row?;
    if label::is_header(&piece.text) || Value::maybe(&piece.text).is_some() {
        return None;
    }
    let (here, below) = (rest(flow, at + 1, piece.row), {
        let start = flow.pieces[at + 1..]
            .iter()
            .position(|other| other.row != piece.row)?
            + at
            + 1;
        let row = flow.pieces[start].row;
        row?;
        (start, rest(flow, start, row))
    });
    let (start, below) = below;
    let next = start + below.len();
    let first = below.iter().position(|text| !is_blank(text))?;
    let more = below[first];
    if Value::maybe(more).is_some() || label::row(more, before).is_some_and(|it| !it.reworded) {
        return None;
    }
    let printed = format!("{}{more}", piece.text);
    let label = label::row(&printed, before).filter(|label| !label.reworded)?;
    let values = |texts: &[&str]| -> Option<Vec<Value>> {
        texts.iter().map(|text| Value::maybe(text)).collect()
    };
    let (above, under) = (values(&here)?, values(&below[first + 1..])?);
    let filled = |values: &[Value]| values.iter().any(|value| !value.is_blank());
    let values = match (filled(&above), filled(&under)) {
        (true, false) => above,
        (false, true) => under,
        _ => return None,
    };
    Some(Rows {
        label,
        printed,
        values,
        next,
    })
}

fn rest(flow: &Flow, at: usize, row: Option<u32>) -> Vec<&str> {
    flow.pieces[at.min(flow.pieces.len())..]
        .iter()
        .take_while(|piece| piece.row == row)
        .map(|piece| piece.text.as_str())
        .collect()
}
