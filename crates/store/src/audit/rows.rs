//! Reading the audit log: the newest rows first, by key, so that the last page costs what the first does.

use jiff::civil::Date;
use sqlx::AssertSqlSafe;

use super::{Entry, entry_of};
use crate::{Result, Store};

/// Which rows; what is not given does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    pub from: Option<Date>,
    pub to: Option<Date>,
    pub kind: Option<String>,
    /// A login, of whoever did it or of whom it was done to.
    pub person: Option<String>,
    /// Only rows before this number.
    pub before: Option<i64>,
}

/// Rows, the newest first, `limit` of them at most.
///
/// # Errors
/// The database.
pub async fn page(store: &Store, filter: &Filter, limit: i64) -> Result<Vec<Entry>> {
    let days = (filter.from, filter.to);
    let conditions: Vec<&str> = [
        (days.0.is_some(), "day >= $1"),
        (days.1.is_some(), "day <= $2"),
        (filter.kind.is_some(), "kind = $3"),
        (filter.person.is_some(), "(login = $4 OR whom = $4)"),
    ]
    .into_iter()
    .filter_map(|(given, condition)| given.then_some(condition))
    .chain(["seq < $5"])
    .collect();
    // A parameter that no condition uses has no type for PostgreSQL.
    let statement = format!(
        "SELECT * FROM audit WHERE {} AND (CAST($1 AS TEXT) IS NULL OR CAST($2 AS TEXT) IS NULL OR CAST($3 AS TEXT) IS NULL \
         OR CAST($4 AS TEXT) IS NULL OR 1 = 1) ORDER BY seq DESC LIMIT $6",
        conditions.join(" AND ")
    );
    let rows = sqlx::query(AssertSqlSafe(statement))
        .bind(filter.from.map(|day| day.to_string()))
        .bind(filter.to.map(|day| day.to_string()))
        .bind(filter.kind.as_deref())
        .bind(filter.person.as_deref())
        .bind(filter.before.unwrap_or(i64::MAX))
        .bind(limit)
        .fetch_all(store.pool())
        .await?;
    rows.iter().map(entry_of).collect()
}
