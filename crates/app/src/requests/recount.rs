//! One last day everywhere: while others are being asked it moves each working day without an act, so the rows that
//! it moved for are derived anew before anybody reads, sorts or counts by them.

use crate::{App, Result};

use super::stream_of;

/// How many rows one transaction renews.
const BATCH: i64 = 200;

/// Counts an organ's rows anew whose last day has moved since. What cannot be written now (a full disk) does not keep anybody
/// from reading: it is logged, and tried again by whoever looks next.
pub(crate) async fn recount(app: &App, organ: &str) {
    if let Err(error) = of_organ(app, organ).await {
        tracing::error!(organ, %error, "last days that moved could not be counted anew");
    }
}

/// The same for every organ: once a day, so that few are left for those who look.
pub async fn recount_all(app: &App) -> Result<()> {
    for organ in store::requests::organs_to_recount(&app.store, app.clock.today()).await? {
        of_organ(app, &organ).await?;
    }
    Ok(())
}

async fn of_organ(app: &App, organ: &str) -> Result<()> {
    loop {
        let today = app.clock.today();
        let moved = store::requests::to_recount(&app.store, organ, today, BATCH).await?;
        if moved.is_empty() {
            return Ok(());
        }
        let mut tx = app.store.begin().await?;
        // So that nobody's act is overwritten with a row read before it.
        store::ledger::lock(&mut tx, organ).await?;
        for id in &moved {
            store::project::apply(&mut tx, &app.rules(), organ, &stream_of(id)?).await?;
        }
        tx.commit().await?;
        if i64::try_from(moved.len()).unwrap_or(BATCH) < BATCH {
            return Ok(());
        }
    }
}
