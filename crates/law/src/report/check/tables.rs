//! 表二, 表三, 表四 by themselves.

use super::{OTHER_LEAST, OTHER_SHARE, Report, found, plausible, sides};
use crate::report::{
    Cells, Column, FORM_2019, FORM_2021, Number, Outcome4, Row, Track, fen_of_wan,
    table2::{FEES, REGULATIONS},
};
use crate::{
    finding::{Finding, Severity},
    rule::{Citation, Rule},
};

/// Every equality and value rule that one report can be held to by itself.
#[must_use]
pub fn identities(report: &Report) -> Vec<Finding> {
    let mut findings = Vec::new();
    form(report, &mut findings);
    table2(report, &mut findings);
    regulations(report, &mut findings);
    values(report, &mut findings);
    leaves(report, &mut findings);
    balance(report, &mut findings);
    totals(report, &mut findings);
    other_is_rare(report, &mut findings);
    table4(report, &mut findings);
    plausible::single(report, of_county_or_below(report), &mut findings);
    findings
}

/// the rows of the 2019 form belong to reports on 2019 and 2020 only; E-5: and those years to that form.
fn form(report: &Report, findings: &mut Vec<Finding>) {
    let early = report.year.filter(|year| *year < 2021 && !report.is_2019());
    if let Some(year) = early.filter(|_| !report.table2.is_empty()) {
        let mut finding = found(
            Rule::E_5,
            Severity::Warning,
            "table2",
            format!("{year}年报告用的是2021年格式的表二；2019、2020年度使用2019年试行格式"),
            format!(
                "The report on {year} uses table 2 of the 2021 form; 2019 and 2020 had that of 2019"
            ),
        );
        finding.because = Citation::made(format!("{FORM_2019}；现格式{FORM_2021}"));
        findings.push(finding);
    }
    let Some(year) = report.year.filter(|year| *year > 2020 && report.is_2019()) else {
        return;
    };
    let mut finding = found(
        Rule::R_27,
        Severity::Warning,
        "table2",
        format!("{year}年报告仍用2019年试行格式的表二；2021年度起应使用新格式"),
        format!("The report on {year} uses table 2 of the 2019 form, which was for 2019 and 2020"),
    );
    finding.because = Citation::made(format!("{FORM_2021}；原格式{FORM_2019}"));
    findings.push(finding);
}

/// counts are integers from zero, the fee a decimal in 万元 of at most six places.
fn table2(report: &Report, findings: &mut Vec<Finding>) {
    for (row, cells) in report.table2.rows() {
        let place = format!("table2/{row}");
        let (blank, negative) = match cells {
            Cells::One(count) => (count.is_none(), count.is_some_and(|count| count < 0)),
            Cells::Many(cells) => (
                cells.iter().any(Option::is_none),
                // 本年增/减 of the 2019 form may be negative.
                !report.is_2019()
                    && cells
                        .iter()
                        .any(|cell| matches!(cell, Some(Number::Whole(count)) if *count < 0)),
            ),
            Cells::Wan(wan) => (wan.is_none(), false),
        };
        if blank {
            findings.push(found(
                Rule::R_22,
                Severity::Warning,
                place.clone(),
                format!("表二“{row}”有空白；没有的应填0"),
                format!("Table 2, {row}: a blank cell; none is written 0"),
            ));
        }
        if negative {
            findings.push(found(
                Rule::R_22,
                Severity::Error,
                place.clone(),
                format!("表二“{row}”有负数；件数应为不小于0的整数"),
                format!("Table 2, {row}: negative; counts are integers from zero"),
            ));
        }
        if let Cells::Wan(Some(wan)) = cells
            && fen_of_wan(wan).is_none()
        {
            let mut finding = found(
                Rule::R_22,
                Severity::Error,
                place,
                format!("表二“{FEES}”应为不小于0、至多六位小数的万元数"),
                "Table 2, fees: a decimal in 万元 from zero with at most six places".into(),
            );
            finding.left = Some(wan.clone());
            findings.push(finding);
        }
    }
}

/// an organ of a county or below cannot make 规章.
fn regulations(report: &Report, findings: &mut Vec<Finding>) {
    let made = match report.table2.get(REGULATIONS) {
        Some(Cells::Many(cells)) => cells
            .iter()
            .any(|cell| matches!(cell, Some(Number::Whole(count)) if *count != 0)),
        _ => false,
    };
    if made && of_county_or_below(report) {
        let mut finding = found(
            Rule::R_24,
            Severity::Warning,
            format!("table2/{REGULATIONS}"),
            "县级及以下行政机关无权制定规章，此行应为0".into(),
            "An organ of a county or below cannot make 规章; this row should be zero".into(),
        );
        finding.because = Rule::R_24.citation();
        findings.push(finding);
    }
}

