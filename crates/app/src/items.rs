//! 主动公开: an item drafted, read, published, repealed. What may be done and why not is `law::item`'s; here it is loaded and written.

mod draft;
mod judged;
mod life;
mod list;
mod passages;

pub use draft::{ItemForm, draft, revise};
pub(crate) use draft::{body_of, clean, content_of, validate};
pub use life::{Opinion, ReadingForm, publish, read, repeal, submit, withdraw};
pub use list::{ItemView, download, list, open};
pub(crate) use passages::passages_of;

use law::item::Event;
use store::{Stream, ledger::NewAct};

use crate::{App, Error, Result, record::record};

/// The ledger stream of one item.
pub(crate) fn stream_of(id: &str) -> Result<Stream> {
    Ok(Stream::item(id)?)
}

/// Where an act of an item is appended: its organ, its id, the version that was judged, and by whom.
#[derive(Debug, Clone, Copy)]
pub(crate) struct At<'a> {
    pub organ: &'a str,
    pub id: &'a str,
    pub expected: i64,
    pub actor: &'a str,
}

/// Appends one act to an item's stream and renews its row. For operations of this module and the import.
pub(crate) async fn append(
    app: &App,
    tx: &mut store::Tx,
    at: At<'_>,
    event: &Event,
) -> Result<i64> {
    let stream = stream_of(at.id)?;
    let body = event.body()?;
    let act = record(
        app,
        tx,
        &NewAct {
            organ: at.organ,
            stream: &stream,
            expected: at.expected,
            kind: event.kind().as_str(),
            body: &body,
            on: app.clock.today(),
            actor: at.actor,
        },
    )
    .await?;
    Ok(act.version)
}

/// The item's row, or `NotFound`: another organ's item does not exist for this one.
pub(crate) async fn row(app: &App, organ: &str, id: &str) -> Result<store::items::ItemRow> {
    store::items::get(&app.store, organ, id)
        .await?
        .ok_or(Error::NotFound)
}
