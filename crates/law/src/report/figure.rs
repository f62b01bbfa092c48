//! Figures of 表二 and 表四 that no act counts: entered by hand, each of a year, a row of the form, and a source.

use super::{fen_of_wan, table2::FEES};
use crate::{
    fields::{Field, Input, must},
    finding::{Finding, Severity},
    rule::Rule,
};

pub const YEAR: Field = must("year", Input::Line, Rule::R_5);

/// One of [`ROWS`].
pub const ROW: Field = must("row", Input::Line, Rule::R_22);

/// A whole number; for 行政事业性收费, the one figure that is money, 万元.
pub const VALUE: Field = must("value", Input::Line, Rule::R_22);

/// Where the number comes from.
pub const SOURCE: Field = must("source", Input::Line, Rule::R_61);

/// Rows that may be entered by hand. 表二 holds totals; 表四 holds what is added to the remedies on record.
pub const ROWS: [&str; 22] = [
    "规章.制发",
    "规章.废止",
    "规章.现行有效",
    "行政规范性文件.制发",
    "行政规范性文件.废止",
    "行政规范性文件.现行有效",
    "行政许可",
    "行政处罚",
    "行政强制",
    FEES,
    "行政复议.结果维持",
    "行政复议.结果纠正",
    "行政复议.其他结果",
    "行政复议.尚未审结",
    "未经复议直接起诉.结果维持",
    "未经复议直接起诉.结果纠正",
    "未经复议直接起诉.其他结果",
    "未经复议直接起诉.尚未审结",
    "复议后起诉.结果维持",
    "复议后起诉.结果纠正",
    "复议后起诉.其他结果",
    "复议后起诉.尚未审结",
];

/// The first year of which there were reports.
const FIRST_YEAR: i16 = 2008;

/// Everything wrong with a figure; the value as [`normalised`] has it. `this_year` is the last that it may be of.
#[must_use]
pub fn faults(year: i16, row: &str, value: &str, this_year: i16) -> Vec<Finding> {
    let wrong = |field: Field, zh: &str, en: &str| {
        Finding::new(
            field.rule,
            Severity::Error,
            field.name,
            zh.into(),
            en.into(),
        )
    };
    let mut found = Vec::new();
    if !(FIRST_YEAR..=this_year).contains(&year) {
        found.push(wrong(YEAR, "年度不正确", "This is not a year of a report"));
    }
    if !ROWS.contains(&row) {
        found.push(wrong(ROW, "没有这一项数据", "There is no such row"));
    }
    if row == FEES && !is_wan(value) {
        found.push(wrong(
            VALUE,
            "收费金额应为以万元为单位、不小于零、最多六位小数的数",
            "The amount must be a number of 万元, not below zero, with at most six decimals",
        ));
    }
    if row != FEES && (value.parse::<u64>().is_err() || value.len() > 12) {
        found.push(wrong(
            VALUE,
            "应为不小于零的整数",
            "This must be a whole number, not below zero",
        ));
    }
    found
}

/// 万元 below a thousand million, with at most six decimals.
fn is_wan(text: &str) -> bool {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    whole.len() <= 9 && part.len() <= 6 && fen_of_wan(text).is_some()
}

/// Full-width digits and points become ASCII; spaces and thousands separators go.
#[must_use]
pub fn normalised(value: &str) -> String {
    value
        .chars()
        .filter_map(|c| match c {
            '０'..='９' => char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')),
            '．' => Some('.'),
            ',' | '，' => None,
            c if c.is_whitespace() => None,
            c => Some(c),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_of_a_year_and_a_row_and_is_a_number() {
        let table: [(i16, &str, &str, &[(&str, &str)]); 9] = [
            (2025, "行政许可", "12", &[]),
            (2025, "行政许可", "1.5", &[("value", "R-22")]),
            (2025, "行政许可", "-1", &[("value", "R-22")]),
            (2025, "行政许可", "1000000000000", &[("value", "R-22")]),
            (2025, FEES, "4166.241619", &[]),
            (2025, FEES, "1.1234567", &[("value", "R-22")]),
            (2025, "捐款", "1", &[("row", "R-22")]),
            (2027, "行政处罚", "1", &[("year", "R-5")]),
            (
                2007,
                "捐款",
                "约20",
                &[("year", "R-5"), ("row", "R-22"), ("value", "R-22")],
            ),
        ];
        for (year, row, value, expected) in table {
            let found = faults(year, row, value, 2026);
            let named: Vec<(&str, &str)> = found
                .iter()
                .map(|finding| (finding.place.as_str(), finding.id.id()))
                .collect();
            assert_eq!(named, expected, "{year} {row} {value}");
        }
    }

    #[test]
    fn fees_are_whole_fen() {
        for text in ["0", "0.092", "4166.241619", "18651.06"] {
            assert!(is_wan(text), "{text}");
        }
        for text in ["1.", ".5", "1.1000000", "1234567890", "-1", "约20", "/", ""] {
            assert!(!is_wan(text), "{text}");
        }
        assert_eq!(normalised("１，２３４．５"), "1234.5");
    }
}
