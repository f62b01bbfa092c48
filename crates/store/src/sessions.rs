//! Sessions of staff as they are listed, used and ended; `staff` begins them and finds who is behind one.

use jiff::Timestamp;

use crate::{
    Result, Store, Tx,
    columns::{instant, stored_instant, text},
    people::Keys,
};

/// A session as its holder sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionRow {
    /// The hash of its token, which opens nothing.
    pub token_hash: String,
    pub begun_at: Timestamp,
    /// When it was last used, to the minute.
    pub seen_at: Timestamp,
    pub place: String,
    pub expires_at: Timestamp,
}

/// The sessions of a person that still open the door: not run out at `now`, and used since `idle_since`. The last used first.
///
/// # Errors
/// The database.
pub async fn of_staff(
    store: &Store,
    staff: &str,
    now: Timestamp,
    idle_since: Timestamp,
) -> Result<Vec<SessionRow>> {
    let rows = sqlx::query(
        "SELECT * FROM sessions WHERE staff = $1 AND expires_at > $2 AND seen_at > $3 ORDER BY seen_at DESC, token_hash",
    )
    .bind(staff)
    .bind(stored_instant(now))
    .bind(stored_instant(idle_since))
    .fetch_all(store.pool())
    .await?;
    rows.iter()
        .map(|row| {
            Ok(SessionRow {
                token_hash: text(row, "token_hash")?,
                begun_at: instant(row, "begun_at")?,
                seen_at: instant(row, "seen_at")?,
                place: text(row, "place")?,
                expires_at: instant(row, "expires_at")?,
            })
        })
        .collect()
}

/// A session was used.
///
/// # Errors
/// The database.
pub async fn seen(tx: &mut Tx, token_hash: &str, now: Timestamp) -> Result<()> {
    sqlx::query("UPDATE sessions SET seen_at = $2 WHERE token_hash = $1")
        .bind(token_hash)
        .bind(stored_instant(now))
        .execute(tx.db())
        .await?;
    Ok(())
}

/// When somebody proved at this session who he is, and a seal over it: who writes the table without the key cannot say so.
pub(crate) fn proof(keys: &Keys, token_hash: &str, at: Timestamp) -> String {
    let at = stored_instant(at);
    let seal = hex::encode(keys.derive("proved", &format!("{token_hash}\n{at}")));
    format!("{at} {seal}")
}

/// Somebody proved at this session, once more, who he is.
///
/// # Errors
/// The database.
pub async fn prove(tx: &mut Tx, keys: &Keys, token_hash: &str, now: Timestamp) -> Result<()> {
    sqlx::query("UPDATE sessions SET proved = $2 WHERE token_hash = $1")
        .bind(token_hash)
        .bind(proof(keys, token_hash, now))
        .execute(tx.db())
        .await?;
    Ok(())
}

/// When somebody last proved at this session who he is; `None`: there is none, or it does not say so under the seal.
///
/// # Errors
/// The database.
pub async fn proved_at(store: &Store, keys: &Keys, token_hash: &str) -> Result<Option<Timestamp>> {
    let row = sqlx::query("SELECT proved FROM sessions WHERE token_hash = $1")
        .bind(token_hash)
        .fetch_optional(store.pool())
        .await?;
    let Some(row) = row else { return Ok(None) };
    let said = text(&row, "proved")?;
    let at = said.split(' ').next().and_then(|at| at.parse().ok());
    Ok(at.filter(|at| proof(keys, token_hash, *at) == said))
}

/// Ends one session of a person; whether there was one.
///
/// # Errors
/// The database.
pub async fn end(tx: &mut Tx, staff: &str, token_hash: &str) -> Result<bool> {
    let gone = sqlx::query("DELETE FROM sessions WHERE staff = $1 AND token_hash = $2")
        .bind(staff)
        .bind(token_hash)
        .execute(tx.db())
        .await?;
    Ok(gone.rows_affected() > 0)
}

/// Ends every session of a person but one (its hash, or empty for none); returns how many.
///
/// # Errors
/// The database.
pub async fn end_all(tx: &mut Tx, staff: &str, but: &str) -> Result<u64> {
    let gone = sqlx::query("DELETE FROM sessions WHERE staff = $1 AND token_hash <> $2")
        .bind(staff)
        .bind(but)
        .execute(tx.db())
        .await?;
    Ok(gone.rows_affected())
}
