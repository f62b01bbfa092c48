//! Counting 表三 from requests: one column, one leaf, the final outcome.

use jiff::civil::Date;

use super::{
    rows::{Column, Row},
    table3::Table3,
};
use crate::{case::Applicant, outcome::Code};

/// What the table needs to know of one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fact {
    /// Receipt date; `None` while both sides have not confirmed: not yet received, so not counted.
    pub received_on: Option<Date>,
    pub applicant: Applicant,
    /// Date of answering and outcome.
    pub closed: Option<(Date, Code)>,
}

/// The rows of `year` in which a request stands: 一 or 二, and its leaf with （七）, or 四.
pub fn rows_of(fact: &Fact, year: i16) -> impl Iterator<Item = Row> + use<> {
    let rows: [Option<Row>; 3] = match fact.received_on {
        None => [None; 3],
        Some(received) if received.year() > year => [None; 3],
        Some(received) => {
            let entry = if received.year() == year { Row::New } else { Row::CarriedIn };
            match fact.closed {
                Some((on, _)) if on.year() < year => [None; 3],
                Some((on, code)) if on.year() == year => {
                    [Some(entry), Some(code.row()), Some(Row::Total)]
                }
                _ => [Some(entry), Some(Row::CarriedOut), None],
            }
        }
    };
    rows.into_iter().flatten()
}

/// Counts by row and column; the 总计 column is kept with the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    pub cells: [[u64; 7]; 25],
}

/// Counts a year.
pub fn tally(facts: impl IntoIterator<Item = Fact>, year: i16) -> Tally {
    let mut cells = [[0u64; 7]; 25];
    for fact in facts {
        let column = Column::of(fact.applicant) as usize;
        for row in rows_of(&fact, year) {
            cells[row as usize][column] += 1;
            cells[row as usize][Column::Total as usize] += 1;
        }
    }
    Tally { cells }
}

impl Tally {
    #[must_use]
    pub fn into_table(self) -> Table3 {
        let mut table = Table3::default();
        for row in Row::ALL {
            table.set_row(row, self.cells[row as usize].map(|count| i64::try_from(count).ok()));
        }
        table
    }
}
