//! What the applicant sees with number and query code: each step, the last day and why.

use jiff::{ToSpan, civil::Date};
use law::case::{Assessment, Event};

use super::{law_acts, stream_of};
use crate::{App, Error, Result, accounts::sha256_hex, upload::FileRef};

/// Wrong codes allowed from one address or for one number within an hour.
const MOST_ATTEMPTS: i64 = 20;

/// One step of the case, without names.
#[derive(Debug, Clone)]
pub struct Step {
    pub on: Date,
    pub event: Event,
    /// What was given with it.
    pub files: Vec<FileRef>,
    /// A word to the applicant.
    pub note: String,
}

#[derive(Debug, Clone)]
pub struct Progress {
    pub organ: String,
    pub number: String,
    pub assessment: Assessment,
    pub steps: Vec<Step>,
}

/// The hash under which a query code is stored.
pub(crate) fn query_hash(number: &str, code: &str) -> String {
    sha256_hex(format!("{number}\n{}", code.trim().to_uppercase()).as_bytes())
}

/// The progress of a request, or `NotFound` for a wrong number or code alike.
pub async fn progress(app: &App, number: &str, code: &str, remote: &str) -> Result<Progress> {
    let row = admitted(app, number, code, remote).await?;
    let acts = store::ledger::stream(&app.store, &row.organ, &stream_of(&row.id)).await?;
    let events = law_acts(&acts)?;
    let assessment = law::case::assess(
        &events,
        app.clock.today(),
        &app.calendar,
        &app.settings.clock,
    );
    let steps = acts
        .iter()
        .zip(events)
        .map(|(act, event)| {
            let body = act.json();
            Step {
                on: event.on,
                event: event.event,
                files: serde_json::from_value(body["files"].clone()).unwrap_or_default(),
                note: body["note"].as_str().unwrap_or_default().to_string(),
            }
        })
        .collect();
    Ok(Progress {
        organ: row.organ,
        number: row.number,
        assessment,
        steps,
    })
}

/// A file that was given with the answer.
pub async fn download_public(
    app: &App,
    number: &str,
    code: &str,
    hash: &str,
    remote: &str,
) -> Result<(FileRef, Vec<u8>)> {
    let progress = progress(app, number, code, remote).await?;
    let file = progress
        .steps
        .into_iter()
        .flat_map(|step| step.files)
        .find(|file| file.hash == hash)
        .ok_or(Error::NotFound)?;
    let bytes = app.files.get(hash).await?;
    Ok((file, bytes))
}

async fn admitted(
    app: &App,
    number: &str,
    code: &str,
    remote: &str,
) -> Result<store::requests::RequestRow> {
    let number = number.trim();
    let now = app.clock.now();
    let keys = [
        format!("progress:{number}"),
        format!("progress-from:{remote}"),
    ];
    for key in &keys {
        if store::staff::attempts(&app.store, key, now - 1.hour()).await? >= MOST_ATTEMPTS {
            return Err(Error::Throttled);
        }
    }
    let row = store::requests::by_number(&app.store, number).await?;
    match row {
        Some(row) if row.query_hash == query_hash(number, code) => Ok(row),
        _ => {
            let mut tx = app.store.begin().await?;
            for key in &keys {
                store::staff::record_attempt(&mut tx, key, now).await?;
            }
            tx.commit().await?;
            Err(Error::NotFound)
        }
    }
}
