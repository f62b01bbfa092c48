//! An item loaded and an act judged by `law::item`, before anything is written.

use law::{
    finding::Finding,
    item::{self, Event, Facts, State},
    readings::Person,
};

use super::{Place, Whole, line, stream_of};
use crate::{
    App, Error, FieldError, Result, Staff,
    pen::{Page, Pen},
};

/// The item as its acts tell it, and the version they stand at; `NotFound` for another organ's.
pub(super) async fn load(app: &App, organ: &str, id: &str) -> Result<(State, i64)> {
    let acts = store::ledger::stream(&app.store, organ, &stream_of(id)?).await?;
    let version = acts.last().ok_or(Error::NotFound)?.version;
    Ok((item::fold(&store::items::entries(&acts)?), version))
}

/// What the law says against an act; nothing: it may be recorded.
pub(super) fn against(
    app: &App,
    staff: &Staff,
    state: &State,
    event: &Event,
    whole: &Whole,
) -> Vec<Finding> {
    let posts = staff.item_posts();
    let person = Person {
        id: &staff.id,
        posts: &posts,
    };
    let settings = settings(app);
    let facts = Facts {
        now: app.clock.minute(),
        passages: &whole.passages,
        unread: &whole.unread,
        standing: &whole.standing,
        personal: &app.settings.personal,
        settings: &settings,
    };
    item::judge(state, person, event, &facts)
}

/// How this house publishes.
pub(super) fn settings(app: &App) -> item::Settings {
    app.settings
        .items
        .in_house(app.settings.handling.small_bureau)
}

/// Judges an act by a person and records it at the version that was judged.
pub(super) async fn record(
    app: &App,
    staff: &Staff,
    (id, state, version): (&str, &State, i64),
    event: &Event,
    (whole, fields): (&Whole, &[&'static str]),
) -> Result<i64> {
    refuse(against(app, staff, state, event, whole), fields)?;
    let page = Page {
        lines: vec![line(app, place(staff, id, version), event)?],
        ..Page::default()
    };
    Pen::of(app, &staff.organ).write(|_| Ok(Some(page))).await?;
    Ok(version + 1)
}

/// An act of this person, after the version that was judged.
pub(super) fn place<'a>(staff: &'a Staff, id: &'a str, version: i64) -> Place<'a> {
    Place {
        organ: &staff.organ,
        id,
        version,
        actor: &staff.id,
    }
}

/// Findings as the answer of an operation: where all of them are of fields of its form, as fields to mend.
pub(crate) fn refuse(findings: Vec<Finding>, fields: &[&'static str]) -> Result<()> {
    if findings.is_empty() {
        return Ok(());
    }
    let wrong: Option<Vec<FieldError>> = findings.iter().map(|one| field(one, fields)).collect();
    Err(wrong.map_or_else(|| Error::Refused(findings), Error::Invalid))
}

/// Refuses what carries a mark of secrecy (S-3).
pub(super) fn refused_by_gates(whole: &Whole) -> Result<()> {
    refuse(item::gates::secrecy(&whole.passages), &[])
}

/// A finding of one of the fields of a form.
pub(super) fn field(finding: &Finding, fields: &[&'static str]) -> Option<FieldError> {
    let name = fields.iter().find(|name| **name == finding.place)?;
    Some(FieldError::new(
        name,
        finding.id.id(),
        finding.zh.clone(),
        finding.en.clone(),
    ))
}
