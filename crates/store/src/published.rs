//! What the public may see: decided here and nowhere else. The portal imports no other module of `store`.

mod withdrawn;

pub use withdrawn::{Withdrawn, withdrawn};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sqlx::any::AnyRow;

use crate::{
    Result, Store, Stream,
    columns::{containing, days_of, int},
    items::{self, ItemRow},
    ledger, organs,
    reports::{self, ReportRow, Said},
};

pub use crate::reports::Scope;

/// A file that the public may download.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicFile {
    pub hash: String,
    pub name: String,
    pub media: String,
    /// In bytes.
    pub size: u64,
}

/// An organ's particulars for its page and guide.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct PublicOrgan {
    pub code: String,
    pub name: String,
    pub short_name: String,
    pub kind: String,
    pub parent: String,
    pub address: String,
    pub telephone: String,
    pub fax: String,
    pub hours: String,
    pub email: String,
    pub postcode: String,
    pub leader: String,
    pub duties: String,
    pub review_body: String,
    pub court: String,
    pub review_site: String,
    pub site: String,
}

/// A published item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicItem {
    pub organ: String,
    pub id: String,
    pub index_number: String,
    pub column: String,
    pub head: i64,
    pub title: String,
    pub document_number: String,
    pub made_on: Date,
    pub published_on: Date,
    /// Time of day in China, `hh:mm`; empty where only the day is known.
    pub published_time: String,
    pub validity: String,
    pub summary: String,
    pub body_html: String,
    pub attachments: Vec<PublicFile>,
    pub repealed_on: Option<Date>,
    pub repealed_by: String,
    pub version: i64,
    /// Hash of the act that made this public.
    pub act_hash: String,
}

impl PublicItem {
    /// The moment of publication, as exactly as it is known: the day's first minute where only the day is.
    #[must_use]
    pub fn minute(&self) -> &str {
        match self.published_time.as_str() {
            "" => "00:00",
            time => time,
        }
    }
}

/// A published annual report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicReport {
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

/// An edition that a later one corrected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicEdition {
    pub published_on: Date,
    /// As JSON text.
    pub report: String,
    /// Why the next edition came; empty for the newest.
    pub reason: String,
}

/// Which items to list; newest first.
#[derive(Debug, Clone, Default)]
pub struct PublicFilter {
    pub organ: Option<String>,
    pub column: Option<String>,
    pub head: Option<i64>,
    pub year: Option<i16>,
    pub validity: Option<String>,
    /// Part of the title.
    pub text: Option<String>,
    /// Only items with a 文号.
    pub numbered: bool,
    /// At most 200.
    pub limit: i64,
    pub offset: i64,
}

/// Figures about an organ's requests that name nobody.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Stats {
    pub received: i64,
    pub closed: i64,
    /// Closed after the last day.
    pub late: i64,
    pub items: i64,
}

pub async fn organs(store: &Store) -> Result<Vec<PublicOrgan>> {
    organs::list(store)
        .await?
        .iter()
        .map(|row| Ok(serde_json::from_str(&row.body)?))
        .collect()
}

pub async fn organ(store: &Store, code: &str) -> Result<Option<PublicOrgan>> {
    organs::get(store, code)
        .await?
        .map(|row| Ok(serde_json::from_str(&row.body)?))
        .transpose()
}

