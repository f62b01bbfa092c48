//! What this installation, as a witness, saw of the logs of others: the last tree of each, kept before the answer goes out.

use jiff::Timestamp;
use transparency::{Checkpoint, Hash, proof::Stand};

use crate::{
    Error, Result, Store, Tx,
    columns::{int, stored_instant, text},
};

/// Takes a log's row, so that two requests for one log come one after the other, and says what was seen of it last; a tree of size 0
/// where nothing was.
///
/// # Errors
/// The database, or a row that is damaged.
pub async fn lock(tx: &mut Tx, origin: &str) -> Result<Stand> {
    let row = sqlx::query(
        "INSERT INTO witnessed (origin, size, root, note, seen_at) VALUES ($1, 0, $2, '', '') \
         ON CONFLICT (origin) DO UPDATE SET size = witnessed.size RETURNING size, root",
    )
    .bind(origin)
    .bind(hex::encode(transparency::tree::empty()))
    .fetch_one(tx.db())
    .await?;
    let damaged = || Error::Damaged(format!("what was witnessed of {origin}"));
    let mut root: Hash = [0; 32];
    hex::decode_to_slice(text(&row, "root")?, &mut root).map_err(|_| damaged())?;
    Ok(Stand {
        size: u64::try_from(int(&row, "size")?).map_err(|_| damaged())?,
        root,
    })
}

/// Remembers the tree that is cosigned now, with its note and the cosignature.
///
/// # Errors
/// The database.
pub async fn remember(
    tx: &mut Tx,
    checkpoint: &Checkpoint,
    note: &str,
    now: Timestamp,
) -> Result<()> {
    sqlx::query(
        "UPDATE witnessed SET size = $2, root = $3, note = $4, seen_at = $5 WHERE origin = $1",
    )
    .bind(&checkpoint.origin)
    .bind(i64::try_from(checkpoint.size).unwrap_or(i64::MAX))
    .bind(hex::encode(checkpoint.root))
    .bind(note)
    .bind(stored_instant(now))
    .execute(tx.db())
    .await?;
    Ok(())
}

/// The last cosigned checkpoint of every log that was witnessed, with both signatures.
///
/// # Errors
/// The database.
pub async fn seen(store: &Store) -> Result<Vec<(String, String)>> {
    let rows = sqlx::query("SELECT origin, note FROM witnessed WHERE note <> '' ORDER BY origin")
        .fetch_all(store.pool())
        .await?;
    rows.iter()
        .map(|row| Ok((text(row, "origin")?, text(row, "note")?)))
        .collect()
}
