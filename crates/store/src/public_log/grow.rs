//! Following the ledger: what became public since becomes leaves, tiles and a signed checkpoint, in one transaction.

use std::collections::BTreeMap;

use transparency::{Checkpoint, SigningKey, Tiles, tiles::edge, tree::leaf};

use super::{CHECKPOINT, SIZE, checkpoint, derive, tiles};
use crate::{
    Error, Result, Store, Stream, Tx,
    columns::{int, text},
    ledger, marks,
};

/// How many acts are looked at in one transaction, at most, of one organ.
const BATCH: i64 = 500;

/// Organs with an act that cannot be read, each with the `seq` at which its ledger stood when that was seen.
pub type Stuck = BTreeMap<String, i64>;

/// What one transaction did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Growth {
    /// How many leaves came.
    pub added: u64,
    /// There is more to follow at once.
    pub more: bool,
    /// Whose ledgers could not be followed to their end.
    pub stuck: Stuck,
}

/// An organ whose ledger went on since the log followed it: from where, to where.
struct Behind {
    organ: String,
    after: i64,
    upto: i64,
}

const BEHIND: &str = "SELECT h.organ, h.seq, CAST(COALESCE(f.seq, 0) AS BIGINT) AS after FROM heads h \
     LEFT JOIN followed f ON f.organ = h.organ WHERE h.seq > COALESCE(f.seq, 0) ORDER BY h.organ";

/// Whether there are acts that the log did not look at, or no checkpoint under this name. Organs that were stuck and have not acted since are
/// passed over: looking again would find the same.
///
/// # Errors
/// The database.
pub async fn behind(store: &Store, origin: &str, stuck: &Stuck) -> Result<bool> {
    let rows = sqlx::query(BEHIND).fetch_all(store.pool()).await?;
    for row in &rows {
        if stuck.get(&text(row, "organ")?) != Some(&int(row, "seq")?) {
            return Ok(true);
        }
    }
    let note = checkpoint(store).await?;
    Ok(note.is_none_or(|note| note.split('\n').next() != Some(origin)))
}

/// Follows the ledger of every organ for a while and signs what the tree is then. One at a time, on however many nodes: the tree's mark
/// is locked first. An organ whose next act cannot be read is left where it is, with a word in the log of this program.
///
/// # Errors
/// The database, or tiles that are not those of the tree.
pub async fn follow(tx: &mut Tx, key: &SigningKey) -> Result<Growth> {
    let mut size = lock(tx).await?;
    let mut growth = Growth::default();
    let mut at_hand = tiles::load(tx.db(), edge(size)).await?;
    for behind in all_behind(tx).await? {
        let (reached, more) = one(tx, &behind, &mut size, &mut at_hand, &mut growth).await?;
        growth.more |= more;
        followed(tx, &behind.organ, reached).await?;
    }
    tiles::write(tx, &mut at_hand).await?;
    marks::set(tx, SIZE, &size.to_string()).await?;
    let checkpoint = Checkpoint {
        origin: key.public().name.clone(),
        size,
        root: at_hand.root((0, size))?,
    };
    marks::set(tx, CHECKPOINT, &key.sign(&checkpoint.to_string())).await?;
    Ok(growth)
}

/// Takes the tree: until the transaction ends, nobody else adds to it.
async fn lock(tx: &mut Tx) -> Result<u64> {
    let value = marks::lock(tx, SIZE, "0").await?;
    value
        .parse()
        .map_err(|_| Error::Damaged(format!("mark {SIZE}: {value} is no size")))
}

async fn all_behind(tx: &mut Tx) -> Result<Vec<Behind>> {
    let rows = sqlx::query(BEHIND).fetch_all(tx.db()).await?;
    rows.iter()
        .map(|row| {
            Ok(Behind {
                organ: text(row, "organ")?,
                after: int(row, "after")?,
                upto: int(row, "seq")?,
            })
        })
        .collect()
}

