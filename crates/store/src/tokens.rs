//! 令牌: of programs that use the API, and of calendar feeds. Only a hash is stored.

use jiff::{Timestamp, civil::Date};
use sqlx::any::AnyRow;

use crate::{
    Error, Result, Store, Tx,
    columns::{int, opt_text, stored_instant, text},
    people::Keys,
    seals::TOKENS,
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

pub async fn insert(tx: &mut Tx, keys: &Keys, new: &NewToken<'_>) -> Result<()> {
    let (made_at, expires_at) = (stored_instant(new.made_at), stored_instant(new.expires_at));
    let said = [
        new.token_hash,
        new.organ,
        new.id,
        new.kind,
        new.staff,
        new.roles,
        &made_at,
        new.made_by,
        &expires_at,
        "",
    ];
    sqlx::query(
        "INSERT INTO tokens (organ, id, kind, name, staff, roles, token_hash, made_at, made_by, expires_at, used_on, revoked_at, seal) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '', NULL, $11)",
    )
    .bind(new.organ)
    .bind(new.id)
    .bind(new.kind)
    .bind(new.name)
    .bind(new.staff)
    .bind(new.roles)
    .bind(new.token_hash)
    .bind(&made_at)
    .bind(new.made_by)
    .bind(&expires_at)
    .bind(TOKENS.over(keys, &said))
    .execute(tx.db())
    .await?;
    Ok(())
}

/// The token behind a hash that was made here and is neither revoked nor run out.
pub async fn valid(
    store: &Store,
    keys: &Keys,
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
    match row {
        Some(row) if TOKENS.holds(&row, keys)? => Ok(Some(token_of(&row)?)),
        _ => Ok(None),
    }
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

/// An organ's tokens of one kind that were made here and are neither revoked nor run out.
pub async fn living(
    store: &Store,
    keys: &Keys,
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
    let mut living = Vec::new();
    for row in rows {
        if TOKENS.holds(&row, keys)? {
            living.push(token_of(&row)?);
        }
    }
    Ok(living)
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
pub async fn revoke(tx: &mut Tx, keys: &Keys, organ: &str, id: &str, now: Timestamp) -> Result<()> {
    let row =
        sqlx::query("SELECT * FROM tokens WHERE organ = $1 AND id = $2 AND revoked_at IS NULL")
            .bind(organ)
            .bind(id)
            .fetch_optional(tx.db())
            .await?;
    end(tx, keys, &row.ok_or(Error::NotFound)?, now).await
}

/// Ends every feed of a person.
pub async fn revoke_feeds(
    tx: &mut Tx,
    keys: &Keys,
    organ: &str,
    staff: &str,
    now: Timestamp,
) -> Result<()> {
    let rows = sqlx::query(
        "SELECT * FROM tokens WHERE organ = $1 AND staff = $2 AND kind = 'feed' AND revoked_at IS NULL",
    )
    .bind(organ)
    .bind(staff)
    .fetch_all(tx.db())
    .await?;
    for row in &rows {
        end(tx, keys, row, now).await?;
    }
    Ok(())
}

/// How many tokens of programs a person made that still open.
pub async fn made_by(store: &Store, organ: &str, staff: &str, now: Timestamp) -> Result<i64> {
    let row = sqlx::query(
        "SELECT COUNT(*) AS n FROM tokens WHERE organ = $1 AND made_by = $2 AND kind = 'api' AND revoked_at IS NULL AND expires_at > $3",
    )
    .bind(organ)
    .bind(staff)
    .bind(stored_instant(now))
    .fetch_one(store.pool())
    .await?;
    int(&row, "n")
}

/// Ends every token that a person made or reads with; returns how many.
pub async fn end_of(
    tx: &mut Tx,
    keys: &Keys,
    organ: &str,
    staff: &str,
    now: Timestamp,
) -> Result<u64> {
    let rows = sqlx::query(
        "SELECT * FROM tokens WHERE organ = $1 AND (made_by = $2 OR staff = $2) AND revoked_at IS NULL AND expires_at > $3",
    )
    .bind(organ)
    .bind(staff)
    .bind(stored_instant(now))
    .fetch_all(tx.db())
    .await?;
    for row in &rows {
        end(tx, keys, row, now).await?;
    }
    Ok(rows.len() as u64)
}

/// Ends a token as it was read. One that was not made here gets no seal by it.
async fn end(tx: &mut Tx, keys: &Keys, row: &AnyRow, now: Timestamp) -> Result<()> {
    let hash = text(row, "token_hash")?;
    sqlx::query("UPDATE tokens SET revoked_at = $2 WHERE token_hash = $1 AND revoked_at IS NULL")
        .bind(&hash)
        .bind(stored_instant(now))
        .execute(tx.db())
        .await?;
    if TOKENS.holds(row, keys)? {
        let ended = sqlx::query("SELECT * FROM tokens WHERE token_hash = $1")
            .bind(&hash)
            .fetch_one(tx.db())
            .await?;
        TOKENS.seal(tx, keys, &ended).await?;
    }
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
