//! 主动公开: an item drafted, read, published, changed, repealed. What may be done and why not is `law::item`'s; here it is loaded and written.

mod arrived;
mod consultation;
mod difference;
mod draft;
mod due;
mod judged;
mod life;
mod list;
mod mask;
mod paper;
mod passages;
mod pictures;
mod preview;
mod publish;
mod spelled;
mod steps;
mod stock;
mod ties;

pub use arrived::{Arrived, Attached, Find, arrive, left_out, left_word};
pub use consultation::result;
pub use difference::{Difference, Fate, difference};
pub use draft::{ItemForm, draft, revise};
pub(crate) use draft::{body_of, clean, content_of, validate};
pub(crate) use due::run;
pub(crate) use judged::refuse;
pub use life::{Opinion, ReadingForm, discard, read, repeal, restore, submit, suspend, withdraw};
pub use list::{ItemView, download, list, open, page};
pub use mask::{finds, mask, unmask};
pub use paper::{Paper, PaperForm, on_paper};
pub(crate) use passages::{Whole, of_entered};
pub use pictures::{Pictured, described, pictures, shown_at};
pub use preview::{
    Preview, PreviewForm, PreviewLink, Previewed, Previews, end_preview, make_preview, preview,
    preview_file,
};
pub(crate) use publish::JOB;
pub use publish::{PublishForm, publish, schedule, unschedule};
pub use steps::{Said, Step};
pub use stock::{LOOK, enqueue, look};
pub use ties::TiesForm;

use law::item::Event;
use store::Stream;

use crate::{
    App, Error, Result,
    pen::{At, Line},
};

/// The ledger stream of one item.
pub(crate) fn stream_of(id: &str) -> Result<Stream> {
    Ok(Stream::item(id)?)
}

/// Where an act of an item goes: its organ, its id, the version that was judged, and by whom.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place<'a> {
    pub organ: &'a str,
    pub id: &'a str,
    pub version: i64,
    pub actor: &'a str,
}

/// One act in an item's stream, of today.
pub(crate) fn line(app: &App, place: Place<'_>, event: &Event) -> Result<Line> {
    Ok(Line {
        organ: place.organ.into(),
        stream: stream_of(place.id)?,
        at: At::Version(place.version),
        kind: event.kind().as_str().into(),
        body: event.body()?,
        on: app.clock.today(),
        actor: place.actor.into(),
    })
}

/// The series of 索引号 of a year.
pub(crate) fn series(year: i16) -> String {
    format!("index/{year}")
}

/// 索引号: organ, year, serial.
pub(crate) fn index_number(organ: &str, year: i16, serial: i64) -> String {
    format!("{organ}/{year}-{serial:05}")
}

/// The item's row, or `NotFound`: another organ's item does not exist for this one.
pub(crate) async fn row(app: &App, organ: &str, id: &str) -> Result<store::items::ItemRow> {
    store::items::get(&app.store, organ, id)
        .await?
        .ok_or(Error::NotFound)
}
