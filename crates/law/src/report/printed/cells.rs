//! A cell holds a number (R-22 in 表二, R-34 in 表三, R-50 in 表四).

use super::{Row, Table, error, in_table3, warning};
use crate::{
    finding::Finding,
    report::{Column, Track, table2::FEES},
    rule::Rule,
};

/// The rule of a table's cells.
const fn rule(table: Table) -> Rule {
    match table {
        Table::Two => Rule::R_22,
        Table::Three => Rule::R_34,
        Table::Four => Rule::R_50,
    }
}

/// What stands in a row's place and is no row of numbers.
#[must_use]
pub fn unread(table: Table, row: &str, printed: &str) -> Finding {
    let (zh, en) = no_row(printed);
    error(rule(table), &table.at(row), zh, en)
}

pub(super) fn no_row(printed: &str) -> (String, String) {
    (
        format!("“{printed}”不是应有的一行数字，未读取"),
        format!("“{printed}” is not the row of numbers that belongs here; not read"),
    )
}

/// 表二: cells that hold something else than a count, as printed. A mark for "none" is as blank as a blank: a warning.
#[must_use]
pub fn in_table2(row: &str, printed: &[&str], only_marks: bool) -> Finding {
    let all = printed.join("”、“");
    let graded = if only_marks { warning } else { error };
    graded(
        rule(Table::Two),
        &Table::Two.at(row),
        format!("表二“{row}”印作“{all}”，应为数字，没有的填0"),
        format!("Table 2, {row}: printed “{all}” where a number belongs; none is written 0"),
    )
}

/// 表二: the fees headed 元 where the form says 万元; nobody can tell a wrong heading from a wrong figure.
#[must_use]
pub fn fees_in_yuan() -> Finding {
    warning(
        rule(Table::Two),
        &Table::Two.at(FEES),
        "收费金额的单位写作“元”，格式为“万元”；数字按所印的读取，未换算".into(),
        "The fees are headed 元, the form says 万元; the figure is kept as printed".into(),
    )
}

/// 表三: the cells of a row that hold no integer, each with what is printed there if anything is.
#[must_use]
pub fn in_row(row: Row, cells: &[(Column, Option<&str>)]) -> Finding {
    let list = |name: fn(Column) -> &'static str| {
        cells
            .iter()
            .map(|(column, printed)| match printed {
                Some(printed) => format!("{}“{printed}”", name(*column)),
                None => name(*column).to_string(),
            })
            .collect::<Vec<_>>()
            .join("、")
    };
    error(
        rule(Table::Three),
        &in_table3(row),
        format!(
            "表三“{row}”应填不小于0的整数，不得空白或用“/”：{}",
            list(Column::key)
        ),
        format!(
            "Table 3, {row}: integers from zero, no blank and no “/”: {}",
            list(Column::en)
        ),
    )
}

/// Whether a finding says that cells of this row of 表三 hold no integer: taken back where they turn up elsewhere.
#[must_use]
pub fn is_in_row(finding: &Finding, row: Row) -> bool {
    finding.id == rule(Table::Three) && finding.place == in_table3(row)
}

/// 表四: the cells of a group that hold no number, with what is printed there.
#[must_use]
pub fn in_group(track: Track, cells: &[(&str, &str)]) -> Finding {
    let all: Vec<String> = cells
        .iter()
        .map(|(column, printed)| format!("{column}“{printed}”"))
        .collect();
    warning(
        rule(Table::Four),
        &Table::Four.at(track.key()),
        format!(
            "表四“{}”应填数字，没有的填0：{}",
            track.key(),
            all.join("、")
        ),
        format!("Table 4, {}: not numbers: {}", track.en(), all.join(", ")),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Severity;

    #[test]
    fn each_table_has_its_rule() {
        let row = Row::Open;
        let in_three = in_row(row, &[(Column::Natural, None), (Column::Total, Some("/"))]);
        assert!(in_three.zh.ends_with("自然人、总计“/”"), "{}", in_three.zh);
        assert!(is_in_row(&in_three, row) && !is_in_row(&in_three, Row::Part));
        let table = [
            (
                in_table2("行政许可", &["若干"], false),
                "R-22",
                Severity::Error,
            ),
            (
                in_table2("行政许可", &["/"], true),
                "R-22",
                Severity::Warning,
            ),
            (fees_in_yuan(), "R-22", Severity::Warning),
            (in_three, "R-34", Severity::Error),
            (
                in_group(Track::Review, &[("结果维持", "无")]),
                "R-50",
                Severity::Warning,
            ),
            (
                unread(Table::Two, "行政许可", "[]"),
                "R-22",
                Severity::Error,
            ),
            (
                unread(Table::Three, row.key(), "[]"),
                "R-34",
                Severity::Error,
            ),
            (
                unread(Table::Four, "行政复议", "[]"),
                "R-50",
                Severity::Error,
            ),
        ];
        for (finding, id, severity) in table {
            assert_eq!(
                (finding.id.id(), finding.severity),
                (id, severity),
                "{}",
                finding.en
            );
        }
    }
}
