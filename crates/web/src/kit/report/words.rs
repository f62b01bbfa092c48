//! The numbers of a report as people read them: outcomes and applicants grouped, with words for both languages.

use law::{
    Lang,
    report::{Column, Report, Row},
};

use crate::{i18n, kit::chart::Bar};

/// The six groups of outcomes: key of the word, prefix of the rows.
pub const OUTCOMES: [(&str, &str); 6] = [
    ("open", "三、（一）"),
    ("part", "三、（二）"),
    ("withheld", "三、（三）"),
    ("unable", "三、（四）"),
    ("unprocessed", "三、（五）"),
    ("other", "三、（六）"),
];

/// A row's total over all applicants; blank counts as nothing to draw.
#[must_use]
pub fn total(report: &Report, row: Row) -> i64 {
    report.table3.get(row, Column::Total).unwrap_or_default()
}

/// The total of a group of outcomes.
#[must_use]
pub fn group(report: &Report, prefix: &str) -> i64 {
    Row::LEAVES
        .into_iter()
        .filter(|row| row.key().starts_with(prefix))
        .map(|row| total(report, row))
        .sum()
}

/// What became of the requests, last year beside this year.
#[must_use]
pub fn outcomes(lang: Lang, report: &Report, before: Option<&Report>) -> Vec<Bar> {
    OUTCOMES
        .iter()
        .map(|(name, prefix)| Bar {
            label: i18n::text(lang, &format!("reports.outcome.{name}")).to_string(),
            now: group(report, prefix),
            before: before.map(|before| group(before, prefix)),
        })
        .collect()
}

/// Who asked, last year beside this year.
#[must_use]
pub fn applicants(lang: Lang, report: &Report, before: Option<&Report>) -> Vec<Bar> {
    let of = |report: &Report, column| report.table3.get(Row::New, column).unwrap_or_default();
    Column::KINDS
        .into_iter()
        .map(|column| Bar {
            label: lang.pick(column.zh(), column.en()).to_string(),
            now: of(report, column),
            before: before.map(|before| of(before, column)),
        })
        .collect()
}

/// The chart in a sentence, for who does not see it.
#[must_use]
pub fn described(lang: Lang, rows: &[Bar], now: &str, before: &str) -> String {
    let (comma, colon) = (lang.pick("；", "; "), lang.pick("：", ": "));
    let parts: Vec<String> = rows
        .iter()
        .map(|row| match row.before {
            Some(then) => format!("{}{colon}{now} {}, {before} {then}", row.label, row.now),
            None => format!("{}{colon}{}", row.label, row.now),
        })
        .collect();
    parts.join(comma)
}