/// Follows one organ; returns how far it came and whether there is more.
async fn one(
    tx: &mut Tx,
    behind: &Behind,
    size: &mut u64,
    at_hand: &mut Tiles,
    growth: &mut Growth,
) -> Result<(i64, bool)> {
    let rows = sqlx::query(
        "SELECT seq, stream FROM acts WHERE organ = $1 AND seq > $2 AND seq <= $3 \
         AND kind IN ($4, $5, $6, $7, $8, $9, $10) ORDER BY seq LIMIT $11",
    )
    .bind(&behind.organ)
    .bind(behind.after)
    .bind(behind.upto);
    let rows = derive::KINDS
        .into_iter()
        .fold(rows, |query, kind| query.bind(kind))
        .bind(BATCH)
        .fetch_all(tx.db())
        .await?;
    let mut reached = behind.after;
    for row in &rows {
        let (seq, stream) = (int(row, "seq")?, text(row, "stream")?);
        let leaf = match leaf_at(tx, &behind.organ, &stream, seq).await {
            Ok(leaf) => leaf,
            Err(error @ (Error::Act { .. } | Error::Damaged(_) | Error::Json(_))) => {
                tracing::error!(%error, organ = behind.organ, seq, "the public log cannot follow");
                growth.stuck.insert(behind.organ.clone(), behind.upto);
                return Ok((reached, false));
            }
            Err(error) => return Err(error),
        };
        if let Some(found) = leaf {
            let entry = found.entry();
            insert(tx, *size, &behind.organ, seq, &found.address, &entry).await?;
            at_hand.add(*size, leaf_hash(&entry))?;
            *size += 1;
            growth.added += 1;
        }
        reached = seq;
    }
    let full = i64::try_from(rows.len()).unwrap_or(BATCH) == BATCH;
    Ok(if full {
        (reached, true)
    } else {
        (behind.upto, false)
    })
}

fn leaf_hash(entry: &str) -> transparency::Hash {
    leaf(entry.as_bytes())
}

async fn leaf_at(
    tx: &mut Tx,
    organ: &str,
    stream: &str,
    seq: i64,
) -> Result<Option<transparency::Leaf>> {
    let stream: Stream = stream.parse()?;
    if derive::address(organ, &stream).is_none() {
        return Ok(None);
    }
    let mut acts = ledger::stream_tx(tx, organ, &stream).await?;
    acts.retain(|act| act.seq <= seq);
    derive::leaf_of(&stream, &acts)
}

/// Writes a leaf into its place.
pub(crate) async fn insert(
    tx: &mut Tx,
    place: u64,
    organ: &str,
    seq: i64,
    address: &str,
    entry: &str,
) -> Result<()> {
    sqlx::query(
        "INSERT INTO leaves (place, organ, seq, address, entry) VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(i64::try_from(place).unwrap_or(i64::MAX))
    .bind(organ)
    .bind(seq)
    .bind(address)
    .bind(entry)
    .execute(tx.db())
    .await?;
    Ok(())
}

/// Notes how far an organ's ledger was followed.
pub(crate) async fn followed(tx: &mut Tx, organ: &str, seq: i64) -> Result<()> {
    sqlx::query(
        "INSERT INTO followed (organ, seq) VALUES ($1, $2) \
         ON CONFLICT (organ) DO UPDATE SET seq = excluded.seq",
    )
    .bind(organ)
    .bind(seq)
    .execute(tx.db())
    .await?;
    Ok(())
}

/// Makes the tiles anew from the leaves, after these were written as they are. The checkpoint is signed by whoever follows next.
///
/// # Errors
/// The database, or leaves with a gap.
pub(crate) async fn rebuild(tx: &mut Tx) -> Result<()> {
    let mut at_hand = Tiles::default();
    let mut size = 0;
    loop {
        let from = i64::try_from(size).unwrap_or(i64::MAX);
        let rows = sqlx::query(
            "SELECT place, entry FROM leaves WHERE place >= $1 ORDER BY place LIMIT 5000",
        )
        .bind(from)
        .fetch_all(tx.db())
        .await?;
        if rows.is_empty() {
            break;
        }
        for row in &rows {
            if u64::try_from(int(row, "place")?).ok() != Some(size) {
                return Err(Error::Damaged(format!("leaf {size} is missing")));
            }
            at_hand.add(size, leaf_hash(&text(row, "entry")?))?;
            size += 1;
        }
        tiles::write(tx, &mut at_hand).await?;
        at_hand.keep(&edge(size));
    }
    marks::set(tx, SIZE, &size.to_string()).await
}
