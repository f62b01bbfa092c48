//! 预览链接: a text that is not public yet is shown to somebody without an account who checks it. Who may have a link to what is
//! `law::item::preview`'s; here links are made, told, opened, counted and ended.

use jiff::{Timestamp, ToSpan, civil::Date};
use law::{
    finding::Finding,
    item::{
        Content, Facts, State, Tie,
        preview::{self, Asked, Opens},
    },
    readings::Digest,
};
use serde_json::json;
use store::{
    previews::{self, NewPreview, PreviewRow},
    published::PublicItem,
};

use super::{
    judged::{self, load, refuse},
    life::{at, whole},
};
use crate::{
    App, Error, FieldError, Result, Staff,
    accounts::{new_id, random_text, sha256_hex, standing},
    audit::{Event, Kind, Who, record},
    rights::{By, Reader, holds},
    throttle::{self, Door},
    upload::FileRef,
};

/// Fields of the form, as the law's findings name them.
const FIELDS: &[&str] = &["purpose", "hours"];
/// So many links of one item open at once at most: each can be seen on its page, and ended there.
const MOST: usize = 20;
/// So many that open nothing any more are told of.
const PAST: i64 = 10;

/// A link as somebody asks for it.
#[derive(Debug, Clone, Default)]
pub struct PreviewForm {
    /// The digest of the text that was before him.
    pub read: String,
    /// For whom, and for what check.
    pub purpose: String,
    /// How long it opens; `None` where that was no number.
    pub hours: Option<i64>,
}

/// A link, told once: only a hash of its secret is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreviewLink {
    /// `/preview/…` below the site's own address.
    pub path: String,
    pub expires_at: Timestamp,
}

/// The links of an item, the newest first.
#[derive(Debug, Clone, Default)]
pub struct Previews {
    /// Neither ended nor run out. One of an earlier text opens nothing all the same.
    pub living: Vec<PreviewRow>,
    /// The last of the others.
    pub past: Vec<PreviewRow>,
    /// Why the text as it stands can have none.
    pub closed: Option<Finding>,
}

/// What whoever has the link is shown.
#[derive(Debug, Clone)]
pub enum Preview {
    /// The text.
    Text(Box<Previewed>),
    /// It is public by now: its organ and id.
    Public(String, String),
    /// Another text took its place; nothing of either is shown.
    Changed,
}

/// A text that is not public.
#[derive(Debug, Clone)]
pub struct Previewed {
    /// Its organ's name.
    pub organ: String,
    pub content: Content,
    /// 索引号 of an item that has one, because something else of it is public.
    pub index_number: String,
    /// The day on which the public first saw something of it.
    pub first_on: Option<Date>,
    /// What it names of what is public.
    pub related: Vec<(Tie, PublicItem)>,
    /// Until when the link opens.
    pub until: Timestamp,
}

/// Makes a link to the text that was before somebody who may read it.
///
/// # Errors
/// The law refuses it, something of the form is to be mended, the item has moved on, or the database.
pub async fn make_preview(
    app: &App,
    staff: &By<Reader>,
    id: &str,
    version: i64,
    form: &PreviewForm,
) -> Result<PreviewLink> {
    let (state, _) = at(app, staff, id, version).await?;
    let whole = whole(app, (&staff.organ, id), &state).await?;
    let settings = judged::settings(app);
    let facts = Facts {
        now: app.clock.minute(),
        passages: &whole.passages,
        unread: &whole.unread,
        standing: &whole.standing,
        personal: &app.settings.personal,
        settings: &settings,
    };
    let read = Digest::from(form.read.as_str());
    // One line: the seal is over lines.
    let purpose = form
        .purpose
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    let asked = Asked {
        read: Some(&read),
        purpose: &purpose,
        hours: form.hours,
    };
    refuse(preview::refused(&asked, &state, &facts), FIELDS)?;
    let now = app.clock.now();
    if previews::living(&app.store, (&staff.organ, id), now)
        .await?
        .len()
        >= MOST
    {
        return Err(Error::Invalid(vec![FieldError::new(
            "purpose",
            "form",
            format!("这条信息已有{MOST}个有效的链接，请先停用不再需要的"),
            format!("{MOST} links of this item open already: end those that nobody needs"),
        )]));
    }
    let (link, secret) = (new_id(now), random_text());
    let expires_at = now + form.hours.unwrap_or_default().hours();
    let mut tx = app.store.begin().await?;
    let new = NewPreview {
        organ: &staff.organ,
        item: id,
        id: &link,
        token_hash: &sha256_hex(secret.as_bytes()),
        text: read.as_str(),
        purpose: &purpose,
        made_by: &staff.id,
        made_at: now,
        expires_at,
    };
    previews::make(&mut tx, &app.keys, &new).await?;
    let detail = json!({ "link": link, "until": expires_at, "purpose": purpose });
    let event = Event::new(Kind::PreviewMade).to(id).saying(detail);
    record(app, &mut tx, &Who::of(staff), event).await?;
    tx.commit().await?;
    tracing::info!(organ = %staff.organ, item = %id, %link, "a preview was made");
    Ok(PreviewLink {
        path: format!("/preview/{secret}"),
        expires_at,
    })
}

