//! 逐级汇总: the reports of the units added up cell by cell.
//!
//! Departments, townships, 本政府机关 and, one level up, the consolidated reports of lower governments: the result is
//! itself a [`Report`], so it can be a part of the next one, however deep the tree is. A unit that has not reported is
//! named and never counted as zero; a unit of a vertical system reports up its own line and is left out.

mod rules;
mod settled;
pub mod tree;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{
    Report,
    cell::{Cell, Figures},
};
use crate::finding::{Finding, Severity};

/// What kind of unit a report comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// 本政府机关: acts in the name of the government and its office, reported apart.
    Own,
    /// 政府部门.
    Department,
    /// 乡镇、街道.
    Township,
    /// 下级政府: its consolidated report.
    Government,
    /// 垂直管理部门: reports up its own line, left out.
    Vertical,
}

impl Kind {
    #[must_use]
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Own => "本政府机关",
            Self::Department => "政府部门",
            Self::Township => "乡镇（街道）",
            Self::Government => "下级政府",
            Self::Vertical => "垂直管理部门",
        }
    }

    #[must_use]
    pub const fn en(self) -> &'static str {
        match self {
            Self::Own => "The government itself",
            Self::Department => "Department",
            Self::Township => "Township",
            Self::Government => "Lower government",
            Self::Vertical => "Vertical system",
        }
    }
}

/// One unit of the list that is consolidated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    pub code: String,
    pub name: String,
    pub kind: Kind,
}

/// A unit with what it handed in, and last year's report of the same unit if there is one.
#[derive(Debug, Clone)]
pub struct Part {
    pub unit: Unit,
    pub report: Option<Report>,
    pub previous: Option<Report>,
}

/// What became of a unit in the sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Its numbers are in the sum.
    Counted,
    /// It has not reported.
    Missing,
    /// It handed in something that cannot be added: another year's report, the older form.
    Unusable,
    /// It is of a vertical system and does not belong here.
    Excluded,
}

/// One unit in the result, with what the checks say of its own report (R-18: before the sum).
#[derive(Debug, Clone)]
pub struct Line {
    pub unit: Unit,
    pub standing: Standing,
    pub findings: Vec<Finding>,
    /// What it adds, cell by cell.
    pub figures: Figures,
}

impl Line {
    #[must_use]
    pub fn errors(&self) -> usize {
        self.findings
            .iter()
            .filter(|finding| finding.severity == Severity::Error)
            .count()
    }
}

/// The sum, its parts and what is to be said of it.
#[derive(Debug, Clone)]
pub struct Consolidation {
    /// The consolidated report: tables only, its sections are written by people.
    pub report: Report,
    pub lines: Vec<Line>,
    /// Of the sum itself: who is missing, and the identities after adding.
    pub findings: Vec<Finding>,
}

/// What one unit adds to one cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share<'a> {
    pub unit: &'a Unit,
    pub standing: Standing,
    pub value: Option<i64>,
}

impl Consolidation {
    /// The units behind a cell, in the order of the list; those left out and those missing are there too.
    pub fn parts(&self, cell: Cell) -> impl Iterator<Item = Share<'_>> {
        self.lines.iter().map(move |line| Share {
            unit: &line.unit,
            standing: line.standing,
            value: line.figures.get(cell),
        })
    }

    /// Those that ought to be in the sum and are not.
    pub fn missing(&self) -> impl Iterator<Item = &Unit> {
        self.lines
            .iter()
            .filter(|line| matches!(line.standing, Standing::Missing | Standing::Unusable))
            .map(|line| &line.unit)
    }

    #[must_use]
    pub fn counted(&self) -> usize {
        self.lines
            .iter()
            .filter(|line| line.standing == Standing::Counted)
            .count()
    }

    /// Whether every unit that belongs here is in the sum.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.missing().next().is_none()
    }
}

/// Adds up the reports of a year: R-18 over departments, townships, 本政府机关 and lower governments.
///
/// - a vertical unit is left out even if it handed something in.
/// - a missing unit is named; where nobody gave a number the cell stays blank.
/// - checked on each part before, and on the sum after.
#[must_use]
pub fn consolidate(name: &str, year: i16, parts: &[Part]) -> Consolidation {
    let mut lines = Vec::with_capacity(parts.len());
    let mut sums = [None::<i128>; Cell::COUNT];
    // By the name too: as a file one unit may come twice, as Word and as PDF.
    let (mut codes, mut names) = (BTreeSet::new(), BTreeSet::new());
    for part in parts {
        let Unit { code, name, .. } = &part.unit;
        let twice = codes.contains(code) || names.contains(name);
        let line = rules::line(part, year, twice);
        if line.standing == Standing::Counted {
            codes.insert(code);
            names.insert(name);
            for cell in Cell::all() {
                if let Some(value) = line.figures.get(cell) {
                    let sum = sums[cell.index()].get_or_insert(0);
                    *sum += i128::from(value);
                }
            }
        }
        lines.push(line);
    }
    let mut findings = rules::missing(&lines);
    let mut total = Figures::default();
    for cell in Cell::all() {
        let sum = sums[cell.index()].map(i64::try_from);
        match sum {
            Some(Ok(value)) => total.set(cell, Some(value)),
            Some(Err(_)) => findings.push(rules::too_large(cell)),
            None => {}
        }
    }
    let mut report = Report::empty(name, year);
    (report.table2, report.table3, report.table4) = total.tables();
    findings.extend(rules::blanks(&lines));
    findings.extend(rules::shared_suits(&lines));
    if lines.iter().any(|line| line.standing == Standing::Counted) {
        findings.extend(super::check::identities(&report));
    }
    Consolidation {
        report,
        lines,
        findings,
    }
}
