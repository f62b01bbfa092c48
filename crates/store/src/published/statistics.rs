//! Counts about requests and items that name nobody.

use jiff::civil::Date;

use super::Public;
use crate::{Result, Store, columns::int};

/// Figures about an organ's requests that name nobody.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Stats {
    pub received: i64,
    pub closed: i64,
    /// Closed after the last day.
    pub late: i64,
    pub items: i64,
}

/// Counts of an organ's requests since a day, and of its published items.
pub async fn stats(store: &Store, organ: Option<&str>, since: Date) -> Result<Public<Stats>> {
    let row = sqlx::query(
        "SELECT COUNT(*) AS received, COUNT(closed_on) AS closed, \
         COUNT(*) FILTER (WHERE closed_on > due) AS late FROM requests \
         WHERE (CAST($1 AS TEXT) IS NULL OR organ = $1) AND received_on >= $2",
    )
    .bind(organ)
    .bind(since.to_string())
    .fetch_one(store.pool())
    .await?;
    let items = sqlx::query(
        "SELECT COUNT(*) AS n FROM public_items WHERE (CAST($1 AS TEXT) IS NULL OR organ = $1)",
    )
    .bind(organ)
    .fetch_one(store.pool())
    .await?;
    Ok(Public(Stats {
        received: int(&row, "received")?,
        closed: int(&row, "closed")?,
        late: int(&row, "late")?,
        items: int(&items, "n")?,
    }))
}
