//! 依申请公开: filing, working and answering a request.

mod act;
mod below;
mod code;
mod earlier;
mod enclosed;
mod file;
mod handle;
mod join;
mod lacking;
pub mod letters;
mod list;
mod mask;
mod notify;
mod open;
mod package;
mod progress;
mod recount;
mod redact;
mod register;
mod reveal;
mod send;
mod similar;
mod split;
mod words;

pub use act::{Attach, act, rights};
pub use below::{Below, below};
pub use code::give_code;
pub use file::{Filed, Filing, NewRequest, check, file, file_as, file_on, file_with};
pub(crate) use file::{query_code, series};
pub use handle::{Handling, handle};
pub use join::join;
pub(crate) use lacking::lacking;
pub use list::{Listed, list, of_applicant, offices, page};
pub(crate) use mask::PARTICULARS;
pub use mask::masked;
pub use open::{CaseView, Consultation, Month, download, download_unnamed, open};
pub use package::package;
pub(crate) use recount::recount;
pub use recount::recount_all;

pub use progress::{Progress, Shown, Step, download_public, progress, rate};
pub use redact::{Marks, Redaction, redact};
pub use register::register;
pub use reveal::{reveal, reveal_file};
pub use similar::{Similar, similar};
pub use split::split;

use law::{
    case::Act as LawAct,
    handling::{self, Entry, Kind, What},
};
use store::{Stream, ledger::Act};

use crate::{Error, Result};

/// The ledger stream of one request.
pub(crate) fn stream_of(id: &str) -> Result<Stream> {
    Ok(Stream::request(id)?)
}

/// The request that a stream, as it is stored, is about.
pub(crate) fn named_by(stream: &str) -> Option<String> {
    match stream.parse() {
        Ok(Stream::Request(id)) => Some(id.to_string()),
        _ => None,
    }
}

/// Whether an act belongs to the inner handling, which the statutory clock does not see.
fn inner(act: &Act) -> bool {
    act.kind.parse::<Kind>().is_ok()
}

/// The legal events of a request, read from its acts.
pub(crate) fn law_acts(acts: &[Act]) -> Result<Vec<LawAct>> {
    acts.iter().filter(|act| !inner(act)).map(parsed).collect()
}

/// The whole file of a request: statutory and handling acts, in order.
pub(crate) fn entries(acts: &[Act]) -> Result<Vec<Entry>> {
    acts.iter()
        .map(|act| {
            let what = if inner(act) {
                What::Inner(parsed::<handling::Event>(act)?)
            } else {
                What::Statutory(parsed::<LawAct>(act)?.event)
            };
            Ok(Entry {
                on: act.on_date,
                by: act.actor.clone(),
                what,
            })
        })
        .collect()
}

fn parsed<T: serde::de::DeserializeOwned>(act: &Act) -> Result<T> {
    serde_json::from_str(&act.body)
        .map_err(|error| Error::failed(format!("act {}/{}: {error}", act.organ, act.seq)))
}

/// The version to append at, for somebody who saw `seen`: later acts that changed nothing in the case
/// (a look at the applicant, an opinion afterwards) do not make his page stale.
fn current(acts: &[Act], seen: i64) -> Result<i64> {
    let stands = i64::try_from(acts.len()).unwrap_or_default();
    if seen > stands {
        return Err(Error::ahead());
    }
    let since = usize::try_from(seen).ok().and_then(|seen| acts.get(seen..));
    let quiet = since.is_some_and(|since| {
        since
            .iter()
            .all(|act| act.kind.parse::<Kind>().is_ok_and(Kind::quiet))
    });
    if quiet {
        Ok(stands)
    } else {
        Err(Error::Conflict)
    }
}
