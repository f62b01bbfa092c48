//! What the supervisor does with a unit's return: files what came on paper, accepts, returns with comments.

use law::{
    fields::report::TO_CHANGE,
    finding::Finding,
    report::{consolidate::Unit, workflow::Step},
};
use serde_json::json;
use store::reports::Said;

use super::{
    superior,
    tree::{key_of, scope_of},
    unit_of,
};
use crate::{
    App, Error, Result,
    error::Findings,
    reports::{self, Taking, standing},
    rights::{By, Supervisor},
    upload::{self, Upload},
};

/// A return that came as a file, as it was kept.
#[derive(Debug, Clone)]
pub struct Received {
    pub version: i64,
    /// What the reader noticed, and the identities that fail.
    pub findings: Vec<Finding>,
}

/// Files a unit's report that came as DOCX, XLSX, PDF, HTML, Markdown, text or JSON. One with faults is filed with its
/// findings, so that it can be returned; one that is no report of this year is refused.
pub async fn receive(
    app: &App,
    staff: &By<Supervisor>,
    unit: &str,
    year: i16,
    seen: i64,
    file: &Upload,
) -> Result<Received> {
    let unit = unit_of(app, staff, unit).await?;
    let key = key_of(app, &unit, year, seen).await?;
    let read = reports::read_file(app, file, year).await?;
    let findings = read.findings(None);
    let mut report = read.report;
    report.organ.clone_from(&unit.name);
    report.year = Some(year);
    let now = standing(app, &unit.code, key.scope, year).await?;
    let files = reports::keep_file(app, file).await?;
    let body = json!({"year": year, "report": report, "files": files, "by_file": true});
    let version = Taking {
        staff,
        organ: &unit.code,
        key,
        step: Step::Receive,
        explained: false,
    }
    .write(app, &now, &body)
    .await?;
    Ok(Received { version, findings })
}

/// Accepts a return: from now on the unit may publish it, and it is published with the others. One whose identities
/// fail is accepted with a reason only, which the act keeps beside the number of faults.
pub async fn accept(
    app: &App,
    staff: &By<Supervisor>,
    unit: &str,
    year: i16,
    seen: i64,
    note: &str,
) -> Result<i64> {
    let mut wrong = Findings::default();
    wrong.length("note", note, 1000, "意见", "The opinion");
    wrong.finish()?;
    act(app, staff, unit, year, seen, Step::Accept, note.trim()).await
}

/// Returns it to the unit with comments; until it comes again the unit counts as not reported.
pub async fn send_back(
    app: &App,
    staff: &By<Supervisor>,
    unit: &str,
    year: i16,
    seen: i64,
    note: &str,
) -> Result<i64> {
    let mut wrong = Findings::default();
    wrong.asked(&TO_CHANGE, note, 1000, "退回意见", "what is to be changed");
    wrong.finish()?;
    act(app, staff, unit, year, seen, Step::Return, note.trim()).await
}

async fn act(
    app: &App,
    staff: &By<Supervisor>,
    unit: &str,
    year: i16,
    seen: i64,
    what: Step,
    note: &str,
) -> Result<i64> {
    let unit = answerable(app, staff, unit).await?;
    let key = key_of(app, &unit, year, seen).await?;
    let now = standing(app, &unit.code, key.scope, year).await?;
    let body = serde_json::to_value(Judged {
        year,
        note,
        faults: Some(now.facts.faults).filter(|count| *count > 0),
    })?;
    let explained = !note.is_empty();
    Taking {
        staff,
        organ: &unit.code,
        key,
        step: what,
        explained,
    }
    .write(app, &now, &body)
    .await
}

/// What a return's acceptance, or its way back, says.
#[derive(serde::Serialize)]
struct Judged<'a> {
    year: i16,
    note: &'a str,
    /// Identities that fail in what was handed in.
    #[serde(skip_serializing_if = "Option::is_none")]
    faults: Option<usize>,
}

/// A unit that answers to this supervisor. 本政府机关 is nobody's unit: its own head answers for it.
pub(super) async fn answerable(app: &App, staff: &By<Supervisor>, code: &str) -> Result<Unit> {
    let unit = unit_of(app, staff, code).await?;
    match superior(app, &unit.code).await? {
        Some(above) if above == staff.organ => Ok(unit),
        _ => Err(Error::NotFound),
    }
}

/// The file in which a unit's return came, with its content.
pub async fn received_file(
    app: &App,
    staff: &By<Supervisor>,
    unit: &str,
    year: i16,
) -> Result<(upload::FileRef, Vec<u8>)> {
    let unit = unit_of(app, staff, unit).await?;
    let stream = scope_of(app, &unit).await?.stream(year);
    let acts = store::ledger::stream(&app.store, &unit.code, &stream).await?;
    let file = acts
        .iter()
        .rev()
        .filter(|act| act.kind == Step::Receive.kind())
        .find_map(|act| act.body::<Said>().ok()?.files?.into_iter().next())
        .ok_or(Error::NotFound)?;
    let bytes = app.files.get(&file.hash).await?;
    Ok((file, bytes))
}
