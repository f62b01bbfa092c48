//! One cell of the three tables: its address in the form, and all numbers of a report side by side
//! . Consolidation, comparison, charts and open data work on these.

use super::{Cells, Column, Number, Outcome4, Report, Row, Table2, Table3, Table4, Track};
use super::{fen_of_wan, table2};

/// A cell, by its place in printing order: 10 of 表二, 175 of 表三, 15 of 表四.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cell(u8);

/// 本年制发, 本年废止 and 现行有效 as the form prints them.
pub const DOCUMENT_COLUMNS: [&str; 3] = ["本年制发件数", "本年废止件数", "现行有效件数"];
/// The heading over 行政许可, 行政处罚 and 行政强制.
pub const DECISIONS_COLUMN: &str = "本年处理决定数量";
/// The heading over 行政事业性收费.
pub const FEES_COLUMN: &str = "本年收费金额（单位：万元）";

const TWO: u8 = 10;
const THREE: u8 = 175;

impl Cell {
    /// How many cells a report of the 2021 form has.
    pub const COUNT: usize = 200;

    /// Every cell, in printing order.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..Self::COUNT).filter_map(|place| u8::try_from(place).ok().map(Self))
    }

    /// The cell of 表三 under a row and a column.
    #[must_use]
    pub fn of_table3(row: Row, column: Column) -> Self {
        Self(TWO + u8::try_from(row.index() * 7 + column as usize).unwrap_or_default())
    }

    /// The cell with this table (`2`, `3` or `4`), row key and column heading.
    #[must_use]
    pub fn find(table: &str, row: &str, column: &str) -> Option<Self> {
        Self::all()
            .find(|cell| cell.table() == table && cell.row() == row && cell.column() == column)
    }

    /// Position among all cells, 0 to 199.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }

    /// `2`, `3` or `4`.
    #[must_use]
    pub const fn table(self) -> &'static str {
        match self.0 {
            0..TWO => "2",
            TWO..185 => "3",
            _ => "4",
        }
    }

    /// Row and column of 表三, where the cell stands there.
    #[must_use]
    pub fn in_table3(self) -> Option<(Row, Column)> {
        let place = self.0.checked_sub(TWO).filter(|place| *place < THREE)?;
        Some((
            Row::ALL[usize::from(place / 7)],
            Column::ALL[usize::from(place % 7)],
        ))
    }

    /// Group and column of 表四, where the cell stands there; the fifth column is 总计.
    #[must_use]
    pub fn in_table4(self) -> Option<(Track, usize)> {
        let place = self.0.checked_sub(TWO + THREE)?;
        Some((Track::ALL[usize::from(place / 5)], usize::from(place % 5)))
    }

    /// The row as `formats.md` names it.
    #[must_use]
    pub fn row(self) -> &'static str {
        match self.0 {
            0..3 => table2::REGULATIONS,
            3..6 => table2::NORMATIVE,
            6 => table2::LICENCES,
            7 => table2::PENALTIES,
            8 => table2::COERCIONS,
            9 => table2::FEES,
            _ => match (self.in_table3(), self.in_table4()) {
                (Some((row, _)), _) => row.key(),
                (_, Some((track, _))) => track.key(),
                _ => "",
            },
        }
    }

    /// The column as the form heads it.
    #[must_use]
    pub fn column(self) -> &'static str {
        match self.0 {
            0..6 => DOCUMENT_COLUMNS[usize::from(self.0 % 3)],
            6..9 => DECISIONS_COLUMN,
            9 => FEES_COLUMN,
            _ => match (self.in_table3(), self.in_table4()) {
                (Some((_, column)), _) => column.key(),
                (_, Some((_, column))) => Outcome4::COLUMNS[column],
                _ => "",
            },
        }
    }

    /// Whether the cell holds money: 分 inside, 万元 in print.
    #[must_use]
    pub const fn is_money(self) -> bool {
        self.0 == 9
    }

    /// Where a finding would say it stands, e.g. `table3/三、（七）总计/自然人`.
    #[must_use]
    pub fn place(self) -> String {
        format!("table{}/{}/{}", self.table(), self.row(), self.column())
    }

    /// A number of this cell as the form prints it.
    #[must_use]
    pub fn print(self, value: i64) -> String {
        if self.is_money() {
            wan_of_fen(value)
        } else {
            value.to_string()
        }
    }
}

/// All numbers of a report, one for each [`Cell`]; `None` where the source has none. Money is in 分.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figures([Option<i64>; Cell::COUNT]);

impl Default for Figures {
    fn default() -> Self {
        Self([None; Cell::COUNT])
    }
}

impl Figures {
    /// Takes the numbers out of a report. The rows of the 2019 form mean something else and stay out (trap 28).
    #[must_use]
    pub fn of(report: &Report) -> Self {
        let mut figures = Self::default();
        if !report.is_2019() {
            figures.take_table2(&report.table2);
        }
        for (row, cells) in report.table3.rows() {
            for column in Column::ALL {
                figures.set(Cell::of_table3(row, column), cells[column as usize]);
            }
        }
        for cell in Cell::all() {
            if let Some((track, column)) = cell.in_table4() {
                let group = report.table4.get(track);
                figures.set(cell, group.and_then(|cells| cells[column]));
            }
        }
        figures
    }

