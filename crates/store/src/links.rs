//! One-time links with which somebody sets a password. Only hashes of their secrets are kept; like sessions they are in no backup.

use jiff::Timestamp;

use crate::{
    Result, Store, Tx,
    columns::stored_instant,
    staff::{StaffRow, staff_of},
};

/// Keeps a link for somebody, in place of any that he had.
pub async fn make(tx: &mut Tx, token_hash: &str, staff: &str, expires_at: Timestamp) -> Result<()> {
    end_all(tx, staff).await?;
    sqlx::query("INSERT INTO links (token_hash, staff, expires_at) VALUES ($1, $2, $3)")
        .bind(token_hash)
        .bind(staff)
        .bind(stored_instant(expires_at))
        .execute(tx.db())
        .await?;
    Ok(())
}

/// Whom a link is for, while it is good.
pub async fn owner(store: &Store, token_hash: &str, now: Timestamp) -> Result<Option<StaffRow>> {
    let row = sqlx::query(
        "SELECT s.* FROM links l JOIN staff s ON s.id = l.staff \
         WHERE l.token_hash = $1 AND l.expires_at > $2 AND s.disabled = 0",
    )
    .bind(token_hash)
    .bind(stored_instant(now))
    .fetch_optional(store.pool())
    .await?;
    row.as_ref().map(staff_of).transpose()
}

/// Uses a link up. Of two who use it at once, one is told that it was good.
pub async fn use_up(tx: &mut Tx, token_hash: &str, now: Timestamp) -> Result<bool> {
    let gone = sqlx::query("DELETE FROM links WHERE token_hash = $1 AND expires_at > $2")
        .bind(token_hash)
        .bind(stored_instant(now))
        .execute(tx.db())
        .await?
        .rows_affected();
    Ok(gone == 1)
}

/// Ends every link of somebody.
pub async fn end_all(tx: &mut Tx, staff: &str) -> Result<()> {
    sqlx::query("DELETE FROM links WHERE staff = $1")
        .bind(staff)
        .execute(tx.db())
        .await?;
    Ok(())
}