/// Published items and how many match in all.
pub async fn items(store: &Store, filter: &PublicFilter) -> Result<(Vec<PublicItem>, i64)> {
    // Two texts each, so that the list of one organ reads that organ's part of the index only.
    const TOTAL: &str = "SELECT COUNT(*) AS n FROM items WHERE status = 'published' \
        AND CAST($1 AS TEXT) IS NULL AND (CAST($2 AS TEXT) IS NULL OR placed = $2) \
        AND (CAST($3 AS BIGINT) IS NULL OR head = $3) AND published_on >= $4 AND published_on <= $5 \
        AND (CAST($6 AS TEXT) IS NULL OR validity = $6) \
        AND (CAST($7 AS TEXT) IS NULL OR LOWER(title) LIKE LOWER($7) ESCAPE '!') \
        AND ($8 = 0 OR document_number <> '')";
    const TOTAL_OF_ONE: &str = "SELECT COUNT(*) AS n FROM items WHERE status = 'published' \
        AND organ = $1 AND (CAST($2 AS TEXT) IS NULL OR placed = $2) \
        AND (CAST($3 AS BIGINT) IS NULL OR head = $3) AND published_on >= $4 AND published_on <= $5 \
        AND (CAST($6 AS TEXT) IS NULL OR validity = $6) \
        AND (CAST($7 AS TEXT) IS NULL OR LOWER(title) LIKE LOWER($7) ESCAPE '!') \
        AND ($8 = 0 OR document_number <> '')";
    const PAGE: &str = "SELECT * FROM items WHERE status = 'published' \
        AND CAST($1 AS TEXT) IS NULL AND (CAST($2 AS TEXT) IS NULL OR placed = $2) \
        AND (CAST($3 AS BIGINT) IS NULL OR head = $3) AND published_on >= $4 AND published_on <= $5 \
        AND (CAST($6 AS TEXT) IS NULL OR validity = $6) \
        AND (CAST($7 AS TEXT) IS NULL OR LOWER(title) LIKE LOWER($7) ESCAPE '!') \
        AND ($8 = 0 OR document_number <> '') \
        ORDER BY published_on DESC, id DESC LIMIT $9 OFFSET $10";
    const PAGE_OF_ONE: &str = "SELECT * FROM items WHERE status = 'published' \
        AND organ = $1 AND (CAST($2 AS TEXT) IS NULL OR placed = $2) \
        AND (CAST($3 AS BIGINT) IS NULL OR head = $3) AND published_on >= $4 AND published_on <= $5 \
        AND (CAST($6 AS TEXT) IS NULL OR validity = $6) \
        AND (CAST($7 AS TEXT) IS NULL OR LOWER(title) LIKE LOWER($7) ESCAPE '!') \
        AND ($8 = 0 OR document_number <> '') \
        ORDER BY published_on DESC, id DESC LIMIT $9 OFFSET $10";
    let (total, page) = match filter.organ {
        Some(_) => (TOTAL_OF_ONE, PAGE_OF_ONE),
        None => (TOTAL, PAGE),
    };
    let bound = |statement: &'static str| {
        let (first, last) = days_of(filter.year);
        sqlx::query(statement)
            .bind(filter.organ.as_deref())
            .bind(filter.column.as_deref())
            .bind(filter.head)
            .bind(first)
            .bind(last)
            .bind(filter.validity.as_deref())
            .bind(filter.text.as_deref().map(containing))
            .bind(i64::from(filter.numbered))
    };
    let total = bound(total).fetch_one(store.pool()).await?;
    let rows = bound(page)
        .bind(filter.limit.clamp(1, 200))
        .bind(filter.offset.max(0))
        .fetch_all(store.pool())
        .await?;
    Ok((public_items(&rows)?, int(&total, "n")?))
}

/// The newest items of all organs.
pub async fn latest(store: &Store, limit: i64) -> Result<Vec<PublicItem>> {
    let rows = sqlx::query(
        "SELECT * FROM items WHERE status = 'published' ORDER BY published_on DESC, id DESC LIMIT $1",
    )
    .bind(limit.clamp(1, 200))
    .fetch_all(store.pool())
    .await?;
    public_items(&rows)
}

/// The published item with an 索引号 of an organ.
pub async fn item_by_index(
    store: &Store,
    organ: &str,
    index_number: &str,
) -> Result<Option<PublicItem>> {
    let row = sqlx::query(
        "SELECT * FROM items WHERE organ = $1 AND index_number = $2 AND status = 'published' \
         ORDER BY id LIMIT 1",
    )
    .bind(organ)
    .bind(index_number)
    .fetch_optional(store.pool())
    .await?;
    row.as_ref().map_or(Ok(None), public_item)
}

/// One published item; `None` if there is none, or if it is not public.
pub async fn item(store: &Store, organ: &str, id: &str) -> Result<Option<PublicItem>> {
    let row =
        sqlx::query("SELECT * FROM items WHERE organ = $1 AND id = $2 AND status = 'published'")
            .bind(organ)
            .bind(id)
            .fetch_optional(store.pool())
            .await?;
    row.as_ref().map_or(Ok(None), public_item)
}

/// How many items stand under each head of Art. 20, for the tree of 法定主动公开内容.
pub async fn heads(store: &Store, organ: &str) -> Result<Vec<(i64, i64)>> {
    let rows = sqlx::query(
        "SELECT head, COUNT(*) AS n FROM items WHERE status = 'published' AND organ = $1 \
         AND placed = 'content' GROUP BY head ORDER BY head",
    )
    .bind(organ)
    .fetch_all(store.pool())
    .await?;
    rows.iter()
        .map(|row| Ok((int(row, "head")?, int(row, "n")?)))
        .collect()
}