    fn take_table2(&mut self, table: &Table2) {
        let mut documents = |first: usize, row: &str| {
            for (at, cell) in table.documents(row).into_iter().flatten().enumerate() {
                self.0[first + at] = cell;
            }
        };
        documents(0, table2::REGULATIONS);
        documents(3, table2::NORMATIVE);
        self.0[6] = table.licences();
        self.0[7] = table.penalties();
        self.0[8] = table.coercions();
        self.0[9] = table.fees().and_then(fen_of_wan);
    }

    #[must_use]
    pub const fn get(&self, cell: Cell) -> Option<i64> {
        self.0[cell.index()]
    }

    pub const fn set(&mut self, cell: Cell, value: Option<i64>) {
        self.0[cell.index()] = value;
    }

    /// The three tables that hold these numbers; what is `None` is blank.
    #[must_use]
    pub fn tables(&self) -> (Table2, Table3, Table4) {
        let mut two = Table2::default();
        let documents = |first: usize| {
            Cells::Many(
                (first..first + 3)
                    .map(|at| self.0[at].map(Number::Whole))
                    .collect(),
            )
        };
        two.set(table2::REGULATIONS, documents(0));
        two.set(table2::NORMATIVE, documents(3));
        for (at, row) in [
            (6, table2::LICENCES),
            (7, table2::PENALTIES),
            (8, table2::COERCIONS),
        ] {
            two.set_decisions(row, self.0[at]);
        }
        two.set_fees(self.0[9].map(wan_of_fen));
        let mut three = Table3::default();
        for row in Row::ALL {
            three.set_row(
                row,
                Column::ALL.map(|column| self.get(Cell::of_table3(row, column))),
            );
        }
        let mut four = Table4::default();
        for (group, track) in Track::ALL.into_iter().enumerate() {
            let first = usize::from(TWO + THREE) + group * 5;
            let mut cells = [None; 5];
            cells.copy_from_slice(&self.0[first..first + 5]);
            four.set(track, cells);
        }
        (two, three, four)
    }
}

/// 分 as 万元 in print, exactly and without idle zeros: 41,662,416.19 元 is 4166.241619 万元.
#[must_use]
pub fn wan_of_fen(fen: i64) -> String {
    let sign = if fen < 0 { "-" } else { "" };
    let fen = fen.unsigned_abs();
    let (whole, part) = (fen / 1_000_000, fen % 1_000_000);
    if part == 0 {
        return format!("{sign}{whole}");
    }
    let part = format!("{part:06}");
    format!("{sign}{whole}.{}", part.trim_end_matches('0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cell_has_one_address_and_is_found_by_it() {
        let cells: Vec<Cell> = Cell::all().collect();
        assert_eq!(cells.len(), Cell::COUNT);
        for cell in &cells {
            assert_eq!(
                Cell::find(cell.table(), cell.row(), cell.column()),
                Some(*cell)
            );
        }
        let count = |table| cells.iter().filter(|cell| cell.table() == table).count();
        assert_eq!((count("2"), count("3"), count("4")), (10, 175, 15));
        assert_eq!(Cell::find("3", "三、（七）总计", "没有"), None);
        assert_eq!(
            Cell::of_table3(Row::Total, Column::Natural).place(),
            "table3/三、（七）总计/自然人"
        );
    }

    #[test]
    fn numbers_go_out_and_in_without_loss() {
        let mut figures = Figures::default();
        for cell in Cell::all() {
            let value = i64::try_from(cell.index()).unwrap();
            figures.set(cell, (value % 7 != 3).then_some(value * 1000 + 1));
        }
        let mut report = Report::empty("某局", 2025);
        (report.table2, report.table3, report.table4) = figures.tables();
        assert_eq!(Figures::of(&report), figures);
    }

    #[test]
    fn the_2019_rows_stay_out() {
        let mut report = Report::empty("某局", 2019);
        report.format = "2019".into();
        let figures = Figures::of(&report);
        assert!(
            Cell::all()
                .filter(|cell| cell.table() == "2")
                .all(|cell| figures.get(cell).is_none())
        );
        assert_eq!(
            figures.get(Cell::of_table3(Row::New, Column::Total)),
            Some(0)
        );
    }

    #[test]
    fn money_is_printed_exactly() {
        for (fen, wan) in [
            (0, "0"),
            (4_166_241_619, "4166.241619"),
            (18_651_060_000, "18651.06"),
            (1, "0.000001"),
            (-2_500_000, "-2.5"),
        ] {
            assert_eq!(wan_of_fen(fen), wan);
            if fen >= 0 {
                assert_eq!(fen_of_wan(wan), Some(fen));
            }
        }
    }
}
