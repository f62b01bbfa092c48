//! The log against the acts, and both against a checkpoint that was kept where whoever changed the database cannot write.

use sqlx::AnyConnection;
use transparency::{Note, Tree};

use super::{Look, Problem, problem};
use crate::{
    Result,
    columns::{int, text},
    log::{self, Anchored, Checkpoint},
};

/// Under what the problems of the whole stand.
const ALL: &str = "*";

pub(super) async fn check(
    snapshot: &mut AnyConnection,
    look: Look<'_>,
    problems: &mut Vec<Problem>,
) -> Result<()> {
    order(snapshot, problems).await?;
    key(snapshot, look, problems).await?;
    if let Some(note) = look.checkpoint {
        against(snapshot, look, note, problems).await?;
    }
    Ok(())
}

/// Places follow one another without a gap, each names an act, and those of an organ come in the order of its ledger.
async fn order(snapshot: &mut AnyConnection, problems: &mut Vec<Problem>) -> Result<()> {
    let row = sqlx::query(
        "SELECT COUNT(*) AS found, CAST(COALESCE(MAX(place) + 1, 0) AS BIGINT) AS size FROM log",
    )
    .fetch_one(&mut *snapshot)
    .await?;
    let (found, size) = (int(&row, "found")?, int(&row, "size")?);
    if found != size {
        let detail = format!("{} places of {size} are missing", size - found);
        problems.push(problem(ALL, "log", &detail));
    }
    let rows = sqlx::query(
        "SELECT l.organ, COUNT(*) AS found FROM log l LEFT JOIN acts a ON a.organ = l.organ AND a.seq = l.seq \
         WHERE a.seq IS NULL GROUP BY l.organ ORDER BY l.organ",
    )
    .fetch_all(&mut *snapshot)
    .await?;
    for row in &rows {
        let detail = format!(
            "{} acts that the log holds are not there",
            int(row, "found")?
        );
        problems.push(problem(&text(row, "organ")?, "log", &detail));
    }
    let rows = sqlx::query(
        "SELECT organ, MIN(seq) AS seq FROM (SELECT organ, seq, \
         ROW_NUMBER() OVER (PARTITION BY organ ORDER BY place) AS turn FROM log) AS turns \
         WHERE seq <> turn GROUP BY organ ORDER BY organ",
    )
    .fetch_all(&mut *snapshot)
    .await?;
    for row in &rows {
        let detail = format!("act {} is not in its place in the log", int(row, "seq")?);
        problems.push(problem(&text(row, "organ")?, "log", &detail));
    }
    Ok(())
}

/// The key at hand is the one that the installation was made with.
async fn key(
    snapshot: &mut AnyConnection,
    look: Look<'_>,
    problems: &mut Vec<Problem>,
) -> Result<()> {
    let Some(keys) = look.keys else { return Ok(()) };
    if let Some(known) = crate::key::known_in(snapshot).await?
        && known != keys.fingerprint()
    {
        let detail = format!(
            "the installation was sealed with another key: its fingerprint is {known}, of this one {}",
            keys.fingerprint()
        );
        problems.push(problem(ALL, "key", &detail));
    }
    Ok(())
}

async fn against(
    snapshot: &mut AnyConnection,
    look: Look<'_>,
    note: &str,
    problems: &mut Vec<Problem>,
) -> Result<()> {
    let mut wrong = |detail: &str| problems.push(problem(ALL, "checkpoint", detail));
    let note: Note = note.parse()?;
    let checkpoint = Checkpoint::in_note(&note)?;
    match look.signer.map(|signer| note.signed_by(signer)) {
        Some(Some(true)) | None => {}
        Some(Some(false)) => wrong("the signature is not that of this text"),
        Some(None) => wrong("it is not signed with the key that was expected"),
    }
    let mut tree = Tree::default();
    let size = i64::try_from(checkpoint.size).unwrap_or(i64::MAX);
    log::fill(snapshot, &mut tree, size).await?;
    if tree.size() < checkpoint.size {
        let (had, has) = (checkpoint.size, tree.size());
        wrong(&format!(
            "it was taken of {had} acts, and the log holds {has}"
        ));
    } else if tree.root() != checkpoint.root {
        wrong("the acts are not those that it was taken of");
    }
    if look
        .keys
        .is_some_and(|keys| keys.fingerprint() != checkpoint.key)
    {
        wrong("it was taken with another master key");
    }
    let then = checkpoint.anchored;
    let now = Anchored::now(snapshot).await?;
    for (name, then, now) in [
        ("people", then.people, now.people),
        ("claims", then.claims, now.claims),
        ("numbers", then.numbers, now.numbers),
    ] {
        if now < then {
            wrong(&format!(
                "{name}: there were {then}, and now there are {now}"
            ));
        }
    }
    audited(snapshot, &checkpoint, problems).await?;
    heads(snapshot, &checkpoint, problems).await
}

/// The audit log holds the row that was its last, or has let it go with those before.
async fn audited(
    snapshot: &mut AnyConnection,
    checkpoint: &Checkpoint,
    problems: &mut Vec<Problem>,
) -> Result<()> {
    let Some((seq, hash)) = &checkpoint.audit else {
        return Ok(());
    };
    let first = sqlx::query("SELECT CAST(COALESCE(MIN(seq), 0) AS BIGINT) AS seq FROM audit")
        .fetch_one(&mut *snapshot)
        .await?;
    if *seq < int(&first, "seq")? {
        return Ok(());
    }
    let row = sqlx::query("SELECT hash FROM audit WHERE seq = $1")
        .bind(seq)
        .fetch_optional(&mut *snapshot)
        .await?;
    let found = row.map(|row| text(&row, "hash")).transpose()?;
    let taken = checkpoint.taken;
    let detail = match found {
        Some(found) if found == *hash => return Ok(()),
        Some(_) => format!("rows up to {seq} were changed after the checkpoint of {taken}"),
        None => format!("row {seq} was there at the checkpoint of {taken}, and is not now"),
    };
    problems.push(problem(ALL, "audit", &detail));
    Ok(())
}

/// Which organs the difference is in.
async fn heads(
    snapshot: &mut AnyConnection,
    checkpoint: &Checkpoint,
    problems: &mut Vec<Problem>,
) -> Result<()> {
    for head in &checkpoint.heads {
        let row = sqlx::query("SELECT hash FROM acts WHERE organ = $1 AND seq = $2")
            .bind(&head.organ)
            .bind(head.seq)
            .fetch_optional(&mut *snapshot)
            .await?;
        let found = row.map(|row| text(&row, "hash")).transpose()?;
        let detail = match found {
            Some(hash) if hash == head.hash => continue,
            Some(_) => format!(
                "acts up to {} were changed after the checkpoint of {}",
                head.seq, checkpoint.taken
            ),
            None => format!(
                "act {} was there at the checkpoint of {}, and is not now",
                head.seq, checkpoint.taken
            ),
        };
        problems.push(problem(&head.organ, "checkpoint", &detail));
    }
    Ok(())
}
