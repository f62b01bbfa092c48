//! Lists of tasks: an organ's own, and for the organ above by what was given in one form, with how the organs stand.

use jiff::civil::Date;
use law::task::Given;
use sqlx::any::AnyRow;

use super::TaskRow;
use crate::{
    Result, Store, Tx,
    columns::{date, int, text},
    conditions::Conditions,
    projection::Row,
};

/// Where a page begins; the newest first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum At {
    #[default]
    First,
    /// After the row with this key.
    After(String),
    /// Before it: the page back.
    Before(String),
}

impl At {
    /// Adds its condition on a key that falls; returns the order in which to read.
    fn ordered(&self, wanted: &mut Conditions, key: &str) -> &'static str {
        match self {
            Self::First => "DESC",
            Self::After(place) => {
                let place = wanted.place(place.as_str());
                wanted.and(format!("{key} < {place}"));
                "DESC"
            }
            Self::Before(place) => {
                let place = wanted.place(place.as_str());
                wanted.and(format!("{key} > {place}"));
                "ASC"
            }
        }
    }

    /// The rows in the order of the list.
    fn sorted<T>(&self, mut rows: Vec<T>) -> Vec<T> {
        if matches!(self, Self::Before(_)) {
            rows.reverse();
        }
        rows
    }
}

/// What an organ owes, the nearest last day first; at most `limit`.
///
/// # Errors
/// The database.
pub async fn owed(store: &Store, organ: &str, limit: i64) -> Result<Vec<TaskRow>> {
    owed_until(store, organ, Date::MAX, limit).await
}

/// The same with a last day until `until`, this included.
///
/// # Errors
/// The database.
pub async fn owed_until(
    store: &Store,
    organ: &str,
    until: Date,
    limit: i64,
) -> Result<Vec<TaskRow>> {
    let rows = sqlx::query(
        "SELECT * FROM tasks WHERE organ = $1 AND owed_by > '' AND owed_by <= $2 ORDER BY owed_by, id LIMIT $3",
    )
    .bind(organ)
    .bind(until.to_string())
    .bind(limit)
    .fetch_all(store.pool())
    .await?;
    read(&rows)
}

/// A page of what an organ does not owe any more, given last first: what was handed in, and what is closed; at most `limit`.
///
/// # Errors
/// The database.
pub async fn others(store: &Store, organ: &str, at: &At, limit: i64) -> Result<Vec<TaskRow>> {
    let mut wanted = Conditions::of_organ(organ);
    wanted.and("owed_by IS NULL");
    let order = at.ordered(&mut wanted, "id");
    let statement = format!(
        "SELECT * FROM tasks WHERE {} ORDER BY id {order} LIMIT {limit}",
        wanted.sql()
    );
    Ok(at.sorted(read(&wanted.rows(store, statement).await?)?))
}

/// What waits for the word of the organ above, handed in first first; at most `limit`.
///
/// # Errors
/// The database.
pub async fn waiting(store: &Store, above: &str, limit: i64) -> Result<Vec<TaskRow>> {
    let rows = sqlx::query(
        "SELECT * FROM tasks WHERE above = $1 AND status = 'handed' ORDER BY handed_on LIMIT $2",
    )
    .bind(above)
    .bind(limit)
    .fetch_all(store.pool())
    .await?;
    read(&rows)
}

/// What was given in one form, and how the organs stand with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lot {
    pub lot: String,
    pub words: String,
    pub title: String,
    pub point: String,
    /// The first and the last of the last days.
    pub due: (Date, Date),
    /// How many organs have it, and of them: done; handed in and before the one who gave it; open; late, be it open or done.
    pub organs: i64,
    pub done: i64,
    pub handed: i64,
    pub open: i64,
    pub late: i64,
}

/// A page of what an organ has given for a year, the newest first; at most `limit`. It counts the organs of these lots and nothing else.
///
/// # Errors
/// The database.
pub async fn lots(
    store: &Store,
    (above, year): (&str, i64),
    today: Date,
    at: &At,
    limit: i64,
) -> Result<Vec<Lot>> {
    let mut wanted = Conditions::default();
    wanted.equals("above", above);
    wanted.and(format!("year = {year}"));
    let order = at.ordered(&mut wanted, "lot");
    let today = wanted.place(today.to_string());
    let statement = format!(
        "SELECT lot, MIN(words) AS words, MIN(title) AS title, MIN(point) AS point, MIN(due) AS due, \
         MAX(due) AS until, COUNT(*) AS organs, \
         CAST(SUM(CASE WHEN {done} THEN 1 ELSE 0 END) AS BIGINT) AS done, \
         CAST(SUM(CASE WHEN {handed} THEN 1 ELSE 0 END) AS BIGINT) AS handed, \
         CAST(SUM(CASE WHEN {open} THEN 1 ELSE 0 END) AS BIGINT) AS open, \
         CAST(SUM(CASE WHEN {late} THEN 1 ELSE 0 END) AS BIGINT) AS late \
         FROM tasks WHERE {met} GROUP BY lot ORDER BY lot {order} LIMIT {limit}",
        done = Part::Done.sql(&today),
        handed = Part::Handed.sql(&today),
        open = Part::Open.sql(&today),
        late = Part::Late.sql(&today),
        met = wanted.sql(),
    );
    let rows = wanted.rows(store, statement).await?;
    let lots = rows.iter().map(|row| {
        Ok(Lot {
            lot: text(row, "lot")?,
            words: text(row, "words")?,
            title: text(row, "title")?,
            point: text(row, "point")?,
            due: (date(row, "due")?, date(row, "until")?),
            organs: int(row, "organs")?,
            done: int(row, "done")?,
            handed: int(row, "handed")?,
            open: int(row, "open")?,
            late: int(row, "late")?,
        })
    });
    Ok(at.sorted(lots.collect::<Result<_>>()?))
}

