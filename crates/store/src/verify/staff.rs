//! Staff against the seals of their rows: roles given, accounts opened and passwords set without the installation's key.

use sqlx::AnyConnection;

use super::{Problem, problem};
use crate::{Result, people::Keys, staff::staff_of};

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
