//! From acts to rows: one pure function a kind of stream, used when an act is appended and when
//! everything is rebuilt or verified.

use law::calendar::Calendar;
use serde::Serialize;

use crate::{
    Error, Result, Store, Tx,
    columns::text,
    figures, items,
    ledger::{self, Act},
    organs, rectifications, remedies, reports, requests,
};

/// What a stream's acts amount to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Projected {
    Organ(organs::OrganRow),
    Request(requests::RequestRow),
    Item(items::ItemRow),
    Figures(Vec<figures::FigureRow>),
    Remedy(remedies::RemedyRow),
    Rectification(rectifications::RectificationRow),
    Report(reports::ReportRow),
}

/// The rows of a stream, computed from nothing but its acts and the calendar.
pub fn derive(stream: &str, acts: &[Act], calendar: &Calendar) -> Result<Projected> {
    let kind = stream.split('/').next().unwrap_or_default();
    Ok(match kind {
        "organ" => Projected::Organ(organs::derive(acts)?),
        "request" => Projected::Request(requests::derive(acts, calendar)?),
        "item" => Projected::Item(items::derive(acts)?),
        "figure" => Projected::Figures(figures::derive(acts)),
        "remedy" => Projected::Remedy(remedies::derive(acts, calendar)?),
        rectifications::WORD => Projected::Rectification(rectifications::derive(acts, calendar)?),
        "report" | "consolidated" => Projected::Report(reports::derive(acts)?),
        _ => return Err(Error::Damaged(format!("unknown stream {stream}"))),
    })
}

/// Renews the rows of a stream inside the transaction that appended to it.
pub async fn apply(tx: &mut Tx, calendar: &Calendar, organ: &str, stream: &str) -> Result<()> {
    let acts = ledger::stream_tx(tx, organ, stream).await?;
    upsert(tx, &derive(stream, &acts, calendar)?).await
}

pub(crate) async fn upsert(tx: &mut Tx, projected: &Projected) -> Result<()> {
    match projected {
        Projected::Organ(row) => organs::upsert(tx, row).await,
        Projected::Request(row) => requests::upsert(tx, row).await,
        Projected::Item(row) => items::upsert(tx, row).await,
        Projected::Remedy(row) => remedies::upsert(tx, row).await,
        Projected::Rectification(row) => rectifications::upsert(tx, row).await,
        Projected::Report(row) => reports::upsert(tx, row).await,
        Projected::Figures(rows) => {
            for row in rows {
                figures::upsert(tx, row).await?;
            }
            Ok(())
        }
    }
}

/// What derives the rows: this program and this calendar. Either may derive them otherwise after an upgrade.
fn deriver(calendar: &Calendar) -> String {
    format!(
        "{} with calendar {} {:016x}",
        env!("CARGO_PKG_VERSION"),
        calendar.version(),
        calendar.fingerprint()
    )
}

/// Whether the rows were derived by this program with this calendar; if not, [`rebuild`] renews them.
pub async fn current(store: &Store, calendar: &Calendar) -> Result<bool> {
    let row = sqlx::query("SELECT value FROM marks WHERE name = 'projections'")
        .fetch_optional(store.pool())
        .await?;
    match row {
        Some(row) => Ok(text(&row, "value")? == deriver(calendar)),
        None => Ok(false),
    }
}

/// Throws every projection away and makes it again from the acts.
///
/// # Errors
/// An act cannot be read.
pub async fn rebuild(tx: &mut Tx, calendar: &Calendar) -> Result<()> {
    for statement in [
        "DELETE FROM organs",
        "DELETE FROM requests",
        "DELETE FROM tallies",
        "DELETE FROM items",
        "DELETE FROM figures",
        "DELETE FROM remedies",
        "DELETE FROM rectifications",
        "DELETE FROM reports",
    ] {
        sqlx::query(statement).execute(tx.db()).await?;
    }
    let streams = sqlx::query("SELECT DISTINCT organ, stream FROM acts ORDER BY organ, stream")
        .fetch_all(tx.db())
        .await?;
    for row in &streams {
        apply(tx, calendar, &text(row, "organ")?, &text(row, "stream")?).await?;
    }
    sqlx::query(
        "INSERT INTO marks (name, value) VALUES ('projections', $1) \
         ON CONFLICT (name) DO UPDATE SET value = excluded.value",
    )
    .bind(deriver(calendar))
    .execute(tx.db())
    .await?;
    Ok(())
}
