//! 依申请公开: filing, working and answering a request.

mod act;
mod file;
mod list;
mod open;
mod progress;

pub use act::{Attach, act, rights};
pub use file::{Filed, NewRequest, check, file, file_as, file_on};
pub use list::list;
pub use open::{CaseView, download, open};
pub use progress::{Progress, Step, download_public, progress};

use law::case::Act as LawAct;

use crate::{Error, Result};

/// The ledger stream of one request.
pub(crate) fn stream_of(id: &str) -> String {
    format!("request/{id}")
}

/// The legal events of a request, read from its acts.
pub(crate) fn law_acts(acts: &[store::ledger::Act]) -> Result<Vec<LawAct>> {
    acts.iter()
        .map(|act| {
            serde_json::from_str(&act.body)
                .map_err(|error| Error::Failed(format!("act {}/{}: {error}", act.organ, act.seq)))
        })
        .collect()
}
