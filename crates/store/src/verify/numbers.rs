//! Running numbers against the numbers that were given, and keys of forms against what they were bound to.

use std::collections::{BTreeMap, BTreeSet};

use sqlx::AnyConnection;

use super::{Problem, problem};
use crate::{
    Result,
    columns::{int, text},
};

/// The numbers that a series gave: its name, what stands between the organ and the year, and where they are read.
const GIVEN: [(&str, &str, &str); 5] = [
    (
        "request",
        "-",
        "SELECT number FROM requests WHERE organ = $1",
    ),
    (
        "correction",
        "-GZ-",
        "SELECT number FROM rectifications WHERE organ = $1",
    ),
    (
        "message",
        "-LY-",
        "SELECT number FROM messages WHERE organ = $1",
    ),
    (
        "chase",
        "-DB-",
        "SELECT number FROM chases WHERE above = $1",
    ),
    (
        "index",
        "/",
        "SELECT index_number AS number FROM items WHERE organ = $1",
    ),
];

pub(super) async fn check(
    snapshot: &mut AnyConnection,
    organ: &str,
    problems: &mut Vec<Problem>,
) -> Result<()> {
    counters(snapshot, organ, problems).await?;
    claims(snapshot, organ, problems).await
}

/// A series stands where its last number is: lower, and a number would be given twice; higher, and one was taken without an act.
async fn counters(
    snapshot: &mut AnyConnection,
    organ: &str,
    problems: &mut Vec<Problem>,
) -> Result<()> {
    let mut last: BTreeMap<String, i64> = BTreeMap::new();
    for (series, between, statement) in GIVEN {
        let rows = sqlx::query(statement)
            .bind(organ)
            .fetch_all(&mut *snapshot)
            .await?;
        for row in &rows {
            let prefix = format!("{organ}{between}");
            if let Some((year, serial)) = serial(&prefix, &text(row, "number")?) {
                let kept = last.entry(format!("{series}/{year}")).or_default();
                *kept = (*kept).max(serial);
            }
        }
    }
    let rows = sqlx::query("SELECT name, value FROM counters WHERE organ = $1 ORDER BY name")
        .bind(organ)
        .fetch_all(&mut *snapshot)
        .await?;
    for row in &rows {
        let (name, value) = (text(row, "name")?, int(row, "value")?);
        let kind = name.split('/').next().unwrap_or_default();
        if !GIVEN.iter().any(|(series, ..)| *series == kind) {
            // Letters: their numbers stand in acts, and a number of a letter that was set aside may stand in none.
            last.remove(&name);
            continue;
        }
        let given = last.remove(&name).unwrap_or_default();
        if given != value {
            let detail = format!("the series stands at {value}, the last number given is {given}");
            problems.push(problem(organ, &format!("counters/{name}"), &detail));
        }
    }
    for (name, given) in last {
        let detail = format!("the series is missing, the last number given is {given}");
        problems.push(problem(organ, &format!("counters/{name}"), &detail));
    }
    Ok(())
}

/// Year and serial of a number of the organ's own form, such as `-2026-0007` after the organ; others never came from a series.
fn serial(prefix: &str, number: &str) -> Option<(String, i64)> {
    let (year, serial) = number.strip_prefix(prefix)?.split_once('-')?;
    Some((year.to_string(), serial.parse().ok()?))
}

/// A key of a form stands for something that an act made, of this organ or, of tasks that it gave, of those below.
async fn claims(
    snapshot: &mut AnyConnection,
    organ: &str,
    problems: &mut Vec<Problem>,
) -> Result<()> {
    let mut made = BTreeSet::new();
    for row in &sqlx::query("SELECT DISTINCT stream FROM acts WHERE organ = $1")
        .bind(organ)
        .fetch_all(&mut *snapshot)
        .await?
    {
        if let Some((_, id)) = text(row, "stream")?.split_once('/') {
            made.insert(id.to_string());
        }
    }
    // Tasks that are given in one form are acts of the organs that have them.
    for row in &sqlx::query("SELECT DISTINCT lot FROM tasks WHERE above = $1")
        .bind(organ)
        .fetch_all(&mut *snapshot)
        .await?
    {
        made.insert(text(row, "lot")?);
    }
    let rows = sqlx::query("SELECT key, reference FROM claims WHERE organ = $1 ORDER BY key")
        .bind(organ)
        .fetch_all(&mut *snapshot)
        .await?;
    for row in &rows {
        let reference = text(row, "reference")?;
        let id: String = reference
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect();
        // What is no ULID stands for no act of its own: a mark, or the number of a letter.
        if id.len() == ULID && !made.contains(&id) {
            let what = format!("claims/{}", text(row, "key")?);
            problems.push(problem(organ, &what, "no act made what the key stands for"));
        }
    }
    Ok(())
}

/// Letters of a ULID.
const ULID: usize = 26;
