//! 无结果检索: what people looked for on the portal and did not find, for those who can publish it. Counted by day, without address
//! or person; a question that holds personal data is not kept.

use jiff::ToSpan;
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

/// Counts a question that found nothing.
///
/// # Errors
/// The database.
pub async fn count(app: &App, asked: &str) -> Result<()> {
    let Some(query) = kept(app, asked) else {
        return Ok(());
    };
    let mut tx = app.store.begin().await?;
    store::unfound::count(&mut tx, app.clock.today(), &query, MOST_A_DAY).await?;
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
    let first = app.clock.today() - SHOWN_DAYS.days();
    Ok(store::unfound::since(&app.store, first, 200).await?)
}

/// Forgets what is older than is kept.
pub(crate) async fn sweep(app: &App, tx: &mut store::Tx) -> Result<()> {
    store::unfound::sweep(tx, app.clock.today() - KEPT_DAYS.days()).await?;
    Ok(())
}
