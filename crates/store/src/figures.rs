//! Projection: figures entered by hand, from the `figure/YEAR` streams; the last entry of a row holds.

use std::collections::BTreeMap;

use serde::Serialize;
use sqlx::any::AnyRow;

use crate::{
    Result, Store, Tx,
    columns::{int, text},
    ledger::Act,
};

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FigureRow {
    pub organ: String,
    pub year: i64,
    pub row: String,
    /// A whole number, or 万元 as decimal text.
    pub value: String,
    pub source: String,
    pub reason: String,
    /// The act that entered it.
    pub seq: i64,
}

/// The rows that a year's entries amount to, by name.
pub fn derive(acts: &[Act]) -> Vec<FigureRow> {
    let mut rows = BTreeMap::new();
    for act in acts {
        let body = act.json();
        let field = |name: &str| body[name].as_str().unwrap_or_default().to_string();
        let row = FigureRow {
            organ: act.organ.clone(),
            year: body["year"].as_i64().unwrap_or_default(),
            row: field("row"),
            value: field("value"),
            source: field("source"),
            reason: field("reason"),
            seq: act.seq,
        };
        rows.insert(row.row.clone(), row);
    }
    rows.into_values().collect()
}

pub(crate) async fn upsert(tx: &mut Tx, row: &FigureRow) -> Result<()> {
    sqlx::query(
        "INSERT INTO figures (organ, year, report_row, value, source, reason, seq) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (organ, year, report_row) DO UPDATE SET \
         value = excluded.value, source = excluded.source, reason = excluded.reason, seq = excluded.seq",
    )
    .bind(&row.organ)
    .bind(row.year)
    .bind(&row.row)
    .bind(&row.value)
    .bind(&row.source)
    .bind(&row.reason)
    .bind(row.seq)
    .execute(tx.db())
    .await?;
    Ok(())
}

pub async fn list(store: &Store, organ: &str, year: i16) -> Result<Vec<FigureRow>> {
    let rows =
        sqlx::query("SELECT * FROM figures WHERE organ = $1 AND year = $2 ORDER BY report_row")
            .bind(organ)
            .bind(i64::from(year))
            .fetch_all(store.pool())
            .await?;
    rows.iter().map(figure_of).collect()
}

pub(crate) fn figure_of(row: &AnyRow) -> Result<FigureRow> {
    Ok(FigureRow {
        organ: text(row, "organ")?,
        year: int(row, "year")?,
        row: text(row, "report_row")?,
        value: text(row, "value")?,
        source: text(row, "source")?,
        reason: text(row, "reason")?,
        seq: int(row, "seq")?,
    })
}
