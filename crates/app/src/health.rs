//! What the process does for itself: a write to see whether one is possible, and sweeping what has run out.

use crate::{App, Result};

/// Whether the database takes a write and keeps it.
///
/// # Errors
/// It does not: no room on the disk, no database, somebody else writing for too long.
pub async fn pulse(app: &App) -> Result<()> {
    let mut tx = app.store.begin().await?;
    store::door::pulse(&mut tx, app.clock.now()).await?;
    tx.commit().await?;
    Ok(())
}

/// Removes sessions, throttles and counts that have run out.
///
/// # Errors
/// The database.
pub async fn sweep(app: &App) -> Result<()> {
    let mut tx = app.store.begin().await?;
    store::door::sweep(&mut tx, app.clock.now(), app.clock.today()).await?;
    crate::unfound::sweep(app, &mut tx).await?;
    tx.commit().await?;
    Ok(())
}
