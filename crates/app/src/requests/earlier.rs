//! 此前的答复: the request that a repeat names as answered before, looked up among the organ's own.

use law::{
    finding::Finding,
    frequency::{Whose, whose},
    repeated::{Named, against_earlier},
};
use store::{people, requests::RequestRow};

use super::open::maker;
use crate::{App, Result};

/// What stands against calling a request a repeat of the one that was named, by its number alone or within a sentence.
pub(super) async fn against(app: &App, row: &RequestRow, earlier: &str) -> Result<Option<Finding>> {
    let Some(named) = named(app, row, earlier).await? else {
        return Ok(against_earlier(None));
    };
    let (ours, theirs) = (
        people::marks(&app.store, &row.organ, &row.person).await?,
        people::marks(&app.store, &row.organ, &named.person).await?,
    );
    let known = !ours.id.is_empty() && !theirs.id.is_empty();
    let same = whose(maker(&ours), maker(&theirs)) == Whose::SameApplicant;
    Ok(against_earlier(Some(Named {
        outcome: named.code.as_deref().and_then(|code| code.parse().ok()),
        same_applicant: known.then_some(same),
    })))
}

/// The organ's own request of that number, other than this one.
async fn named(app: &App, row: &RequestRow, earlier: &str) -> Result<Option<RequestRow>> {
    let words = earlier.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'));
    for number in std::iter::once(earlier.trim()).chain(words.filter(|word| word.contains('-'))) {
        let found = store::requests::by_number(&app.store, number).await?;
        let found = found.filter(|found| found.organ == row.organ && found.id != row.id);
        if found.is_some() {
            return Ok(found);
        }
    }
    Ok(None)
}
