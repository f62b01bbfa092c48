//! A table of a page as a full grid: every place belongs to one cell, whatever its author forgot.

use serde::Serialize;

/// More than any table on paper needs.
const MOST_COLUMNS: usize = 60;
const MOST_ROWS: usize = 5_000;

/// A cell as it is written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Written {
    pub text: String,
    pub head: bool,
    pub columns: usize,
    pub rows: usize,
}

/// A cell in its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Cell {
    pub text: String,
    pub head: bool,
    /// From 0.
    pub row: usize,
    pub column: usize,
    /// How many it covers, at least 1.
    pub columns: usize,
    pub rows: usize,
}

/// Cells by row and column; together they cover everything once.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(super) struct Table {
    pub columns: usize,
    pub rows: usize,
    /// The rows at the top of which every cell is a head.
    pub heads: usize,
    pub cells: Vec<Cell>,
}

impl Table {
    pub(super) fn of(written: Vec<Vec<Written>>) -> Self {
        let rows = written.len().min(MOST_ROWS);
        let mut cells = Vec::new();
        // How many rows below each column are covered already.
        let mut covered: Vec<usize> = Vec::new();
        let mut columns = 0;
        for (row, line) in written.into_iter().take(rows).enumerate() {
            let mut column = 0;
            for cell in line {
                while covered.get(column).is_some_and(|left| *left > 0) {
                    column += 1;
                }
                if column >= MOST_COLUMNS {
                    break;
                }
                let free = (column..MOST_COLUMNS)
                    .take_while(|at| covered.get(*at).is_none_or(|left| *left == 0))
                    .count();
                let wide = cell.columns.clamp(1, free);
                let tall = cell.rows.clamp(1, rows - row);
                if covered.len() < column + wide {
                    covered.resize(column + wide, 0);
                }
                covered[column..column + wide].fill(tall);
                cells.push(Cell {
                    text: cell.text,
                    head: cell.head,
                    row,
                    column,
                    columns: wide,
                    rows: tall,
                });
                column += wide;
            }
            columns = columns.max(covered.len());
            for left in &mut covered {
                *left = left.saturating_sub(1);
            }
        }
        let mut table = Self {
            columns,
            rows,
            heads: 0,
            cells,
        };
        table.fill();
        let body = table.cells.iter().find(|cell| !cell.head);
        table.heads = body.map_or(rows, |cell| cell.row);
        table
    }

    /// An empty cell wherever none is.
    fn fill(&mut self) {
        let mut taken = vec![false; self.rows * self.columns];
        for cell in &self.cells {
            for row in cell.row..cell.row + cell.rows {
                let from = row * self.columns + cell.column;
                taken[from..from + cell.columns].fill(true);
            }
        }
        let free = taken.iter().enumerate().filter(|(_, taken)| !**taken);
        let empty: Vec<Cell> = free
            .map(|(at, _)| Cell {
                text: String::new(),
                head: false,
                row: at / self.columns,
                column: at % self.columns,
                columns: 1,
                rows: 1,
            })
            .collect();
        self.cells.extend(empty);
        self.cells.sort_by_key(|cell| (cell.row, cell.column));
    }
}

#[cfg(test)]
mod tests {
    use super::{Table, Written};

    fn cell(text: &str, columns: usize, rows: usize) -> Written {
        Written {
            text: text.into(),
            head: false,
            columns,
            rows,
        }
    }

    /// Text, row, column, columns, rows of each.
    fn placed(table: &Table) -> Vec<(&str, usize, usize, usize, usize)> {
        let cells = table.cells.iter();
        cells
            .map(|one| {
                (
                    one.text.as_str(),
                    one.row,
                    one.column,
                    one.columns,
                    one.rows,
                )
            })
            .collect()
    }

    #[test]
    fn cells_find_their_places() {
        let table = Table::of(vec![
            vec![cell("a", 1, 2), cell("b", 2, 1)],
            vec![cell("c", 1, 1), cell("d", 1, 1)],
        ]);
        assert_eq!((table.columns, table.rows), (3, 2));
        assert_eq!(
            placed(&table),
            [
                ("a", 0, 0, 1, 2),
                ("b", 0, 1, 2, 1),
                ("c", 1, 1, 1, 1),
                ("d", 1, 2, 1, 1)
            ]
        );
    }

    /// Spans that run out of the table end with it; short rows are filled.
    #[test]
    fn what_an_author_forgot_is_filled() {
        let table = Table::of(vec![
            vec![cell("a", 1, 9), cell("b", 1, 1)],
            vec![],
            vec![cell("c", 1, 1)],
        ]);
        assert_eq!((table.columns, table.rows), (2, 3));
        assert_eq!(
            placed(&table),
            [
                ("a", 0, 0, 1, 3),
                ("b", 0, 1, 1, 1),
                ("", 1, 1, 1, 1),
                ("c", 2, 1, 1, 1)
            ]
        );
        assert_eq!(Table::of(vec![]).cells, []);
        let wide = Table::of(vec![(0..100).map(|_| cell("x", 3, 1)).collect()]);
        assert_eq!(wide.columns, 60);
        let zero = Table::of(vec![vec![cell("x", 0, 0)]]);
        assert_eq!(placed(&zero), [("x", 0, 0, 1, 1)]);
    }
}
