//! What is done once in the life of an installation, and remembered.

use store::ledger;

use crate::{App, Result};

/// Whether the organ carries the mark.
pub async fn is_marked(app: &App, organ: &str, mark: &str) -> Result<bool> {
    Ok(ledger::claimed(&app.store, organ, mark).await?.is_some())
}

/// Puts the mark on the organ; a second time changes nothing.
pub async fn mark(app: &App, organ: &str, mark: &str) -> Result<()> {
    let mut tx = app.store.begin().await?;
    ledger::claim(&mut tx, organ, mark, mark).await?;
    tx.commit().await?;
    Ok(())
}
