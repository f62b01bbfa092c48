//! 日志: every act of the installation in one order, as leaves of a Merkle tree (RFC 6962), and checkpoints of it that are kept elsewhere.
//!
//! Each organ's ledger is a chain of its own, and whoever can write the database can write a chain anew together with its head. A
//! checkpoint says in one signed text how many acts there were and what they were; kept where that person cannot write, it
//! finds him out, even if he signs a new one with the installation's own key.

mod checkpoint;

use sqlx::AnyConnection;
use transparency::{SigningKey, Tree, key::Kind};

pub use checkpoint::{Anchored, Checkpoint, take};

use crate::{
    Error, Result, Store, Tx,
    columns::{int, text},
    ledger::Head,
    marks,
    people::Keys,
};

/// The mark under which the tree is kept as far as it was grown.
const GROWN: &str = "log";
/// The mark under which the last checkpoint is kept.
const LAST: &str = "checkpoint";
/// The mark under which the moment of the last checkpoint is kept.
const TAKEN: &str = "checkpoint-taken";

/// How many leaves are read at a time.
const BATCH: i64 = 5_000;

/// The key with which an installation signs checkpoints of its ledger, under a name, which is best its address without scheme. It comes
/// from the master key, so that all nodes have the same.
///
/// # Errors
/// The name is empty or holds a blank or a plus sign.
pub fn key(keys: &Keys, name: &str) -> Result<SigningKey> {
    let seed = keys.derive("log", "ed25519");
    Ok(SigningKey::from_seed(&seed, name, Kind::Text)?)
}

/// Gives every act that has none a place in the log, after all that have one, and grows the kept tree by them. One at a time: the
/// mark is locked first.
async fn grow(tx: &mut Tx) -> Result<Tree> {
    let kept = marks::lock(tx, GROWN, "").await?;
    let mut tree = if kept.is_empty() {
        Tree::default()
    } else {
        kept.parse()?
    };
    let row = sqlx::query("SELECT CAST(COALESCE(MAX(place) + 1, 0) AS BIGINT) AS size FROM log")
        .fetch_one(tx.db())
        .await?;
    sqlx::query(
        "INSERT INTO log (place, organ, seq) \
         SELECT CAST($1 AS BIGINT) - 1 + ROW_NUMBER() OVER (ORDER BY a.organ, a.seq), a.organ, a.seq FROM acts a \
         WHERE a.seq > COALESCE((SELECT MAX(l.seq) FROM log l WHERE l.organ = a.organ), 0)",
    )
    .bind(int(&row, "size")?)
    .execute(tx.db())
    .await?;
    fill(tx.db(), &mut tree, i64::MAX).await?;
    marks::set(tx, GROWN, &tree.to_string()).await?;
    Ok(tree)
}

/// Adds leaves to a tree until it has `size` of them or the log ends.
pub(crate) async fn fill(connection: &mut AnyConnection, tree: &mut Tree, size: i64) -> Result<()> {
    loop {
        let from = i64::try_from(tree.size()).unwrap_or(i64::MAX);
        let to = from.saturating_add(BATCH).min(size);
        let rows = sqlx::query(
            "SELECT a.hash FROM log l JOIN acts a ON a.organ = l.organ AND a.seq = l.seq \
             WHERE l.place >= $1 AND l.place < $2 ORDER BY l.place",
        )
        .bind(from)
        .bind(to)
        .fetch_all(&mut *connection)
        .await?;
        if rows.is_empty() {
            return Ok(());
        }
        for row in &rows {
            tree.add(&entry(&text(row, "hash")?));
        }
    }
}

/// The entry of an act: its hash as bytes. A hash that is none enters as it stands, and makes another tree.
fn entry(hash: &str) -> Vec<u8> {
    hex::decode(hash).unwrap_or_else(|_| hash.as_bytes().to_vec())
}

/// The last act of each organ that has a place below `size`.
pub(crate) async fn heads_at(connection: &mut AnyConnection, size: i64) -> Result<Vec<Head>> {
    let rows = sqlx::query(
        "SELECT a.organ, a.seq, a.hash FROM acts a \
         JOIN (SELECT organ, MAX(seq) AS seq FROM log WHERE place < $1 GROUP BY organ) l \
         ON l.organ = a.organ AND l.seq = a.seq ORDER BY a.organ",
    )
    .bind(size)
    .fetch_all(connection)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(Head {
                organ: text(row, "organ")?,
                seq: int(row, "seq")?,
                hash: text(row, "hash")?,
            })
        })
        .collect()
}

/// The last checkpoint that was taken here, as signed.
///
/// # Errors
/// The database.
pub async fn last(store: &Store) -> Result<Option<String>> {
    marks::get(store.pool(), LAST).await
}

/// When the last checkpoint was taken.
///
/// # Errors
/// The database, or a mark that is no instant.
pub async fn last_taken(store: &Store) -> Result<Option<jiff::Timestamp>> {
    let Some(value) = marks::get(store.pool(), TAKEN).await? else {
        return Ok(None);
    };
    value
        .parse()
        .map(Some)
        .map_err(|_| Error::Damaged(format!("mark {TAKEN}: {value} is not an instant")))
}

/// Keeps a checkpoint as the last one.
///
/// # Errors
/// The database.
pub async fn keep(tx: &mut Tx, note: &str, taken: jiff::Timestamp) -> Result<()> {
    for (name, value) in [(LAST, note.to_string()), (TAKEN, taken.to_string())] {
        marks::set(tx, name, &value).await?;
    }
    Ok(())
}
