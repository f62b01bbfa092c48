//! Staff against the seals of their rows: roles given, accounts opened and passwords set without the installation's key; and the
//! acts against staff: somebody who acted and is not there any more.

use std::collections::{BTreeMap, BTreeSet};

use sqlx::AnyConnection;

use super::{Problem, problem};
use crate::{Result, columns::text, people::Keys, staff::staff_of};

/// Who acted, with organ and number of his first act.
pub(super) type Actors = BTreeMap<String, (String, i64)>;

/// Every row carries the seal of what it says.
pub(super) async fn check(
    snapshot: &mut AnyConnection,
    keys: &Keys,
    only: Option<&str>,
    problems: &mut Vec<Problem>,
) -> Result<()> {
    let rows = sqlx::query("SELECT * FROM staff ORDER BY organ, id")
        .fetch_all(&mut *snapshot)
        .await?;
    for row in &rows {
        let row = staff_of(row)?;
        if only.is_some_and(|organ| organ != row.organ) || row.seal == row.seal_with(keys) {
            continue;
        }
        let detail = if row.seal.is_empty() {
            "not sealed: added or changed outside of the program"
        } else {
            "changed outside of the program"
        };
        problems.push(problem(&row.organ, &format!("staff/{}", row.login), detail));
    }
    Ok(())
}

/// Whoever acted is known: no member of staff, and no program, is ever deleted.
pub(super) async fn actors(
    snapshot: &mut AnyConnection,
    actors: &Actors,
    problems: &mut Vec<Problem>,
) -> Result<()> {
    let rows = sqlx::query(
        "SELECT id FROM staff UNION ALL SELECT 'token/' || id AS id FROM tokens WHERE kind = 'api'",
    )
    .fetch_all(&mut *snapshot)
    .await?;
    let mut known = BTreeSet::new();
    for row in &rows {
        known.insert(text(row, "id")?);
    }
    for (actor, (organ, seq)) in actors {
        for name in named(actor) {
            if !known.contains(&name) {
                let what = format!("act {seq}");
                let detail = format!("it is by {name}, who is not among staff and programs");
                problems.push(problem(organ, &what, &detail));
            }
        }
    }
    Ok(())
}

/// Whom an actor names: a person by his id, a program by its token, with whoever made it. A word such as `applicant` is nobody.
fn named(actor: &str) -> Vec<String> {
    let person = |id: &str| id.len() == 26 && id.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let people = |id: &str| person(id).then(|| id.to_string());
    match actor.strip_prefix("token/") {
        Some(program) => {
            let (id, maker) = program.split_once('/').unwrap_or((program, ""));
            let token = person(id).then(|| format!("token/{id}"));
            token.into_iter().chain(people(maker)).collect()
        }
        None => people(actor).into_iter().collect(),
    }
}
