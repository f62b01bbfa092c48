//! Requests from before titles were drafted: each gets one, once, in the background.

use store::people::{Marks, titles};

use super::draft;
use crate::{App, Result, pen::Sheet};

/// How many one transaction writes, so that nobody's act waits long for the organ's head.
const BATCH: i64 = 50;

/// Drafts the titles that are lacking, in every organ, and marks the names. What does not open is named in the log and passed over.
///
/// # Errors
/// The database.
pub async fn complete(app: &App) -> Result<u64> {
    let mut drafted = 0;
    for organ in store::organs::list(&app.store).await? {
        let mut after = String::new();
        loop {
            let people = titles::without(&app.store, &organ.code, &after, BATCH).await?;
            let Some(last) = people.last().cloned() else {
                break;
            };
            drafted += some(app, &organ.code, &people).await?;
            after = last;
        }
    }
    Ok(drafted)
}

async fn some(app: &App, organ: &str, people: &[String]) -> Result<u64> {
    let mut drafts = Vec::new();
    for person in people {
        match store::people::open(&app.store, &app.keys, organ, person).await {
            Ok(Some(data)) => {
                drafts.push((person, draft(app, &data), Marks::of(&app.keys, &data)));
            }
            Ok(None) => {}
            Err(error) => {
                tracing::error!(organ, person, %error, "no subject could be drafted of an applicant's form");
            }
        }
    }
    let mut sheet = Sheet::begin(app, [organ].into()).await?;
    for (person, title, marks) in &drafts {
        titles::complete(sheet.tx(), &app.keys, organ, person, title, marks).await?;
    }
    sheet.commit().await?;
    Ok(u64::try_from(drafts.len()).unwrap_or_default())
}
