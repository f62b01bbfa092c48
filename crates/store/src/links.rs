//! One-time links with which somebody sets a password. Only hashes of their secrets are kept; like sessions they are in no backup.

use jiff::Timestamp;

use crate::{
    Result, Store, Tx,
    columns::{stored_instant, text},
    people::Keys,
    seals::LINKS,
    staff::{StaffRow, staff_of},
};

/// Keeps a link, its hash and whose it is, for somebody, in place of any that he had.
pub async fn make(
    tx: &mut Tx,
    keys: &Keys,
    (token_hash, staff): (&str, &str),
    expires_at: Timestamp,
) -> Result<()> {
    end_all(tx, staff).await?;
    let expires_at = stored_instant(expires_at);
    sqlx::query("INSERT INTO links (token_hash, staff, expires_at, seal) VALUES ($1, $2, $3, $4)")
        .bind(token_hash)
        .bind(staff)
        .bind(&expires_at)
        .bind(LINKS.over(keys, &[token_hash, staff, &expires_at]))
        .execute(tx.db())
        .await?;
    Ok(())
}

/// Whom a link that was made here is for, while it is good.
pub async fn owner(
    store: &Store,
    keys: &Keys,
    token_hash: &str,
    now: Timestamp,
) -> Result<Option<StaffRow>> {
    let row = sqlx::query(
        "SELECT s.*, l.expires_at, l.seal AS link_seal FROM links l JOIN staff s ON s.id = l.staff \
         WHERE l.token_hash = $1 AND l.expires_at > $2 AND s.disabled = 0",
    )
    .bind(token_hash)
    .bind(stored_instant(now))
    .fetch_optional(store.pool())
    .await?;
    let Some(row) = row else { return Ok(None) };
    let person = staff_of(&row)?;
    let said = [token_hash, &person.id, &text(&row, "expires_at")?];
    let made_here = text(&row, "link_seal")? == LINKS.over(keys, &said);
    Ok(made_here.then_some(person))
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
