//! Searching what is public.

use search::{Query, Results};

use crate::{App, Error, Result};

/// Runs a query on the node's own replica, off the threads that answer pages.
pub async fn search(app: &App, query: Query) -> Result<Results> {
    let index = app.search.clone();
    tokio::task::spawn_blocking(move || index.search(&query))
        .await
        .map_err(Error::failed)?
        .map_err(Error::failed)
}
