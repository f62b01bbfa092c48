//! 放假安排: notices about working days that came after this version of the program, and what they moved (C-7).

use jiff::{Timestamp, civil::Date};
use law::calendar::Calendar;
use sqlx::any::AnyRow;

use crate::{
    Error, Result, Store, Tx,
    columns::{date, stored_instant, text},
};

/// One imported file of notices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarNoticeRow {
    /// SHA-256 of the lines: the same file is taken once.
    pub id: String,
    /// Names of the notices in it.
    pub notice: String,
    pub lines: String,
    pub imported_at: String,
    pub actor: String,
}

/// A last day that a new calendar moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MoveRow {
    pub organ: String,
    pub about: String,
    pub made_at: String,
    /// 受理编号.
    pub number: String,
    pub before: Date,
    pub after: Date,
    /// The calendar that moved it.
    pub version: String,
}

/// Keeps a file of notices. Returns whether it was new.
pub async fn keep(tx: &mut Tx, row: &CalendarNoticeRow, now: Timestamp) -> Result<bool> {
    let added = sqlx::query(
        "INSERT INTO calendar_notices (id, notice, lines, imported_at, actor) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (id) DO NOTHING",
    )
    .bind(&row.id)
    .bind(&row.notice)
    .bind(&row.lines)
    .bind(stored_instant(now))
    .bind(&row.actor)
    .execute(tx.db())
    .await?
    .rows_affected();
    Ok(added == 1)
}

/// A calendar together with the notices that a transaction has just read from a backup.
pub(crate) async fn with_kept(tx: &mut Tx, calendar: &Calendar) -> Result<Calendar> {
    let rows = sqlx::query("SELECT * FROM calendar_notices ORDER BY imported_at, id")
        .fetch_all(tx.db())
        .await?;
    let mut calendar = calendar.clone();
    for row in &rows {
        let (id, lines) = (text(row, "id")?, text(row, "lines")?);
        calendar = calendar.with_notices(&lines).map_err(|wrong| {
            Error::Damaged(format!("calendar notice {id}: {}", wrong.join("; ")))
        })?;
    }
    Ok(calendar)
}

/// Every imported file, in the order of import.
pub async fn kept(store: &Store) -> Result<Vec<CalendarNoticeRow>> {
    let rows = sqlx::query("SELECT * FROM calendar_notices ORDER BY imported_at, id")
        .fetch_all(store.pool())
        .await?;
    rows.iter().map(notice_of).collect()
}

pub async fn moved(tx: &mut Tx, row: &MoveRow, now: Timestamp) -> Result<()> {
    sqlx::query(
        "INSERT INTO calendar_moves (organ, about, made_at, number, due_before, due_after, version) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (organ, about, made_at) DO NOTHING",
    )
    .bind(&row.organ)
    .bind(&row.about)
    .bind(stored_instant(now))
    .bind(&row.number)
    .bind(row.before.to_string())
    .bind(row.after.to_string())
    .bind(&row.version)
    .execute(tx.db())
    .await?;
    Ok(())
}

/// What moved in an organ, newest first.
pub async fn moves(store: &Store, organ: &str, limit: i64) -> Result<Vec<MoveRow>> {
    let rows = sqlx::query(
        "SELECT * FROM calendar_moves WHERE organ = $1 ORDER BY made_at DESC, number LIMIT $2",
    )
    .bind(organ)
    .bind(limit)
    .fetch_all(store.pool())
    .await?;
    rows.iter().map(move_of).collect()
}

fn notice_of(row: &AnyRow) -> Result<CalendarNoticeRow> {
    Ok(CalendarNoticeRow {
        id: text(row, "id")?,
        notice: text(row, "notice")?,
        lines: text(row, "lines")?,
        imported_at: text(row, "imported_at")?,
        actor: text(row, "actor")?,
    })
}

fn move_of(row: &AnyRow) -> Result<MoveRow> {
    Ok(MoveRow {
        organ: text(row, "organ")?,
        about: text(row, "about")?,
        made_at: text(row, "made_at")?,
        number: text(row, "number")?,
        before: date(row, "due_before")?,
        after: date(row, "due_after")?,
        version: text(row, "version")?,
    })
}
