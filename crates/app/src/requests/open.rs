//! One case, whole: its acts, its clock with reasons, what may be done next.

use law::case::Assessment;
use serde_json::Value;
use store::{ledger::Act, requests::RequestRow};

use super::{law_acts, stream_of};
use crate::{App, Error, Result, Staff, upload::FileRef};

#[derive(Debug, Clone)]
pub struct CaseView {
    pub row: RequestRow,
    /// The sealed form, opened: name, contact, what is asked for. `Null` once erased.
    pub applicant: Value,
    pub acts: Vec<Act>,
    pub assessment: Assessment,
    /// Version of the stream that this view shows; sent back with the next act.
    pub version: i64,
}

/// Opens a case of the person's own organ.
pub async fn open(app: &App, staff: &Staff, id: &str) -> Result<CaseView> {
    let row = store::requests::get(&app.store, &staff.organ, id)
        .await?
        .ok_or(Error::NotFound)?;
    let acts = store::ledger::stream(&app.store, &staff.organ, &stream_of(id)).await?;
    let assessment = law::case::assess(
        &law_acts(&acts)?,
        app.clock.today(),
        &app.calendar,
        &app.settings.clock,
    );
    let applicant = store::people::open(&app.store, &app.keys, &staff.organ, &row.person)
        .await?
        .unwrap_or(Value::Null);
    Ok(CaseView {
        version: row.version,
        row,
        applicant,
        acts,
        assessment,
    })
}

/// A file named by one of the case's acts.
pub async fn download(
    app: &App,
    staff: &Staff,
    id: &str,
    hash: &str,
) -> Result<(FileRef, Vec<u8>)> {
    let acts = store::ledger::stream(&app.store, &staff.organ, &stream_of(id)).await?;
    let file = acts
        .iter()
        .flat_map(|act| {
            serde_json::from_value::<Vec<FileRef>>(act.json()["files"].clone()).unwrap_or_default()
        })
        .find(|file| file.hash == hash)
        .ok_or(Error::NotFound)?;
    let bytes = app.files.get(hash).await?;
    Ok((file, bytes))
}
