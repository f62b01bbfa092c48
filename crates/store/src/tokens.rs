//! 令牌: of programs that use the API, and of calendar feeds. Only a hash is stored.

use jiff::{Timestamp, civil::Date};
use sqlx::any::AnyRow;

use crate::{
    Error, Result, Store, Tx,
    columns::{opt_text, stored_instant, text},
};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenRow {
    pub organ: String,
    pub id: String,
    /// `api` or `feed`.
    pub kind: String,
    pub name: String,
    /// Whose feed it is; empty for `api`.
    pub staff: String,
    /// Words separated by commas; empty for `feed`.
    pub roles: String,
    pub token_hash: String,
    pub made_at: String,
    pub made_by: String,
    pub expires_at: String,
    /// Day of the last use, or empty.
    pub used_on: String,
    pub revoked_at: Option<String>,
}

/// A token as it is made.
#[derive(Debug, Clone)]
pub struct NewToken<'a> {
    pub organ: &'a str,
    pub id: &'a str,
    pub kind: &'a str,
    pub name: &'a str,
    pub staff: &'a str,
    pub roles: &'a str,
    pub token_hash: &'a str,
    pub made_by: &'a str,
    pub made_at: Timestamp,
    pub expires_at: Timestamp,
}

pub async fn insert(tx: &mut Tx, new: &NewToken<'_>) -> Result<()> {
    sqlx::query(
        "INSERT INTO tokens (organ, id, kind, name, staff, roles, token_hash, made_at, made_by, expires_at, used_on, revoked_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '', NULL)",
    )
    .bind(new.organ)
    .bind(new.id)
    .bind(new.kind)
    .bind(new.name)
    .bind(new.staff)
    .bind(new.roles)
    .bind(new.token_hash)
    .bind(stored_instant(new.made_at))
    .bind(new.made_by)
    .bind(stored_instant(new.expires_at))
    .execute(tx.db())
    .await?;
    Ok(())
}

/// The token behind a hash that is neither revoked nor run out.
pub async fn valid(
    store: &Store,
    kind: &str,
    token_hash: &str,
    now: Timestamp,
) -> Result<Option<TokenRow>> {
    let row = sqlx::query(
        "SELECT * FROM tokens WHERE token_hash = $1 AND kind = $2 AND revoked_at IS NULL AND expires_at > $3",
    )
    .bind(token_hash)
    .bind(kind)
    .bind(stored_instant(now))
    .fetch_optional(store.pool())
    .await?;
    row.as_ref().map(token_of).transpose()
}

/// An organ's tokens of one kind, newest first.
pub async fn list(store: &Store, organ: &str, kind: &str) -> Result<Vec<TokenRow>> {
    let rows = sqlx::query(
        "SELECT * FROM tokens WHERE organ = $1 AND kind = $2 ORDER BY made_at DESC, id DESC",
    )
    .bind(organ)
    .bind(kind)
    .fetch_all(store.pool())
    .await?;
    rows.iter().map(token_of).collect()
}

/// An organ's tokens of one kind that are neither revoked nor run out.
pub async fn living(
    store: &Store,
    organ: &str,
    kind: &str,
    now: Timestamp,
) -> Result<Vec<TokenRow>> {
    let rows = sqlx::query(
        "SELECT * FROM tokens WHERE organ = $1 AND kind = $2 AND revoked_at IS NULL AND expires_at > $3",
    )
    .bind(organ)
    .bind(kind)
    .bind(stored_instant(now))
    .fetch_all(store.pool())
    .await?;
    rows.iter().map(token_of).collect()
}

/// The feed that a person has now.
pub async fn feed_of(store: &Store, organ: &str, staff: &str) -> Result<Option<TokenRow>> {
    let row = sqlx::query(
        "SELECT * FROM tokens WHERE organ = $1 AND staff = $2 AND kind = 'feed' AND revoked_at IS NULL \
         ORDER BY made_at DESC LIMIT 1",
    )
    .bind(organ)
    .bind(staff)
    .fetch_optional(store.pool())
    .await?;
    row.as_ref().map(token_of).transpose()
}

/// Ends one token of an organ.
pub async fn revoke(tx: &mut Tx, organ: &str, id: &str, now: Timestamp) -> Result<()> {
    let changed = sqlx::query(
        "UPDATE tokens SET revoked_at = $3 WHERE organ = $1 AND id = $2 AND revoked_at IS NULL",
    )
    .bind(organ)
    .bind(id)
    .bind(stored_instant(now))
    .execute(tx.db())
    .await?
    .rows_affected();
    if changed == 0 {
        return Err(Error::NotFound);
    }
    Ok(())
}

/// Ends every feed of a person.
pub async fn revoke_feeds(tx: &mut Tx, organ: &str, staff: &str, now: Timestamp) -> Result<()> {
    sqlx::query(
        "UPDATE tokens SET revoked_at = $3 WHERE organ = $1 AND staff = $2 AND kind = 'feed' AND revoked_at IS NULL",
    )
    .bind(organ)
    .bind(staff)
    .bind(stored_instant(now))
    .execute(tx.db())
    .await?;
    Ok(())
}

/// Notes the day of use: one write a token and day.
pub async fn used(tx: &mut Tx, organ: &str, id: &str, on: Date) -> Result<()> {
    sqlx::query("UPDATE tokens SET used_on = $3 WHERE organ = $1 AND id = $2")
        .bind(organ)
        .bind(id)
        .bind(on.to_string())
        .execute(tx.db())
        .await?;
    Ok(())
}

fn token_of(row: &AnyRow) -> Result<TokenRow> {
    Ok(TokenRow {
        organ: text(row, "organ")?,
        id: text(row, "id")?,
        kind: text(row, "kind")?,
        name: text(row, "name")?,
        staff: text(row, "staff")?,
        roles: text(row, "roles")?,
        token_hash: text(row, "token_hash")?,
        made_at: text(row, "made_at")?,
        made_by: text(row, "made_by")?,
        expires_at: text(row, "expires_at")?,
        used_on: text(row, "used_on")?,
        revoked_at: opt_text(row, "revoked_at")?,
    })
}
