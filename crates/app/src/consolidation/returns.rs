//! What the supervisor does with a unit's return: files what came on paper, accepts, returns with comments, chases.

use law::{
    finding::Finding,
    report::{consolidate::Kind, dates::Level, workflow::Step},
};
use serde_json::json;
use store::reports::Scope;

use super::{due, superior, unit_of};
use crate::{
    App, Error, Result, Staff,
    error::Findings,
    reports::{self, Key, standing, step},
    upload::{self, Upload},
};

/// A return that came as a file, as it was kept.
#[derive(Debug, Clone)]
pub struct Received {
    pub version: i64,
    /// What the reader noticed, and the identities that fail.
    pub findings: Vec<Finding>,
}

fn scope_of(kind: Kind) -> Scope {
    match kind {
        Kind::Government => Scope::Consolidated,
        _ => Scope::Own,
    }
}

/// Files a unit's report that came as DOCX, XLSX, PDF, HTML, Markdown, text or JSON. One with faults is filed with its
/// findings, so that it can be returned; one that is no report of this year is refused.
pub async fn receive(
    app: &App,
    staff: &Staff,
    unit: &str,
    year: i16,
    seen: i64,
    file: &Upload,
) -> Result<Received> {
    let unit = unit_of(app, staff, unit).await?;
    let key = Key {
        scope: scope_of(unit.kind),
        year,
        seen,
    };
    let read = reports::read_file(file, year).await?;
    let findings = read.findings(None);
    let mut report = read.report;
    report.organ.clone_from(&unit.name);
    report.year = Some(year);
    let now = standing(app, &unit.code, key.scope, year).await?;
    let files = reports::keep_file(app, file).await?;
    let body = json!({"year": year, "report": report, "files": files, "by_file": true});
    let version = step(
        app,
        staff,
        &unit.code,
        key,
        &now,
        Step::Receive,
        false,
        &body,
    )
    .await?;
    Ok(Received { version, findings })
}

/// Accepts a return: from now on the unit may publish it, and it is published with the others.
pub async fn accept(
    app: &App,
    staff: &Staff,
    unit: &str,
    year: i16,
    seen: i64,
    note: &str,
) -> Result<i64> {
    let mut wrong = Findings::default();
    wrong.length("note", note, 1000, "意见", "The opinion");
    wrong.finish()?;
    let body = json!({"year": year, "note": note.trim()});
    act(app, staff, unit, year, seen, Step::Accept, &body).await
}

/// Returns it to the unit with comments; until it comes again the unit counts as not reported.
pub async fn send_back(
    app: &App,
    staff: &Staff,
    unit: &str,
    year: i16,
    seen: i64,
    note: &str,
) -> Result<i64> {
    let mut wrong = Findings::default();
    wrong.text(
        "note",
        "R-60",
        note,
        1000,
        "退回意见",
        "what is to be changed",
    );
    wrong.finish()?;
    let body = json!({"year": year, "note": note.trim()});
    act(app, staff, unit, year, seen, Step::Return, &body).await
}

/// 催报: a reminder on record, with the last day and by how much it is missed.
pub async fn chase(
    app: &App,
    staff: &Staff,
    unit: &str,
    year: i16,
    seen: i64,
    note: &str,
) -> Result<i64> {
    let mut wrong = Findings::default();
    wrong.length("note", note, 500, "催报内容", "The reminder");
    wrong.finish()?;
    let body = reminder(app, year, note);
    act(app, staff, unit, year, seen, Step::Chase, &body).await
}

/// Reminds every unit that has not reported; returns how many were reminded.
pub async fn chase_all(app: &App, staff: &Staff, year: i16, note: &str) -> Result<usize> {
    let roll = super::build(app, &staff.organ, year).await?;
    let mut reminded = 0;
    for line in &roll.returns {
        let kind = roll
            .sum
            .lines
            .iter()
            .find(|sum| sum.unit.code == line.code)
            .map(|sum| sum.unit.kind);
        let silent = !line.stage.is_reported() && !line.by_file && line.edition == 0;
        if silent && !matches!(kind, Some(Kind::Own | Kind::Vertical) | None) {
            chase(app, staff, &line.code, year, line.version, note).await?;
            reminded += 1;
        }
    }
    Ok(reminded)
}

fn reminder(app: &App, year: i16, note: &str) -> serde_json::Value {
    let due = due(app, Level::Unit, year).map(|due| due.date);
    let late = due.map(|due| (app.clock.today() - due).get_days().max(0));
    json!({"year": year, "note": note.trim(), "due": due, "days_late": late})
}

async fn act(
    app: &App,
    staff: &Staff,
    unit: &str,
    year: i16,
    seen: i64,
    what: Step,
    body: &serde_json::Value,
) -> Result<i64> {
    let unit = unit_of(app, staff, unit).await?;
    // 本政府机关 is nobody's unit: its own head answers for it.
    if superior(app, &unit.code).await?.as_deref() != Some(staff.organ.as_str()) {
        return Err(Error::NotFound);
    }
    let key = Key {
        scope: scope_of(unit.kind),
        year,
        seen,
    };
    let now = standing(app, &unit.code, key.scope, year).await?;
    step(app, staff, &unit.code, key, &now, what, false, body).await
}

/// The file in which a unit's return came, with its content.
pub async fn received_file(
    app: &App,
    staff: &Staff,
    unit: &str,
    year: i16,
) -> Result<(upload::FileRef, Vec<u8>)> {
    let unit = unit_of(app, staff, unit).await?;
    let stream = scope_of(unit.kind).stream(year);
    let acts = store::ledger::stream(&app.store, &unit.code, &stream).await?;
    let file = acts
        .iter()
        .rev()
        .filter(|act| act.kind == Step::Receive.kind())
        .find_map(|act| {
            let files = act.json()["files"].clone();
            serde_json::from_value::<Vec<upload::FileRef>>(files)
                .ok()?
                .into_iter()
                .next()
        })
        .ok_or(Error::NotFound)?;
    let bytes = app.files.get(&file.hash).await?;
    Ok((file, bytes))
}
