//! Projection: 督办 of an organ, from its `chase/…` streams.

use jiff::civil::Date;
use law::chase::{self, Entry, Event, State, Status};
use serde::Serialize;
use sqlx::any::AnyRow;

use crate::{
    Error, Result, Rules, Store, Stream, Tx,
    columns::{date, int, opt_date, stored, text},
    ledger::Act,
    projection::Row,
};

/// A chase as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChaseRow {
    /// The organ that is chased.
    pub organ: String,
    pub id: String,
    pub number: String,
    /// Code of the organ that ordered it.
    pub above: String,
    /// Code of the indicator and the place of the fault.
    pub indicator: String,
    pub place: String,
    /// ID of the rule.
    pub rule: String,
    pub zh: String,
    pub en: String,
    /// 1: nobody ordered it, the fault stood too long.
    pub by_rule: i64,
    /// `ordered`, `received`, `answered`, `accepted` or `withdrawn`.
    pub status: String,
    pub ordered_on: Date,
    /// The last day to answer; none once nothing is owed.
    pub due: Option<Date>,
    /// The further day that was asked for and about which nobody has decided.
    pub asked_until: Option<Date>,
    /// The day of the last answer.
    pub answered_on: Option<Date>,
    /// The last day of which the leader above was told.
    pub escalated_for: Option<Date>,
    pub closed_on: Option<Date>,
    pub version: i64,
}

impl ChaseRow {
    /// Whether the organ above has to say something: to an answer, or to whether there is more time.
    #[must_use]
    pub fn awaits_word(&self) -> bool {
        self.status == Status::Answered.code() || self.asked_until.is_some()
    }
}

/// A chase's acts as `law` reads them.
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

fn derive(stream: &Stream, acts: &[Act]) -> Result<ChaseRow> {
    let (Stream::Chase(id), Some(first), Some(last)) = (stream, acts.first(), acts.last()) else {
        return Err(Error::Damaged(format!("{stream} is no stream of a chase")));
    };
    let state: State = chase::fold(&entries(acts)?);
    let (Some(ordered), Some(ordered_on)) = (&state.ordered, state.ordered_on) else {
        return Err(first.unreadable("a chase begins with its order"));
    };
    let about = &ordered.about;
    Ok(ChaseRow {
        organ: first.organ.clone(),
        id: id.to_string(),
        number: ordered.number.clone(),
        above: ordered.above.clone(),
        indicator: about.indicator.clone(),
        place: about.place.clone(),
        rule: about.rule.clone(),
        zh: about.zh.clone(),
        en: about.en.clone(),
        by_rule: i64::from(ordered.by_rule),
        status: state.status.code().into(),
        ordered_on,
        due: state.due.filter(|_| state.owes_an_answer()),
        asked_until: state.asked.as_ref().map(|(until, _)| *until),
        answered_on: state.answer.as_ref().map(|(on, _)| *on),
        escalated_for: state.escalated_for,
        closed_on: state.closed_on,
        version: last.version,
    })
}

impl Row for ChaseRow {
    const TABLE: &'static str = "chases";
    const STREAMS: &'static [&'static str] = &["chase"];

    fn derive(stream: &Stream, acts: &[Act], _rules: &Rules<'_>) -> Result<Vec<Self>> {
        Ok(vec![derive(stream, acts)?])
    }

    async fn upsert(&self, tx: &mut Tx) -> Result<()> {
        sqlx::query(
            "INSERT INTO chases (organ, id, number, above, indicator, place, rule, zh, en, by_rule, status, \
             ordered_on, due, asked_until, answered_on, escalated_for, closed_on, version) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18) \
             ON CONFLICT (organ, id) DO UPDATE SET number = excluded.number, above = excluded.above, \
             indicator = excluded.indicator, place = excluded.place, rule = excluded.rule, zh = excluded.zh, \
             en = excluded.en, by_rule = excluded.by_rule, ordered_on = excluded.ordered_on, \
             status = excluded.status, due = excluded.due, asked_until = excluded.asked_until, \
             answered_on = excluded.answered_on, escalated_for = excluded.escalated_for, \
             closed_on = excluded.closed_on, version = excluded.version",
        )
        .bind(&self.organ)
        .bind(&self.id)
        .bind(&self.number)
        .bind(&self.above)
        .bind(&self.indicator)
        .bind(&self.place)
        .bind(&self.rule)
        .bind(&self.zh)
        .bind(&self.en)
        .bind(self.by_rule)
        .bind(&self.status)
        .bind(self.ordered_on.to_string())
        .bind(stored(self.due))
        .bind(stored(self.asked_until))
        .bind(stored(self.answered_on))
        .bind(stored(self.escalated_for))
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
            number: text(row, "number")?,
            above: text(row, "above")?,
            indicator: text(row, "indicator")?,
            place: text(row, "place")?,
            rule: text(row, "rule")?,
            zh: text(row, "zh")?,
            en: text(row, "en")?,
            by_rule: int(row, "by_rule")?,
            status: text(row, "status")?,
            ordered_on: date(row, "ordered_on")?,
            due: opt_date(row, "due")?,
            asked_until: opt_date(row, "asked_until")?,
            answered_on: opt_date(row, "answered_on")?,
            escalated_for: opt_date(row, "escalated_for")?,
            closed_on: opt_date(row, "closed_on")?,
            version: int(row, "version")?,
        })
    }

    fn key(&self) -> String {
        self.id.clone()
    }
}

