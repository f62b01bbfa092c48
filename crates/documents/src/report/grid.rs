//! 表二, 表三 and 表四 as grids with the merged cells of the official form. Every form of the report is drawn
//! from these, so that a cell cannot stand differently in one of them.

use law::report::{Cells, Column, Number, Outcome4, Row, Table2, Table3, Table4, Track};
use serde::Serialize;

/// What a cell is for; each form decides how that looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Kind {
    /// 第二十条第（一）项: a shaded line over a block of 表二.
    Band,
    /// Heads the columns below.
    Head,
    /// The note on identities in the corner of 表三.
    Corner,
    /// Heads a block of rows: 三、本年度办理结果, （三）不予公开.
    Group,
    /// Heads its row.
    Label,
    Value,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Cell {
    pub row: usize,
    pub column: usize,
    pub rows: usize,
    pub columns: usize,
    pub kind: Kind,
    pub text: String,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Grid {
    /// In tenths of a millimetre; together the 156 mm of the 版心.
    pub widths: Vec<u32>,
    /// Rows at the top that head the columns below.
    pub header: usize,
    /// By row, then by column. A merged cell stands where its upper left corner is.
    pub cells: Vec<Cell>,
}

impl Grid {
    pub fn rows(&self) -> usize {
        self.cells
            .iter()
            .map(|cell| cell.row + cell.rows)
            .max()
            .unwrap_or(0)
    }

    /// The cells that touch a row, left to right, among them those that began further up.
    pub fn touching(&self, row: usize) -> Vec<&Cell> {
        let mut cells: Vec<&Cell> = self
            .cells
            .iter()
            .filter(|cell| (cell.row..cell.row + cell.rows).contains(&row))
            .collect();
        cells.sort_by_key(|cell| cell.column);
        cells
    }

    /// Width of a cell in tenths of a millimetre.
    pub fn width(&self, cell: &Cell) -> u32 {
        self.widths
            .iter()
            .skip(cell.column)
            .take(cell.columns)
            .sum()
    }

    fn put(
        &mut self,
        kind: Kind,
        at: (usize, usize),
        span: (usize, usize),
        text: impl Into<String>,
    ) {
        self.cells.push(Cell {
            row: at.0,
            column: at.1,
            rows: span.0,
            columns: span.1,
            kind,
            text: text.into(),
        });
    }

    fn values<'a>(
        &mut self,
        row: usize,
        from: usize,
        values: impl IntoIterator<Item = &'a Option<i64>>,
    ) {
        for (place, value) in values.into_iter().enumerate() {
            self.put(Kind::Value, (row, from + place), (1, 1), shown(*value));
        }
    }
}

