//! Rows whose last day moves without an act, while others are asked.

use jiff::civil::Date;

use super::{RequestRow, request_of};
use crate::{Result, Store, Tx, columns::text};

/// Requests of an organ whose last day moved by a day without an act, so that their rows are to be derived anew.
pub async fn to_recount(
    store: &Store,
    organ: &str,
    today: Date,
    limit: i64,
) -> Result<Vec<String>> {
    let rows = sqlx::query(
        "SELECT id FROM requests WHERE organ = $1 AND recount_on <= $2 ORDER BY recount_on, id LIMIT $3",
    )
    .bind(organ)
    .bind(today.to_string())
    .bind(limit)
    .fetch_all(store.pool())
    .await?;
    rows.iter().map(|row| text(row, "id")).collect()
}

/// Organs that have such requests.
pub async fn organs_to_recount(store: &Store, today: Date) -> Result<Vec<String>> {
    let rows =
        sqlx::query("SELECT DISTINCT organ FROM requests WHERE recount_on <= $1 ORDER BY organ")
            .bind(today.to_string())
            .fetch_all(store.pool())
            .await?;
    rows.iter().map(|row| text(row, "organ")).collect()
}

/// Every request that is not closed, of all organs, as the transaction sees it: before and after a rebuild.
pub async fn open_everywhere(tx: &mut Tx) -> Result<Vec<RequestRow>> {
    let rows = sqlx::query("SELECT * FROM requests WHERE status <> 'closed' ORDER BY organ, id")
        .fetch_all(tx.db())
        .await?;
    rows.iter().map(request_of).collect()
}
