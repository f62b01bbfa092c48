//! Projection: 复议 and 诉讼, from their `remedy/…` streams.

use jiff::civil::Date;
use serde::Serialize;
use sqlx::any::AnyRow;

use crate::{
    Error, Result, Store, Tx,
    columns::{date, int, opt_date, stored, text},
    ledger::Act,
};

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RemedyRow {
    pub organ: String,
    pub id: String,
    /// `review`, `direct_suit` or `suit_after_review`.
    pub track: String,
    /// Id of the request, or empty.
    pub request: String,
    pub opened_on: Date,
    pub closed_on: Option<Date>,
    /// `upheld`, `corrected`, `otherwise`, or empty while it lasts.
    pub result: String,
    pub version: i64,
}

pub fn derive(acts: &[Act]) -> Result<RemedyRow> {
    let first = acts
        .first()
        .ok_or_else(|| Error::Damaged("a remedy without acts".into()))?;
    let body = first.json();
    let mut row = RemedyRow {
        organ: first.organ.clone(),
        id: first.stream.trim_start_matches("remedy/").to_string(),
        track: body["track"].as_str().unwrap_or_default().to_string(),
        request: body["request"].as_str().unwrap_or_default().to_string(),
        opened_on: first.on_date,
        closed_on: None,
        result: String::new(),
        version: first.version,
    };
    for act in &acts[1..] {
        if act.kind == "remedy_closed" {
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

pub(crate) async fn upsert(tx: &mut Tx, row: &RemedyRow) -> Result<()> {
    sqlx::query(
        "INSERT INTO remedies (organ, id, track, request, opened_on, closed_on, result, version) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (organ, id) DO UPDATE SET \
         closed_on = excluded.closed_on, result = excluded.result, version = excluded.version",
    )
    .bind(&row.organ)
    .bind(&row.id)
    .bind(&row.track)
    .bind(&row.request)
    .bind(row.opened_on.to_string())
    .bind(stored(row.closed_on))
    .bind(&row.result)
    .bind(row.version)
    .execute(tx.db())
    .await?;
    Ok(())
}

pub async fn get(store: &Store, organ: &str, id: &str) -> Result<Option<RemedyRow>> {
    let row = sqlx::query("SELECT * FROM remedies WHERE organ = $1 AND id = $2")
        .bind(organ)
        .bind(id)
        .fetch_optional(store.pool())
        .await?;
    row.as_ref().map(remedy_of).transpose()
}

/// Newest first.
pub async fn list(store: &Store, organ: &str) -> Result<Vec<RemedyRow>> {
    let rows =
        sqlx::query("SELECT * FROM remedies WHERE organ = $1 ORDER BY opened_on DESC, id DESC")
            .bind(organ)
            .fetch_all(store.pool())
            .await?;
    rows.iter().map(remedy_of).collect()
}

/// Those open at any time of a year.
pub async fn for_year(store: &Store, organ: &str, year: i16) -> Result<Vec<RemedyRow>> {
    let rows = sqlx::query(
        "SELECT * FROM remedies WHERE organ = $1 AND opened_on <= $2 \
         AND (closed_on IS NULL OR closed_on >= $3) ORDER BY opened_on, id",
    )
    .bind(organ)
    .bind(format!("{year:04}-12-31"))
    .bind(format!("{year:04}-01-01"))
    .fetch_all(store.pool())
    .await?;
    rows.iter().map(remedy_of).collect()
}

pub(crate) fn remedy_of(row: &AnyRow) -> Result<RemedyRow> {
    Ok(RemedyRow {
        organ: text(row, "organ")?,
        id: text(row, "id")?,
        track: text(row, "track")?,
        request: text(row, "request")?,
        opened_on: date(row, "opened_on")?,
        closed_on: opt_date(row, "closed_on")?,
        result: text(row, "result")?,
        version: int(row, "version")?,
    })
}
