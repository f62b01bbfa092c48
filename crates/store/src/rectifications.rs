//! Projection: 更正申请, from their streams. They count in no table of the report.

use jiff::civil::Date;
use law::calendar::Calendar;
use serde::Serialize;
use sqlx::any::AnyRow;

use crate::{
    Error, Result, Store, Tx,
    columns::{date, int, opt_date, stored, text},
    ledger::Act,
};

/// How the ledger spells a rectification: an older name that stands in every installation and is therefore kept, here alone.
/// It also names the counter of the numbers and the sealed person.
pub const WORD: &str = "correction";
pub const STREAM: &str = "correction/";
/// Kinds of act.
pub const FILED: &str = "correction_filed";
pub const CLOSED: &str = "correction_closed";
pub const LETTER: &str = "correction_letter";

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RectificationRow {
    pub organ: String,
    pub id: String,
    pub number: String,
    /// Id of the sealed person.
    pub person: String,
    pub received_on: Date,
    /// `open` or `closed`.
    pub status: String,
    pub due: Option<Date>,
    pub closed_on: Option<Date>,
    /// `corrected`, `refused`, `forwarded`, `told_whom`, `withdrawn`, or empty while it lasts.
    pub result: String,
    pub version: i64,
}

pub fn derive(acts: &[Act], calendar: &Calendar) -> Result<RectificationRow> {
    let first = acts
        .first()
        .ok_or_else(|| Error::Damaged("a rectification without acts".into()))?;
    let body = first.json();
    let word = |name: &str| body[name].as_str().unwrap_or_default().to_string();
    let mut row = RectificationRow {
        organ: first.organ.clone(),
        id: first.stream.trim_start_matches(STREAM).to_string(),
        number: word("number"),
        person: word("person"),
        received_on: first.on_date,
        status: "open".into(),
        due: Some(
            law::rectification::last_day(
                first.on_date,
                calendar,
                &law::publication::Settings::default(),
            )
            .date(),
        ),
        closed_on: None,
        result: String::new(),
        version: first.version,
    };
    for act in &acts[1..] {
        if act.kind == CLOSED {
            row.status = "closed".into();
            row.closed_on = Some(act.on_date);
            row.result = act.json()["result"]
                .as_str()
                .unwrap_or_default()
                .to_string();
        }
        row.version = act.version;
    }
    Ok(row)
}

pub(crate) async fn upsert(tx: &mut Tx, row: &RectificationRow) -> Result<()> {
    sqlx::query(
        "INSERT INTO rectifications (organ, id, number, person, received_on, status, due, closed_on, result, version) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (organ, id) DO UPDATE SET \
         status = excluded.status, due = excluded.due, closed_on = excluded.closed_on, result = excluded.result, \
         version = excluded.version",
    )
    .bind(&row.organ)
    .bind(&row.id)
    .bind(&row.number)
    .bind(&row.person)
    .bind(row.received_on.to_string())
    .bind(&row.status)
    .bind(stored(row.due))
    .bind(stored(row.closed_on))
    .bind(&row.result)
    .bind(row.version)
    .execute(tx.db())
    .await?;
    Ok(())
}

pub async fn get(store: &Store, organ: &str, id: &str) -> Result<Option<RectificationRow>> {
    let row = sqlx::query("SELECT * FROM rectifications WHERE organ = $1 AND id = $2")
        .bind(organ)
        .bind(id)
        .fetch_optional(store.pool())
        .await?;
    row.as_ref().map(rectification_of).transpose()
}

/// Open ones first, by last day; then the closed, newest first.
pub async fn list(store: &Store, organ: &str, limit: i64) -> Result<Vec<RectificationRow>> {
    let rows = sqlx::query(
        "SELECT * FROM rectifications WHERE organ = $1 \
         ORDER BY CASE WHEN status = 'open' THEN 0 ELSE 1 END, due, received_on DESC, number DESC LIMIT $2",
    )
    .bind(organ)
    .bind(limit)
    .fetch_all(store.pool())
    .await?;
    rows.iter().map(rectification_of).collect()
}

/// Those that are not closed.
pub async fn open(store: &Store, organ: &str) -> Result<Vec<RectificationRow>> {
    let rows = sqlx::query(
        "SELECT * FROM rectifications WHERE organ = $1 AND status = 'open' ORDER BY due, number",
    )
    .bind(organ)
    .fetch_all(store.pool())
    .await?;
    rows.iter().map(rectification_of).collect()
}

pub(crate) fn rectification_of(row: &AnyRow) -> Result<RectificationRow> {
    Ok(RectificationRow {
        organ: text(row, "organ")?,
        id: text(row, "id")?,
        number: text(row, "number")?,
        person: text(row, "person")?,
        received_on: date(row, "received_on")?,
        status: text(row, "status")?,
        due: opt_date(row, "due")?,
        closed_on: opt_date(row, "closed_on")?,
        result: text(row, "result")?,
        version: int(row, "version")?,
    })
}
