//! When public items last changed for the public.

use jiff::Timestamp;

use super::Public;
use crate::{
    Result, Store,
    columns::{instant, text},
};

/// An item and the moment of its last public change here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    pub organ: String,
    pub id: String,
    /// When it was published or repealed in this installation, whatever day the document itself bears.
    pub at: Timestamp,
}

pub type PublicChange = Public<Changed>;

/// The newest items of all organs, at most `limit`, each with its last public change.
///
/// # Errors
/// The database.
pub async fn changes(store: &Store, limit: i64) -> Result<Vec<PublicChange>> {
    let rows = sqlx::query(
        "SELECT i.organ, i.id, i.published_on, MAX(a.recorded_at) AS at FROM \
         (SELECT organ, id, published_on FROM public_items \
          ORDER BY published_on DESC, id DESC LIMIT $1) i \
         JOIN acts a ON a.organ = i.organ AND a.stream = 'item/' || i.id AND a.kind IN ('published', 'repealed') \
         GROUP BY i.organ, i.id, i.published_on ORDER BY i.published_on DESC, i.id DESC",
    )
    .bind(limit.clamp(1, 200))
    .fetch_all(store.pool())
    .await?;
    rows.iter()
        .map(|row| {
            Ok(Public(Changed {
                organ: text(row, "organ")?,
                id: text(row, "id")?,
                at: instant(row, "at")?,
            }))
        })
        .collect()
}
