//! Projection: annual reports, from their `report/YEAR` streams.

use jiff::civil::Date;
use serde::Serialize;
use sqlx::any::AnyRow;

use crate::{
    Error, Result, Store, Tx,
    columns::{int, opt_date, stored, text},
    ledger::Act,
};

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReportRow {
    pub organ: String,
    pub year: i64,
    /// `draft` or `published`.
    pub status: String,
    /// JSON object: the written sections.
    pub sections: String,
    /// The published report as JSON text, empty before.
    pub report: String,
    /// JSON list of `{hash, name, media, size}`.
    pub files: String,
    pub published_on: Option<Date>,
    pub version: i64,
}

pub fn derive(acts: &[Act]) -> Result<ReportRow> {
    let first = acts
        .first()
        .ok_or_else(|| Error::Damaged("a report without acts".into()))?;
    let year = first.stream.trim_start_matches("report/");
    let mut row = ReportRow {
        organ: first.organ.clone(),
        year: year
            .parse()
            .map_err(|_| Error::Damaged(format!("report of the year {year}")))?,
        status: "draft".into(),
        sections: "{}".into(),
        report: String::new(),
        files: "[]".into(),
        published_on: None,
        version: 0,
    };
    for act in acts {
        let body = act.json();
        match act.kind.as_str() {
            "report_drafted" => row.sections = body["sections"].to_string(),
            "report_published" => {
                row.status = "published".into();
                row.report = body["report"].to_string();
                row.files = body["files"].to_string();
                row.published_on = Some(act.on_date);
            }
            _ => {}
        }
        row.version = act.version;
    }
    Ok(row)
}

pub(crate) async fn upsert(tx: &mut Tx, row: &ReportRow) -> Result<()> {
    sqlx::query(
        "INSERT INTO reports (organ, year, status, sections, report, files, published_on, version) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (organ, year) DO UPDATE SET \
         status = excluded.status, sections = excluded.sections, report = excluded.report, \
         files = excluded.files, published_on = excluded.published_on, version = excluded.version",
    )
    .bind(&row.organ)
    .bind(row.year)
    .bind(&row.status)
    .bind(&row.sections)
    .bind(&row.report)
    .bind(&row.files)
    .bind(stored(row.published_on))
    .bind(row.version)
    .execute(tx.db())
    .await?;
    Ok(())
}

pub async fn get(store: &Store, organ: &str, year: i16) -> Result<Option<ReportRow>> {
    let row = sqlx::query("SELECT * FROM reports WHERE organ = $1 AND year = $2")
        .bind(organ)
        .bind(i64::from(year))
        .fetch_optional(store.pool())
        .await?;
    row.as_ref().map(report_of).transpose()
}

/// Newest first.
pub async fn list(store: &Store, organ: &str) -> Result<Vec<ReportRow>> {
    let rows = sqlx::query("SELECT * FROM reports WHERE organ = $1 ORDER BY year DESC")
        .bind(organ)
        .fetch_all(store.pool())
        .await?;
    rows.iter().map(report_of).collect()
}

pub(crate) fn report_of(row: &AnyRow) -> Result<ReportRow> {
    Ok(ReportRow {
        organ: text(row, "organ")?,
        year: int(row, "year")?,
        status: text(row, "status")?,
        sections: text(row, "sections")?,
        report: text(row, "report")?,
        files: text(row, "files")?,
        published_on: opt_date(row, "published_on")?,
        version: int(row, "version")?,
    })
}
