//! The messages of an organ: what is owed by last day, what waits for a reading, what is done with.

use store::messages::MessageRow;

use crate::{App, Result, Staff};

/// The most rows of one group.
const MOST: i64 = 200;

#[derive(Debug, Clone, Default)]
pub struct Desk {
    /// A reply is owed; the nearest last day first.
    pub owed: Vec<MessageRow>,
    /// A text waits to be cleared for all.
    pub to_clear: Vec<MessageRow>,
}

/// What the organ has to do.
pub async fn desk(app: &App, staff: &Staff) -> Result<Desk> {
    Ok(Desk {
        owed: store::messages::owed(&app.store, &staff.organ, MOST).await?,
        to_clear: store::messages::to_clear(&app.store, &staff.organ, MOST).await?,
    })
}

/// What is done with, the newest first, before the message `before`; at most `limit`.
pub async fn done(app: &App, staff: &Staff, before: &str, limit: i64) -> Result<Vec<MessageRow>> {
    Ok(store::messages::done(&app.store, &staff.organ, before, limit).await?)
}
