//! What can be said of 表三 only when all of it is read: rows and totals that stand apart from where they belong.

use law::report::{
    Column, Row,
    printed::{cells, rows},
};

use super::{Found, Table3Reader, WIDTH};
use crate::read::{notes::Notes, variant::How};

impl Table3Reader {
    /// A table in which 总计 is blank in every row, and 其他 is never less than the columns before it together, has
    /// lost a column: its sixth numbers are the totals. Which column is lost nobody can tell, so no row is read.
    pub(super) fn drop_shifted(&mut self) {
        let rows: Vec<(Row, [i64; 6])> = self
            .table
            .rows()
            .filter_map(|(row, cells)| {
                let six: Option<Vec<i64>> = cells[..6].iter().copied().collect();
                Some((row, six?.try_into().ok()?))
            })
            .collect();
        let no_totals = self.table.rows().all(|(_, cells)| cells[6].is_none());
        let sixth_is_total = rows.iter().all(|(_, six)| {
            i128::from(six[5]) >= six[..5].iter().copied().map(i128::from).sum::<i128>()
        });
        let says_something = rows.iter().any(|(_, six)| six[5] > 0);
        if no_totals && sixth_is_total && says_something {
            for (row, _) in rows {
                self.table.remove(row);
                self.note_broken(row, WIDTH - 1);
            }
        }
    }

    /// The total of one row that stands on a line of its own, as converters of PDF leave it: only if it is the only row
    /// without one, and only a number that is the sum of that row.
    pub(super) fn displaced_total(&mut self, notes: &mut Notes) {
        let lacking: Vec<Row> = self
            .table
            .rows()
            .filter(|(_, cells)| cells[6].is_none())
            .map(|(row, _)| row)
            .collect();
        let [row] = lacking[..] else { return };
        let Some(cells) = self.table.row(row).copied() else {
            return;
        };
        let Some(kinds) = cells[..6].iter().copied().collect::<Option<Vec<i64>>>() else {
            return;
        };
        let sum: i128 = kinds.iter().copied().map(i128::from).sum();
        let Some(total) = self.strays.iter().find(|stray| i128::from(**stray) == sum) else {
            return;
        };
        self.table.set(row, Column::Total, Some(*total));
        notes.take_back(|finding| cells::is_in_row(finding, row));
        let place = format!("table3/{row}/总计");
        notes.variant(How::DisplacedTotal, place, &total.to_string(), "总计");
        notes.found(rows::total_apart(row, *total));
    }

    /// Unlabelled rows between two labelled ones are the rows that are missing there, if they are as many.
    pub(super) fn fill_gaps(&mut self, notes: &mut Notes) {
        let mut before: Option<Row> = None;
        let mut waiting: Vec<[Option<i64>; WIDTH]> = Vec::new();
        let mut lost = 0;
        for found in std::mem::take(&mut self.order) {
            match found {
                Found::Bare(numbers) => waiting.push(numbers),
                Found::Row(row) => {
                    let gap: Vec<Row> = Row::ALL
                        .into_iter()
                        .filter(|missing| {
                            before.is_some() && Some(*missing) > before && *missing < row
                        })
                        .filter(|missing| !self.table.has(*missing))
                        .collect();
                    if gap.len() == waiting.len() {
                        for (row, numbers) in gap.into_iter().zip(waiting.drain(..)) {
                            self.table.set_row(row, numbers);
                            notes.variant(
                                How::ByPosition,
                                format!("table3/{row}"),
                                &printed(&numbers),
                                row.zh(),
                            );
                            notes.found(rows::by_position(row));
                        }
                    }
                    lost += waiting.len();
                    waiting.clear();
                    before = Some(row);
                }
            }
        }
        lost += waiting.len();
        if lost > 0 {
            notes.found(rows::unlabelled(lost));
        }
    }
}

fn printed(numbers: &[Option<i64>; WIDTH]) -> String {
    let numbers: Vec<String> = numbers
        .iter()
        .map(|number| number.map_or_else(String::new, |number| number.to_string()))
        .collect();
    numbers.join(" ")
}
