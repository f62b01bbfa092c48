//! What the search index is told: how each item stands after the acts since it was told last.

use super::{PublicItem, item};
use crate::{Result, Store, Stream, ledger};

/// What changed for the index since `after`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Feed {
    /// Items as they are now.
    pub items: Vec<PublicItem>,
    /// Ids that are public no longer.
    pub gone: Vec<String>,
    /// The last act that this feed covers.
    pub upto: i64,
}

/// Reads at most `limit` acts of an organ after `after`.
pub async fn searchable(store: &Store, organ: &str, after: i64, limit: i64) -> Result<Feed> {
    let mut feed = Feed {
        upto: after,
        ..Feed::default()
    };
    let mut changed = std::collections::BTreeSet::new();
    for act in ledger::tail(store, organ, after, limit).await? {
        feed.upto = act.seq;
        // Every act of an item, whatever its kind: whether the item is public afterwards is asked below.
        if let Ok(Stream::Item(id)) = act.stream.parse() {
            changed.insert(id.to_string());
        }
    }
    for id in changed {
        match item(store, organ, &id).await? {
            Some(item) => feed.items.push(item),
            None => feed.gone.push(id),
        }
    }
    Ok(feed)
}
