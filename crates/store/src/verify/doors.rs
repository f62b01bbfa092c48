//! What opens doors against its seals: sessions, links, previews and tokens that were made or changed without the installation's key.

use std::collections::BTreeMap;

use sqlx::AnyConnection;

use super::{Problem, problem};
use crate::{
    Result,
    columns::text,
    people::Keys,
    seals::{LINKS, PREVIEWS, SESSIONS, TOKENS},
};

/// Every session, link, preview and token carries the seal of what it says.
pub(super) async fn check(
    snapshot: &mut AnyConnection,
    keys: &Keys,
    only: Option<&str>,
    problems: &mut Vec<Problem>,
) -> Result<()> {
    const DETAIL: &str = "made or changed outside of the program; it opens nothing";
    let looked = |organ: &str| only.is_none_or(|only| only == organ);
    let mut people = BTreeMap::new();
    let staff = sqlx::query("SELECT id, organ, login FROM staff")
        .fetch_all(&mut *snapshot)
        .await?;
    for row in &staff {
        people.insert(text(row, "id")?, (text(row, "organ")?, text(row, "login")?));
    }
    for (table, doors) in [("sessions", &SESSIONS), ("links", &LINKS)] {
        for row in doors.unsealed(snapshot, keys).await? {
            let staff = text(&row, "staff")?;
            let nobody = (String::new(), staff.clone());
            let (organ, login) = people.get(&staff).unwrap_or(&nobody);
            if looked(organ) {
                problems.push(problem(organ, &format!("{table}/{login}"), DETAIL));
            }
        }
    }
    for (table, doors) in [("previews", &PREVIEWS), ("tokens", &TOKENS)] {
        for row in doors.unsealed(snapshot, keys).await? {
            let organ = text(&row, "organ")?;
            if looked(&organ) {
                let what = format!("{table}/{}", text(&row, "id")?);
                problems.push(problem(&organ, &what, DETAIL));
            }
        }
    }
    Ok(())
}