/// By the organ's name; where the text does not give it, by how the overview speaks of itself.
/// Names that do not tell (a bureau of a city) are left alone.
fn of_county_or_below(report: &Report) -> bool {
    let name = report.organ.replace("自治区", "").replace("开发区", "");
    if ["县", "旗", "区", "乡", "镇", "街道"]
        .iter()
        .any(|word| name.contains(word))
    {
        return true;
    }
    report.organ.is_empty()
        && report.sections.get("一").is_some_and(|text| {
            [
                "我镇",
                "我乡",
                "我街道",
                "本镇",
                "本乡",
                "我县",
                "我旗",
                "全镇",
                "全乡",
            ]
            .iter()
            .any(|word| text.contains(word))
        })
}

/// integers from zero, no blank. One finding for the blanks of a row, one for each negative cell.
fn values(report: &Report, findings: &mut Vec<Finding>) {
    let empty = report
        .table3
        .rows()
        .all(|(_, cells)| cells.iter().all(Option::is_none));
    if empty && !report.table3.is_empty() {
        findings.push(found(
            Rule::R_34,
            Severity::Error,
            "table3",
            "表三没有填写；没有的应填0".into(),
            "Table 3 is not filled in; none is written 0".into(),
        ));
        return;
    }
    for (row, cells) in report.table3.rows() {
        let blank: Vec<&str> = Column::ALL
            .into_iter()
            .filter(|column| cells[*column as usize].is_none())
            .map(Column::key)
            .collect();
        if !blank.is_empty() {
            findings.push(found(
                Rule::R_34,
                Severity::Error,
                format!("table3/{row}"),
                format!("表三“{row}”有空白：{}；没有的应填0", blank.join("、")),
                format!(
                    "Table 3, {row}: blank under {}; none is written 0",
                    blank.join(", ")
                ),
            ));
        }
        for column in Column::ALL {
            if let Some(value) = cells[column as usize].filter(|value| *value < 0) {
                let mut finding = found(
                    Rule::R_34,
                    Severity::Error,
                    format!("table3/{row}/{}", column.key()),
                    format!("表三“{row}”{}为负数", column.key()),
                    format!("Table 3, {row}, {}: negative", column.en()),
                );
                finding.left = Some(value.to_string());
                findings.push(finding);
            }
        }
    }
}

/// （七）总计 is the sum of the 21 leaves, per column. A leaf row that the source lacks bounds the sum
/// from below only: too much is still wrong, too little is asked about.
fn leaves(report: &Report, findings: &mut Vec<Finding>) {
    let expected: Vec<Row> = Row::LEAVES
        .into_iter()
        .filter(|row| {
            // The 2019 form has （六）其他处理 as one row.
            !(report.is_2019() && matches!(row, Row::LapseCorr | Row::LapseFee))
        })
        .collect();
    let lacking = expected.iter().any(|row| !report.table3.has(*row));
    for column in Column::ALL {
        let Some(total) = report.table3.get(Row::Total, column) else {
            continue;
        };
        let cells: Option<Vec<i64>> = expected
            .iter()
            .filter(|row| report.table3.has(**row))
            .map(|row| report.table3.get(*row, column))
            .collect();
        let Some(cells) = cells.filter(|cells| !cells.is_empty()) else {
            continue;
        };
        let sum = sum(&cells);
        if sum == i128::from(total) {
            continue;
        }
        let place = format!("table3/{}", column.key());
        if lacking && sum < i128::from(total) {
            findings.push(sides(
                found(
                    Rule::R_30,
                    Severity::Question,
                    place,
                    format!("{}：各项合计{sum}，（七）总计{total}；差额是否属于表中缺少的行", column.key()),
                    format!("{}: the leaves add up to {sum}, （七） says {total}; is the rest in the missing row?", column.en()),
                ),
                sum,
                total,
            ));
        } else {
            findings.push(sides(
                found(
                    Rule::R_30,
                    Severity::Error,
                    place,
                    format!("{}：各项合计{sum}，不等于（七）总计{total}", column.key()),
                    format!(
                        "{}: the leaves add up to {sum}, not to （七） {total}",
                        column.en()
                    ),
                ),
                sum,
                total,
            ));
        }
    }
}

