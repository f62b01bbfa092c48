//! What is said of the parts and of the sum.

use std::collections::BTreeMap;

use super::{Kind, Line, Part, Standing};
use crate::{
    finding::{Finding, Severity},
    report::{
        FORM_2021, Outcome4, Track,
        cell::{Cell, Figures},
        check,
    },
    rule::Citation,
    rule::Rule,
};

fn found(id: Rule, severity: Severity, place: String, zh: String, en: String) -> Finding {
    Finding {
        id,
        severity,
        place,
        zh,
        en,
        left: None,
        right: None,
        because: Citation::text(FORM_2021),
    }
}

/// Whether a part can be added, and the identities of its own report before it is. `twice`: the unit is in the sum
/// already.
pub fn line(part: &Part, year: i16, twice: bool) -> Line {
    let unit = &part.unit;
    let place = format!("units/{}", unit.code);
    let mut line = Line {
        unit: unit.clone(),
        standing: Standing::Missing,
        findings: Vec::new(),
        figures: Figures::default(),
    };
    if unit.kind == Kind::Vertical {
        line.standing = Standing::Excluded;
        return line;
    }
    let Some(report) = &part.report else {
        return line;
    };
    line.findings = check::identities(report);
    if let Some(previous) = &part.previous {
        line.findings
            .extend(check::continuity_imported(report, previous));
    }
    line.standing = Standing::Unusable;
    if let Some(stated) = report.year.filter(|stated| *stated != year) {
        line.findings.push(found(
            Rule::R_5,
            Severity::Error,
            place,
            format!(
                "{}报来的是{stated}年的报告，不是{year}年的，没有计入",
                unit.name
            ),
            format!(
                "{} handed in the report on {stated}, not on {year}: not counted",
                unit.name
            ),
        ));
    } else if report.is_2019() {
        line.findings.push(found(
            Rule::R_27,
            Severity::Error,
            place,
            format!(
                "{}使用2019年试行格式，表二不能与新格式相加，没有计入",
                unit.name
            ),
            format!(
                "{} uses the 2019 form, whose table 2 cannot be added: not counted",
                unit.name
            ),
        ));
    } else if twice {
        line.findings.push(found(
            Rule::R_18,
            Severity::Error,
            place,
            format!("{}在名单中重复，只计一次", unit.name),
            format!("{} is on the list twice: counted once", unit.name),
        ));
    } else {
        line.standing = Standing::Counted;
        line.figures = Figures::of(report);
    }
    line
}

/// who has not reported. The sum is without them and says so.
pub fn missing(lines: &[Line]) -> Vec<Finding> {
    lines
        .iter()
        .filter(|line| matches!(line.standing, Standing::Missing | Standing::Unusable))
        .map(|line| {
            let name = &line.unit.name;
            let (zh, en) = if line.standing == Standing::Missing {
                (
                    format!("{name}没有报送；合计不含该单位，没有按零计算"),
                    format!("{name} has not reported; the sum is without it, and it is not counted as zero"),
                )
            } else {
                (
                    format!("{name}报送的材料不能计入；合计不含该单位"),
                    format!("What {name} handed in cannot be added; the sum is without it"),
                )
            };
            found(
                Rule::R_19,
                Severity::Error,
                format!("units/{}", line.unit.code),
                zh,
                en,
            )
        })
        .collect()
}

/// a cell that a unit left blank is not a zero; one finding for each unit.
pub fn blanks(lines: &[Line]) -> Vec<Finding> {
    lines
        .iter()
        .filter(|line| line.standing == Standing::Counted)
        .filter_map(|line| {
            let mut rows: BTreeMap<(&str, &str), usize> = BTreeMap::new();
            for cell in Cell::all().filter(|cell| line.figures.get(*cell).is_none()) {
                *rows.entry((cell.table(), cell.row())).or_default() += 1;
            }
            let cells: usize = rows.values().sum();
            let ((table, row), _) = rows.first_key_value()?;
            let others = rows.len() - 1;
            let name = &line.unit.name;
            let (more, more_en) = if others == 0 {
                (String::new(), String::new())
            } else {
                (format!("等{}行", others + 1), format!(" and {others} more rows"))
            };
            Some(found(
                Rule::R_34,
                Severity::Warning,
                format!("units/{}", line.unit.code),
                format!("{name}有{cells}格空白（表{}“{row}”{more}）；合计没有把空白当作零", numeral(table)),
                format!("{name} left {cells} cells blank (table {table}, {row}{more_en}); the sum does not take them for zero"),
            ))
        })
        .collect()
}

fn numeral(table: &str) -> &'static str {
    match table {
        "2" => "二",
        "3" => "三",
        _ => "四",
    }
}

/// where the 复议机关 is a co-defendant only the organ of the original act counts the suit. The government that
/// reviews reports its own suits after review; whether a department counts the same ones is asked, not guessed.
pub fn shared_suits(lines: &[Line]) -> Option<Finding> {
    let suits = |line: &Line| {
        Cell::all()
            .find(|cell| {
                cell.in_table4() == Some((Track::SuitAfterReview, Outcome4::COLUMNS.len() - 1))
            })
            .and_then(|cell| line.figures.get(cell))
            .unwrap_or_default()
    };
    let counted = |line: &&Line| line.standing == Standing::Counted && suits(line) > 0;
    let own = lines
        .iter()
        .filter(counted)
        .find(|line| line.unit.kind == Kind::Own)?;
    let others: Vec<&str> = lines
        .iter()
        .filter(counted)
        .filter(|line| line.unit.kind == Kind::Department || line.unit.kind == Kind::Township)
        .map(|line| line.unit.name.as_str())
        .collect();
    if others.is_empty() {
        return None;
    }
    Some(found(
        Rule::R_51,
        Severity::Question,
        format!("table4/{}", Track::SuitAfterReview.key()),
        format!(
            "{}和{}都填了复议后起诉的案件；复议机关作共同被告的，只由原行政行为机关统计，请核对有无重复",
            own.unit.name,
            others.join("、")
        ),
        format!(
            "{} and {} both count suits after review; where the review body is a co-defendant only the organ of the original act counts: is a case counted twice?",
            own.unit.name,
            others.join(", ")
        ),
    ))
}

/// A sum beyond what a cell can hold: one of the parts is not a count.
pub fn too_large(cell: Cell) -> Finding {
    found(
        Rule::R_34,
        Severity::Error,
        cell.place(),
        format!(
            "“{}”{}的合计超出范围，请核对各单位的数",
            cell.row(),
            cell.column()
        ),
        format!(
            "{}, {}: the sum is out of range; check the units' numbers",
            cell.row(),
            cell.column()
        ),
    )
}