/// A blank stays blank: it is not zero.
fn shown(value: Option<i64>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// 表二 主动公开政府信息情况: four blocks, each with its own column heads.
pub(super) fn table2(table: &Table2) -> Grid {
    let mut grid = Grid {
        widths: vec![390; 4],
        header: 0,
        cells: Vec::new(),
    };
    let mut row = 0;
    let blocks: [(&str, &[&str], &[&str]); 4] = [
        (
            "第二十条第（一）项",
            &["本年制发件数", "本年废止件数", "现行有效件数"],
            &["规章", "行政规范性文件"],
        ),
        ("第二十条第（五）项", &["本年处理决定数量"], &["行政许可"]),
        (
            "第二十条第（六）项",
            &["本年处理决定数量"],
            &["行政处罚", "行政强制"],
        ),
        (
            "第二十条第（八）项",
            &["本年收费金额（单位：万元）"],
            &["行政事业性收费"],
        ),
    ];
    for (band, heads, labels) in blocks {
        let span = 3 / heads.len();
        grid.put(Kind::Band, (row, 0), (1, 4), band);
        grid.put(Kind::Head, (row + 1, 0), (1, 1), "信息内容");
        for (place, head) in heads.iter().enumerate() {
            grid.put(Kind::Head, (row + 1, 1 + place * span), (1, span), *head);
        }
        row += 2;
        for label in labels {
            grid.put(Kind::Label, (row, 0), (1, 1), *label);
            let texts = texts(table.get(label), heads.len());
            for (place, text) in texts.into_iter().enumerate() {
                grid.put(Kind::Value, (row, 1 + place * span), (1, span), text);
            }
            row += 1;
        }
    }
    grid
}

/// The cells of a row of 表二; blank where the row is absent.
fn texts(cells: Option<&Cells>, count: usize) -> Vec<String> {
    let mut texts = match cells {
        Some(Cells::One(count)) => vec![shown(*count)],
        Some(Cells::Wan(amount)) => vec![amount.clone().unwrap_or_default()],
        Some(Cells::Many(numbers)) => numbers.iter().map(number).collect(),
        None => Vec::new(),
    };
    texts.resize(count, String::new());
    texts
}

fn number(number: &Option<Number>) -> String {
    match number {
        Some(Number::Whole(value)) => value.to_string(),
        Some(Number::Decimal(text)) => text.clone(),
        None => String::new(),
    }
}

/// 表三 收到和处理政府信息公开申请情况.
pub(super) fn table3(table: &Table3) -> Grid {
    const LABELS: usize = 3;
    // 总计 holds the largest numbers and gets a little more.
    let widths = [vec![130, 165, 533], vec![102; 6], vec![120]].concat();
    let mut grid = Grid {
        widths,
        header: 3,
        cells: Vec::new(),
    };
    let corner = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）";
    grid.put(Kind::Corner, (0, 0), (3, LABELS), corner);
    grid.put(Kind::Head, (0, LABELS), (1, 7), "申请人情况");
    grid.put(Kind::Head, (1, LABELS), (2, 1), Column::Natural.key());
    grid.put(Kind::Head, (1, LABELS + 1), (1, 5), "法人或其他组织");
    grid.put(Kind::Head, (1, LABELS + 6), (2, 1), Column::Total.key());
    for column in &Column::ALL[1..6] {
        grid.put(
            Kind::Head,
            (2, LABELS + *column as usize),
            (1, 1),
            column.key(),
        );
    }
    let first_result = Row::Open as usize;
    let results = Row::Total as usize - first_result + 1;
    for row in Row::ALL {
        let at = grid.header + row as usize;
        if row == Row::Open {
            grid.put(Kind::Group, (at, 0), (results, 1), "三、本年度办理结果");
        }
        let group = row.group();
        let column = match row {
            Row::New | Row::CarriedIn | Row::CarriedOut => 0,
            _ if group.is_empty() => 1,
            _ => 2,
        };
        if column == 2 && Row::ALL[row as usize - 1].group() != group {
            let members = Row::ALL
                .into_iter()
                .filter(|other| other.group() == group)
                .count();
            grid.put(Kind::Group, (at, 1), (members, 1), group);
        }
        grid.put(Kind::Label, (at, column), (1, LABELS - column), row.zh());
        grid.values(at, LABELS, table.row(row).unwrap_or(&[None; 7]));
    }
    grid
}

/// 表四 政府信息公开行政复议、行政诉讼情况.
pub(super) fn table4(table: &Table4) -> Grid {
    let mut grid = Grid {
        widths: vec![104; 15],
        header: 3,
        cells: Vec::new(),
    };
    grid.put(Kind::Head, (0, 0), (1, 5), Track::Review.key());
    grid.put(Kind::Head, (0, 5), (1, 10), "行政诉讼");
    for (place, track) in Track::ALL.into_iter().enumerate() {
        let left = place * 5;
        // 行政复议 has no second line of its own: its results reach down over it.
        let (top, rows) = if track == Track::Review {
            (1, 2)
        } else {
            (2, 1)
        };
        if track != Track::Review {
            grid.put(Kind::Head, (1, left), (1, 5), track.key());
        }
        for (place, head) in Outcome4::COLUMNS.into_iter().enumerate() {
            grid.put(Kind::Head, (top, left + place), (rows, 1), head);
        }
        grid.values(3, left, table.get(track).unwrap_or(&[None; 5]));
    }
    grid.cells.sort_by_key(|cell| (cell.row, cell.column));
    grid
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every place is covered by exactly one cell.
    fn assert_tiled(grid: &Grid) {
        let mut covered = vec![vec![0; grid.widths.len()]; grid.rows()];
        for cell in &grid.cells {
            for row in &mut covered[cell.row..cell.row + cell.rows] {
                for place in &mut row[cell.column..cell.column + cell.columns] {
                    *place += 1;
                }
            }
        }
        assert!(
            covered.iter().flatten().all(|count| *count == 1),
            "{covered:?}"
        );
        assert_eq!(grid.widths.iter().sum::<u32>(), 1560);
    }

    #[test]
    fn the_grids_have_no_holes_and_no_overlaps() {
        let grids = [
            table2(&Table2::zero()),
            table3(&Table3::zero()),
            table4(&Table4::zero()),
        ];
        for grid in &grids {
            assert_tiled(grid);
        }
        assert_eq!(grids.each_ref().map(Grid::rows), [14, 28, 4]);
        let values = |grid: &Grid| {
            grid.cells
                .iter()
                .filter(|cell| cell.kind == Kind::Value)
                .count()
        };
        assert_eq!(grids.each_ref().map(values), [10, 175, 15]);
    }

    #[test]
    fn merged_cells_stand_as_in_the_official_form() {
        let merged = |grid: &Grid| -> Vec<(usize, usize, usize, usize, String)> {
            grid.cells
                .iter()
                .filter(|cell| cell.rows > 1)
                .map(|cell| {
                    (
                        cell.row,
                        cell.column,
                        cell.rows,
                        cell.columns,
                        cell.text.clone(),
                    )
                })
                .collect()
        };
        let three = merged(&table3(&Table3::zero()));
        let expected = [
            (
                0,
                0,
                3,
                3,
                "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）",
            ),
            (1, 3, 2, 1, "自然人"),
            (1, 9, 2, 1, "总计"),
            (5, 0, 22, 1, "三、本年度办理结果"),
            (7, 1, 8, 1, "（三）不予公开"),
            (15, 1, 3, 1, "（四）无法提供"),
            (18, 1, 5, 1, "（五）不予处理"),
            (23, 1, 3, 1, "（六）其他处理"),
        ];
        assert_eq!(
            three,
            expected.map(|(a, b, c, d, text)| (a, b, c, d, text.to_string()))
        );
        let four = merged(&table4(&Table4::zero()));
        assert_eq!(four.len(), 5);
        assert!(
            four.iter().all(
                |(row, column, rows, columns, _)| (*row, *rows, *columns) == (1, 2, 1)
                    && *column < 5
            )
        );
    }

    #[test]
    fn a_blank_cell_and_an_absent_row_stay_blank() {
        let mut table = Table3::zero();
        table.set(Row::New, Column::Natural, None);
        table.remove(Row::Other);
        let grid = table3(&table);
        let text = |row: usize, column: usize| {
            grid.cells
                .iter()
                .find(|cell| (cell.row, cell.column) == (row, column))
                .map(|cell| cell.text.as_str())
        };
        assert_eq!(text(3, 3), Some(""));
        assert_eq!(text(3, 4), Some("0"));
        assert_eq!(text(25, 2), Some("3.其他"));
        assert_eq!(text(25, 9), Some(""));
        let two = table2(&Table2::default());
        assert!(
            two.cells
                .iter()
                .filter(|cell| cell.kind == Kind::Value)
                .all(|cell| cell.text.is_empty())
        );
    }
}
