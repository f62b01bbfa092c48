//! 无结果检索: what people looked for on the portal and did not find, for those who can publish it. Counted by day, without address
//! or person; a question that holds personal data is not kept.

use std::{
    collections::BTreeMap,
    mem::take,
    sync::{Mutex, PoisonError},
};

use jiff::{ToSpan, civil::Date};
use store::unfound::Unfound;

use crate::{
    App, Result,
    rights::{By, Coordinator},
};

/// Different questions that are kept of one day.
const MOST_A_DAY: i64 = 500;
/// Characters of a question; what is longer is a text, not a search.
const LONGEST: usize = 40;
/// Days that are shown, and days after which a question is forgotten.
const SHOWN_DAYS: i64 = 30;
const KEPT_DAYS: i64 = 92;
/// Different questions of this process that may wait to be written.
const MOST_WAITING: usize = 1_000;

/// Counts of this process that are not written yet. Whoever searches waits for no database, and a flood of searches is one write; a
/// process that is killed loses those of a few seconds.
#[derive(Debug, Default)]
pub struct Waiting(Mutex<BTreeMap<(Date, String), i64>>);

impl Waiting {
    /// Adds to the counts. Where there is no room a new question is not counted.
    fn add(&self, counts: impl IntoIterator<Item = ((Date, String), i64)>) {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for (question, times) in counts {
            if waiting.len() < MOST_WAITING || waiting.contains_key(&question) {
                *waiting.entry(question).or_default() += times;
            }
        }
    }

    fn take(&self) -> BTreeMap<(Date, String), i64> {
        take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Counts a question that found nothing: at once in memory, [`flush`] writes it.
pub fn count(app: &App, asked: &str) {
    if let Some(query) = kept(app, asked) {
        app.unfound.add([((app.clock.today(), query), 1)]);
    }
}

/// Writes what was counted since the last time.
///
/// # Errors
/// The database: the counts go on waiting.
pub async fn flush(app: &App) -> Result<()> {
    let counts = app.unfound.take();
    if counts.is_empty() {
        return Ok(());
    }
    let written = write(app, &counts).await;
    if written.is_err() {
        app.unfound.add(counts);
    }
    written
}

async fn write(app: &App, counts: &BTreeMap<(Date, String), i64>) -> Result<()> {
    let mut tx = app.store.begin().await?;
    for ((day, query), times) in counts {
        store::unfound::count(&mut tx, *day, query, *times, MOST_A_DAY).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// A question as it is counted; `None` if it is no search, or may be about a person.
fn kept(app: &App, asked: &str) -> Option<String> {
    let query = asked.split_whitespace().collect::<Vec<_>>().join(" ");
    let query = query.to_lowercase();
    let tells = query.chars().count() <= LONGEST && query.chars().any(char::is_alphanumeric);
    let today = app.clock.today();
    // The same without blanks: 139 1234 5678 is a number too.
    let close = query.replace(' ', "");
    let personal =
        |text: &str| !law::personal::scan(text, today, &app.settings.personal).is_empty();
    (tells && !personal(asked) && !personal(&query) && !personal(&close)).then_some(query)
}

/// What was looked for most often in the last days.
///
/// # Errors
/// The database.
pub async fn list(app: &App, _by: &By<Coordinator>) -> Result<Vec<Unfound>> {
    flush(app).await?;
    let first = app.clock.today() - SHOWN_DAYS.days();
    Ok(store::unfound::since(&app.store, first, 200).await?)
}

/// Forgets what is older than is kept.
pub(crate) async fn sweep(app: &App, tx: &mut store::Tx) -> Result<()> {
    store::unfound::sweep(tx, app.clock.today() - KEPT_DAYS.days()).await?;
    Ok(())
}
