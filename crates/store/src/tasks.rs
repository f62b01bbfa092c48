//! Projection: 年度任务, from their `task/…` streams in the ledger of the organ that has them.

mod lists;

use jiff::civil::Date;
use law::task::{self, Entry, Event, State, Status, Wants};
use serde::Serialize;
use sqlx::any::AnyRow;

use crate::{
    Error, Result, Rules, Store, Stream, Tx,
    columns::{date, int, opt_date, stored, text},
    ledger::Act,
    projection::Row,
};

pub use lists::{
    At, Lot, Part, given, lots, of_lot, others, owed, owed_until, waiting, wanted, years,
};

/// A task as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TaskRow {
    /// The organ that has it.
    pub organ: String,
    pub id: String,
    /// Code of the organ that gave it.
    pub above: String,
    /// What the tasks that were given in one form have in common.
    pub lot: String,
    pub year: i64,
    /// What is to be done.
    pub words: String,
    /// Title of the 要点 document, and the point there or nothing.
    pub title: String,
    pub point: String,
    /// What counts as done: `material`, `column/…` or `kind/…`.
    pub wants: String,
    /// `open`, `handed`, `taken`, `published` or `called_off`.
    pub status: String,
    pub given_on: Date,
    /// The last day that stands.
    pub due: Date,
    /// The same as long as the organ owes it.
    pub owed_by: Option<Date>,
    /// The days on which something was handed in first and last.
    pub first_on: Option<Date>,
    pub handed_on: Option<Date>,
    /// 1: done after its last day. What is owed after it is late, too, and that moves with the days.
    pub late: i64,
    /// Id of the item by which it was done, or empty.
    pub item: String,
    pub closed_on: Option<Date>,
    pub version: i64,
}

impl TaskRow {
    /// What counts as done.
    ///
    /// # Errors
    /// [`Error::Damaged`]: the row does not say it.
    pub fn wants(&self) -> Result<Wants> {
        self.wants.parse().map_err(Error::Damaged)
    }

    /// Whether it is late on a day, as [`State::is_late`] says.
    #[must_use]
    pub fn is_late(&self, today: Date) -> bool {
        self.late == 1 || self.owed_by.is_some_and(|due| today > due)
    }
}

/// A task's acts as `law` reads them.
///
/// # Errors
/// [`Error::Act`]: an unknown kind, or a damaged body.
pub fn entries(acts: &[Act]) -> Result<Vec<Entry>> {
    acts.iter()
        .map(|act| {
            Ok(Entry {
                on: act.on_date,
                event: act.event(Event::read)?,
            })
        })
        .collect()
}

fn derive(stream: &Stream, acts: &[Act]) -> Result<TaskRow> {
    let (Stream::Task(id), Some(first), Some(last)) = (stream, acts.first(), acts.last()) else {
        return Err(Error::Damaged(format!("{stream} is no stream of a task")));
    };
    let state: State = task::fold(&entries(acts)?);
    let (Some(given), Some(given_on), Some(due)) = (&state.given, state.given_on, state.due) else {
        return Err(first.unreadable("a task begins with its being given"));
    };
    let owed = state.is_owed();
    // Of what was called off nothing is late.
    let late = state.late && state.status != Status::CalledOff;
    Ok(TaskRow {
        organ: first.organ.clone(),
        id: id.to_string(),
        above: given.above.clone(),
        lot: given.lot.clone(),
        year: i64::from(given.year),
        words: given.text.clone(),
        title: given.source.title.clone(),
        point: given.source.point.clone(),
        wants: given.wants.to_string(),
        status: state.status.code().into(),
        given_on,
        due,
        owed_by: owed.then_some(due),
        first_on: state.first_on,
        handed_on: state.handed.as_ref().map(|(on, _)| *on),
        late: i64::from(late),
        item: state.item.clone().unwrap_or_default(),
        closed_on: state.closed_on,
        version: last.version,
    })
}

impl Row for TaskRow {
    const TABLE: &'static str = "tasks";
    const STREAMS: &'static [&'static str] = &["task"];

    fn derive(stream: &Stream, acts: &[Act], _rules: &Rules<'_>) -> Result<Vec<Self>> {
        Ok(vec![derive(stream, acts)?])
    }

    async fn upsert(&self, tx: &mut Tx) -> Result<()> {
        sqlx::query(
            "INSERT INTO tasks (organ, id, above, lot, year, words, title, point, wants, status, given_on, due, \
             owed_by, first_on, handed_on, late, item, closed_on, version) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19) \
             ON CONFLICT (organ, id) DO UPDATE SET above = excluded.above, lot = excluded.lot, year = excluded.year, \
             words = excluded.words, title = excluded.title, point = excluded.point, wants = excluded.wants, \
             status = excluded.status, given_on = excluded.given_on, due = excluded.due, owed_by = excluded.owed_by, \
             first_on = excluded.first_on, handed_on = excluded.handed_on, late = excluded.late, item = excluded.item, \
             closed_on = excluded.closed_on, version = excluded.version",
        )
        .bind(&self.organ)
        .bind(&self.id)
        .bind(&self.above)
        .bind(&self.lot)
        .bind(self.year)
        .bind(&self.words)
        .bind(&self.title)
        .bind(&self.point)
        .bind(&self.wants)
        .bind(&self.status)
        .bind(self.given_on.to_string())
        .bind(self.due.to_string())
        .bind(stored(self.owed_by))
        .bind(stored(self.first_on))
        .bind(stored(self.handed_on))
        .bind(self.late)
        .bind(&self.item)
        .bind(stored(self.closed_on))
        .bind(self.version)
        .execute(tx.db())
        .await?;
        Ok(())
    }

    fn read(row: &AnyRow) -> Result<Self> {
        Ok(Self {
            organ: text(row, "organ")?,
            id: text(row, "id")?,
            above: text(row, "above")?,
            lot: text(row, "lot")?,
            year: int(row, "year")?,
            words: text(row, "words")?,
            title: text(row, "title")?,
            point: text(row, "point")?,
            wants: text(row, "wants")?,
            status: text(row, "status")?,
            given_on: date(row, "given_on")?,
            due: date(row, "due")?,
            owed_by: opt_date(row, "owed_by")?,
            first_on: opt_date(row, "first_on")?,
            handed_on: opt_date(row, "handed_on")?,
            late: int(row, "late")?,
            item: text(row, "item")?,
            closed_on: opt_date(row, "closed_on")?,
            version: int(row, "version")?,
        })
    }

    fn key(&self) -> String {
        self.id.clone()
    }
}

/// One task of an organ.
///
/// # Errors
/// The database.
pub async fn get(store: &Store, organ: &str, id: &str) -> Result<Option<TaskRow>> {
    let row = sqlx::query("SELECT * FROM tasks WHERE organ = $1 AND id = $2")
        .bind(organ)
        .bind(id)
        .fetch_optional(store.pool())
        .await?;
    row.as_ref().map(TaskRow::read).transpose()
}
