//! 互动交流: what the public writes to an organ (留言, 找错, 投诉), answered by two people and shown to all after a check; and what it says on
//! drafts that are out for comment (意见), sorted and accounted for together.
//!
//! `law::message` says what may be done and until when. What the writer wrote, and what he was answered, is sealed with him; the ledger
//! holds the steps, the digests and what became public.

mod desk;
mod handle;
mod open;
mod opinions;
mod publish;
mod writer;

use law::message::{self, State};
use store::{
    Stream,
    ledger::{self, Act},
    messages::MessageRow,
};

use crate::{App, Error, Result};

pub use desk::{Desk, Waiting, desk, done};
pub use handle::{Reply, draft, give_back, hand_over, send, set_aside};
pub use open::{MessageView, open};
pub use opinions::{Draft, Opinion, Opinions, Sorting, asking, opinions, sort};
pub use publish::{draft_public, give_back_public, publish, withdraw};
pub use writer::{NewMessage, Progress, Received, doubt, progress, receive};

fn stream_of(id: &str) -> Result<Stream> {
    Ok(Stream::message(id)?)
}

/// How this house answers.
fn settings(app: &App) -> message::Settings {
    app.settings
        .messages
        .in_house(app.settings.handling.small_bureau)
}

/// A message as its row and its acts tell it, and the version they stand at; `NotFound` for another organ's.
async fn load(app: &App, organ: &str, id: &str) -> Result<(MessageRow, State, i64)> {
    let (row, state, acts) = told(app, organ, id).await?;
    let version = acts.last().ok_or(Error::NotFound)?.version;
    Ok((row, state, version))
}

/// The same with the acts themselves.
async fn told(app: &App, organ: &str, id: &str) -> Result<(MessageRow, State, Vec<Act>)> {
    let acts = ledger::stream(&app.store, organ, &stream_of(id)?).await?;
    let row = store::messages::get(&app.store, organ, id)
        .await?
        .ok_or(Error::NotFound)?;
    let mut state = message::fold(&store::messages::entries(&acts)?);
    if state.is_opinion() {
        state.told = opinions::result(app, &row.page).await?.is_some();
    }
    Ok((row, state, acts))
}

/// What makes the digest of a reply tell nobody what it says.
fn secret(app: &App, person: &str) -> String {
    hex::encode(&app.keys.derive("message-reply", person)[..16])
}
