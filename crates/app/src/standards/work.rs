//! What is done with a catalogue: read, sent back, its lines tracked and linked.

use jiff::civil::Date;
use law::{
    id::RowId,
    item::Reference,
    readings::Digest,
    standard::{Approved, Event, Formed, Linked, Returned, Row, Stated},
};
use store::published::{Public, PublicItem};

use super::{against, load, stops, stream_of};
use crate::{
    App, Error, Result, catalogue,
    import::{self, Imported},
    items::refuse,
    pen::{self, At, Page, Pen},
    record::seen,
    rights::{Author, By, DisclosureHead, Reviewer},
    staff::Staff,
    upload::Upload,
};

/// How many items are proposed for a line.
const PROPOSED: usize = 10;

/// Which line of which catalogue, and the version that the person had before him.
#[derive(Debug, Clone, Copy)]
pub struct Said<'a> {
    pub id: &'a str,
    pub version: i64,
    pub row: &'a str,
}

/// Clears the lines that are before this reader: from now on they are public. `read` is their digest.
///
/// # Errors
/// [`Error::Refused`]: not his turn, another text, or what must not be public.
pub async fn approve(
    app: &App,
    staff: &By<Reviewer>,
    (id, version): (&str, i64),
    (read, exception): (&str, &str),
) -> Result<()> {
    let (state, stands) = load(app, &staff.organ, id).await?;
    seen(stands, version)?;
    let event = Event::Approved(Approved {
        read: Digest::from(read),
        exception: exception.trim().into(),
    });
    refuse(stops(app, &state.field, &state.proposed), &[])?;
    let wrong = against(app, staff, &state, &event);
    refuse(wrong.into_iter().collect(), &["exception"])?;
    record(app, staff, id, stands, &event).await
}

/// Brings in the catalogues of a table; they wait for the secrecy reviewer.
///
/// # Errors
/// [`import::ImportError::Cells`]: what to mend, and lines of another organ.
pub async fn bring_in(
    app: &App,
    staff: &By<DisclosureHead>,
    file: Upload,
) -> import::Result<Imported> {
    let options = import::Options {
        organ: Some(staff.organ.clone()),
        only: true,
        who: crate::audit::Who::of(staff),
        ..import::Options::default()
    };
    import::standards(app, vec![(file.name, file.bytes)], &options, &staff.id).await
}

/// Sends the lines back.
///
/// # Errors
/// [`Error::Invalid`]: no reason.
pub async fn give_back(
    app: &App,
    staff: &By<Reviewer>,
    (id, version): (&str, i64),
    reason: &str,
) -> Result<()> {
    let reason = reason.trim().into();
    let event = Event::Returned(Returned { reason });
    judged(app, staff, (id, version), &event, &["reason"]).await
}

/// Information of a line was formed or changed on a day: its period runs from there (G-5).
///
/// # Errors
/// [`Error::Invalid`]: the day or what it is.
pub async fn formed(
    app: &App,
    staff: &By<Author>,
    said: Said<'_>,
    (formed_on, what): (Option<Date>, &str),
) -> Result<()> {
    let Some(formed_on) = formed_on else {
        let field = &law::fields::standard::FORMED_ON;
        return Err(Error::at(field, "请填写形成日期", "Say when it was formed"));
    };
    let event = Event::Formed(Formed {
        row: row(said.row)?,
        formed_on,
        what: what.trim().into(),
    });
    judged(
        app,
        staff,
        (said.id, said.version),
        &event,
        &["formed_on", "what"],
    )
    .await
}

/// Puts a public item under a line, by its 索引号, or by its address on the portal.
///
/// # Errors
/// [`Error::Invalid`]: no such public item, or it stands there already.
pub async fn link(app: &App, staff: &By<Author>, said: Said<'_>, named: &str) -> Result<()> {
    let item = public_item(app, &staff.organ, named).await?;
    let Some(item) = item else {
        return Err(Error::at(
            &law::fields::standard::ITEM,
            "没有这条已公开的信息，请填写索引号或者网址",
            "There is no such public item: enter its index number or its address",
        ));
    };
    let event = Event::Linked(Linked {
        row: row(said.row)?,
        item: Reference {
            organ: item.organ.clone(),
            id: item.id.clone(),
        },
        off: false,
    });
    judged(app, staff, (said.id, said.version), &event, &["item"]).await
}

