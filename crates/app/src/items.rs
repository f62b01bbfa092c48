//! 主动公开: an item drafted, reviewed, published, repealed.

mod draft;
mod life;
mod list;

pub use draft::{ItemForm, draft, revise};
pub(crate) use draft::{body_of, clean, validate};
pub use life::{Opinion, publish, repeal, review, submit, withdraw};
pub use list::{ItemView, download, list, open};

use serde_json::Value;
use store::{Stream, ledger::NewAct};

use crate::{App, Error, Result, record::record};

/// The ledger stream of one item.
pub(crate) fn stream_of(id: &str) -> Result<Stream> {
    Ok(Stream::item(id)?)
}

/// Appends one act to an item's stream and renews its row. For operations of this module and the import.
#[expect(clippy::too_many_arguments, reason = "one act has this many parts")]
pub(crate) async fn append(
    app: &App,
    tx: &mut store::Tx,
    organ: &str,
    id: &str,
    expected: i64,
    kind: &str,
    body: &Value,
    actor: &str,
) -> Result<i64> {
    let stream = stream_of(id)?;
    let act = record(
        app,
        tx,
        &NewAct {
            organ,
            stream: &stream,
            expected,
            kind,
            body,
            on: app.clock.today(),
            actor,
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
