//! Who stands below whom, and when each level is due.

use std::collections::BTreeSet;

use jiff::civil::Date;
use law::{
    report::{
        consolidate::{Kind, Unit},
        dates::{self, Level},
    },
    supervision::Fixed,
};
use store::{
    organs::{self, OrganRow},
    reports::Scope,
};

use crate::{App, Result, reports::Key};

/// The units an organ consolidates, itself first as 本政府机关, in the order of codes. Vertical units are on the
/// list and marked, so that it is plain why they are not in the sum.
pub async fn units(app: &App, organ: &str) -> Result<Vec<Unit>> {
    let own = organs::get(&app.store, organ)
        .await?
        .ok_or(crate::Error::NotFound)?;
    let below = organs::children(&app.store, organ).await?;
    let mut units = vec![unit(&own, Kind::Own)];
    units.extend(below.iter().map(|row| {
        unit(
            row,
            match row.kind.as_str() {
                "township" => Kind::Township,
                "vertical" => Kind::Vertical,
                "office" => Kind::Government,
                _ => Kind::Department,
            },
        )
    }));
    Ok(units)
}

fn unit(row: &OrganRow, kind: Kind) -> Unit {
    Unit {
        code: row.code.clone(),
        name: row.name.clone(),
        kind,
    }
}

/// To whom an organ hands its report: the organ above it, unless it is of a vertical system.
pub async fn superior(app: &App, organ: &str) -> Result<Option<String>> {
    let Some(row) = organs::get(&app.store, organ).await? else {
        return Ok(None);
    };
    if row.parent.is_empty() || row.kind == "vertical" {
        return Ok(None);
    }
    Ok(organs::get(&app.store, &row.parent)
        .await?
        .map(|above| above.code))
}

/// The level at which an organ consolidates: a county over bureaus, a city over counties, a province over cities. A bureau
/// with townships of its own is still a unit of its county and due with the others.
pub async fn level(app: &App, organ: &str) -> Result<Level> {
    let own = organs::get(&app.store, organ).await?;
    if own.is_none_or(|row| row.kind != "office") {
        return Ok(Level::Unit);
    }
    let (mut height, mut row) = (0, vec![organ.to_string()]);
    // A tree deeper than the four levels there are is a circle.
    while height < 4 {
        let mut below = Vec::new();
        let mut any = false;
        for code in &row {
            for child in organs::children(&app.store, code).await? {
                any = true;
                if child.kind == "office" {
                    below.push(child.code);
                }
            }
        }
        if !any {
            break;
        }
        height += 1;
        row = below;
        if row.is_empty() {
            break;
        }
    }
    Ok(Level::of_height(height))
}

/// When a report on a year is due, with the local dates of the settings.
#[must_use]
pub fn due(app: &App, level: Level, year: i16) -> Option<Fixed> {
    dates::due(level, year, &app.settings.reports.dates, &app.calendar)
}

/// A unit's report of a year, as somebody saw it who saw `seen`.
pub(super) async fn key_of(app: &App, unit: &Unit, year: i16, seen: i64) -> Result<Key> {
    Ok(Key {
        scope: scope_of(app, unit).await?,
        year,
        seen,
    })
}

/// Which of a unit's reports is counted above it: where it has units of its own, a lower government or a department over
/// townships, the one it added up, so that nobody below is left out or counted twice.
pub(super) async fn scope_of(app: &App, unit: &Unit) -> Result<Scope> {
    Ok(scope_among(unit, &organs::superiors(&app.store).await?))
}

/// The same, with the codes of all organs that have units.
pub(super) fn scope_among(unit: &Unit, superiors: &BTreeSet<String>) -> Scope {
    if unit.kind != Kind::Own && superiors.contains(&unit.code) {
        Scope::Consolidated
    } else {
        Scope::Own
    }
}

/// When a unit's return is due: departments and townships in January, a lower government with its own sum.
pub(super) async fn unit_due(app: &App, unit: &Unit, year: i16) -> Result<Option<Date>> {
    let level = match unit.kind {
        Kind::Government => level(app, &unit.code).await?,
        _ => Level::Unit,
    };
    Ok(due(app, level, year).map(|due| due.date))
}
