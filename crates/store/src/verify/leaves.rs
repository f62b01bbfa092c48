//! The public log against the acts: every public act has its leaf and no other has one, tiles and roots are those of the leaves, and what was
//! signed is what stands.

use std::collections::BTreeMap;

use sqlx::AnyConnection;
use transparency::{Checkpoint, Note, Tiles, tile::FULL, tiles::edge, tree::leaf};

use super::{Look, Problem, problem};
use crate::{
    Error, Result, Stream,
    columns::{int, text},
    ledger::Act,
    marks,
    public_log::{self, CHECKPOINT, SIZE, derive, tiles},
};

const ALL: &str = "*";
/// How many leaves are read at a time.
const BATCH: u64 = 5_000;

/// The leaves of one organ against its acts, as far as the log has followed them.
pub(super) async fn of_organ(
    snapshot: &mut AnyConnection,
    organ: &str,
    streams: &BTreeMap<String, Vec<Act>>,
    problems: &mut Vec<Problem>,
) -> Result<()> {
    let row = sqlx::query("SELECT seq FROM followed WHERE organ = $1")
        .bind(organ)
        .fetch_optional(&mut *snapshot)
        .await?;
    let followed = row.map_or(Ok(0), |row| int(&row, "seq"))?;
    let mut expected = BTreeMap::new();
    for (name, acts) in streams {
        let Ok(stream) = name.parse::<Stream>() else {
            continue;
        };
        for upto in 1..=acts.len() {
            let seq = acts[upto - 1].seq;
            // An act that cannot be read is named where its rows are derived.
            if let (true, Ok(Some(leaf))) =
                (seq <= followed, derive::leaf_of(&stream, &acts[..upto]))
            {
                expected.insert(seq, leaf.entry());
            }
        }
    }
    let rows = sqlx::query("SELECT place, seq, entry FROM leaves WHERE organ = $1 ORDER BY seq")
        .bind(organ)
        .fetch_all(&mut *snapshot)
        .await?;
    for row in &rows {
        let (place, seq, entry) = (int(row, "place")?, int(row, "seq")?, text(row, "entry")?);
        let detail = match expected.remove(&seq) {
            Some(made) if made == entry => continue,
            Some(_) => format!("it does not say what act {seq} did"),
            None => format!("act {seq} did nothing in public"),
        };
        problems.push(problem(organ, &format!("leaf {place}"), &detail));
    }
    for seq in expected.keys() {
        let detail = "the public log lacks its leaf";
        problems.push(problem(organ, &format!("act {seq}"), detail));
    }
    Ok(())
}

/// The tree of all leaves against its tiles, its checkpoint, and what witnesses cosigned.
pub(super) async fn of_all(
    snapshot: &mut AnyConnection,
    look: Look<'_>,
    problems: &mut Vec<Problem>,
) -> Result<()> {
    let mut wrong = |what: &str, detail: &str| problems.push(problem(ALL, what, detail));
    let mut stands = Vec::new();
    if let Some(note) = marks::get(&mut *snapshot, CHECKPOINT).await? {
        stands.push(("checkpoint of the public log", note));
    }
    for note in cosigned(snapshot).await? {
        stands.push(("cosigned checkpoint", note));
    }
    let mut wanted: BTreeMap<u64, Vec<(&str, Checkpoint)>> = BTreeMap::new();
    for (what, note) in stands {
        let (note, checkpoint) = match read(&note) {
            Ok(read) => read,
            Err(error) => {
                wrong(what, &error.to_string());
                continue;
            }
        };
        if let Some(keys) = look.keys {
            let key = public_log::key(keys, &checkpoint.origin)?;
            if note.signed_by(key.public()) != Some(true) {
                wrong(what, "it is not signed with this installation's key");
            }
        }
        wanted
            .entry(checkpoint.size)
            .or_default()
            .push((what, checkpoint));
    }
    let mut at_hand = Tiles::default();
    let mut size = 0;
    let mut seen = 0;
    loop {
        for (what, checkpoint) in wanted.remove(&size).unwrap_or_default() {
            if at_hand.root((0, size))? != checkpoint.root {
                wrong(what, "the leaves are not those that it was signed over");
            }
        }
        let until = wanted.keys().next().copied().unwrap_or(u64::MAX);
        let entries = entries(snapshot, size, until.min(size + BATCH)).await?;
        if entries.is_empty() {
            break;
        }
        for (place, entry) in entries {
            if place != size {
                wrong("leaves", &format!("leaf {size} is missing"));
                return Ok(());
            }
            at_hand.add(size, leaf(entry.as_bytes()))?;
            size += 1;
        }
        let changed = at_hand.changed();
        let kept = match tiles::load(snapshot, changed.iter().map(|(name, _)| *name)).await {
            Ok(kept) => kept,
            Err(error @ (Error::Damaged(_) | Error::Malformed(_))) => {
                wrong("tiles", &error.to_string());
                return Ok(());
            }
            Err(error) => return Err(error),
        };
        at_hand.keep(&edge(size));
        for (name, hashes) in changed {
            seen += u64::from(hashes.len() == FULL);
            if !kept.holds(name, &hashes) {
                wrong(
                    "tiles",
                    &format!("tile {}/{} is not that of the leaves", name.0, name.1),
                );
            }
        }
    }
    for (gone, checkpoints) in wanted {
        for (what, _) in checkpoints {
            wrong(
                what,
                &format!("it was signed over {gone} leaves, and there are {size}"),
            );
        }
    }
    let marked = marks::get(&mut *snapshot, SIZE)
        .await?
        .unwrap_or_else(|| "0".into());
    if marked != size.to_string() {
        wrong(
            "leaves",
            &format!("the tree is said to have {marked}, and there are {size}"),
        );
    }
    let row = sqlx::query("SELECT COUNT(*) AS n FROM tiles")
        .fetch_one(&mut *snapshot)
        .await?;
    let expected = seen + edge(size).len() as u64;
    if int(&row, "n")? != i64::try_from(expected).unwrap_or(i64::MAX) {
        wrong("tiles", "there are tiles of leaves that are not there");
    }
    Ok(())
}

/// A kept checkpoint.
fn read(note: &str) -> Result<(Note, Checkpoint)> {
    let note: Note = note.parse()?;
    let checkpoint = note.text.parse()?;
    Ok((note, checkpoint))
}

async fn entries(snapshot: &mut AnyConnection, from: u64, to: u64) -> Result<Vec<(u64, String)>> {
    let bound = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    let rows = sqlx::query(
        "SELECT place, entry FROM leaves WHERE place >= $1 AND place < $2 ORDER BY place",
    )
    .bind(bound(from))
    .bind(bound(to))
    .fetch_all(snapshot)
    .await?;
    rows.iter()
        .map(|row| {
            let place = u64::try_from(int(row, "place")?).unwrap_or(u64::MAX);
            Ok((place, text(row, "entry")?))
        })
        .collect()
}

async fn cosigned(snapshot: &mut AnyConnection) -> Result<Vec<String>> {
    let rows = sqlx::query("SELECT note FROM cosignatures ORDER BY witness")
        .fetch_all(snapshot)
        .await?;
    rows.iter().map(|row| text(row, "note")).collect()
}
