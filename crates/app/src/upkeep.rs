//! After an upgrade: rows that an older program or calendar derived are derived again.

use crate::{App, Result};

/// Makes every projection anew from the acts where this program or its calendar would derive them otherwise. Returns
/// whether it was needed.
pub async fn renew(app: &App) -> Result<bool> {
    if store::project::current(&app.store, &app.calendar).await? {
        return Ok(false);
    }
    let mut tx = app.store.begin().await?;
    store::project::rebuild(&mut tx, &app.calendar).await?;
    tx.commit().await?;
    Ok(true)
}
