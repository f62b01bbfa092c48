//! 工作日历的更新 (C-7): notices that came after this version of the program, and the last days that they moved.

use std::collections::BTreeMap;

use jiff::civil::Date;
use law::{calendar::Calendar, fields::calendar::FILE};
use store::calendar::{CalendarNoticeRow, MoveRow};

use crate::{
    App, Error, FieldError, Result, Staff,
    accounts::sha256_hex,
    audit::{Event, Kind, Who, record},
};

/// The calendar of an installation: the embedded notices and those that were imported.
///
/// # Errors
/// An imported notice cannot be read: it was checked when it was taken, so the database was changed by hand.
pub async fn of(store: &store::Store) -> Result<Calendar> {
    let mut calendar = Calendar::cn();
    for row in store::calendar::kept(store).await? {
        calendar = calendar.with_notices(&row.lines).map_err(|wrong| {
            Error::failed(format!("calendar notice {}: {}", row.id, wrong.join("; ")))
        })?;
    }
    Ok(calendar)
}

/// Takes a file of notices, all or nothing. Returns whether it was new. Nodes that run take it up by themselves.
/// `source` is told where the notices are listed.
pub async fn import(app: &App, text: &str, who: &Who, source: &str) -> Result<bool> {
    let before = of(&app.store).await?;
    let after = before.with_notices(text).map_err(|wrong| {
        Error::Invalid(
            wrong
                .into_iter()
                .map(|line| {
                    FieldError::at(
                        &FILE,
                        format!("放假安排文件第{line}"),
                        format!("Calendar file, line {line}"),
                    )
                })
                .collect(),
        )
    })?;
    let row = CalendarNoticeRow {
        id: sha256_hex(text.as_bytes()),
        notice: after.version().to_string(),
        lines: text.to_string(),
        imported_at: String::new(),
        actor: source.to_string(),
    };
    let mut tx = app.store.begin().await?;
    let new = store::calendar::keep(&mut tx, &row, app.clock.now()).await?;
    if new {
        let detail =
            serde_json::json!({ "notice": row.notice, "sha256": row.id, "source": source });
        let event = Event::new(Kind::CalendarChanged).saying(detail);
        record(app, &mut tx, who, event).await?;
    }
    tx.commit().await?;
    Ok(new && after.fingerprint() != before.fingerprint())
}

/// Makes the projections anew where another program or another calendar made them, and keeps what moved. Returns how many
/// open last days moved; `None` where there was nothing to do.
pub async fn renew(app: &App) -> Result<Option<usize>> {
    if store::project::current(&app.store, &app.rules()).await? {
        return Ok(None);
    }
    let now = app.clock.now();
    let mut tx = app.store.begin().await?;
    let before: BTreeMap<(String, String), Option<Date>> =
        store::requests::open_everywhere(&mut tx)
            .await?
            .into_iter()
            // What would have moved by today in any case is not the calendar's doing.
            .filter(|row| row.recount_on.is_none_or(|on| on > app.clock.today()))
            .map(|row| ((row.organ, row.id), row.due))
            .collect();
    store::project::rebuild(&mut tx, &app.rules()).await?;
    let mut moved = 0;
    for row in store::requests::open_everywhere(&mut tx).await? {
        let old = before.get(&(row.organ.clone(), row.id.clone()));
        let Some((from, to)) = old.and_then(|old| old.zip(row.due)) else {
            continue;
        };
        if from == to {
            continue;
        }
        moved += 1;
        let line = MoveRow {
            organ: row.organ.clone(),
            about: crate::requests::stream_of(&row.id)?.to_string(),
            made_at: String::new(),
            number: row.number.clone(),
            before: from,
            after: to,
            version: app.calendar.version().to_string(),
        };
        store::calendar::moved(&mut tx, &line, now).await?;
    }
    tx.commit().await?;
    tracing::info!(calendar = %app.calendar.version(), moved, "projections were made anew");
    Ok(Some(moved))
}

/// Whether notices were imported that this node does not count with yet.
pub async fn behind(app: &App) -> Result<bool> {
    Ok(of(&app.store).await?.fingerprint() != app.calendar.fingerprint())
}

/// What the page about the calendar shows.
#[derive(Debug, Clone)]
pub struct Overview {
    pub imported: Vec<CalendarNoticeRow>,
    pub moves: Vec<MoveRow>,
    /// Open requests of the organ whose last day is provisional (C-8).
    pub provisional: Vec<store::requests::RequestRow>,
}

pub async fn overview(app: &App, staff: &Staff) -> Result<Overview> {
    crate::requests::recount(app, &staff.organ).await;
    let open = store::requests::open(&app.store, &staff.organ).await?;
    Ok(Overview {
        imported: store::calendar::kept(&app.store).await?,
        moves: store::calendar::moves(&app.store, &staff.organ, 200).await?,
        provisional: open.into_iter().filter(|row| row.provisional).collect(),
    })
}
