//! The values that follow a label, and where among more cells than needed they stand.

use super::{
    flow::{Flow, is_blank},
    label,
    value::Value,
};

/// The cells after a label.
#[derive(Debug)]
pub(super) struct Run {
    pub values: Vec<Value>,
    /// Numbers that are typed otherwise than plainly, and what they were read as.
    pub typed: Vec<(String, String)>,
    /// The first piece after them.
    pub next: usize,
}

/// The cells after piece `at`: the rest of its row, or, where the source knows no rows, all that look like values.
pub(super) fn after(flow: &Flow, at: usize, label_ends: impl Fn(&str) -> bool) -> Run {
    let mut values = Vec::new();
    let mut typed = Vec::new();
    let mut next = at + 1;
    let row = flow.pieces.get(at).and_then(|piece| piece.row);
    while let Some(piece) = flow.pieces.get(next) {
        if row.is_some() {
            if piece.row != row {
                break;
            }
            if label_ends(&piece.text) {
                break;
            }
            values.push(Value::of(&piece.text));
        } else {
            if piece.row.is_some() || label_ends(&piece.text) {
                break;
            }
            match Value::maybe(&piece.text) {
                Some(value) => values.push(value),
                None if is_word_among(flow, next) => values.push(Value::of(&piece.text)),
                None => break,
            }
        }
        if let Some(plain) = values.last().and_then(|value| value.typed(&piece.text)) {
            typed.push((piece.text.trim().to_string(), plain));
        }
        next += 1;
    }
    Run {
        values,
        typed,
        next,
    }
}

/// A word of a character or two where a number belongs, with a number behind it: `三` in a line of its own.
fn is_word_among(flow: &Flow, at: usize) -> bool {
    let text = &flow.pieces[at].text;
    let next = flow.pieces.get(at + 1);
    text.chars().count() <= 2
        && !label::is_known(text)
        && next.is_some_and(|next| {
            next.row.is_none() && !is_blank(&next.text) && Value::maybe(&next.text).is_some()
        })
}

/// Where a run of `width` cells begins so that everything outside is blank; `None` where there is no such place
/// or more than one.
pub(super) fn only_window(values: &[Value], width: usize) -> Option<usize> {
    let (low, high) = windows(values, width)?;
    (low == high).then_some(low)
}

/// The first and last place where the run may begin.
pub(super) fn windows(values: &[Value], width: usize) -> Option<(usize, usize)> {
    let spare = values.len().checked_sub(width)?;
    let first = values.iter().position(|value| !value.is_blank());
    let last = values.iter().rposition(|value| !value.is_blank());
    let (low, high) = match (first, last) {
        (Some(first), Some(last)) => ((last + 1).saturating_sub(width), first.min(spare)),
        _ => (0, spare),
    };
    (low <= high).then_some((low, high))
}

/// A line "label v v v" of a source that lost its columns: the label, and the values behind it.
pub(super) fn tail(text: &str) -> Option<(&str, Vec<Value>)> {
    let mut rest = text.trim();
    let mut values = Vec::new();
    while let Some((before, last)) = rest.rsplit_once([' ', '\t', '\u{3000}', '\u{a0}']) {
        let value = Value::of(last);
        if matches!(value, Value::Odd(_)) || is_blank(last) {
            break;
        }
        values.push(value);
        rest = before.trim_end();
    }
    values.reverse();
    (!values.is_empty() && !rest.is_empty()).then_some((rest, values))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str) -> Vec<Value> {
        text.split('|').map(Value::of).collect()
    }

    #[test]
    fn windows_are_found_only_where_they_are_plain() {
        assert_eq!(only_window(&values("1|2|3"), 3), Some(0));
        assert_eq!(only_window(&values("|1|2|3"), 3), Some(1));
        assert_eq!(only_window(&values("1|2|3||"), 3), Some(0));
        assert_eq!(only_window(&values("1|2||"), 3), Some(0));
        assert_eq!(only_window(&values("|1||"), 2), None);
        assert_eq!(only_window(&values("1||"), 3), Some(0));
        assert_eq!(only_window(&values("1|2|3|4"), 3), None);
        assert_eq!(only_window(&values("1|2"), 3), None);
    }

    #[test]
    fn tails() {
        assert_eq!(
            tail("行政许可 97"),
            Some(("行政许可", vec![Value::Whole(97)]))
        );
        assert_eq!(
            tail("规章 0 / 3").map(|(label, values)| (label, values.len())),
            Some(("规章", 3))
        );
        assert_eq!(tail("行政许可"), None);
    }
}
