//! What every format is turned into: a flat run of lines and cells in reading order.

use super::variant::How;

/// A line of prose or a cell of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub text: String,
    /// The row it stands in, where the source says so; cells of one row share the number.
    pub row: Option<u32>,
}

/// A document as pieces.
#[derive(Debug, Default)]
pub(super) struct Flow {
    pub pieces: Vec<Piece>,
    /// The source ends in the middle of the last piece, as far as one can tell.
    pub cut: bool,
    /// How the source lays its tables out, where that is not in cells, and what was made whole again.
    pub variants: Vec<(How, String)>,
    /// Pictures beside the text: tables may be among them.
    pub pictures: usize,
    rows: u32,
}

impl Flow {
    /// A line of prose, or a cell where the source does not tell cells from lines.
    pub fn line(&mut self, text: impl Into<String>) {
        self.pieces.push(Piece {
            text: text.into(),
            row: None,
        });
    }

    /// Says each way of writing once for each text.
    pub fn note(&mut self, how: How, printed: impl Into<String>) {
        let variant = (how, printed.into());
        if !self.variants.contains(&variant) {
            self.variants.push(variant);
        }
    }

    pub fn characters(&self) -> usize {
        self.pieces
            .iter()
            .map(|piece| piece.text.chars().filter(|c| !is_space(*c)).count())
            .sum()
    }

    pub fn next_row(&mut self) -> u32 {
        self.rows += 1;
        self.rows
    }

    pub fn cell(&mut self, row: u32, text: impl Into<String>) {
        self.pieces.push(Piece {
            text: text.into(),
            row: Some(row),
        });
    }

    pub fn row<T: Into<String>>(&mut self, cells: impl IntoIterator<Item = T>) {
        let row = self.next_row();
        for cell in cells {
            self.cell(row, cell);
        }
    }
}

/// Whether nothing can be seen: spaces of all widths and invisible characters only.
pub(super) fn is_blank(text: &str) -> bool {
    text.chars().all(is_space)
}

/// Spaces of all widths, no-break and zero-width ones included.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2060}' | '\u{ad}' | '\u{7}'
        )
}