/// A part of the organs of a lot: what one of its numbers counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    All,
    Done,
    Handed,
    Open,
    Late,
}

impl Part {
    pub const ALL: [Self; 5] = [Self::All, Self::Done, Self::Handed, Self::Open, Self::Late];

    /// The word of an address.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Done => "done",
            Self::Handed => "handed",
            Self::Open => "open",
            Self::Late => "late",
        }
    }

    /// The condition, written once for the number and for the list behind it. `today` is its place in the statement.
    fn sql(self, today: &str) -> String {
        match self {
            Self::All => "1 = 1".into(),
            Self::Done => "status IN ('taken', 'published')".into(),
            Self::Handed => "status = 'handed'".into(),
            Self::Open => "status = 'open'".into(),
            Self::Late => format!("(late = 1 OR owed_by < {today})"),
        }
    }
}

/// The tasks of a lot in the order of organs, after a code; at most `limit`.
///
/// # Errors
/// The database.
pub async fn of_lot(
    store: &Store,
    (above, year, lot): (&str, i64, &str),
    (part, today): (Part, Date),
    after: &str,
    limit: i64,
) -> Result<Vec<TaskRow>> {
    let mut wanted = Conditions::default();
    wanted.equals("above", above);
    wanted.and(format!("year = {year}"));
    wanted.equals("lot", lot);
    let place = wanted.place(after);
    wanted.and(format!("organ > {place}"));
    if part == Part::Late {
        let today = wanted.place(today.to_string());
        wanted.and(part.sql(&today));
    } else {
        wanted.and(part.sql(""));
    }
    let statement = format!(
        "SELECT * FROM tasks WHERE {} ORDER BY organ LIMIT {limit}",
        wanted.sql()
    );
    read(&wanted.rows(store, statement).await?)
}

/// The years before and after one for which an organ has given tasks, the nearest of each.
///
/// # Errors
/// The database.
pub async fn years(store: &Store, above: &str, year: i64) -> Result<(Option<i64>, Option<i64>)> {
    let row = sqlx::query(
        "SELECT COALESCE((SELECT MAX(year) FROM tasks WHERE above = $1 AND year < $2), 0) AS earlier, \
         COALESCE((SELECT MIN(year) FROM tasks WHERE above = $1 AND year > $2), 0) AS later",
    )
    .bind(above)
    .bind(year)
    .fetch_one(store.pool())
    .await?;
    let there = |name| -> Result<_> { Ok(Some(int(&row, name)?).filter(|year| *year > 0)) };
    Ok((there("earlier")?, there("later")?))
}

/// Whether an organ has the same task of the same document already and it was not called off, as the transaction sees it.
///
/// # Errors
/// The database.
pub async fn given(tx: &mut Tx, organ: &str, task: &Given) -> Result<bool> {
    let row = sqlx::query(
        "SELECT id FROM tasks WHERE organ = $1 AND year = $2 AND title = $3 AND above = $4 AND point = $5 AND words = $6 \
         AND status <> 'called_off' LIMIT 1",
    )
    .bind(organ)
    .bind(i64::from(task.year))
    .bind(&task.source.title)
    .bind(&task.above)
    .bind(&task.source.point)
    .bind(&task.text)
    .fetch_optional(tx.db())
    .await?;
    Ok(row.is_some())
}

/// The tasks that an organ owes and that a publication does, as the transaction sees them.
///
/// # Errors
/// The database.
pub async fn wanted(tx: &mut Tx, organ: &str) -> Result<Vec<TaskRow>> {
    let rows = sqlx::query(
        "SELECT * FROM tasks WHERE organ = $1 AND owed_by > '' AND wants <> 'material' ORDER BY owed_by, id",
    )
    .bind(organ)
    .fetch_all(tx.db())
    .await?;
    read(&rows)
}

fn read(rows: &[AnyRow]) -> Result<Vec<TaskRow>> {
    rows.iter().map(TaskRow::read).collect()
}
