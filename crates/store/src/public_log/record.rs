//! What a leaf names: the record of what the public reads at an address, as one text that the site serves byte for byte.
//!
//! A form that was served once stays derivable for ever: what is to be said otherwise is another form beside it.

use jiff::civil::Date;
use law::item::{Gist, Taken};
use serde::Serialize;
use serde_json::Value;

use crate::{
    Error, Result, public_items::PublicItemRow, published::ChangeNote, published::PublicFile,
    reports::ReportRow,
};

/// A file by the hash of its bytes.
#[derive(Serialize)]
struct File {
    media: String,
    name: String,
    sha256: String,
    size: u64,
}

impl File {
    fn all(list: &str) -> Result<Vec<Self>> {
        let files: Option<Vec<PublicFile>> = serde_json::from_str(list)?;
        Ok(files
            .unwrap_or_default()
            .into_iter()
            .map(|file| Self {
                media: file.media,
                name: file.name,
                sha256: file.hash,
                size: file.size,
            })
            .collect())
    }
}

#[derive(Serialize)]
struct Change {
    major: bool,
    note: String,
    on: String,
}

/// What became of opinions on a draft.
#[derive(Serialize)]
struct Told<'a> {
    opinions: u32,
    outcome: &'a str,
    reason: &'a str,
    text: &'a str,
}

/// Fields in the order of the alphabet; those of opinions stand in the second form alone.
#[derive(Serialize)]
struct ItemRecord<'a> {
    /// The hash of the act that made this public. Nobody who did not read the record can guess it, so that the digest of a record
    /// tells nothing of its text.
    act: &'a str,
    attachments: Vec<File>,
    body_html: &'a str,
    changes: Vec<Change>,
    #[serde(skip_serializing_if = "Option::is_none")]
    comments_short: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    comments_until: Option<String>,
    document_number: &'a str,
    form: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    gists: Option<Vec<Told<'a>>>,
    id: &'a str,
    in_force_from: String,
    in_force_until: String,
    index_number: &'a str,
    made_on: String,
    organ: &'a str,
    published_on: String,
    repealed_by: &'a str,
    repealed_on: String,
    summary: &'a str,
    title: &'a str,
    validity: &'a str,
}

/// The record of an item as it stands.
pub fn of_item(row: &PublicItemRow) -> Result<String> {
    let changes: Vec<ChangeNote> = serde_json::from_str(&row.changes)?;
    let gists: Vec<Gist> = serde_json::from_str(&row.gists)?;
    let heard = row.comments_until.is_some() || !gists.is_empty();
    let record = ItemRecord {
        act: &row.act_hash,
        attachments: File::all(&row.attachments)?,
        body_html: &row.body_html,
        changes: changes
            .into_iter()
            .map(|change| Change {
                major: change.major,
                note: change.note,
                on: change.on.to_string(),
            })
            .collect(),
        comments_short: heard.then_some(row.comments_short.as_str()),
        comments_until: heard.then(|| day(row.comments_until)),
        document_number: &row.document_number,
        form: if heard {
            "mingbai-item-record-2"
        } else {
            "mingbai-item-record-1"
        },
        gists: heard.then(|| gists.iter().map(told).collect()),
        id: &row.id,
        in_force_from: day(row.in_force_from),
        in_force_until: day(row.in_force_until),
        index_number: &row.index_number,
        made_on: row.made_on.to_string(),
        organ: &row.organ,
        published_on: row.published_on.to_string(),
        repealed_by: &row.repealed_by,
        repealed_on: day(row.repealed_on),
        summary: &row.summary,
        title: &row.title,
        validity: &row.validity,
    };
    Ok(serde_json::to_string(&record)?)
}

fn told(gist: &Gist) -> Told<'_> {
    Told {
        opinions: gist.opinions,
        outcome: gist.outcome.map_or("", Taken::code),
        reason: &gist.reason,
        text: &gist.text,
    }
}

/// A day, or nothing.
fn day(on: Option<Date>) -> String {
    on.map_or_else(String::new, |on| on.to_string())
}

/// Fields in the order of the alphabet.
#[derive(Serialize)]
struct ReportRecord<'a> {
    edition: i64,
    files: Vec<File>,
    form: &'a str,
    organ: &'a str,
    published_on: String,
    /// The report as canonical JSON text.
    report: String,
    scope: &'a str,
    year: i64,
}

/// The record of a published annual report.
pub fn of_report(row: &ReportRow) -> Result<String> {
    let damaged = || Error::Damaged("a report that was not published has no record".into());
    let record = ReportRecord {
        edition: row.edition,
        files: File::all(&row.files)?,
        form: "mingbai-report-record-1",
        organ: &row.organ,
        published_on: row.published_on.ok_or_else(damaged)?.to_string(),
        report: sorted(&serde_json::from_str(&row.report)?),
        scope: row.scope.code(),
        year: row.year,
    };
    Ok(serde_json::to_string(&record)?)
}

/// JSON in one line, the fields of each object in the order of the alphabet, whatever order they are kept in.
fn sorted(value: &Value) -> String {
    match value {
        Value::Object(fields) => {
            let mut names: Vec<&String> = fields.keys().collect();
            names.sort();
            let parts = names
                .into_iter()
                .map(|name| format!("{}:{}", Value::from(name.as_str()), sorted(&fields[name])));
            format!("{{{}}}", parts.collect::<Vec<_>>().join(","))
        }
        Value::Array(values) => {
            let parts: Vec<String> = values.iter().map(sorted).collect();
            format!("[{}]", parts.join(","))
        }
        other => other.to_string(),
    }
}
