//! Against last year's report.

use std::collections::HashMap;

use super::{ALIKE_PERCENT, Report, found, sides};
use crate::finding::{Finding, Severity};
use crate::report::{
    Column, Row,
    table2::{NORMATIVE, REGULATIONS},
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
                "R-33",
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
    alike(report, previous, &mut findings);
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
                    "R-33",
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
                    "R-23",
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

/// section five is not the same every year.
fn alike(report: &Report, previous: &Report, findings: &mut Vec<Finding>) {
    let (Some(now), Some(then)) = (report.sections.get("五"), previous.sections.get("五")) else {
        return;
    };
    let Some(percent) = shared_percent(now, then) else {
        return;
    };
    if percent > ALIKE_PERCENT {
        findings.push(sides(
            found(
                "R-3",
                Severity::Warning,
                "sections/五",
                format!("“存在的主要问题及改进情况”与上年相同的内容约{percent}%"),
                format!("About {percent} % of section five is the same as last year's"),
            ),
            percent,
            ALIKE_PERCENT,
        ));
    }
}

/// Share of a text's pairs of neighbouring characters that the other has too, in hundredths.
fn shared_percent(now: &str, then: &str) -> Option<usize> {
    let (mut mine, theirs) = (pairs(now), pairs(then));
    let all: usize = mine.values().sum();
    if all < 20 {
        return None;
    }
    for (pair, count) in &mut mine {
        *count = (*count).min(theirs.get(pair).copied().unwrap_or_default());
    }
    Some(mine.values().sum::<usize>() * 100 / all)
}

fn pairs(text: &str) -> HashMap<(char, char), usize> {
    let chars: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).collect();
    let mut pairs = HashMap::new();
    for pair in chars.windows(2) {
        *pairs.entry((pair[0], pair[1])).or_default() += 1;
    }
    pairs
}
