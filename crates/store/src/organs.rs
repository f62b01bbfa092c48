//! Projection: organs, from their `organ` streams.

use std::collections::BTreeSet;

use serde::Serialize;
use sqlx::any::AnyRow;

use crate::{Error, Result, Store, Tx, columns::text, ledger::Act};

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OrganRow {
    pub code: String,
    pub name: String,
    pub short_name: String,
    /// `department`, `township`, `office` or `vertical`.
    pub kind: String,
    /// Code of the organ above; empty at the top.
    pub parent: String,
    /// All particulars as JSON text.
    pub body: String,
}

/// The organ as its last act says.
pub fn derive(acts: &[Act]) -> Result<OrganRow> {
    let last = acts
        .last()
        .ok_or_else(|| Error::Damaged("an organ without acts".into()))?;
    let body = last.json();
    let field = |name: &str| body[name].as_str().unwrap_or_default().to_string();
    Ok(OrganRow {
        code: last.organ.clone(),
        name: field("name"),
        short_name: field("short_name"),
        kind: field("kind"),
        parent: field("parent"),
        body: last.body.clone(),
    })
}

pub(crate) async fn upsert(tx: &mut Tx, row: &OrganRow) -> Result<()> {
    sqlx::query(
        "INSERT INTO organs (code, name, short_name, kind, parent, body) VALUES ($1, $2, $3, $4, $5, $6) \
         ON CONFLICT (code) DO UPDATE SET name = excluded.name, short_name = excluded.short_name, \
         kind = excluded.kind, parent = excluded.parent, body = excluded.body",
    )
    .bind(&row.code)
    .bind(&row.name)
    .bind(&row.short_name)
    .bind(&row.kind)
    .bind(&row.parent)
    .bind(&row.body)
    .execute(tx.db())
    .await?;
    Ok(())
}

pub async fn get(store: &Store, code: &str) -> Result<Option<OrganRow>> {
    let row = sqlx::query(
        "SELECT code, name, short_name, kind, parent, body FROM organs WHERE code = $1",
    )
    .bind(code)
    .fetch_optional(store.pool())
    .await?;
    row.as_ref().map(organ_of).transpose()
}

/// Every organ, in the order of codes.
pub async fn list(store: &Store) -> Result<Vec<OrganRow>> {
    let rows =
        sqlx::query("SELECT code, name, short_name, kind, parent, body FROM organs ORDER BY code")
            .fetch_all(store.pool())
            .await?;
    rows.iter().map(organ_of).collect()
}

/// The organs directly below one, in the order of codes.
pub async fn children(store: &Store, parent: &str) -> Result<Vec<OrganRow>> {
    let rows = sqlx::query(
        "SELECT code, name, short_name, kind, parent, body FROM organs WHERE parent = $1 ORDER BY code",
    )
    .bind(parent)
    .fetch_all(store.pool())
    .await?;
    rows.iter().map(organ_of).collect()
}

/// Codes of the organs that have others below them which report to them.
pub async fn superiors(store: &Store) -> Result<BTreeSet<String>> {
    let rows =
        sqlx::query("SELECT DISTINCT parent FROM organs WHERE parent <> '' AND kind <> 'vertical'")
            .fetch_all(store.pool())
            .await?;
    rows.iter().map(|row| text(row, "parent")).collect()
}

pub(crate) fn organ_of(row: &AnyRow) -> Result<OrganRow> {
    Ok(OrganRow {
        code: text(row, "code")?,
        name: text(row, "name")?,
        short_name: text(row, "short_name")?,
        kind: text(row, "kind")?,
        parent: text(row, "parent")?,
        body: text(row, "body")?,
    })
}
