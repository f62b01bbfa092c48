//! 预览链接: by which somebody without an account reads one text of an item that is not public yet. Only hashes of their secrets are
//! kept; like one-time links they are in no backup, so that what is brought back opens nothing that was ended since.

use jiff::Timestamp;
use sqlx::any::AnyRow;

use crate::{
    Result, Store, Tx,
    columns::{instant, int, stored_instant, text},
    people::Keys,
    seals::PREVIEWS,
};

/// A link to one text of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreviewRow {
    pub organ: String,
    /// The item.
    pub item: String,
    pub id: String,
    pub token_hash: String,
    /// The digest of the text that it opens.
    pub text: String,
    /// For whom, and for what check.
    pub purpose: String,
    /// An id of staff.
    pub made_by: String,
    pub made_at: Timestamp,
    pub expires_at: Timestamp,
    /// When somebody ended it; `None`: nobody has.
    pub ended_at: Option<Timestamp>,
    /// An id of staff, or empty.
    pub ended_by: String,
    /// How often its page was opened.
    pub opened: i64,
    /// The first and the last time.
    pub times: Option<(Timestamp, Timestamp)>,
}

/// A link as it is made.
#[derive(Debug, Clone)]
pub struct NewPreview<'a> {
    pub organ: &'a str,
    pub item: &'a str,
    pub id: &'a str,
    pub token_hash: &'a str,
    pub text: &'a str,
    /// Without a line break.
    pub purpose: &'a str,
    pub made_by: &'a str,
    pub made_at: Timestamp,
    pub expires_at: Timestamp,
}

/// Keeps a link that nobody has opened yet.
pub async fn make(tx: &mut Tx, keys: &Keys, new: &NewPreview<'_>) -> Result<()> {
    let (made_at, expires_at) = (stored_instant(new.made_at), stored_instant(new.expires_at));
    let said = [
        new.token_hash,
        new.organ,
        new.item,
        new.id,
        new.text,
        new.purpose,
        new.made_by,
        &made_at,
        &expires_at,
        "",
        "",
    ];
    sqlx::query(
        "INSERT INTO previews (organ, item, id, token_hash, text, purpose, made_by, made_at, expires_at, ended_at, ended_by, \
         opened, first_opened, last_opened, seal) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, '', '', 0, '', '', $10)",
    )
    .bind(new.organ)
    .bind(new.item)
    .bind(new.id)
    .bind(new.token_hash)
    .bind(new.text)
    .bind(new.purpose)
    .bind(new.made_by)
    .bind(&made_at)
    .bind(&expires_at)
    .bind(PREVIEWS.over(keys, &said))
    .execute(tx.db())
    .await?;
    Ok(())
}

/// The link behind a hash that was made here and is neither ended nor run out. Whether whoever made it still works here is not asked.
pub async fn good(
    store: &Store,
    keys: &Keys,
    token_hash: &str,
    now: Timestamp,
) -> Result<Option<PreviewRow>> {
    let row = sqlx::query(
        "SELECT * FROM previews WHERE token_hash = $1 AND ended_at = '' AND expires_at > $2",
    )
    .bind(token_hash)
    .bind(stored_instant(now))
    .fetch_optional(store.pool())
    .await?;
    match row {
        Some(row) if PREVIEWS.holds(&row, keys)? => Ok(Some(preview_of(&row)?)),
        _ => Ok(None),
    }
}

/// Counts an opening. Of a link that was ended meanwhile it says that it is not good any more.
pub async fn opened(tx: &mut Tx, token_hash: &str, now: Timestamp) -> Result<bool> {
    let now = stored_instant(now);
    let counted = sqlx::query(
        "UPDATE previews SET opened = opened + 1, last_opened = $2, \
         first_opened = CASE WHEN first_opened = '' THEN $2 ELSE first_opened END \
         WHERE token_hash = $1 AND ended_at = '' AND expires_at > $2",
    )
    .bind(token_hash)
    .bind(&now)
    .execute(tx.db())
    .await?
    .rows_affected();
    Ok(counted == 1)
}

