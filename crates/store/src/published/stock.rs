//! The stock of what is public, for whoever looks through it again (N-26).

use super::{PublicItem, items::public_items};
use crate::{Result, Store, counts};

/// How many items of an organ are public.
///
/// # Errors
/// The database.
pub async fn stock(store: &Store, organ: &str) -> Result<i64> {
    let wanted = counts::Wanted {
        organ: Some(organ),
        ..counts::Wanted::default()
    };
    counts::total(store, "item", wanted).await
}

/// Public items of an organ after an id that this scanner has not looked at as they stand now, in order, at most `limit`.
///
/// # Errors
/// The database.
pub async fn unseen(
    store: &Store,
    organ: &str,
    scanner: &str,
    after: &str,
    limit: i64,
) -> Result<Vec<PublicItem>> {
    let rows = sqlx::query(
        "SELECT i.* FROM public_items i LEFT JOIN looks l ON l.organ = i.organ AND l.id = i.id \
         WHERE i.organ = $1 AND i.id > $2 AND (l.scanner IS NULL OR l.scanner <> $3 OR l.version <> i.version) \
         ORDER BY i.id LIMIT $4",
    )
    .bind(organ)
    .bind(after)
    .bind(scanner)
    .bind(limit)
    .fetch_all(store.pool())
    .await?;
    public_items(&rows)
}
