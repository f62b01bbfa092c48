//! Working a case: one more act, if the law allows it now.

use law::case::{Act as LawAct, Assessment, Kind};
use law::finding::{Finding, Severity};
use serde_json::{Value, json};
use store::ledger::{self, NewAct};

use super::{law_acts, stream_of};
use crate::{
    App, Error, Result, Role, Staff,
    error::Findings,
    upload::{Upload, keep},
};

/// What goes with an act: files given to the applicant, a word to him.
#[derive(Debug, Clone, Default)]
pub struct Attach {
    pub files: Vec<Upload>,
    pub note: String,
}

/// Appends one act to a case seen at `version`; returns the new version.
///
/// Refused, with the rule, when the law does not allow the act; `Conflict` when a colleague acted
/// meanwhile. The same idempotency key appends once.
pub async fn act(
    app: &App,
    staff: &Staff,
    id: &str,
    version: i64,
    key: &str,
    new: &LawAct,
    attach: &Attach,
) -> Result<i64> {
    staff.require(rights(new.event.kind()))?;
    let stream = stream_of(id);
    let acts = ledger::stream(&app.store, &staff.organ, &stream).await?;
    if acts.is_empty() {
        return Err(Error::NotFound);
    }
    let mut tx = app.store.begin().await?;
    let reference = format!("{id}@{}", version + 1);
    if let Some(earlier) = ledger::claim(&mut tx, &staff.organ, key, &reference).await? {
        return version_of(&earlier);
    }
    if i64::try_from(acts.len()).unwrap_or_default() != version {
        return Err(Error::Conflict);
    }
    check_dates(app, new, attach)?;
    let before = law_acts(&acts)?;
    allow(app, &before, new)?;
    let files = keep(app, "files", &attach.files).await?;
    let mut body = serde_json::to_value(new)?;
    if !files.is_empty() {
        body["files"] = serde_json::to_value(&files)?;
    }
    if !attach.note.trim().is_empty() {
        body["note"] = json!(attach.note.trim());
    }
    append(
        app,
        &mut tx,
        &staff.organ,
        &stream,
        version,
        new,
        &body,
        &staff.id,
    )
    .await?;
    tx.commit().await?;
    Ok(version + 1)
}

#[expect(clippy::too_many_arguments, reason = "one act has this many parts")]
async fn append(
    app: &App,
    tx: &mut store::Tx,
    organ: &str,
    stream: &str,
    version: i64,
    new: &LawAct,
    body: &Value,
    actor: &str,
) -> Result<()> {
    ledger::append(
        tx,
        app.clock.now(),
        &NewAct {
            organ,
            stream,
            expected: version,
            kind: new.event.kind().as_str(),
            body,
            on: new.on,
            actor,
        },
    )
    .await?;
    store::project::apply(tx, &app.calendar, organ, stream).await?;
    Ok(())
}

/// Who may do what: an extension needs the head of the disclosure unit.
#[must_use]
pub fn rights(kind: Kind) -> &'static [Role] {
    match kind {
        Kind::Extended => &[Role::DisclosureHead],
        _ => &[Role::Clerk, Role::DisclosureHead],
    }
}

fn check_dates(app: &App, new: &LawAct, attach: &Attach) -> Result<()> {
    let mut wrong = Findings::default();
    let today = app.clock.today();
    if new.on > today {
        wrong.add(
            "on",
            "A-45",
            format!("办理日期不能晚于今天（{today}）"),
            format!("The date cannot be after today ({today})"),
        );
    }
    wrong.length("note", &attach.note, 4000, "说明", "The note");
    wrong.finish()
}

/// The law's word on the act: refused outright, or allowed but leaving an error that was not there before.
fn allow(app: &App, before: &[LawAct], new: &LawAct) -> Result<()> {
    let assess = |acts: &[LawAct], on| -> Assessment {
        law::case::assess(acts, on, &app.calendar, &app.settings.clock)
    };
    let today = app.clock.today();
    let now = assess(before, today);
    let kind = new.event.kind();
    if !now.allowed.contains(&kind) {
        let why: Vec<Finding> = now
            .refusals
            .into_iter()
            .filter(|(refused, _)| *refused == kind)
            .map(|(_, finding)| finding)
            .collect();
        return Err(Error::Refused(why));
    }
    let mut after = before.to_vec();
    after.push(new.clone());
    let fresh: Vec<Finding> = assess(&after, today)
        .findings
        .into_iter()
        .filter(|finding| finding.severity == Severity::Error)
        .filter(|finding| {
            !now.findings
                .iter()
                .any(|old| old.id == finding.id && old.place == finding.place)
        })
        .filter(|finding| !is_lateness(finding))
        .collect();
    if fresh.is_empty() {
        Ok(())
    } else {
        Err(Error::Refused(fresh))
    }
}

/// An answer after the last day is a fault, but refusing it would make it worse: recorded, not refused.
fn is_lateness(finding: &Finding) -> bool {
    finding.id == "A-33.2"
}

fn version_of(reference: &str) -> Result<i64> {
    reference
        .rsplit_once('@')
        .and_then(|(_, version)| version.parse().ok())
        .ok_or_else(|| Error::Failed(format!("idempotency reference {reference}")))
}
