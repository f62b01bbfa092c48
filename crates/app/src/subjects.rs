//! 事由: what requests are called in the house. Drafted with the request, changed by the clerk, sealed with the applicant and gone with
//! him; never in an act, a job, a mail or a log. Who may read the organ's records reads it.

mod cache;
mod old;
mod search;

pub use cache::Cache;
pub use old::complete;
pub use search::{Found, HANDED_ON, search};

use std::collections::BTreeMap;

use law::subject;
use serde_json::{Value, json};
use store::{
    people::{Sealed, titles::Title},
    requests::RequestRow,
};

use crate::{
    App, Error, Result, Staff,
    error::Findings,
    pen::{Once, Page, Pen, Retitled},
    requests::PARTICULARS,
    rights::{By, CaseWorker},
};

/// A title drafted from the sealed form of a request.
pub(crate) fn draft(app: &App, data: &Value) -> String {
    let wanted = data["wanted"].as_str().unwrap_or_default();
    let (today, settings) = (app.clock.today(), &app.settings.personal);
    subject::draft(wanted, &known(data), today, settings)
}

/// A new applicant with the title of his request.
pub(crate) fn titled(app: &App, person: Sealed, data: &Value) -> Result<Sealed> {
    Ok(person.titled(&app.keys, &draft(app, data))?)
}

/// What the form says of the applicant.
fn known(data: &Value) -> Vec<&str> {
    PARTICULARS
        .iter()
        .filter_map(|name| data[*name].as_str())
        .collect()
}

/// The titles of some rows, by the request's id; of an erased applicant, and of a request that came without a form, there is none.
pub async fn of_rows(
    app: &App,
    organ: &str,
    rows: &[RequestRow],
) -> Result<BTreeMap<String, String>> {
    let pairs = rows
        .iter()
        .map(|row| (row.id.as_str(), row.person.as_str()));
    of(app, organ, pairs).await
}

/// The same of the requests with these ids, for what knows no more of them.
pub async fn of_ids(app: &App, organ: &str, ids: &[&str]) -> Result<BTreeMap<String, String>> {
    let rows = store::requests::of_ids(&app.store, organ, ids).await?;
    of_rows(app, organ, &rows).await
}

/// The same of ids of requests and of their persons.
pub(crate) async fn of<'a>(
    app: &App,
    organ: &str,
    pairs: impl Iterator<Item = (&'a str, &'a str)>,
) -> Result<BTreeMap<String, String>> {
    let pairs: Vec<(&str, &str)> = pairs.filter(|(_, person)| !person.is_empty()).collect();
    let people: Vec<&str> = pairs.iter().map(|(_, person)| *person).collect();
    let known = store::people::titles::of(&app.store, &app.keys, organ, &people).await?;
    let mut found = BTreeMap::new();
    for (id, person) in pairs {
        let Some(title) = known.get(person) else {
            continue;
        };
        if let Some(text) = shown(app, organ, person, title).await? {
            found.insert(id.to_string(), text);
        }
    }
    Ok(found)
}

/// A person's particulars, where they open: one row that was damaged keeps nobody from the others.
pub(crate) async fn opened(app: &App, organ: &str, person: &str) -> Option<Value> {
    store::people::open(&app.store, &app.keys, organ, person)
        .await
        .inspect_err(|error| tracing::error!(organ, person, %error, "a person does not open"))
        .ok()
        .flatten()
}

/// A title as it is shown: one that nobody drafted yet is drafted for this look, as the job will draft it.
async fn shown(app: &App, organ: &str, person: &str, title: &Title) -> Result<Option<String>> {
    if title.text.is_some() || title.erased || title.lost {
        return Ok(title.text.clone());
    }
    let data = opened(app, organ, person).await;
    Ok(data.map(|data| draft(app, &data)))
}

/// A request's title, and the number of its last change, to be sent back with the next one.
pub async fn of_one(app: &App, organ: &str, person: &str) -> Result<Option<(String, i64)>> {
    let known = store::people::titles::of(&app.store, &app.keys, organ, &[person]).await?;
    let Some(title) = known.get(person) else {
        return Ok(None);
    };
    let text = shown(app, organ, person, title).await?;
    Ok(text.map(|text| (text, title.no)))
}

/// Calls a request otherwise. `seen` is the number of the title that the clerk had before him.
///
/// # Errors
/// [`Error::Invalid`] names `subject` and the rule: empty, too long, or with something of a person's in it; [`Error::Conflict`] if a
/// colleague called it otherwise meanwhile.
pub async fn change(
    app: &App,
    staff: &By<CaseWorker>,
    id: &str,
    (title, seen): (&str, i64),
    key: &str,
) -> Result<()> {
    let row = row_of(app, staff, id).await?;
    let title = subject::tidied(title);
    let organ = &staff.organ;
    let data = store::people::open(&app.store, &app.keys, organ, &row.person)
        .await?
        .ok_or(Error::NotFound)?;
    let mut wrong = Findings::default();
    wrong.text("subject", &title, subject::LONGEST, "事由", "the subject");
    let (today, settings) = (app.clock.today(), &app.settings.personal);
    wrong.law(
        subject::faults(&title, &known(&data), today, settings),
        &["subject"],
    );
    wrong.finish()?;
    let once = Once::new(app, organ, key, ("subject", id), &json!({"subject": title}))?;
    if once.before(app).await?.is_some() {
        return Ok(());
    }
    let page = Page {
        reference: id.to_string(),
        retitled: vec![Retitled {
            organ: organ.clone(),
            person: row.person,
            title,
            seen: Some(seen),
        }],
        ..Page::default()
    };
    let pen = Pen::of(app, organ).once(once);
    pen.write(|_| Ok(Some(page))).await?;
    Ok(())
}

async fn row_of(app: &App, staff: &Staff, id: &str) -> Result<RequestRow> {
    store::requests::get(&app.store, &staff.organ, id)
        .await?
        .filter(|row| !row.person.is_empty())
        .ok_or(Error::NotFound)
}