/// The links of an item that are neither ended nor run out, the newest first.
pub async fn living(
    store: &Store,
    (organ, item): (&str, &str),
    now: Timestamp,
) -> Result<Vec<PreviewRow>> {
    let rows = sqlx::query(
        "SELECT * FROM previews WHERE organ = $1 AND item = $2 AND ended_at = '' AND expires_at > $3 ORDER BY id DESC",
    )
    .bind(organ)
    .bind(item)
    .bind(stored_instant(now))
    .fetch_all(store.pool())
    .await?;
    rows.iter().map(preview_of).collect()
}

/// The last links of an item that are ended or have run out, the newest first, at most so many.
pub async fn past(
    store: &Store,
    (organ, item): (&str, &str),
    now: Timestamp,
    most: i64,
) -> Result<Vec<PreviewRow>> {
    let rows = sqlx::query(
        "SELECT * FROM previews WHERE organ = $1 AND item = $2 AND (ended_at <> '' OR expires_at <= $3) \
         ORDER BY id DESC LIMIT $4",
    )
    .bind(organ)
    .bind(item)
    .bind(stored_instant(now))
    .bind(most)
    .fetch_all(store.pool())
    .await?;
    rows.iter().map(preview_of).collect()
}

/// Ends one link of an item, `by` somebody. `None` where there is no such link, or it opens nothing any more.
pub async fn end(
    tx: &mut Tx,
    keys: &Keys,
    (organ, item, id): (&str, &str, &str),
    (by, now): (&str, Timestamp),
) -> Result<Option<PreviewRow>> {
    let row = sqlx::query(
        "SELECT * FROM previews WHERE organ = $1 AND item = $2 AND id = $3 AND ended_at = '' AND expires_at > $4",
    )
    .bind(organ)
    .bind(item)
    .bind(id)
    .bind(stored_instant(now))
    .fetch_optional(tx.db())
    .await?;
    let Some(row) = row else { return Ok(None) };
    shut(tx, keys, &row, (by, now)).await?;
    Ok(Some(preview_of(&row)?))
}

/// Ends every link that a person of an organ made; returns how many.
pub async fn end_of(
    tx: &mut Tx,
    keys: &Keys,
    (organ, made_by): (&str, &str),
    now: Timestamp,
) -> Result<u64> {
    let rows = sqlx::query(
        "SELECT * FROM previews WHERE organ = $1 AND made_by = $2 AND ended_at = '' AND expires_at > $3",
    )
    .bind(organ)
    .bind(made_by)
    .bind(stored_instant(now))
    .fetch_all(tx.db())
    .await?;
    for row in &rows {
        shut(tx, keys, row, ("", now)).await?;
    }
    Ok(rows.len() as u64)
}

/// Ends a link as it was read. One that was not made here gets no seal by it.
async fn shut(tx: &mut Tx, keys: &Keys, row: &AnyRow, (by, now): (&str, Timestamp)) -> Result<()> {
    let hash = text(row, "token_hash")?;
    sqlx::query(
        "UPDATE previews SET ended_at = $2, ended_by = $3 WHERE token_hash = $1 AND ended_at = ''",
    )
    .bind(&hash)
    .bind(stored_instant(now))
    .bind(by)
    .execute(tx.db())
    .await?;
    if PREVIEWS.holds(row, keys)? {
        let ended = sqlx::query("SELECT * FROM previews WHERE token_hash = $1")
            .bind(&hash)
            .fetch_one(tx.db())
            .await?;
        PREVIEWS.seal(tx, keys, &ended).await?;
    }
    Ok(())
}

fn preview_of(row: &AnyRow) -> Result<PreviewRow> {
    let at = |name: &str| -> Result<Option<Timestamp>> {
        match text(row, name)?.as_str() {
            "" => Ok(None),
            _ => instant(row, name).map(Some),
        }
    };
    Ok(PreviewRow {
        organ: text(row, "organ")?,
        item: text(row, "item")?,
        id: text(row, "id")?,
        token_hash: text(row, "token_hash")?,
        text: text(row, "text")?,
        purpose: text(row, "purpose")?,
        made_by: text(row, "made_by")?,
        made_at: instant(row, "made_at")?,
        expires_at: instant(row, "expires_at")?,
        ended_at: at("ended_at")?,
        ended_by: text(row, "ended_by")?,
        opened: int(row, "opened")?,
        times: at("first_opened")?.zip(at("last_opened")?),
    })
}
