//! The public log: all of it is public. Checkpoint, tiles, and for an address the record, the leaf and its proof.

use sqlx::AnyConnection;
use transparency::{
    Checkpoint, Evidence, Leaf, Note, tile, tiles,
    tree::{self, Hash},
};

use super::Public;
use crate::{
    Result, Store,
    columns::{int, text},
    public_items::row_of,
    public_log::{self, record, tiles as rows},
    reports::{self, Scope},
};

/// The last checkpoint with the cosignatures of its very tree; `None` before the first.
///
/// # Errors
/// The database.
pub async fn checkpoint(store: &Store) -> Result<Option<String>> {
    let Some(mut note) = public_log::checkpoint(store).await? else {
        return Ok(None);
    };
    for cosigned in public_log::cosigned(store).await? {
        if cosigned.note == note_alone(&note, &cosigned.note) {
            note.push_str(&cosigned.line);
        }
    }
    Ok(Some(note))
}

/// The beginning of a note that is as long as another one.
fn note_alone<'a>(note: &'a str, other: &str) -> &'a str {
    note.get(..other.len()).unwrap_or(note)
}

/// The bytes of a tile; `None` where the log has no such tile yet.
///
/// # Errors
/// The database.
pub async fn tile(store: &Store, tile: &tile::Tile) -> Result<Option<Vec<u8>>> {
    let mut connection = store.pool().acquire().await?;
    let number = i64::try_from(tile.index).unwrap_or(i64::MAX);
    match tile.level {
        tile::Level::Hashes(level) => {
            let row = sqlx::query("SELECT hashes FROM tiles WHERE level = $1 AND number = $2")
                .bind(i64::from(level))
                .bind(number)
                .fetch_optional(&mut *connection)
                .await?;
            let Some(row) = row else { return Ok(None) };
            let hashes = rows::hashes_of(&text(&row, "hashes")?)?;
            Ok(hashes.get(..tile.width).map(tile::of_hashes))
        }
        tile::Level::Entries => {
            let from = number.saturating_mul(256);
            let width = i64::try_from(tile.width).unwrap_or(256);
            let rows = sqlx::query(
                "SELECT entry FROM leaves WHERE place >= $1 AND place < $2 ORDER BY place",
            )
            .bind(from)
            .bind(from.saturating_add(width))
            .fetch_all(&mut *connection)
            .await?;
            let entries: Vec<String> = rows
                .iter()
                .map(|row| text(row, "entry"))
                .collect::<Result<_>>()?;
            let whole = entries.len() == tile.width;
            Ok(whole.then(|| tile::of_entries(entries.iter().map(String::as_bytes))))
        }
    }
}

/// What the site serves for an address, byte for byte; `None` where nothing is public.
///
/// # Errors
/// The database.
pub async fn record(store: &Store, address: &str) -> Result<Option<Public<String>>> {
    let parts: Vec<&str> = address.split('/').collect();
    let found = match parts[..] {
        ["", "items", organ, id] => {
            let row = sqlx::query("SELECT * FROM public_items WHERE organ = $1 AND id = $2")
                .bind(organ)
                .bind(id)
                .fetch_optional(store.pool())
                .await?;
            row.map(|row| record::of_item(&row_of(&row)?)).transpose()?
        }
        ["", "reports", organ, year] => report(store, organ, Scope::Own, year).await?,
        ["", "reports", organ, year, "consolidated"] => {
            report(store, organ, Scope::Consolidated, year).await?
        }
        _ => None,
    };
    Ok(found.map(Public))
}

async fn report(store: &Store, organ: &str, scope: Scope, year: &str) -> Result<Option<String>> {
    let Ok(year) = year.parse() else {
        return Ok(None);
    };
    let row = reports::of(store, organ, scope, year).await?;
    let published = row.filter(|row| row.edition > 0 && row.published_on.is_some());
    published.as_ref().map(record::of_report).transpose()
}