/// 一 + 二 = （七） + 四, per column.
fn balance(report: &Report, findings: &mut Vec<Finding>) {
    for column in Column::ALL {
        let of = |row| report.table3.get(row, column).map(i128::from);
        let (Some(new), Some(carried), Some(closed), Some(left)) = (
            of(Row::New),
            of(Row::CarriedIn),
            of(Row::Total),
            of(Row::CarriedOut),
        ) else {
            continue;
        };
        if new + carried != closed + left {
            findings.push(sides(
                found(
                    Rule::R_31,
                    Severity::Error,
                    format!("table3/{}", column.key()),
                    format!(
                        "{}：一加二为{}，（七）加四为{}，不相等",
                        column.key(),
                        new + carried,
                        closed + left
                    ),
                    format!(
                        "{}: received and carried in make {}, closed and carried over {}",
                        column.en(),
                        new + carried,
                        closed + left
                    ),
                ),
                new + carried,
                closed + left,
            ));
        }
    }
}

/// 总计 is the sum of the six kinds of applicant, in every row.
fn totals(report: &Report, findings: &mut Vec<Finding>) {
    for (row, cells) in report.table3.rows() {
        let [kinds @ .., total] = cells;
        let Some(total) = total else { continue };
        let Some(kinds) = kinds.iter().copied().collect::<Option<Vec<i64>>>() else {
            continue;
        };
        let sum = sum(&kinds);
        if sum != i128::from(*total) {
            findings.push(sides(
                found(
                    Rule::R_32,
                    Severity::Error,
                    format!("table3/{row}"),
                    format!("表三“{row}”：六列合计{sum}，不等于总计{total}"),
                    format!("Table 3, {row}: the six columns make {sum}, the total says {total}"),
                ),
                sum,
                total,
            ));
        }
    }
}

/// （六）3.其他 is for rare cases.
fn other_is_rare(report: &Report, findings: &mut Vec<Finding>) {
    // The single row of the 2019 form holds the other two as well, which are not rare.
    if report.table3.has_single_other() {
        return;
    }
    let of = |row| report.table3.get(row, Column::Total);
    let (Some(other), Some(total)) = (of(Row::Other), of(Row::Total)) else {
        return;
    };
    let (part, whole) = OTHER_SHARE;
    let high = i128::from(other) * i128::from(whole) > i128::from(total) * i128::from(part);
    if other >= OTHER_LEAST && high {
        let mut finding = sides(
            found(
                Rule::R_37,
                Severity::Warning,
                format!("table3/{}", Row::Other),
                format!("“3.其他”{other}件，占办结{total}件的比例偏高；其他处理只用于极少数情形"),
                format!("{other} of {total} closed under “other”, which is for rare cases"),
            ),
            other,
            total,
        );
        finding.because = Citation::text(FORM_2019);
        findings.push(finding);
    }
}

/// each 总计 of 表四 is the sum of its four results.
fn table4(report: &Report, findings: &mut Vec<Finding>) {
    for track in Track::ALL {
        let Some(cells) = report.table4.get(track) else {
            continue;
        };
        let place = format!("table4/{}", track.key());
        for (column, cell) in Outcome4::COLUMNS.into_iter().zip(cells) {
            if let Some(value) = cell.filter(|value| *value < 0) {
                let mut finding = found(
                    Rule::R_50,
                    Severity::Error,
                    format!("{place}/{column}"),
                    format!("表四“{}”{column}为负数", track.key()),
                    format!("Table 4, {}, {column}: negative", track.en()),
                );
                finding.left = Some(value.to_string());
                findings.push(finding);
            }
        }
        let Some(cells) = cells.iter().copied().collect::<Option<Vec<i64>>>() else {
            findings.push(found(
                Rule::R_50,
                Severity::Warning,
                place,
                format!("表四“{}”有空白，无法核对总计；没有的应填0", track.key()),
                format!(
                    "Table 4, {}: a blank cell, the total cannot be checked",
                    track.en()
                ),
            ));
            continue;
        };
        let (sum, total) = (sum(&cells[..4]), cells[4]);
        if sum != i128::from(total) {
            findings.push(sides(
                found(
                    Rule::R_50,
                    Severity::Error,
                    place,
                    format!("表四“{}”：四项合计{sum}，不等于总计{total}", track.key()),
                    format!(
                        "Table 4, {}: the four results make {sum}, the total says {total}",
                        track.en()
                    ),
                ),
                sum,
                total,
            ));
        }
    }
}

fn sum(cells: &[i64]) -> i128 {
    cells.iter().copied().map(i128::from).sum()
}
