//! Keeps the node's search replica in step with the ledger.

use store::published::{PublicItem, searchable};

use crate::{App, Error, Result};

/// How many changed items are taken in one go.
const BATCH: i64 = 500;

/// Feeds what changed since the index's own cursor. Returns how many items were taken.
pub async fn catch_up(app: &App) -> Result<usize> {
    let mut taken = 0;
    for organ in store::published::organs(&app.store).await? {
        loop {
            let after = app.search.cursor(&organ.code);
            let feed = searchable(&app.store, &organ.code, after, BATCH).await?;
            if feed.upto <= after {
                break;
            }
            app.store.changed();
            taken += feed.items.len() + feed.gone.len();
            let docs: Vec<search::Doc> = feed.items.into_iter().map(doc).collect();
            let (index, code) = (app.search.clone(), organ.code.clone());
            tokio::task::spawn_blocking(move || {
                index.put(&docs)?;
                for id in &feed.gone {
                    index.remove(&code, id)?;
                }
                index.commit(&code, feed.upto)
            })
            .await
            .map_err(Error::failed)?
            .map_err(Error::failed)?;
        }
    }
    Ok(taken)
}

fn doc(item: PublicItem) -> search::Doc {
    let item = item.into_inner();
    search::Doc {
        organ: item.organ,
        id: item.id,
        kind: "item".into(),
        column: item.column,
        title: item.title,
        summary: item.summary,
        document_number: item.document_number,
        year: i64::from(item.published_on.year()),
        validity: item.validity,
        published_on: item.published_on.to_string(),
        body: documents::plain_text::of_html(&item.body_html),
    }
}