/// The last leaf of an address with its proof, as a reader takes it home; `None` where the log has none. The checkpoint is the newest that
/// a witness cosigned, if it covers the leaf, and the newest otherwise.
///
/// # Errors
/// The database.
pub async fn evidence(store: &Store, address: &str) -> Result<Option<Evidence>> {
    let Some((place, entry)) = last_leaf(store, address).await? else {
        return Ok(None);
    };
    let Some(note) = checkpoint_over(store, place).await? else {
        return Ok(None);
    };
    let size = size_of(&note)?;
    let Some(ranges) = tree::inclusion(place, size) else {
        return Ok(None);
    };
    let mut connection = store.pool().acquire().await?;
    let hashes = proof(&mut connection, &ranges).await?;
    drop(connection);
    let leaf = Leaf::of_entry(&entry)?;
    let mut record = record(store, address).await?.map(Public::into_inner);
    let named = |record: &String| transparency::leaf::digest(record) == leaf.record;
    if !record.as_ref().is_none_or(named) && behind(store, &leaf.organ).await? {
        // Something newer is public already and its leaf on the way. With nothing on the way the reader is to see what was altered.
        record = None;
    }
    Ok(Some(Evidence {
        entry,
        record,
        index: place,
        hashes,
        note,
    }))
}

/// Whether the log has something of an organ's ledger still to follow.
async fn behind(store: &Store, organ: &str) -> Result<bool> {
    let row = sqlx::query(
        "SELECT COUNT(*) AS n FROM heads h LEFT JOIN followed f ON f.organ = h.organ \
         WHERE h.organ = $1 AND h.seq > COALESCE(f.seq, 0)",
    )
    .bind(organ)
    .fetch_one(store.pool())
    .await?;
    Ok(int(&row, "n")? > 0)
}

async fn last_leaf(store: &Store, address: &str) -> Result<Option<(u64, String)>> {
    let row = sqlx::query(
        "SELECT place, entry FROM leaves WHERE address = $1 ORDER BY place DESC LIMIT 1",
    )
    .bind(address)
    .fetch_optional(store.pool())
    .await?;
    row.map(|row| {
        let place = u64::try_from(int(&row, "place")?).unwrap_or_default();
        Ok((place, text(&row, "entry")?))
    })
    .transpose()
}

/// The leaf at a place, with the hashes that prove it in the tree of a size: for programs. `None` where there is no such leaf or tree.
///
/// # Errors
/// The database.
pub async fn inclusion(
    store: &Store,
    place: u64,
    size: u64,
) -> Result<Option<(String, Vec<Hash>)>> {
    let Some(ranges) = tree::inclusion(place, size) else {
        return Ok(None);
    };
    if size > newest(store).await? {
        return Ok(None);
    }
    let row = sqlx::query("SELECT entry FROM leaves WHERE place = $1")
        .bind(i64::try_from(place).unwrap_or(i64::MAX))
        .fetch_optional(store.pool())
        .await?;
    let Some(row) = row else { return Ok(None) };
    let mut connection = store.pool().acquire().await?;
    let hashes = proof(&mut connection, &ranges).await?;
    Ok(Some((text(&row, "entry")?, hashes)))
}

/// The hashes that prove that one size of the tree continues another; `None` where there is no such tree.
///
/// # Errors
/// The database.
pub async fn consistency(store: &Store, earlier: u64, later: u64) -> Result<Option<Vec<Hash>>> {
    let Some(ranges) = tree::consistency(earlier, later) else {
        return Ok(None);
    };
    if later > newest(store).await? {
        return Ok(None);
    }
    let mut connection = store.pool().acquire().await?;
    proof(&mut connection, &ranges).await.map(Some)
}

/// The size of the last checkpoint; 0 before the first.
async fn newest(store: &Store) -> Result<u64> {
    match public_log::checkpoint(store).await? {
        Some(note) => size_of(&note),
        None => Ok(0),
    }
}

async fn proof(connection: &mut AnyConnection, ranges: &[tree::Range]) -> Result<Vec<Hash>> {
    let at_hand = rows::load(connection, tiles::needed(ranges)).await?;
    Ok(at_hand.proof(ranges)?)
}

fn size_of(note: &str) -> Result<u64> {
    let note: Note = note.parse()?;
    Ok(note.text.parse::<Checkpoint>()?.size)
}

async fn checkpoint_over(store: &Store, place: u64) -> Result<Option<String>> {
    let newest = checkpoint(store).await?;
    let all = public_log::cosigned(store).await?;
    let Some(best) = all.first().filter(|best| best.size > place) else {
        return Ok(newest);
    };
    // The newest has all that a cosigned one of the same size has.
    if newest
        .as_ref()
        .is_some_and(|newest| newest.starts_with(&best.note))
    {
        return Ok(newest);
    }
    let mut note = best.note.clone();
    for cosigned in all.iter().filter(|other| other.note == best.note) {
        note.push_str(&cosigned.line);
    }
    Ok(Some(note))
}