/// Ends a link before its time, whoever made it.
///
/// # Errors
/// [`Error::NotFound`]: the item has no such link that still opens; or the database.
pub async fn end_preview(app: &App, staff: &By<Reader>, id: &str, link: &str) -> Result<()> {
    let now = app.clock.now();
    let mut tx = app.store.begin().await?;
    let place = (staff.organ.as_str(), id, link);
    let ended = previews::end(&mut tx, &app.keys, place, (&staff.id, now)).await?;
    let row = ended.ok_or(Error::NotFound)?;
    let detail = json!({ "link": link, "purpose": row.purpose });
    let event = Event::new(Kind::PreviewEnded).to(id).saying(detail);
    record(app, &mut tx, &Who::of(staff), event).await?;
    tx.commit().await?;
    tracing::info!(organ = %staff.organ, item = %id, %link, "a preview was ended");
    Ok(())
}

/// The links of an item for its page in the office.
pub(super) async fn of_item(app: &App, staff: &Staff, id: &str, state: &State) -> Result<Previews> {
    let (place, now) = ((staff.organ.as_str(), id), app.clock.now());
    Ok(Previews {
        living: previews::living(&app.store, place, now).await?,
        past: previews::past(&app.store, place, now, PAST).await?,
        closed: preview::closed(state),
    })
}

/// What a link opens for a visitor `from` an address. Each time that it shows the text is counted before anything is shown.
///
/// # Errors
/// [`Error::NotFound`] for a link that never was, has run out or was ended, whose maker may not read the item any more, or whose item
/// may not be shown any more: nobody is told which. Too many tries; the database.
pub async fn preview(app: &App, (secret, from): (&str, &str)) -> Result<Preview> {
    let (row, state) = found(app, (secret, from)).await?;
    match preview::opens(&state, &row.text) {
        Opens::Text => {}
        Opens::Public => return Ok(Preview::Public(row.organ, row.item)),
        Opens::Changed => return Ok(Preview::Changed),
        Opens::Nothing => return Err(Error::NotFound),
    }
    let content = state.content.ok_or(Error::NotFound)?;
    let mut tx = app.store.begin().await?;
    if !previews::opened(&mut tx, &row.token_hash, app.clock.now()).await? {
        return Err(Error::NotFound);
    }
    tx.commit().await?;
    let mut related = Vec::new();
    for named in &content.ties {
        let item = &named.item;
        if let Some(known) = store::published::item(&app.store, &item.organ, &item.id).await? {
            related.push((named.tie, known));
        }
    }
    let organ = store::organs::get(&app.store, &row.organ).await?;
    Ok(Preview::Text(Box::new(Previewed {
        organ: organ.map_or(row.organ, |organ| organ.name),
        content,
        index_number: state
            .publication
            .map(|one| one.index_number)
            .unwrap_or_default(),
        first_on: state.first_on,
        related,
        until: row.expires_at,
    })))
}

/// An attachment of the text that a link shows.
///
/// # Errors
/// As [`preview`]; [`Error::NotFound`] for a file that this very text does not have.
pub async fn preview_file(
    app: &App,
    (secret, from): (&str, &str),
    hash: &str,
) -> Result<(FileRef, Vec<u8>)> {
    let (row, state) = found(app, (secret, from)).await?;
    let content = state
        .content
        .as_ref()
        .filter(|_| preview::opens(&state, &row.text) == Opens::Text);
    let mut files = content.iter().flat_map(|content| &content.attachments);
    let file = files
        .find(|file| file.hash == hash)
        .ok_or(Error::NotFound)?;
    let bytes = app.files.get(&file.hash).await?;
    let file = FileRef {
        hash: file.hash.clone(),
        name: file.name.clone(),
        media: file.media.clone(),
        size: file.size,
        ..FileRef::default()
    };
    Ok((file, bytes))
}

/// The link behind a secret and its item as it stands. Whoever guesses waits longer each time.
async fn found(app: &App, (secret, from): (&str, &str)) -> Result<(PreviewRow, State)> {
    let door = Door::of(app, "preview", from, &throttle::CODE);
    throttle::with_code(app, door, behind(app, secret)).await
}

/// A link that is good, made by somebody who may still read the item, to an item of which something may be shown.
async fn behind(app: &App, secret: &str) -> Result<Option<(PreviewRow, State)>> {
    let hash = sha256_hex(secret.as_bytes());
    let row = previews::good(&app.store, &app.keys, &hash, app.clock.now()).await?;
    let Some(row) = row else { return Ok(None) };
    let maker = standing(app, &row.organ, &row.made_by).await?;
    if !maker.is_some_and(|maker| holds::<Reader>(&maker)) {
        return Ok(None);
    }
    let (state, _) = load(app, &row.organ, &row.item).await?;
    match preview::opens(&state, &row.text) {
        Opens::Nothing => Ok(None),
        _ => Ok(Some((row, state))),
    }
}
