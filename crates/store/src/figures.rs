//! Projection: figures entered by hand, from the `figure/YEAR` streams; the last entry of a row holds.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sqlx::any::AnyRow;

use crate::{
    Result, Rules, Store, Stream, Tx,
    columns::{int, text},
    ledger::Act,
    projection::Row,
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

/// The one kind of act.
pub const ENTERED: &str = "figure_entered";

/// The body of an act: one figure, entered or replaced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entered {
    pub year: i64,
    pub row: String,
    /// A whole number, or 万元 as decimal text.
    pub value: String,
    pub source: String,
    pub reason: String,
}

/// The rows that a year's entries amount to, by name.
fn derive(acts: &[Act]) -> Result<Vec<FigureRow>> {
    let mut rows = BTreeMap::new();
    for act in acts {
        if act.kind != ENTERED {
            return Err(act.unknown_kind());
        }
        let entered: Entered = act.body()?;
        let row = FigureRow {
            organ: act.organ.clone(),
            year: entered.year,
            row: entered.row,
            value: entered.value,
            source: entered.source,
            reason: entered.reason,
            seq: act.seq,
        };
        rows.insert(row.row.clone(), row);
    }
    Ok(rows.into_values().collect())
}

impl Row for FigureRow {
    const TABLE: &'static str = "figures";
    const KEY: &'static str = "report_row";
    const STREAMS: &'static [&'static str] = &["figure"];

    fn derive(_stream: &Stream, acts: &[Act], _rules: &Rules<'_>) -> Result<Vec<Self>> {
        derive(acts)
    }

    async fn upsert(&self, tx: &mut Tx) -> Result<()> {
        sqlx::query(
            "INSERT INTO figures (organ, year, report_row, value, source, reason, seq) \
             VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (organ, year, report_row) DO UPDATE SET \
             value = excluded.value, source = excluded.source, reason = excluded.reason, seq = excluded.seq",
        )
        .bind(&self.organ)
        .bind(self.year)
        .bind(&self.row)
        .bind(&self.value)
        .bind(&self.source)
        .bind(&self.reason)
        .bind(self.seq)
        .execute(tx.db())
        .await?;
        Ok(())
    }

    fn read(row: &AnyRow) -> Result<Self> {
        figure_of(row)
    }

    fn key(&self) -> String {
        format!("{}/{}", self.year, self.row)
    }
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
