//! Which acts become leaves, and what each leaf says: a pure function of the acts of one stream.

use jiff::{Timestamp, tz::Offset};
use law::item::{self, Event};
use transparency::{
    Leaf,
    leaf::{Act as Deed, digest},
};

use super::record;
use crate::{
    Result, Stream,
    items::entries,
    ledger::Act,
    public_items,
    reports::{self, Scope},
};

/// The kinds of act that may change what the public sees. Of these, [`leaf_of`] says which do.
pub const KINDS: [&str; 7] = [
    "published",
    "suspended",
    "restored",
    "repealed",
    "withdrawn",
    "report_published",
    "report_adopted",
];

/// The address at which the public reads what a stream is about.
pub fn address(organ: &str, stream: &Stream) -> Option<String> {
    match stream {
        Stream::Item(id) => Some(format!("/items/{organ}/{id}")),
        Stream::Report(Scope::Own, year) => Some(format!("/reports/{organ}/{year}")),
        Stream::Report(Scope::Consolidated, year) => {
            Some(format!("/reports/{organ}/{year}/consolidated"))
        }
        _ => None,
    }
}

/// The leaf of the last of a stream's acts, if it changed what the public sees.
///
/// # Errors
/// An act that cannot be read.
pub fn leaf_of(stream: &Stream, acts: &[Act]) -> Result<Option<Leaf>> {
    let Some((last, before)) = acts.split_last() else {
        return Ok(None);
    };
    if !KINDS.contains(&last.kind.as_str()) {
        return Ok(None);
    }
    let Some(address) = address(&last.organ, stream) else {
        return Ok(None);
    };
    let said = match stream {
        Stream::Item(_) => of_item(stream, acts, before)?,
        _ => of_report(stream, acts)?,
    };
    Ok(said.map(|(deed, record)| Leaf {
        act: deed,
        address,
        organ: last.organ.clone(),
        on: last.on_date.to_string(),
        recorded_at: second(last.recorded_at),
        record: record.as_deref().map(digest).unwrap_or_default(),
    }))
}

/// What was done and the record since, of which there is none where nothing is public.
type Said = Option<(Deed, Option<String>)>;

fn of_item(stream: &Stream, acts: &[Act], before: &[Act]) -> Result<Said> {
    let was = item::fold(&entries(before)?);
    let last = entries(&acts[before.len()..])?;
    let row = public_items::shown(stream, acts)?;
    let deed = match last.first().map(|entry| &entry.event) {
        Some(Event::Published(_)) if was.public.is_some() => Deed::Changed,
        Some(Event::Published(_)) if row.is_some() => Deed::Published,
        Some(Event::Suspended(_)) if was.is_shown() => Deed::Suspended,
        Some(Event::Restored(_)) if row.is_some() && !was.is_shown() => Deed::Restored,
        Some(Event::Repealed(_)) if row.is_some() => Deed::Repealed,
        Some(Event::Withdrawn(_)) if was.public.is_some() => Deed::Withdrawn,
        // What the public could not see, it is not told of.
        _ => return Ok(None),
    };
    let record = row.as_ref().map(record::of_item).transpose()?;
    Ok(Some((deed, record)))
}

fn of_report(stream: &Stream, acts: &[Act]) -> Result<Said> {
    let row = reports::derive(stream, acts)?;
    let deed = if row.edition > 1 {
        Deed::ReportCorrected
    } else {
        Deed::ReportPublished
    };
    Ok(Some((deed, Some(record::of_report(&row)?))))
}

/// The second of an instant, in UTC.
fn second(at: Timestamp) -> String {
    let at = Offset::UTC.to_datetime(at);
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}