/// Takes an item from under a line.
///
/// # Errors
/// [`Error::Invalid`]: it does not stand there.
pub async fn unlink(
    app: &App,
    staff: &By<Author>,
    said: Said<'_>,
    (organ, item): (&str, &str),
) -> Result<()> {
    let event = Event::Linked(Linked {
        row: row(said.row)?,
        item: Reference {
            organ: organ.into(),
            id: item.into(),
        },
        off: true,
    });
    judged(app, staff, (said.id, said.version), &event, &["item"]).await
}

/// 不涉及: why nothing of a line is published; a code of [`law::catalogue::Why`], or empty to take it back.
///
/// # Errors
/// [`Error::Invalid`]: no such reason, or it says so already.
pub async fn say_why(
    app: &App,
    staff: &By<DisclosureHead>,
    said: Said<'_>,
    why: &str,
) -> Result<()> {
    let event = Event::Stated(Stated {
        row: row(said.row)?,
        why: catalogue::why_of(why)?,
    });
    judged(app, staff, (said.id, said.version), &event, &["why"]).await
}

/// Public items that may belong under a line, by its words; those that stand there are left out.
///
/// # Errors
/// The index or the database.
pub async fn candidates(
    app: &App,
    staff: &Staff,
    line: &Row,
    linked: &std::collections::BTreeSet<Reference>,
) -> Result<Vec<Public<search::Hit>>> {
    let query = search::Query {
        text: line.name().into(),
        organ: Some(staff.organ.clone()),
        limit: PROPOSED,
        ..search::Query::default()
    };
    let mut hits = crate::find::search(app, query).await?.hits;
    hits.retain(|hit| {
        !linked.contains(&Reference {
            organ: hit.organ.clone(),
            id: hit.id.clone(),
        })
    });
    Ok(hits)
}

fn row(text: &str) -> Result<RowId> {
    text.parse().map_err(|_| Error::NotFound)
}

/// The public item at an address of the portal, or of an organ under a 索引号.
pub(crate) async fn public_item(app: &App, organ: &str, named: &str) -> Result<Option<PublicItem>> {
    let named = named.trim();
    let of_address = named
        .split_once("/items/")
        .and_then(|(_, rest)| rest.split_once('/'))
        .map(|(organ, id)| (organ, id.split(['?', '#', '/']).next().unwrap_or(id)));
    Ok(match of_address {
        Some((organ, id)) => store::published::item(&app.store, organ, id).await?,
        None => store::published::item_by_index(&app.store, organ, named).await?,
    })
}

async fn judged(
    app: &App,
    staff: &Staff,
    (id, version): (&str, i64),
    event: &Event,
    fields: &[&'static str],
) -> Result<()> {
    let (state, stands) = load(app, &staff.organ, id).await?;
    seen(stands, version)?;
    let wrong = against(app, staff, &state, event);
    refuse(wrong.into_iter().collect(), fields)?;
    record(app, staff, id, stands, event).await
}

async fn record(app: &App, staff: &Staff, id: &str, stands: i64, event: &Event) -> Result<()> {
    let page = Page {
        lines: vec![line(app, (&staff.organ, id, stands), &staff.id, event)?],
        ..Page::default()
    };
    Pen::of(app, &staff.organ).write(|_| Ok(Some(page))).await?;
    Ok(())
}

/// An act of a catalogue: organ, id, and the version that was judged.
pub(crate) fn line(
    app: &App,
    (organ, id, version): (&str, &str, i64),
    actor: &str,
    event: &Event,
) -> Result<pen::Line> {
    Ok(pen::Line {
        organ: organ.into(),
        stream: stream_of(id)?,
        at: At::Version(version),
        kind: event.kind().into(),
        body: event.body()?,
        on: app.clock.today(),
        actor: actor.into(),
    })
}
