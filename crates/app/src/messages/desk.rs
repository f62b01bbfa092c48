//! The messages of an organ: what is owed by last day, what waits for a reading, what is done with.

use store::messages::MessageRow;

use crate::{
    App, Result, Staff,
    rights::{Author, Head, holds},
};

/// The most rows of one group.
const MOST: i64 = 100;
/// How much of a message stands on the list.
const ABOUT: usize = 30;

#[derive(Debug, Clone, Default)]
pub struct Desk {
    /// A reply is owed; the nearest last day first.
    pub owed: Vec<Waiting>,
    /// A text waits to be cleared for all.
    pub to_clear: Vec<Waiting>,
}

/// A message on the list.
#[derive(Debug, Clone)]
pub struct Waiting {
    pub row: MessageRow,
    /// Its first words, or the title of the text to be cleared; empty for whoever neither answers nor reads replies.
    pub about: String,
}

/// What the organ has to do.
pub async fn desk(app: &App, staff: &Staff) -> Result<Desk> {
    let mut desk = Desk::default();
    for row in store::messages::owed(&app.store, &staff.organ, MOST).await? {
        let about = about(app, staff, &row).await?;
        desk.owed.push(Waiting { row, about });
    }
    for row in store::messages::to_clear(&app.store, &staff.organ, MOST).await? {
        let about = row.title.clone();
        desk.to_clear.push(Waiting { row, about });
    }
    Ok(desk)
}

async fn about(app: &App, staff: &Staff, row: &MessageRow) -> Result<String> {
    if !(holds::<Author>(staff) || holds::<Head>(staff)) {
        return Ok(String::new());
    }
    let sealed = store::people::open(&app.store, &app.keys, &row.organ, &row.person).await?;
    let text = sealed.unwrap_or_default()["text"].clone();
    let text = text.as_str().unwrap_or_default();
    let mut about: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if about.chars().count() > ABOUT {
        about = about.chars().take(ABOUT).chain(['…']).collect();
    }
    Ok(about)
}

/// What is done with, the newest first, before the message `before`; at most `limit`.
pub async fn done(app: &App, staff: &Staff, before: &str, limit: i64) -> Result<Vec<MessageRow>> {
    Ok(store::messages::done(&app.store, &staff.organ, before, limit).await?)
}
