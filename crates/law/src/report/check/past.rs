//! Against last year's report, and through [`alike`] R-3.

use super::{Report, alike, found, plausible, sides};
use crate::report::{
    Column, Row, Track,
    table2::{NORMATIVE, REGULATIONS},
};
use crate::{
    finding::{Finding, Severity},
    rule::Rule,
};

/// Against last year's report in the organ's own archive: a break in R-33 is an error.
#[must_use]
pub fn continuity(report: &Report, previous: &Report) -> Vec<Finding> {
    against(report, previous, Severity::Error)
}

/// Against last year's report as somebody else handed it in: a break in R-33 is a warning.
#[must_use]
pub fn continuity_imported(report: &Report, previous: &Report) -> Vec<Finding> {
    against(report, previous, Severity::Warning)
}

fn against(report: &Report, previous: &Report, severity: Severity) -> Vec<Finding> {
    if let (Some(year), Some(before)) = (report.year, previous.year)
        && year - 1 != before
    {
        return vec![sides(
            found(
                Rule::R_33,
                Severity::Question,
                "year",
                format!("对照的报告是{before}年的，不是{}年的，未作对照", year - 1),
                format!(
                    "The other report is on {before}, not on {}; not compared",
                    year - 1
                ),
            ),
            year,
            before,
        )];
    }
    let mut findings = Vec::new();
    carried(report, previous, severity, &mut findings);
    stock(report, previous, &mut findings);
    pending(report, previous, &mut findings);
    plausible::jump(report, previous, &mut findings);
    copied(report, previous, &mut findings);
    alike::sections(report, previous, &mut findings);
    findings
}

/// 二 of this year is 四 of last year, each column.
fn carried(report: &Report, previous: &Report, severity: Severity, findings: &mut Vec<Finding>) {
    for column in Column::ALL {
        let (Some(now), Some(then)) = (
            report.table3.get(Row::CarriedIn, column),
            previous.table3.get(Row::CarriedOut, column),
        ) else {
            continue;
        };
        if now != then {
            findings.push(sides(
                found(
                    Rule::R_33,
                    severity,
                    format!("table3/{}", column.key()),
                    format!(
                        "{}：上年结转{now}，上年报告的结转下年度为{then}",
                        column.key()
                    ),
                    format!(
                        "{}: {now} carried in, last year's report carried over {then}",
                        column.en()
                    ),
                ),
                now,
                then,
            ));
        }
    }
}

/// last year's stock plus made minus repealed; a difference has reasons, and they are asked for.
fn stock(report: &Report, previous: &Report, findings: &mut Vec<Finding>) {
    if report.is_2019() || previous.is_2019() {
        return;
    }
    for row in [REGULATIONS, NORMATIVE] {
        let (Some([Some(made), Some(repealed), Some(stock)]), Some([_, _, Some(before)])) =
            (report.table2.documents(row), previous.table2.documents(row))
        else {
            continue;
        };
        let expected = i128::from(before) + i128::from(made) - i128::from(repealed);
        if expected != i128::from(stock) {
            findings.push(sides(
                found(
                    Rule::R_23,
                    Severity::Question,
                    format!("table2/{row}"),
                    format!("“{row}”：上年现行有效{before}加制发{made}减废止{repealed}为{expected}，本年填{stock}；请说明原因（失效、清理、更正）"),
                    format!("{row}: last year's {before} + {made} − {repealed} = {expected}, the report says {stock}; give the reason (expiry, clean-up, correction)"),
                ),
                expected,
                stock,
            ));
        }
    }
}

/// tables that are last year's, cell by cell, and not of zeros only.
fn copied(report: &Report, previous: &Report, findings: &mut Vec<Finding>) {
    let counted = report
        .table3
        .get(Row::New, Column::Total)
        .is_some_and(|new| new > 0);
    let same = report.table3 == previous.table3
        && report.table2 == previous.table2
        && report.table4 == previous.table4;
    if counted && same {
        findings.push(found(
            Rule::R_60,
            Severity::Warning,
            "report",
            "三张表的数字与上年报告完全相同；是否误用了上年的报告".into(),
            "The three tables are last year's in every cell: is it last year's report?".into(),
        ));
    }
}

/// no equality is enforced; cases pending at the end of a year that never come to an end are asked about.
fn pending(report: &Report, previous: &Report, findings: &mut Vec<Finding>) {
    for track in Track::ALL {
        let (Some(now), Some(then)) = (report.table4.get(track), previous.table4.get(track)) else {
            continue;
        };
        let (Some(total), Some(left)) = (now[4], then[3]) else {
            continue;
        };
        if total < left {
            findings.push(sides(
                found(
                    Rule::R_54,
                    Severity::Question,
                    format!("table4/{}", track.key()),
                    format!(
                        "“{}”上年尚未审结{left}件，本年总计只有{total}件；上年未结的是否漏报",
                        track.key()
                    ),
                    format!(
                        "{}: {left} were pending last year, only {total} in all this year",
                        track.en()
                    ),
                ),
                total,
                left,
            ));
        }
    }
}
