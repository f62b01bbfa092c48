//! Tasks before both sides.

use jiff::{ToSpan, civil::Date};
use law::task::{self, Event, Kind, Side, State};
use store::tasks::{At, Lot, Part, TaskRow};

use super::{MOST, side, told};
use crate::{
    App, Error, Result, Staff,
    rights::{By, CaseWorker, Supervisor, holds},
};

/// One task before somebody of either side.
#[derive(Debug, Clone)]
pub struct TaskView {
    pub row: TaskRow,
    pub state: State,
    pub side: Side,
    pub organ_name: String,
    pub above_name: String,
    /// The acts that this person may do now.
    pub allowed: Vec<Kind>,
    /// Each act with its day, the first first.
    pub acts: Vec<(Date, Event)>,
}

/// The tasks of the person's organ.
#[derive(Debug, Clone)]
pub struct Own {
    /// What it owes, the nearest last day first, at most 300.
    pub owed: Vec<TaskRow>,
    /// A page of the others, given last first.
    pub others: Vec<TaskRow>,
}

/// Both lists of the person's organ; the second begins where `at` says and holds at most `limit`.
///
/// # Errors
/// The database.
pub async fn own(app: &App, staff: &Staff, at: &At, limit: i64) -> Result<Own> {
    Ok(Own {
        owed: store::tasks::owed(&app.store, &staff.organ, MOST).await?,
        others: store::tasks::others(&app.store, &staff.organ, at, limit).await?,
    })
}

/// What the person's organ has given for a year.
#[derive(Debug, Clone)]
pub struct Given {
    /// A page, the newest first.
    pub lots: Vec<Lot>,
    /// The nearest years before and after with tasks.
    pub earlier: Option<i64>,
    pub later: Option<i64>,
}

/// A page of what the supervisor's organ has given for a year, with how the organs stand today; at most `limit`.
///
/// # Errors
/// The database.
pub async fn given(
    app: &App,
    staff: &By<Supervisor>,
    year: i64,
    at: &At,
    limit: i64,
) -> Result<Given> {
    let (store, today) = (&app.store, app.clock.today());
    let lots = store::tasks::lots(store, (&staff.organ, year), today, at, limit).await?;
    let (earlier, later) = store::tasks::years(store, &staff.organ, year).await?;
    Ok(Given {
        lots,
        earlier,
        later,
    })
}

/// The organs of a lot that one of its numbers counts, in the order of codes after one; at most `limit`.
///
/// # Errors
/// [`Error::NotFound`]: nothing of this name was given by the supervisor's organ.
pub async fn lot(
    app: &App,
    staff: &By<Supervisor>,
    (year, lot): (i64, &str),
    part: Part,
    (after, limit): (&str, i64),
) -> Result<(TaskRow, Vec<TaskRow>)> {
    let (of, today) = ((staff.organ.as_str(), year, lot), app.clock.today());
    let first = store::tasks::of_lot(&app.store, of, (Part::All, today), "", 1).await?;
    let first = first.into_iter().next().ok_or(Error::NotFound)?;
    let rows = store::tasks::of_lot(&app.store, of, (part, today), after, limit).await?;
    Ok((first, rows))
}

/// What waits for a person on his desk.
#[derive(Debug, Clone, Default)]
pub struct Waiting {
    /// What his organ owes and is late or comes up soon, by last day.
    pub owed: Vec<TaskRow>,
    /// Material that waits for his word, handed in first first, with the organ's short name.
    pub to_judge: Vec<(TaskRow, String)>,
}

/// What waits for this person: of what his organ owes that which is late or due within the days for which the self-inspection looks ahead.
pub(crate) async fn waiting(app: &App, staff: &Staff) -> Result<Waiting> {
    let mut found = Waiting::default();
    if holds::<CaseWorker>(staff) {
        let days = app.settings.inspection.soon_days;
        let until = app.clock.today().saturating_add(i64::from(days).days());
        found.owed = store::tasks::owed_until(&app.store, &staff.organ, until, MOST).await?;
    }
    if holds::<Supervisor>(staff) {
        let rows = store::tasks::waiting(&app.store, &staff.organ, MOST).await?;
        if rows.is_empty() {
            return Ok(found);
        }
        let below = store::organs::children(&app.store, &staff.organ).await?;
        let named = |row: TaskRow| {
            let organ = below.iter().find(|organ| organ.code == row.organ);
            let name = organ.map_or_else(|| row.organ.clone(), |organ| organ.short_name.clone());
            (row, name)
        };
        found.to_judge = rows.into_iter().map(named).collect();
    }
    Ok(found)
}

/// One task of the person's organ, or one that his organ has given.
///
/// # Errors
/// [`Error::NotFound`]: neither.
pub async fn open(app: &App, staff: &Staff, organ: &str, id: &str) -> Result<TaskView> {
    let (row, entries, state) = told(app, organ, id).await?;
    let side = side(&row, staff)?;
    let works = match side {
        Side::Above => holds::<Supervisor>(staff),
        _ => holds::<CaseWorker>(staff),
    };
    Ok(TaskView {
        organ_name: name(app, &row.organ).await?,
        above_name: name(app, &row.above).await?,
        allowed: if works {
            task::allowed(&state, side)
        } else {
            Vec::new()
        },
        acts: entries.into_iter().map(|one| (one.on, one.event)).collect(),
        row,
        state,
        side,
    })
}

async fn name(app: &App, organ: &str) -> Result<String> {
    let row = store::organs::get(&app.store, organ).await?;
    row.map(|row| row.name).ok_or(Error::NotFound)
}
