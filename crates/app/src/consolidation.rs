//! 逐级汇总: the returns of the units below, added up, opened cell by cell, chased, accepted and published together
//! . The supervisor of the organ above works here; the unit's ledger keeps what was done with its return.

mod chase;
mod draft;
mod returns;
mod share;
mod together;
mod tree;

pub use chase::{chase, chase_all};
pub use returns::{Received, accept, receive, received_file, send_back};
pub use share::{Share, unit_cell};
pub use together::publish_together;
pub use tree::{due, level, superior, units};

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use law::report::{
    Report, check,
    consolidate::{self, Consolidation, Kind, Part},
    workflow::Stage,
};
use store::reports::{ReturnRow, Scope};

use crate::{
    App, Error, Result,
    reports::{self, Built},
    rights::{By, Supervisor},
};

/// A unit's return as the supervisor's table shows it.
#[derive(Debug, Clone)]
pub struct Return {
    pub code: String,
    pub scope: Scope,
    pub stage: Stage,
    pub version: i64,
    /// Its last day; a lower government has longer than a department.
    pub due: Option<Date>,
    pub held_on: Option<Date>,
    /// It went through the hands of the 主管部门; what was taken over from a publication did not.
    pub handed_in: bool,
    /// It came as a file and not through this system.
    pub by_file: bool,
    pub published_on: Option<Date>,
    pub edition: i64,
    pub note: String,
    pub chased_on: Option<Date>,
    pub chases: i64,
    /// Last year's report of the unit, for the difference.
    pub previous: Option<Report>,
}

/// The consolidation of a year with everything known of its units.
#[derive(Debug, Clone)]
pub struct Roll {
    pub year: i16,
    pub sum: Consolidation,
    /// In the order of the lines of `sum`.
    pub returns: Vec<Return>,
    /// What was added, for whoever adds it again with others.
    parts: Vec<Part>,
    pub sections: BTreeMap<String, String>,
    pub previous: Option<Report>,
    previous_adopted: bool,
    built_on: Date,
}

impl Roll {
    /// The units with what they handed in.
    #[must_use]
    pub fn parts(&self) -> Vec<Part> {
        self.parts.clone()
    }

    /// The consolidated report with its words and everything that is to be said of it.
    #[must_use]
    pub fn built(&self) -> Built {
        let mut report = self.sum.report.clone();
        report.sections = self.sections.clone();
        let mut findings = self.sum.findings.clone();
        findings.extend(check::narrative(&report));
        findings.extend(reports::unfinished(&report));
        if let Some(previous) = &self.previous {
            findings.extend(check::continuity_imported(&report, previous));
        }
        Built {
            report,
            findings,
            built_on: self.built_on,
            previous: self.previous.clone(),
            previous_adopted: self.previous_adopted,
        }
    }
}

