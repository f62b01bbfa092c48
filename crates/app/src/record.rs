//! The one way by which an operation writes to the ledger: the act, and the row that its stream amounts to with it.

use std::cmp::Ordering;

use store::{
    Tx,
    ledger::{self, Act, NewAct},
};

use crate::{App, Error, Result};

/// Appends an act and renews its row in the transaction that decided it. `Conflict` when somebody else's act came first.
pub(crate) async fn record(app: &App, tx: &mut Tx, new: &NewAct<'_>) -> Result<Act> {
    let act = ledger::append(tx, app.clock.now(), new).await?;
    store::project::apply(tx, &app.rules(), new.organ, new.stream).await?;
    Ok(act)
}

/// Whether what an operation judged, the record at version `stands`, is what its author had before him. An operation appends
/// at the version it judged, never at the one it was told.
pub(crate) fn seen(stands: i64, seen: i64) -> Result<()> {
    match seen.cmp(&stands) {
        Ordering::Less => Err(Error::Conflict),
        Ordering::Equal => Ok(()),
        Ordering::Greater => Err(Error::ahead()),
    }
}
