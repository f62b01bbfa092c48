//! Which columns are hidden, and which cells lie under a merged one.

use std::ops::RangeInclusive;

use quick_xml::{Reader, events::Event};

use super::super::{
    RedactError,
    book::is_true,
    xml::{attributes, damaged},
};

/// The last column of a sheet, XFD.
const LAST: u32 = 16_384;

#[derive(Debug)]
struct Merged {
    rows: RangeInclusive<u32>,
    columns: RangeInclusive<u32>,
}

/// Rows and columns count from 1.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    hidden: Vec<RangeInclusive<u32>>,
    merged: Vec<Merged>,
    /// Those of `merged` that reach over the row being read.
    here: Vec<usize>,
}

impl Seen {
    pub(crate) fn of(source: &str) -> Result<Self, RedactError> {
        let mut seen = Self::default();
        let mut reader = Reader::from_str(source);
        loop {
            match reader.read_event().map_err(damaged)? {
                Event::Start(tag) | Event::Empty(tag) => match tag.local_name().as_ref() {
                    "col" => {
                        let given = attributes(&tag)?;
                        let number = |key: &str| given.get(key).and_then(|it| it.parse().ok());
                        let narrow = given
                            .get("width")
                            .and_then(|width| width.parse::<f64>().ok())
                            .is_some_and(|width| width == 0.0);
                        let hidden = given.get("hidden").is_some_and(|it| is_true(it));
                        if let (Some(min), Some(max)) = (number("min"), number("max"))
                            && (hidden || narrow)
                        {
                            seen.hidden.push(min..=max.min(LAST));
                        }
                    }
                    "mergeCell" => {
                        let given = attributes(&tag)?;
                        let corners = given.get("ref").and_then(|it| it.split_once(':'));
                        if let Some((first, last)) = corners
                            && let (Some(first), Some(last)) = (position(first), position(last))
                        {
                            seen.merged.push(Merged {
                                rows: first.0..=last.0,
                                columns: first.1..=last.1,
                            });
                        }
                    }
                    _ => {}
                },
                Event::Eof => return Ok(seen),
                _ => {}
            }
        }
    }

    /// Hidden columns; the empty ones behind a table that somebody hid to the edge count once.
    pub(crate) fn hidden_columns(&self) -> usize {
        self.hidden
            .iter()
            .map(|range| match *range.end() {
                LAST => 1,
                end => (end + 1).saturating_sub(*range.start()) as usize,
            })
            .sum()
    }

    /// A row begins.
    pub(crate) fn enter(&mut self, row: u32) {
        self.here = (0..self.merged.len())
            .filter(|at| self.merged[*at].rows.contains(&row))
            .collect();
    }

    /// Whether a cell's column is hidden, and whether it lies under a merged cell.
    pub(crate) fn column_is_hidden(&self, row: u32, column: u32) -> bool {
        let hidden = |column: u32| self.hidden.iter().any(|it| it.contains(&column));
        // The first cell of a merged one is seen as long as any of its columns is.
        let over = self
            .here
            .iter()
            .map(|at| &self.merged[*at])
            .find(|it| (*it.rows.start(), *it.columns.start()) == (row, column));
        match over {
            Some(merged) => merged.columns.clone().take(LAST as usize).all(hidden),
            None => hidden(column),
        }
    }

    pub(crate) fn is_covered(&self, row: u32, column: u32) -> bool {
        self.here.iter().map(|at| &self.merged[*at]).any(|it| {
            it.columns.contains(&column) && (*it.rows.start(), *it.columns.start()) != (row, column)
        })
    }
}

/// Row and column of a reference such as `$C$12`.
pub(crate) fn position(reference: &str) -> Option<(u32, u32)> {
    let plain = reference.replace('$', "");
    let digits = plain.find(|c: char| c.is_ascii_digit())?;
    let (letters, number) = plain.split_at(digits);
    let mut column: u32 = 0;
    for c in letters.chars() {
        let place = u32::from(c.to_ascii_uppercase()).checked_sub(u32::from('A'))?;
        column = column.checked_mul(26)?.checked_add(place + 1)?;
    }
    (column > 0).then_some((number.parse().ok()?, column))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read() {
        assert_eq!(position("A1"), Some((1, 1)));
        assert_eq!(position("$AB$12"), Some((12, 28)));
        assert_eq!(position("XFD1048576"), Some((1_048_576, 16_384)));
        assert_eq!(position("12"), None);
        assert_eq!(position("ZZZZZZZZZZ1"), None);
    }

    #[test]
    fn what_lies_under_a_merged_cell_is_not_seen() {
        let mut seen = Seen::of(
            r#"<worksheet><cols><col min="3" max="3" hidden="1"/></cols><mergeCells><mergeCell ref="C2:D3"/></mergeCells></worksheet>"#,
        )
        .unwrap();
        seen.enter(2);
        assert!(seen.is_covered(2, 4) && !seen.is_covered(2, 3));
        assert!(!seen.column_is_hidden(2, 3), "its second column is seen");
        seen.enter(5);
        assert!(seen.column_is_hidden(5, 3) && !seen.is_covered(5, 4));
    }
}