/// Consolidates as the ledger stands today. `NotFound` for an organ with nobody below it.
pub async fn build(app: &App, organ: &str, year: i16) -> Result<Roll> {
    let units = units(app, organ).await?;
    if units.len() < 2 {
        return Err(Error::NotFound);
    }
    let superiors = store::organs::superiors(&app.store).await?;
    let below = store::reports::below(&app.store, organ, year).await?;
    let own = reports_of_own(app, organ, year).await?;
    let mut found: BTreeMap<(&str, Scope, i64), &ReturnRow> = BTreeMap::new();
    for row in below.iter().chain(&own) {
        found.insert((row.organ.as_str(), row.scope, row.year), row);
    }
    let (mut parts, mut returns) = (Vec::new(), Vec::new());
    for unit in units {
        let scope = tree::scope_among(&unit, &superiors);
        let now = found.get(&(unit.code.as_str(), scope, i64::from(year)));
        let before = found.get(&(unit.code.as_str(), scope, i64::from(year) - 1));
        let read = |row: Option<&&ReturnRow>| -> Result<Option<Report>> {
            match row {
                Some(row) if !row.counted.is_empty() => {
                    Ok(Some(serde_json::from_str(&row.counted)?))
                }
                _ => Ok(None),
            }
        };
        let previous = read(before)?;
        returns.push(Return {
            code: unit.code.clone(),
            scope,
            stage: now.map_or(Stage::Open, |row| {
                Stage::from_code(&row.status).unwrap_or_default()
            }),
            version: now.map_or(0, |row| row.version),
            due: tree::unit_due(app, &unit, year).await?,
            held_on: now.and_then(|row| row.held_on.or(row.published_on)),
            handed_in: now.is_some_and(|row| row.held_on.is_some()),
            by_file: now.is_some_and(|row| row.via == "file"),
            published_on: now.and_then(|row| row.published_on),
            edition: now.map_or(0, |row| row.edition),
            note: now.map(|row| row.note.clone()).unwrap_or_default(),
            chased_on: now.and_then(|row| row.chased_on),
            chases: now.map_or(0, |row| row.chases),
            previous: previous.clone(),
        });
        parts.push(Part {
            report: read(now)?,
            previous,
            unit,
        });
    }
    let name = government_name(app, organ).await?;
    let mut sum = consolidate::consolidate(&name, year, &parts);
    // What was taken over from an earlier publication was accepted by nobody.
    let accepted: BTreeSet<&str> = returns
        .iter()
        .filter(|its| matches!(its.stage, Stage::Accepted | Stage::Published) && its.handed_in)
        .map(|its| its.code.as_str())
        .collect();
    sum.settle(|unit| accepted.contains(unit.code.as_str()));
    let saved = store::reports::of(&app.store, organ, Scope::Consolidated, year).await?;
    let (previous, adopted) = reports::published(app, organ, Scope::Consolidated, year - 1)
        .await?
        .unzip();
    let mut sections = reports::written(BTreeMap::new(), saved.as_ref())?;
    // A draft reads the acts of every unit: only while something of it is still wanted.
    if !["一", "五", "六"]
        .iter()
        .all(|key| sections.contains_key(*key))
    {
        let mut drafted = draft::draft(app, organ, &sum, &returns, previous.as_ref()).await?;
        drafted.extend(sections);
        sections = drafted;
    }
    Ok(Roll {
        year,
        sum,
        returns,
        parts,
        sections,
        previous,
        previous_adopted: adopted.unwrap_or_default(),
        built_on: app.clock.today(),
    })
}

/// One organ with nobody below it, as a part of somebody's sum.
pub async fn single(app: &App, organ: &str, year: i16) -> Result<Part> {
    let unit = units(app, organ).await?.remove(0);
    let read = |row: Option<&ReturnRow>| match row {
        Some(row) if !row.counted.is_empty() => serde_json::from_str(&row.counted).map(Some),
        _ => Ok(None),
    };
    let rows = reports_of_own(app, organ, year).await?;
    let of = |year: i16| rows.iter().find(|row| row.year == i64::from(year));
    let kind = match crate::organs::get(app, organ).await?.kind.as_str() {
        "township" => Kind::Township,
        "vertical" => Kind::Vertical,
        "office" => Kind::Own,
        _ => Kind::Department,
    };
    Ok(Part {
        unit: consolidate::Unit { kind, ..unit },
        report: read(of(year))?,
        previous: read(of(year - 1))?,
    })
}

/// The organ's own reports stand among the units as 本政府机关: they count once they are signed off.
async fn reports_of_own(app: &App, organ: &str, year: i16) -> Result<Vec<ReturnRow>> {
    let mut rows = Vec::new();
    for year in [year - 1, year] {
        let Some(row) = store::reports::get(&app.store, organ, year).await? else {
            continue;
        };
        let signed = matches!(row.stage(), Stage::Signed) && row.held.is_empty();
        let counted = match (&row.held, &row.report, signed) {
            (_, _, true) => row.signed.clone(),
            (held, _, _) if !held.is_empty() => held.clone(),
            (_, report, _) => report.clone(),
        };
        rows.push(ReturnRow {
            organ: row.organ,
            scope: row.scope,
            year: row.year,
            status: row.status,
            counted,
            held_on: row.held_on,
            via: row.via,
            published_on: row.published_on,
            edition: row.edition,
            note: row.note,
            chased_on: row.chased_on,
            chases: row.chases,
            version: row.version,
        });
    }
    Ok(rows)
}

/// 青禾县人民政府办公室 reports for 青禾县人民政府; another name stays as it is.
async fn government_name(app: &App, organ: &str) -> Result<String> {
    let form = crate::organs::get(app, organ).await?;
    Ok(form
        .name
        .strip_suffix("办公室")
        .map_or(form.name.clone(), ToString::to_string))
}

/// A unit into whose returns this supervisor may look: one below his own organ.
pub(crate) async fn unit_of(
    app: &App,
    staff: &By<Supervisor>,
    code: &str,
) -> Result<consolidate::Unit> {
    units(app, &staff.organ)
        .await?
        .into_iter()
        .find(|unit| unit.code == code)
        .ok_or(Error::NotFound)
}
