//! A row of the tables is there, once, with its cells (R-1.row).

use super::{Row, Table, error, in_table3, question, warning};
use crate::{finding::Finding, rule::Rule};

/// A row of the form is not there (R-1.row).
#[must_use]
pub fn lacking(table: Table, row: &str) -> Finding {
    warning(
        Rule::R_1_ROW,
        &table.at(row),
        format!("{}缺少“{row}”一行", table.zh()),
        format!("{} lacks the row {row}", table.en()),
    )
}

/// A row stands there twice, and the two do not say the same (R-1.row).
#[must_use]
pub fn twice(table: Table, row: &str) -> Finding {
    warning(
        Rule::R_1_ROW,
        &table.at(row),
        format!("{}“{row}”出现两次且数字不同，取第一次", table.zh()),
        format!(
            "{}, {row}: there twice with different numbers; the first is taken",
            table.en()
        ),
    )
}

/// A row has other cells than the form, so that none can be given its column (R-1.row).
#[must_use]
pub fn broken(table: Table, row: &str, cells: usize, wanted: usize) -> Finding {
    warning(
        Rule::R_1_ROW,
        &table.at(row),
        format!("{}“{row}”有{cells}格，应为{wanted}格，未读取", table.zh()),
        format!(
            "{}, {row}: {cells} cells instead of {wanted}; not read",
            table.en()
        ),
    )
}

/// A row that the form does not have (R-1.row). `printed`: what its cells hold.
#[must_use]
pub fn unknown(table: Table, row: &str, printed: &str) -> Finding {
    let (zh, en) = super::cells::no_row(printed);
    error(Rule::R_1_ROW, &table.at(row), zh, en)
}

/// 表三: rows of seven numbers of which nobody can say whose they are (R-1.row).
#[must_use]
pub fn unlabelled(rows: usize) -> Finding {
    warning(
        Rule::R_1_ROW,
        Table::Three.key(),
        format!("表三有{rows}行数字没有标签，未读取"),
        format!("Table 3: {rows} rows of numbers without a label; not read"),
    )
}

/// 表四: a row whose cells are not the fifteen of the form (R-1.row).
#[must_use]
pub fn not_fifteen(cells: usize) -> Finding {
    warning(
        Rule::R_1_ROW,
        Table::Four.key(),
        format!("表四有一行{cells}格，无法对应到15格，未读取"),
        format!("Table 4: a row of {cells} cells that are not the fifteen; not read"),
    )
}

/// 表三: numbers apart from their label, given to the row that is missing where they stand (R-1.row).
#[must_use]
pub fn by_position(row: Row) -> Finding {
    question(
        Rule::R_1_ROW,
        &in_table3(row),
        format!("表三“{row}”的数字与标签分离，按位置读取，请核对"),
        format!(
            "Table 3, {row}: the numbers stand apart from the label; read by position, please check"
        ),
    )
}

/// 表三: the total of a row on a line of its own, taken because it is the sum of the row (R-1.row, R-32).
#[must_use]
pub fn total_apart(row: Row, total: i64) -> Finding {
    question(
        Rule::R_1_ROW,
        &format!("{}/总计", in_table3(row)),
        format!("表三“{row}”的总计{total}不在本行，按与六列之和相等读取，请核对"),
        format!(
            "Table 3, {row}: the total {total} stands apart from its row; read because it is the sum, please check"
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Severity;

    #[test]
    fn a_row_is_there_once_with_its_cells() {
        let row = Row::Open;
        let place = format!("table3/{row}");
        let table = [
            (
                lacking(Table::Two, "行政许可"),
                "table2/行政许可",
                Severity::Warning,
            ),
            (twice(Table::Three, row.key()), &place, Severity::Warning),
            (
                broken(Table::Three, row.key(), 6, 7),
                &place,
                Severity::Warning,
            ),
            (
                unknown(Table::Three, "九、无", "[1]"),
                "table3/九、无",
                Severity::Error,
            ),
            (unlabelled(2), "table3", Severity::Warning),
            (not_fifteen(14), "table4", Severity::Warning),
            // What was read all the same is for a person to look at.
            (by_position(row), &place, Severity::Question),
            (
                total_apart(row, 3),
                &format!("{place}/总计"),
                Severity::Question,
            ),
        ];
        for (finding, place, severity) in table {
            assert_eq!(finding.id, "R-1.row", "{}", finding.en);
            assert_eq!(
                (finding.place.as_str(), finding.severity),
                (place, severity)
            );
        }
    }
}
