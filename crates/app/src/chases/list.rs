//! What is chased, before both sides.

use jiff::civil::Date;
use law::chase::{self, Event, Kind, Side, State};
use store::{chases::ChaseRow, inspections};

use super::{MOST, side, stands, told};
use crate::{
    App, Error, Result, Staff, inspection,
    rights::{By, CaseWorker, Leader, Supervisor, holds},
};

/// One chase before somebody of either side.
#[derive(Debug, Clone)]
pub struct ChaseView {
    pub row: ChaseRow,
    pub state: State,
    pub side: Side,
    pub organ_name: String,
    pub above_name: String,
    /// The acts that this person may do now.
    pub allowed: Vec<Kind>,
    /// Each act with its day, the first first.
    pub acts: Vec<(Date, Event)>,
    /// The fault as it is found today; `None`: it is not found any more.
    pub watch: Option<law::inspection::Watch>,
}

/// The chases of the person's organ, and what his organ has ordered, for whoever sees it.
#[derive(Debug, Clone)]
pub struct Chases {
    pub own: Vec<ChaseRow>,
    pub ordered: Vec<ChaseRow>,
}

/// Both lists of a person, at most 300 rows each: what is not closed first.
///
/// # Errors
/// The database.
pub async fn list(app: &App, staff: &Staff) -> Result<Chases> {
    let ordered = if holds::<Supervisor>(staff) || holds::<Leader>(staff) {
        store::chases::ordered_by(&app.store, &staff.organ, MOST).await?
    } else {
        Vec::new()
    };
    // The earliest last day first, then what waits for the organ above.
    let mut own = store::chases::running(&app.store, &staff.organ).await?;
    own.sort_by_key(|row| (row.due.is_none(), row.due));
    own.extend(store::chases::closed(&app.store, &staff.organ, MOST).await?);
    Ok(Chases { own, ordered })
}

/// What waits for this person on his desk: what his organ owes an answer to, and what a supervisor has to look at.
pub(crate) async fn waiting(app: &App, staff: &Staff) -> Result<Vec<ChaseRow>> {
    let mut rows = Vec::new();
    if holds::<CaseWorker>(staff) {
        rows = store::chases::owed(&app.store, &staff.organ, MOST).await?;
    }
    if holds::<Supervisor>(staff) {
        let ordered = store::chases::ordered_by(&app.store, &staff.organ, MOST).await?;
        rows.extend(ordered.into_iter().filter(ChaseRow::awaits_word));
    }
    Ok(rows)
}

/// The chases of an organ that are not closed, for the rows of its self-inspection. To nobody else than its people and those of the
/// organ above.
///
/// # Errors
/// [`Error::NotFound`]: the organ is neither the person's nor below it.
pub async fn running(app: &App, staff: &Staff, organ: &str) -> Result<Vec<ChaseRow>> {
    if organ != staff.organ {
        let row = store::organs::get(&app.store, organ).await?;
        let below = row.is_some_and(|row| row.parent == staff.organ);
        if !below || !holds::<Supervisor>(staff) {
            return Err(Error::NotFound);
        }
    }
    let mut rows = store::chases::running(&app.store, organ).await?;
    rows.retain(|row| side(row, staff).is_ok());
    Ok(rows)
}

/// How many chases of each organ below are not closed.
///
/// # Errors
/// The database.
pub async fn counts(app: &App, staff: &By<Supervisor>) -> Result<Vec<(String, i64)>> {
    Ok(store::chases::counts(&app.store, &staff.organ).await?)
}

/// One chase of the person's organ, or one that his organ has ordered.
///
/// # Errors
/// [`Error::NotFound`]: neither.
pub async fn open(app: &App, staff: &Staff, organ: &str, id: &str) -> Result<ChaseView> {
    let (row, entries, state) = told(app, organ, id).await?;
    let side = side(&row, staff)?;
    if let Err(error) = inspection::current(app, organ).await {
        tracing::error!(organ, %error, "shown as it was looked at last");
    }
    let works = match side {
        Side::Above => holds::<Supervisor>(staff),
        _ => holds::<CaseWorker>(staff),
    };
    let watch = if stands(app, &row).await? {
        inspections::get(&app.store, organ, &row.indicator, &row.place).await?
    } else {
        None
    };
    Ok(ChaseView {
        organ_name: name(app, &row.organ).await?,
        above_name: name(app, &row.above).await?,
        allowed: if works {
            chase::allowed(&state, side)
        } else {
            Vec::new()
        },
        acts: entries.into_iter().map(|one| (one.on, one.event)).collect(),
        watch,
        row,
        state,
        side,
    })
}

async fn name(app: &App, organ: &str) -> Result<String> {
    let row = store::organs::get(&app.store, organ).await?;
    row.map(|row| row.name).ok_or(Error::NotFound)
}
