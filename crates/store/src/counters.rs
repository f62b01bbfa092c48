//! Running numbers without gaps: taken inside the transaction that uses them.

use crate::{Result, Store, Tx, columns::int};

/// The next number of a series, from 1. The row stays locked until the transaction ends, so a number
/// that is rolled back is given again.
pub async fn next(tx: &mut Tx, organ: &str, name: &str) -> Result<i64> {
    let row = sqlx::query(
        "INSERT INTO counters (organ, name, value) VALUES ($1, $2, 1) \
         ON CONFLICT (organ, name) DO UPDATE SET value = counters.value + 1 RETURNING value",
    )
    .bind(organ)
    .bind(name)
    .fetch_one(tx.db())
    .await?;
    int(&row, "value")
}

/// The last number of a series that was given; 0 before the first. Nothing is taken.
pub async fn last(store: &Store, organ: &str, name: &str) -> Result<i64> {
    let row = sqlx::query("SELECT value FROM counters WHERE organ = $1 AND name = $2")
        .bind(organ)
        .bind(name)
        .fetch_optional(store.pool())
        .await?;
    row.map_or(Ok(0), |row| int(&row, "value"))
}

/// Raises a series to at least `value`, after an import that brought its own numbers.
pub async fn raise(tx: &mut Tx, organ: &str, name: &str, value: i64) -> Result<()> {
    sqlx::query(
        "INSERT INTO counters (organ, name, value) VALUES ($1, $2, $3) \
         ON CONFLICT (organ, name) DO UPDATE SET value = CASE \
         WHEN counters.value < excluded.value THEN excluded.value ELSE counters.value END",
    )
    .bind(organ)
    .bind(name)
    .bind(value)
    .execute(tx.db())
    .await?;
    Ok(())
}
