//! What the installation keeps once, by name: how far a log has grown, the last checkpoint, the fingerprint of its key.

use sqlx::{Any, Executor};

use crate::{Result, Tx, columns::text};

/// The value of a mark; `None` where there is none.
pub(crate) async fn get<'c>(
    connection: impl Executor<'c, Database = Any>,
    name: &str,
) -> Result<Option<String>> {
    let row = sqlx::query("SELECT value FROM marks WHERE name = $1")
        .bind(name)
        .fetch_optional(connection)
        .await?;
    row.map(|row| text(&row, "value")).transpose()
}

/// Sets a mark, new or in place of its value before.
pub(crate) async fn set(tx: &mut Tx, name: &str, value: &str) -> Result<()> {
    sqlx::query(
        "INSERT INTO marks (name, value) VALUES ($1, $2) \
         ON CONFLICT (name) DO UPDATE SET value = excluded.value",
    )
    .bind(name)
    .bind(value)
    .execute(tx.db())
    .await?;
    Ok(())
}

/// Takes a mark, which is made with the value `new` where there is none: until the transaction ends nobody else takes it.
pub(crate) async fn lock(tx: &mut Tx, name: &str, new: &str) -> Result<String> {
    let row = sqlx::query(
        "INSERT INTO marks (name, value) VALUES ($1, $2) \
         ON CONFLICT (name) DO UPDATE SET value = marks.value RETURNING value",
    )
    .bind(name)
    .bind(new)
    .fetch_one(tx.db())
    .await?;
    text(&row, "value")
}
