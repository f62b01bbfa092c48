//! One act of a request as the law reads it: of the statute, or of the house.

use law::{
    case::Act as LawAct,
    handling::{self, Entry, What},
};

use crate::{Result, ledger::Act};

/// One act as the law's file of a request has it.
pub(super) fn of(act: &Act) -> Result<Entry> {
    let what = if act.kind.parse::<handling::Kind>().is_ok() {
        What::Inner(act.body()?)
    } else {
        What::Statutory(act.body::<LawAct>()?.event)
    };
    Ok(Entry {
        on: act.on_date,
        by: act.actor.clone(),
        what,
    })
}