/// One chase of an organ.
///
/// # Errors
/// The database.
pub async fn get(store: &Store, organ: &str, id: &str) -> Result<Option<ChaseRow>> {
    let row = sqlx::query("SELECT * FROM chases WHERE organ = $1 AND id = $2")
        .bind(organ)
        .bind(id)
        .fetch_optional(store.pool())
        .await?;
    row.as_ref().map(ChaseRow::read).transpose()
}

/// The chases of an organ that are closed, those closed last first; at most `limit`.
///
/// # Errors
/// The database.
pub async fn closed(store: &Store, organ: &str, limit: i64) -> Result<Vec<ChaseRow>> {
    let rows = sqlx::query(
        "SELECT * FROM chases WHERE organ = $1 AND closed_on > '' ORDER BY closed_on DESC, id DESC LIMIT $2",
    )
    .bind(organ)
    .bind(limit)
    .fetch_all(store.pool())
    .await?;
    rows.iter().map(ChaseRow::read).collect()
}

/// What an organ has ordered and is not closed: what waits for its word first, then by last day; at most `limit`.
///
/// # Errors
/// The database.
pub async fn ordered_by(store: &Store, above: &str, limit: i64) -> Result<Vec<ChaseRow>> {
    let rows = sqlx::query(
        "SELECT * FROM chases WHERE above = $1 AND closed_on IS NULL \
         ORDER BY CASE WHEN status = 'answered' OR asked_until IS NOT NULL THEN 0 ELSE 1 END, \
         COALESCE(due, ''), organ, id LIMIT $2",
    )
    .bind(above)
    .bind(limit)
    .fetch_all(store.pool())
    .await?;
    rows.iter().map(ChaseRow::read).collect()
}

/// The chases of an organ whose last day passed before `today` and of which the leaders were not told; at most `limit`.
///
/// # Errors
/// The database.
pub async fn late(store: &Store, organ: &str, today: Date, limit: i64) -> Result<Vec<ChaseRow>> {
    let rows = sqlx::query(
        "SELECT * FROM chases WHERE organ = $1 AND due < $2 AND (escalated_for IS NULL OR escalated_for <> due) \
         ORDER BY due, id LIMIT $3",
    )
    .bind(organ)
    .bind(today.to_string())
    .bind(limit)
    .fetch_all(store.pool())
    .await?;
    rows.iter().map(ChaseRow::read).collect()
}

/// The chases of an organ that owe an answer; at most `limit`.
///
/// # Errors
/// The database.
pub async fn owed(store: &Store, organ: &str, limit: i64) -> Result<Vec<ChaseRow>> {
    let rows = sqlx::query(
        "SELECT * FROM chases WHERE organ = $1 AND due IS NOT NULL ORDER BY due, id LIMIT $2",
    )
    .bind(organ)
    .bind(limit)
    .fetch_all(store.pool())
    .await?;
    rows.iter().map(ChaseRow::read).collect()
}

/// The chases of an organ that are not closed, the first ordered first.
///
/// # Errors
/// The database.
pub async fn running(store: &Store, organ: &str) -> Result<Vec<ChaseRow>> {
    let rows =
        sqlx::query("SELECT * FROM chases WHERE organ = $1 AND closed_on IS NULL ORDER BY id")
            .bind(organ)
            .fetch_all(store.pool())
            .await?;
    rows.iter().map(ChaseRow::read).collect()
}

/// How many chases of each organ an organ has ordered are not closed.
///
/// # Errors
/// The database.
pub async fn counts(store: &Store, above: &str) -> Result<Vec<(String, i64)>> {
    let rows = sqlx::query(
        "SELECT organ, COUNT(*) AS n FROM chases WHERE above = $1 AND closed_on IS NULL \
         GROUP BY organ ORDER BY organ",
    )
    .bind(above)
    .fetch_all(store.pool())
    .await?;
    rows.iter()
        .map(|row| Ok((text(row, "organ")?, int(row, "n")?)))
        .collect()
}

/// The chases of this fault as the transaction sees them, the first first.
///
/// # Errors
/// The database.
pub async fn about(
    tx: &mut Tx,
    organ: &str,
    indicator: &str,
    place: &str,
) -> Result<Vec<ChaseRow>> {
    let rows = sqlx::query(
        "SELECT * FROM chases WHERE organ = $1 AND indicator = $2 AND place = $3 ORDER BY id",
    )
    .bind(organ)
    .bind(indicator)
    .bind(place)
    .fetch_all(tx.db())
    .await?;
    rows.iter().map(ChaseRow::read).collect()
}
