//! Projection: what public items have to do with each other (S-13, P-10), from the `item/…` stream of the one that says so.

use jiff::civil::Date;
use law::item;
use serde::Serialize;
use sqlx::{Any, Executor, any::AnyRow};

use crate::{
    Result, Rules, Store, Stream, Tx,
    columns::{date, text},
    items::entries,
    ledger::Act,
    projection::Row,
};

/// One item that a public item names, or that stands in place of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TieRow {
    pub organ: String,
    pub id: String,
    /// `explains`, `amends`, `repeals`, `answers`, or `repealed_by`, which the act of a repeal says.
    pub tie: String,
    pub other_organ: String,
    pub other_id: String,
}

impl Row for TieRow {
    const TABLE: &'static str = "ties";
    const STREAMS: &'static [&'static str] = &["item"];
    const SEVERAL: bool = true;

    /// What is not public says nothing of others.
    fn derive(stream: &Stream, acts: &[Act], _rules: &Rules<'_>) -> Result<Vec<Self>> {
        let state = item::fold(&entries(acts)?);
        let (Stream::Item(id), Some(first), true) = (stream, acts.first(), state.is_shown()) else {
            return Ok(Vec::new());
        };
        let row = |tie: &str, other: item::Reference| Self {
            organ: first.organ.clone(),
            id: id.to_string(),
            tie: tie.into(),
            other_organ: other.organ,
            other_id: other.id,
        };
        let named = state
            .public
            .into_iter()
            .flat_map(|public| public.content.ties);
        let named = named.map(|named| row(named.tie.as_str(), named.item));
        let replaced = state.repealed_by.map(|other| row("repealed_by", other));
        Ok(named.chain(replaced).collect())
    }

    async fn upsert(&self, tx: &mut Tx) -> Result<()> {
        tx.changes.tie(&self.other_organ, &self.other_id);
        sqlx::query(
            "INSERT INTO ties (organ, id, tie, other_organ, other_id) VALUES ($1, $2, $3, $4, $5) \
             ON CONFLICT (organ, id, tie, other_organ, other_id) DO NOTHING",
        )
        .bind(&self.organ)
        .bind(&self.id)
        .bind(&self.tie)
        .bind(&self.other_organ)
        .bind(&self.other_id)
        .execute(tx.db())
        .await?;
        Ok(())
    }

    async fn clear(tx: &mut Tx, organ: &str, stream: &Stream) -> Result<()> {
        let Stream::Item(id) = stream else {
            return Ok(());
        };
        // Whoever moves an item moves the pages of those it names, and of those that name it: they show whether it is public.
        for (organ, id) in near(tx.db(), organ, &id.to_string()).await? {
            tx.changes.tie(&organ, &id);
        }
        sqlx::query("DELETE FROM ties WHERE organ = $1 AND id = $2")
            .bind(organ)
            .bind(id.to_string())
            .execute(tx.db())
            .await?;
        Ok(())
    }

    fn read(row: &AnyRow) -> Result<Self> {
        Ok(Self {
            organ: text(row, "organ")?,
            id: text(row, "id")?,
            tie: text(row, "tie")?,
            other_organ: text(row, "other_organ")?,
            other_id: text(row, "other_id")?,
        })
    }

    fn key(&self) -> String {
        let Self {
            id,
            tie,
            other_organ,
            other_id,
            ..
        } = self;
        format!("{id} {tie} {other_organ}/{other_id}")
    }
}

/// The items that one names, and those that name it, by organ and id.
pub(crate) async fn near<'c>(
    db: impl Executor<'c, Database = Any>,
    organ: &str,
    id: &str,
) -> Result<Vec<(String, String)>> {
    let rows = sqlx::query(
        "SELECT other_organ AS organ, other_id AS id FROM ties WHERE organ = $1 AND id = $2 \
         UNION SELECT organ, id FROM ties WHERE other_organ = $1 AND other_id = $2",
    )
    .bind(organ)
    .bind(id)
    .fetch_all(db)
    .await?;
    rows.iter()
        .map(|row| Ok((text(row, "organ")?, text(row, "id")?)))
        .collect()
}

/// Whether a public item explains this one.
///
/// # Errors
/// The database.
pub async fn is_explained(store: &Store, organ: &str, id: &str) -> Result<bool> {
    let found = sqlx::query(
        "SELECT 1 AS n FROM ties WHERE other_organ = $1 AND other_id = $2 AND tie = 'explains' LIMIT 1",
    )
    .bind(organ)
    .bind(id)
    .fetch_optional(store.pool())
    .await?;
    Ok(found.is_some())
}

/// A document whose explanation is owed (S-12).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unexplained {
    pub id: String,
    pub title: String,
    pub explain_by: Date,
}

/// The public documents of an organ whose explanation is owed, the earliest last day first.
///
/// # Errors
/// The database.
pub async fn unexplained(store: &Store, organ: &str, limit: i64) -> Result<Vec<Unexplained>> {
    let rows = sqlx::query(
        "SELECT p.id, p.title, p.explain_by FROM public_items p WHERE p.organ = $1 AND p.explain_by IS NOT NULL \
         AND NOT EXISTS (SELECT 1 FROM ties t WHERE t.other_organ = p.organ AND t.other_id = p.id AND t.tie = 'explains') \
         ORDER BY p.explain_by, p.id LIMIT $2",
    )
    .bind(organ)
    .bind(limit.clamp(1, 200))
    .fetch_all(store.pool())
    .await?;
    rows.iter()
        .map(|row| {
            Ok(Unexplained {
                id: text(row, "id")?,
                title: text(row, "title")?,
                explain_by: date(row, "explain_by")?,
            })
        })
        .collect()
}
