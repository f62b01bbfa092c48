//! The one way by which an operation writes to the ledger: the act, and the row that its stream amounts to with it.

use store::{
    Tx,
    ledger::{self, Act, NewAct},
};

use crate::{App, Result};

/// Appends an act and renews its row in the transaction that decided it. `Conflict` when somebody else's act came first.
pub(crate) async fn record(app: &App, tx: &mut Tx, new: &NewAct<'_>) -> Result<Act> {
    let act = ledger::append(tx, app.clock.now(), new).await?;
    store::project::apply(tx, &app.calendar, new.organ, new.stream).await?;
    Ok(act)
}
