//! Annual reports: public from their first publication on, also while a further edition is being prepared.

use jiff::civil::Date;

use super::{Public, PublicFile};
use crate::{
    Result, Store,
    columns::{date, int, text},
    ledger,
    reports::{self as rows, ReportRow, Said, Scope},
};

/// A published annual report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    pub organ: String,
    /// The organ's own report, or the one that adds up the units below it.
    pub scope: Scope,
    pub year: i64,
    /// The report as JSON text in the shape of `formats.md`.
    pub report: String,
    pub files: Vec<PublicFile>,
    pub published_on: Date,
    /// From 2 on it corrects the edition before.
    pub edition: i64,
}

pub type PublicReport = Public<Report>;

/// An edition that a later one corrected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    pub published_on: Date,
    /// As JSON text.
    pub report: String,
    /// Why the next edition came; empty for the newest.
    pub reason: String,
}

pub type PublicEdition = Public<Edition>;

/// Published reports of an organ, newest first.
pub async fn reports(store: &Store, organ: &str) -> Result<Vec<PublicReport>> {
    rows::list(store, organ)
        .await?
        .into_iter()
        .filter_map(|row| public_report(row).transpose())
        .collect()
}

/// The published report of one year.
pub async fn report(store: &Store, organ: &str, year: i16) -> Result<Option<PublicReport>> {
    report_of(store, organ, Scope::Own, year).await
}

/// The published report of one year, the organ's own or the consolidated one.
pub async fn report_of(
    store: &Store,
    organ: &str,
    scope: Scope,
    year: i16,
) -> Result<Option<PublicReport>> {
    rows::of(store, organ, scope, year)
        .await?
        .map_or(Ok(None), public_report)
}

/// The years of which a report is published, the newest first.
///
/// # Errors
/// The database.
pub async fn years_of_reports(store: &Store) -> Result<Vec<i64>> {
    // From one year to the one before by the index, and one look whether anything of it is published.
    const BEFORE: &str = "SELECT year FROM reports WHERE year < $1 ORDER BY year DESC LIMIT 1";
    const ANY: &str = "SELECT organ FROM reports WHERE year = $1 AND published_on IS NOT NULL AND edition >= 1 LIMIT 1";
    let (mut years, mut at) = (Vec::new(), i64::MAX);
    while let Some(row) = sqlx::query(BEFORE)
        .bind(at)
        .fetch_optional(store.pool())
        .await?
    {
        at = int(&row, "year")?;
        let any = sqlx::query(ANY).bind(at).fetch_optional(store.pool());
        if any.await?.is_some() {
            years.push(at);
        }
    }
    Ok(years)
}

/// Every published report of a year, by organ.
///
/// # Errors
/// The database.
pub async fn reports_of_year(store: &Store, year: i64) -> Result<Vec<PublicReport>> {
    rows::of_year(store, year)
        .await?
        .into_iter()
        .filter_map(|row| public_report(row).transpose())
        .collect()
}

/// Where a published report stands, without what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportName {
    pub organ: String,
    pub scope: Scope,
    pub published_on: Date,
}

/// The published reports of a year by name, by organ.
///
/// # Errors
/// The database.
pub async fn report_names(store: &Store, year: i64) -> Result<Vec<Public<ReportName>>> {
    let rows = sqlx::query(
        "SELECT organ, scope, published_on FROM reports WHERE year = $1 AND published_on IS NOT NULL AND edition >= 1 \
         ORDER BY scope, organ",
    )
    .bind(year)
    .fetch_all(store.pool())
    .await?;
    rows.iter()
        .map(|row| {
            Ok(Public(ReportName {
                organ: text(row, "organ")?,
                scope: Scope::of_code(&text(row, "scope")?)?,
                published_on: date(row, "published_on")?,
            }))
        })
        .collect()
}

/// Every published report of every organ: newest year first, then by organ.
pub async fn all_reports(store: &Store) -> Result<Vec<PublicReport>> {
    rows::published(store)
        .await?
        .into_iter()
        .filter_map(|row| public_report(row).transpose())
        .collect()
}

/// The editions of a published report, oldest first; the acts between them stay inside.
pub async fn editions(
    store: &Store,
    organ: &str,
    scope: Scope,
    year: i16,
) -> Result<Vec<PublicEdition>> {
    let mut found: Vec<Edition> = Vec::new();
    for act in ledger::stream(store, organ, &scope.stream(year)).await? {
        let said: Said = act.body()?;
        match act.kind.as_str() {
            "report_published" | "report_adopted" => found.push(Edition {
                published_on: act.on_date,
                report: said.report.unwrap_or_default().to_string(),
                reason: String::new(),
            }),
            "report_reopened" => {
                if let Some(last) = found.last_mut() {
                    last.reason = said.reason;
                }
            }
            _ => {}
        }
    }
    Ok(found.into_iter().map(Public).collect())
}

/// A report stays public while a further edition is being prepared.
fn public_report(row: ReportRow) -> Result<Option<PublicReport>> {
    let (Some(published_on), 1..) = (row.published_on, row.edition) else {
        return Ok(None);
    };
    Ok(Some(Public(Report {
        organ: row.organ,
        scope: row.scope,
        year: row.year,
        report: row.report,
        files: serde_json::from_str(&row.files)?,
        published_on,
        edition: row.edition,
    })))
}
