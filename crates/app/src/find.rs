//! Searching what is public.

use search::{Facets, Hit, LevelCount, Query};
use store::published::{Public, still_public};

use crate::{App, Error, Result};

/// What a visitor is shown of an answer.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// Those of the page that are public at this moment.
    pub hits: Vec<Public<Hit>>,
    pub total: usize,
    /// How many the index has at each level, strictest first.
    pub levels: Vec<LevelCount>,
    /// The words that a hit of all words holds, as they were typed.
    pub words: Vec<String>,
    pub facets: Facets,
    /// The question was longer than was looked at.
    pub cut: bool,
}

/// The most hits on a page.
pub const MOST: usize = 20;

/// Runs a query on the node's own replica, off the threads that answer pages; then asks the ledger's rows which hits are public.
pub async fn search(app: &App, mut query: Query) -> Result<Found> {
    query.limit = query.limit.min(MOST);
    let index = app.search.clone();
    let found = tokio::task::spawn_blocking(move || index.search(&query))
        .await
        .map_err(Error::failed)?
        .map_err(Error::failed)?;
    Ok(Found {
        hits: still_public(&app.store, found.hits, named).await?,
        total: found.total,
        levels: found.levels,
        words: found.words,
        facets: found.facets,
        cut: found.cut,
    })
}

/// Organ, id and title of a hit.
fn named(hit: &Hit) -> (&str, &str, &str) {
    (&hit.organ, &hit.id, &hit.title)
}
