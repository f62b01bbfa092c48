//! 再审视: which public items were looked at as they stand, by which scanner, and what it found (N-26). Not a projection: what is not
//! there is looked at again.

use crate::{Result, Store, Tx, columns::text};

/// What was found in one item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    pub organ: String,
    pub id: String,
    /// Version of the act that made public what was looked at.
    pub version: i64,
    /// Names the patterns and settings.
    pub scanner: String,
    /// JSON list of rules with places; empty where nothing was found.
    pub found: String,
}

/// Keeps a look in place of the one before.
///
/// # Errors
/// The database.
pub async fn keep(tx: &mut Tx, look: &Look) -> Result<()> {
    sqlx::query(
        "INSERT INTO looks (organ, id, version, scanner, found) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (organ, id) DO UPDATE SET version = excluded.version, scanner = excluded.scanner, \
         found = excluded.found",
    )
    .bind(&look.organ)
    .bind(&look.id)
    .bind(look.version)
    .bind(&look.scanner)
    .bind(&look.found)
    .execute(tx.db())
    .await?;
    Ok(())
}

/// Items of an organ that are public as they were when the last look found something in them.
///
/// # Errors
/// The database.
pub async fn found(store: &Store, organ: &str) -> Result<Vec<String>> {
    let rows = sqlx::query(
        "SELECT l.id FROM looks l JOIN public_items i ON i.organ = l.organ AND i.id = l.id \
         AND i.version = l.version WHERE l.organ = $1 AND l.found <> '' ORDER BY l.id",
    )
    .bind(organ)
    .fetch_all(store.pool())
    .await?;
    rows.iter().map(|row| text(row, "id")).collect()
}
