//! What the search index is told: how each item stands after the acts since it was told last.

use super::{PublicItem, PublicOrganPage, item, pages};
use crate::{Result, Store, Stream, ledger};

/// What changed for the index since `after`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Feed {
    /// Items as they are now.
    pub items: Vec<PublicItem>,
    /// All pages of the organ, where one of them may have changed.
    pub pages: Option<Vec<PublicOrganPage>>,
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
    let mut about_the_organ = false;
    for act in ledger::tail(store, organ, after, limit).await? {
        feed.upto = act.seq;
        // Every act of an item, whatever its kind: whether the item is public afterwards is asked below.
        match act.stream.parse() {
            Ok(Stream::Item(id)) => {
                changed.insert(id.to_string());
            }
            Ok(Stream::Organ | Stream::Report(..)) => about_the_organ = true,
            _ => {}
        }
    }
    if about_the_organ {
        feed.pages = Some(pages(store, organ).await?);
    }
    for id in changed {
        match item(store, organ, &id).await? {
            Some(item) => feed.items.push(item),
            None => feed.gone.push(id),
        }
    }
    Ok(feed)
}
