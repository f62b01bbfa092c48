//! 表三 counted from closed and open requests: pure, one pass, no allocation.

use jiff::civil::Date;

use super::{Column, Row, Table3};
use crate::{
    case::{Applicant, Assessment, Status},
    finding::{Finding, Severity},
    outcome::Code,
    rule::Rule,
};

/// What the table needs to know of one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fact {
    /// Day of receipt; `None` while unconfirmed: such a request counts nowhere yet.
    pub received_on: Option<Date>,
    pub applicant: Applicant,
    /// Day of answering or of the lapse, and the final outcome.
    pub closed: Option<(Date, Code)>,
}

/// The rows in which a request counts in the report on `year`; 总计 rows included.
///
/// - 一 in the year of receipt; 二 where it was received before the year and still open when it began.
/// - one leaf, and （七）, in the year of closing.
/// - 四 where it is received by 12-31 and not closed by then; a pending 补正 is such a request.
/// - A request received after the year, closed before it, or not received at all counts nowhere.
pub fn rows_of(fact: &Fact, year: i16) -> impl Iterator<Item = Row> + use<> {
    rows(fact, year).into_iter().flatten()
}

fn rows(fact: &Fact, year: i16) -> [Option<Row>; 3] {
    let Some(received) = fact
        .received_on
        .map(|on| on.year())
        .filter(|received| *received <= year)
    else {
        return [None; 3];
    };
    let closed = fact
        .closed
        .map(|(on, code)| (on.year().max(received), code));
    if closed.is_some_and(|(closed, _)| closed < year) {
        return [None; 3];
    }
    let came = if received == year {
        Row::New
    } else {
        Row::CarriedIn
    };
    match closed {
        Some((closed, code)) if closed == year => [Some(came), Some(code.row()), Some(Row::Total)],
        _ => [Some(came), Some(Row::CarriedOut), None],
    }
}

/// A request that ended without the day on which both sides confirmed it has no day of receipt, and counts nowhere.
/// `place` of the finding is `confirmed_on`.
#[must_use]
pub fn uncounted(case: &Assessment) -> Option<Finding> {
    (case.receipt.is_none() && case.status == Status::Closed).then(|| {
        Finding::new(
            Rule::A_31_4,
            Severity::Warning,
            "confirmed_on",
            "没有双方确认日期，收到日期无法确定，年度报告不计入该申请".into(),
            "without the day on which both sides confirmed there is no day of receipt, and the annual report will not count it"
                .into(),
        )
    })
}

/// The counted cells, rows and columns in the order of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    pub cells: [[u64; 7]; 25],
}

impl Tally {
    /// Adds one request.
    pub fn add(&mut self, fact: &Fact, year: i16) {
        self.add_many(fact, year, 1);
    }

    /// Adds several requests of which the table must know the same.
    pub fn add_many(&mut self, fact: &Fact, year: i16, count: u64) {
        let column = Column::of(fact.applicant) as usize;
        for row in rows(fact, year).into_iter().flatten() {
            let cells = &mut self.cells[row.index()];
            cells[column] += count;
            cells[Column::Total as usize] += count;
        }
    }

    /// Adds another tally cell by cell, as consolidation does.
    pub fn merge(&mut self, other: &Self) {
        for (row, its) in self.cells.iter_mut().zip(&other.cells) {
            for (cell, its) in row.iter_mut().zip(its) {
                *cell += its;
            }
        }
    }

    #[must_use]
    pub const fn get(&self, row: Row, column: Column) -> u64 {
        self.cells[row.index()][column as usize]
    }

    #[must_use]
    pub fn table(&self) -> Table3 {
        let mut table = Table3::default();
        for row in Row::ALL {
            let cells = self.cells[row.index()];
            table.set_row(row, cells.map(|count| i64::try_from(count).ok()));
        }
        table
    }

    #[must_use]
    pub fn into_table(self) -> Table3 {
        self.table()
    }
}

/// Counts a year's requests, with the 总计 column, （七） and 四.
#[must_use]
pub fn tally(facts: impl IntoIterator<Item = Fact>, year: i16) -> Tally {
    let mut tally = Tally::default();
    for fact in facts {
        tally.add(&fact, year);
    }
    tally
}
