//! The written sections.

use super::{OVERVIEW_LIMIT, Report, claims, figures, found, paragraph, people, sides, topics};
use crate::report::{Column, Row};
use crate::{
    finding::{Finding, Severity},
    rule::Citation,
    rule::Rule,
};

/// Characters of section five below which it says nothing.
const FEWEST: usize = 10;

/// What the written sections can be held to; a section that is not there is not judged.
#[must_use]
pub fn narrative(report: &Report) -> Vec<Finding> {
    let mut findings = Vec::new();
    length(report, &mut findings);
    problems(report, &mut findings);
    topics::covered(report, &mut findings);
    numbers(report, &mut findings);
    figures::named(report, &mut findings);
    fee_statement(report, &mut findings);
    people::sections(report, &mut findings);
    findings
}

/// a section that still holds `mark`, where the draft leaves something to be written by a person, is not finished.
#[must_use]
pub fn unfinished(report: &Report, mark: &str) -> Option<Finding> {
    let places: Vec<&str> = report
        .sections
        .iter()
        .filter(|(_, text)| text.contains(mark))
        .map(|(key, _)| key.as_str())
        .collect();
    let first = places.first()?;
    let listed = places.join("、");
    Some(found(
        Rule::R_2,
        Severity::Error,
        format!("sections/{first}"),
        format!("第{listed}部分还有没填写的地方，请替换“{mark}”"),
        format!("Section {listed} is not finished: replace “{mark}”"),
    ))
}

/// in principle at most 1,000 characters of 总体情况; spaces and line ends are not counted.
fn length(report: &Report, findings: &mut Vec<Finding>) {
    let Some(text) = report.sections.get("一") else {
        return;
    };
    let count = text.chars().filter(|c| !c.is_whitespace()).count();
    if count > OVERVIEW_LIMIT {
        let han = text
            .chars()
            .filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c))
            .count();
        findings.push(sides(
            found(
                Rule::R_2,
                Severity::Warning,
                "sections/一",
                format!("总体情况约{count}字（其中汉字{han}个），原则上不超过{OVERVIEW_LIMIT}字"),
                format!("The overview has about {count} characters ({han} Han); in principle at most {OVERVIEW_LIMIT}"),
            ),
            count,
            OVERVIEW_LIMIT,
        ));
    }
}

/// section five is concrete: "无", or fewer than ten characters, is none.
fn problems(report: &Report, findings: &mut Vec<Finding>) {
    let Some(text) = report.sections.get("五") else {
        return;
    };
    let count = text.chars().filter(|c| c.is_alphanumeric()).count();
    if (1..FEWEST).contains(&count) {
        findings.push(found(
            Rule::R_3,
            Severity::Warning,
            "sections/五",
            format!("“存在的主要问题及改进情况”只写了“{}”，应当具体说明问题和改进措施", text.trim()),
            format!(
                "Section five says “{}” and no more; it has to name the problems and what is done about them",
                text.trim()
            ),
        ));
    }
}

/// 收到 = 一, 上年结转 = 二, 办结 = （七）, 结转下年度 = 四, by their totals.
fn numbers(report: &Report, findings: &mut Vec<Finding>) {
    for (section, text) in &report.sections {
        if matches!(section.as_str(), "五" | "六") {
            continue;
        }
        for claim in claims::of(text, report.year) {
            let Some(table) = report.table3.get(claim.row, Column::Total) else {
                continue;
            };
            if table == claim.value {
                continue;
            }
            let new_and_carried = report
                .table3
                .get(Row::CarriedIn, Column::Total)
                .is_some_and(|carried| claim.row == Row::New && table + carried == claim.value);
            let (aside, aside_en) = if new_and_carried {
                (
                    "（正文的数含上年结转）",
                    " (the text includes those carried in)",
                )
            } else {
                ("", "")
            };
            let stands = paragraph(text, &claim.text);
            findings.push(sides(
                found(
                    Rule::R_35,
                    Severity::Warning,
                    format!("sections/{section}"),
                    format!(
                        "正文{stands}“{}”为{}，表三“{}”总计为{table}{aside}",
                        claim.text, claim.value, claim.row
                    ),
                    format!(
                        "The text says {} (“{}”), table 3 {} says {table}{aside_en}",
                        claim.value, claim.text, claim.row
                    ),
                ),
                claim.value,
                table,
            ));
        }
    }
}

/// section six always says what 信息处理费 was collected, or that there was none.
fn fee_statement(report: &Report, findings: &mut Vec<Finding>) {
    let Some(text) = report.sections.get("六") else {
        return;
    };
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let said = ["处理费", "收费", "费用", "收取", "检索费"]
        .iter()
        .any(|word| text.contains(word));
    if !said {
        let mut finding = found(
            Rule::R_4,
            Severity::Warning,
            "sections/六",
            "“其他需要报告的事项”应报告信息处理费收取情况（金额，或者未收取）".into(),
            "Section six has to say what 信息处理费 was collected, or that there was none".into(),
        );
        finding.because = Citation::text("国办公开办函〔2021〕30号；国办函〔2020〕109号");
        findings.push(finding);
    }
}