/// Published reports of an organ, newest first.
pub async fn reports(store: &Store, organ: &str) -> Result<Vec<PublicReport>> {
    reports::list(store, organ)
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
    reports::of(store, organ, scope, year)
        .await?
        .map_or(Ok(None), public_report)
}

/// Every published report of every organ: newest year first, then by organ.
pub async fn all_reports(store: &Store) -> Result<Vec<PublicReport>> {
    reports::published(store)
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
    let mut found: Vec<PublicEdition> = Vec::new();
    for act in ledger::stream(store, organ, &scope.stream(year)).await? {
        let said: Said = act.body()?;
        match act.kind.as_str() {
            "report_published" | "report_adopted" => found.push(PublicEdition {
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
    Ok(found)
}

/// Counts of an organ's requests since a day, and of its published items.
pub async fn stats(store: &Store, organ: Option<&str>, since: Date) -> Result<Stats> {
    let row = sqlx::query(
        "SELECT COUNT(*) AS received, COUNT(closed_on) AS closed, \
         COUNT(*) FILTER (WHERE closed_on > due) AS late FROM requests \
         WHERE (CAST($1 AS TEXT) IS NULL OR organ = $1) AND received_on >= $2",
    )
    .bind(organ)
    .bind(since.to_string())
    .fetch_one(store.pool())
    .await?;
    let items = sqlx::query(
        "SELECT COUNT(*) AS n FROM items WHERE status = 'published' \
         AND (CAST($1 AS TEXT) IS NULL OR organ = $1)",
    )
    .bind(organ)
    .fetch_one(store.pool())
    .await?;
    Ok(Stats {
        received: int(&row, "received")?,
        closed: int(&row, "closed")?,
        late: int(&row, "late")?,
        items: int(&items, "n")?,
    })
}

/// What changed for the index since `after`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Feed {
    /// Items as they are now.
    pub items: Vec<PublicItem>,
    /// Ids that are public no longer.
    pub gone: Vec<String>,
    /// The last act that this feed covers.
    pub upto: i64,
}

/// Reads at most `limit` acts of an organ after `after`.
pub async fn searchable(store: &Store, organ: &str, after: i64, limit: i64) -> Result<Feed> {
    let mut feed = Feed {
        upto: after,
        ..Feed::default()
    };
    let mut changed = std::collections::BTreeSet::new();
    for act in ledger::tail(store, organ, after, limit).await? {
        feed.upto = act.seq;
        if let Ok(Stream::Item(id)) = act.stream.parse() {
            changed.insert(id.to_string());
        }
    }
    for id in changed {
        match item(store, organ, &id).await? {
            Some(item) => feed.items.push(item),
            None => feed.gone.push(id),
        }
    }
    Ok(feed)
}

fn public_items(rows: &[AnyRow]) -> Result<Vec<PublicItem>> {
    rows.iter()
        .filter_map(|row| public_item(row).transpose())
        .collect()
}

/// The one place that turns a row into something public.
fn public_item(row: &AnyRow) -> Result<Option<PublicItem>> {
    let ItemRow {
        organ,
        id,
        index_number,
        column,
        head,
        title,
        document_number,
        made_on,
        published_on: Some(published_on),
        published_time,
        validity,
        summary,
        body_html,
        attachments,
        repealed_on,
        repealed_by,
        version,
        act_hash,
        status,
        ..
    } = items::item_of(row)?
    else {
        return Ok(None);
    };
    if status != "published" {
        return Ok(None);
    }
    Ok(Some(PublicItem {
        organ,
        id,
        index_number,
        column,
        head,
        title,
        document_number,
        made_on,
        published_on,
        published_time,
        validity,
        summary,
        body_html,
        attachments: serde_json::from_str(&attachments)?,
        repealed_on,
        repealed_by,
        version,
        act_hash,
    }))
}

/// A report stays public while a further edition is being prepared.
fn public_report(row: ReportRow) -> Result<Option<PublicReport>> {
    let (Some(published_on), 1..) = (row.published_on, row.edition) else {
        return Ok(None);
    };
    Ok(Some(PublicReport {
        organ: row.organ,
        scope: row.scope,
        year: row.year,
        report: row.report,
        files: serde_json::from_str(&row.files)?,
        published_on,
        edition: row.edition,
    }))
}
