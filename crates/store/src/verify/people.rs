//! People against the acts that name them, and each against the key.

use std::collections::BTreeSet;

use sqlx::AnyConnection;

use super::{Problem, problem};
use crate::{
    Result,
    columns::text,
    people::{self, Keys},
};

/// Every person whom a case names is there and opens, nobody is there whom no case names, and nobody was erased in silence.
pub(super) async fn check(
    snapshot: &mut AnyConnection,
    organ: &str,
    keys: Option<&Keys>,
    problems: &mut Vec<Problem>,
) -> Result<()> {
    let mut named = BTreeSet::new();
    for row in &sqlx::query(
        "SELECT person FROM requests WHERE organ = $1 UNION SELECT person FROM rectifications WHERE organ = $1 \
         UNION SELECT person FROM messages WHERE organ = $1",
    )
    .bind(organ)
    .fetch_all(&mut *snapshot)
    .await?
    {
        named.insert(text(row, "person")?);
    }
    named.remove("");
    let rows = sqlx::query("SELECT * FROM people WHERE organ = $1 ORDER BY id")
        .bind(organ)
        .fetch_all(&mut *snapshot)
        .await?;
    for row in &rows {
        let person = people::sealed_of(row)?;
        let what = format!("people/{}", person.id);
        if !named.remove(&person.id) {
            problems.push(problem(organ, &what, "no act names this person"));
        }
        if person.wrapped.is_none() && person.sealed.is_none() {
            // Nothing of the product erases anybody yet; what will, says so in an act.
            problems.push(problem(organ, &what, "erased, and no act says so"));
        }
        if let Some(fault) = keys.and_then(|keys| people::fault(keys, &person)) {
            problems.push(problem(organ, &what, fault));
        }
    }
    for missing in named {
        let what = format!("people/{missing}");
        problems.push(problem(organ, &what, "acts name a person who is not there"));
    }
    Ok(())
}
