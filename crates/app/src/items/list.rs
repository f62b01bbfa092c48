//! Reading the organ's items.

use law::{
    because::LastDay,
    item::{self, Accounts, Assessment, Gist, State},
    readings::Person,
};
use store::{
    Many,
    items::{At, Filter, ItemRow},
    ledger::Act,
};

use super::{
    consultation, judged,
    preview::{self, Previews},
    publish::is_overdue,
    row, stream_of,
    ties::{self, TiesForm},
};
use crate::{App, Error, Result, Staff, upload::FileRef};

/// One item with its history, and what follows from it for whoever looks at it.
#[derive(Debug, Clone)]
pub struct ItemView {
    pub row: ItemRow,
    pub acts: Vec<Act>,
    /// Who wrote it, who has read which text of it.
    pub state: State,
    /// What this person may do now, and why not the rest.
    pub assessment: Assessment,
    /// The items that the text names, each as a clerk would type it.
    pub ties: TiesForm,
    /// Until when its explanation is owed, where none is public yet (S-12).
    pub explain_by: Option<LastDay>,
    /// Of the result of a consultation: the groups of opinions as they stand now (S-11).
    pub gists: Vec<Gist>,
    /// The opinions on a draft that is or was out for comment.
    pub opinions: Option<Accounts>,
    /// Its minute has passed, and it was not published: nobody who could have done it was there, or it was refused.
    pub is_overdue: bool,
    /// The links by which somebody without an account reads what is not public yet.
    pub previews: Previews,
}

/// A page of the organ's items, the newest first, and how many match, up to a bound.
///
/// # Errors
/// The database.
pub async fn page(
    app: &App,
    staff: &Staff,
    filter: &Filter,
    at: &At,
) -> Result<(Vec<ItemRow>, Many)> {
    let rows = store::items::page(&app.store, &staff.organ, filter, at).await?;
    let many = store::items::many(&app.store, &staff.organ, filter).await?;
    Ok((rows, many))
}

/// A page by number and how many there are in all, for programs.
pub async fn list(app: &App, staff: &Staff, filter: &Filter) -> Result<(Vec<ItemRow>, i64)> {
    Ok(store::items::list(&app.store, &staff.organ, filter).await?)
}

pub async fn open(app: &App, staff: &Staff, id: &str) -> Result<ItemView> {
    let row = row(app, &staff.organ, id).await?;
    let acts = store::ledger::stream(&app.store, &staff.organ, &stream_of(id)?).await?;
    let state = item::fold(&store::items::entries(&acts)?);
    let posts = staff.item_posts();
    let person = Person {
        id: &staff.id,
        posts: &posts,
    };
    let assessment = item::assess(
        &state,
        person,
        app.clock.today(),
        &app.calendar,
        &judged::settings(app),
        &app.settings.publication,
    );
    let planned = state.planned.as_ref();
    let named = state.content.as_ref().map(|content| content.ties.clone());
    let ties = ties::typed(app, &staff.organ, &named.unwrap_or_default()).await?;
    let owed = item::explain_by(&state, &app.calendar, &app.settings.publication);
    let explain_by = match owed {
        Some(last) if !store::ties::is_explained(&app.store, &staff.organ, id).await? => Some(last),
        _ => None,
    };
    let gists = consultation::groups(app, &staff.organ, &state).await?;
    let asked = state.public.as_ref();
    let opinions = match asked.and_then(|public| public.content.comments_until) {
        Some(_) => Some(consultation::accounts(app, &staff.organ, id).await?),
        None => None,
    };
    let previews = preview::of_item(app, staff, id, &state).await?;
    Ok(ItemView {
        previews,
        gists,
        opinions,
        is_overdue: planned.is_some_and(|planned| is_overdue(app, planned)),
        ties,
        explain_by,
        row,
        acts,
        state,
        assessment,
    })
}

/// An attachment of the current version.
pub async fn download(
    app: &App,
    staff: &Staff,
    id: &str,
    hash: &str,
) -> Result<(FileRef, Vec<u8>)> {
    let row = row(app, &staff.organ, id).await?;
    let files: Vec<FileRef> = serde_json::from_str(&row.attachments)?;
    let file = files
        .into_iter()
        .find(|file| file.hash == hash)
        .ok_or(Error::NotFound)?;
    let bytes = app.files.get(hash).await?;
    Ok((file, bytes))
}
