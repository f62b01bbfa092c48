//! Values that add up and are hardly so: asked about, never more.

use super::{Report, found, sides};
use crate::{
    finding::{Finding, Severity},
    report::{
        Column, Row, fen_of_wan,
        table2::{FEES, NORMATIVE, REGULATIONS},
    },
    rule::Rule,
};

/// Requests in one cell of 表三 above which a figure is asked about; whole cities have some ten thousand.
pub const MANY_REQUESTS: i64 = 500_000;
/// Fees in 万元 above which an organ of a county is asked whether they are in 元.
pub const MANY_FEES_WAN: i64 = 1_000_000;
/// A figure this many times last year's, or last year's this many times it, is asked about.
pub const JUMP: i64 = 10;
/// Jumps below this many requests are chance.
pub const JUMP_LEAST: i64 = 100;

pub(super) fn single(report: &Report, county: bool, findings: &mut Vec<Finding>) {
    for (row, cells) in report.table3.rows() {
        for column in Column::ALL {
            if let Some(value) = cells[column as usize].filter(|value| *value > MANY_REQUESTS) {
                let mut finding = found(
                    Rule::R_61,
                    Severity::Question,
                    format!("table3/{row}/{}", column.key()),
                    format!("表三“{row}”{}为{value}，数值过大，请核对", column.key()),
                    format!(
                        "Table 3, {row}, {}: {value}; please check so large a figure",
                        column.en()
                    ),
                );
                finding.left = Some(value.to_string());
                findings.push(finding);
            }
        }
    }
    let fees = report.table2.fees().and_then(fen_of_wan);
    if county && fees.is_some_and(|fen| fen / 1_000_000 > MANY_FEES_WAN) {
        let mut finding = found(
            Rule::R_22,
            Severity::Question,
            format!("table2/{FEES}"),
            "收费金额超过100亿元；单位是否误用了“元”".into(),
            "Fees above ten thousand million yuan: are they printed in 元?".into(),
        );
        finding.left = report.table2.fees().map(ToString::to_string);
        findings.push(finding);
    }
    stock(report, findings);
}

/// what was made this year and not repealed is still in force, unless it expired at once.
fn stock(report: &Report, findings: &mut Vec<Finding>) {
    if report.is_2019() {
        return;
    }
    for row in [REGULATIONS, NORMATIVE] {
        let Some([Some(made), Some(repealed), Some(stock)]) = report.table2.documents(row) else {
            continue;
        };
        let least = i128::from(made) - i128::from(repealed);
        if i128::from(stock) < least {
            findings.push(sides(
                found(
                    Rule::R_23,
                    Severity::Question,
                    format!("table2/{row}"),
                    format!("“{row}”：本年制发{made}减废止{repealed}为{least}，现行有效只有{stock}；请说明原因（失效、清理、更正）"),
                    format!("{row}: {made} made less {repealed} repealed is {least}, only {stock} in force; give the reason (expiry, clean-up, correction)"),
                ),
                least,
                stock,
            ));
        }
    }
}

/// requests that grew or fell tenfold.
pub(super) fn jump(report: &Report, previous: &Report, findings: &mut Vec<Finding>) {
    let of = |report: &Report| report.table3.get(Row::New, Column::Total);
    let (Some(now), Some(then)) = (of(report), of(previous)) else {
        return;
    };
    let far = |more: i64, less: i64| {
        more >= JUMP_LEAST && i128::from(more) >= i128::from(less) * i128::from(JUMP)
    };
    if far(now, then) || far(then, now) {
        findings.push(sides(
            found(
                Rule::R_61,
                Severity::Question,
                format!("table3/{}", Row::New),
                format!("本年新收{now}件，上年{then}件，相差十倍以上，请核对"),
                format!("{now} received, {then} last year: tenfold; please check"),
            ),
            now,
            then,
        ));
    }
}
