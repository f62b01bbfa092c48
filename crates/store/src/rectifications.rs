//! Projection: 更正申请, from their `correction/…` streams. They count in no table of the report.

use jiff::civil::Date;
use law::handling::Ending;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sqlx::any::AnyRow;

use crate::{
    Error, Result, Rules, Store, Stream, Tx,
    columns::{date, int, opt_date, stored, text},
    files::FileRef,
    ledger::Act,
    projection::Row,
};

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RectificationRow {
    pub organ: String,
    pub id: String,
    pub number: String,
    /// Id of the sealed person.
    pub person: String,
    pub received_on: Date,
    /// `open` or `closed`.
    pub status: String,
    pub due: Option<Date>,
    pub closed_on: Option<Date>,
    /// `corrected`, `refused`, `forwarded`, `told_whom`, `withdrawn`, or empty while it lasts.
    pub result: String,
    pub version: i64,
}

/// An act of a 更正申请. In the ledger it is spelt by the older name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    Filed(Filed),
    Closed(Closed),
    Letter(Letter),
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filed {
    pub on: Date,
    pub number: String,
    /// Id of the sealed person.
    pub person: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<FileRef>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closed {
    pub on: Date,
    pub result: Ending,
    /// The organ that has the power.
    #[serde(default)]
    pub to: String,
    #[serde(default)]
    pub note: String,
}

/// The letter that tells how it ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    pub on: Date,
    /// Kind of letter.
    pub letter: String,
    pub number: String,
    pub files: Vec<FileRef>,
}

impl Body {
    pub const FILED: &str = "correction_filed";
    pub const CLOSED: &str = "correction_closed";
    pub const LETTER: &str = "correction_letter";

    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Filed(_) => Self::FILED,
            Self::Closed(_) => Self::CLOSED,
            Self::Letter(_) => Self::LETTER,
        }
    }

    /// The body as it is written.
    ///
    /// # Errors
    /// None in practice: everything in it has a JSON form.
    pub fn json(&self) -> Result<Value> {
        Ok(match self {
            Self::Filed(body) => serde_json::to_value(body),
            Self::Closed(body) => serde_json::to_value(body),
            Self::Letter(body) => serde_json::to_value(body),
        }?)
    }

    /// An act of such a stream.
    ///
    /// # Errors
    /// [`Error::Act`]: its kind is unknown, or its body damaged.
    pub fn read(act: &Act) -> Result<Self> {
        Ok(match act.kind.as_str() {
            Self::FILED => Self::Filed(act.body()?),
            Self::CLOSED => Self::Closed(act.body()?),
            Self::LETTER => Self::Letter(act.body()?),
            _ => return Err(act.unknown_kind()),
        })
    }
}

fn derive(stream: &Stream, acts: &[Act], rules: &Rules<'_>) -> Result<RectificationRow> {
    let Stream::Rectification(id) = stream else {
        return Err(Error::Damaged(format!(
            "{stream} is no stream of a rectification"
        )));
    };
    let first = acts
        .first()
        .ok_or_else(|| Error::Damaged("a rectification without acts".into()))?;
    let Body::Filed(filed) = Body::read(first)? else {
        return Err(first.unreadable("a rectification begins with its filing"));
    };
    let due = law::rectification::last_day(first.on_date, rules.calendar, &rules.publication);
    let mut row = RectificationRow {
        organ: first.organ.clone(),
        id: id.to_string(),
        number: filed.number,
        person: filed.person,
        received_on: first.on_date,
        status: "open".into(),
        due: Some(due.date()),
        closed_on: None,
        result: String::new(),
        version: first.version,
    };
    for act in &acts[1..] {
        if let Body::Closed(closed) = Body::read(act)? {
            row.status = "closed".into();
            row.closed_on = Some(act.on_date);
            row.result = closed.result.as_str().into();
        }
        row.version = act.version;
    }
    Ok(row)
}

impl Row for RectificationRow {
    const TABLE: &'static str = "rectifications";
    const STREAMS: &'static [&'static str] = &["correction"];

    fn derive(stream: &Stream, acts: &[Act], rules: &Rules<'_>) -> Result<Vec<Self>> {
        Ok(vec![derive(stream, acts, rules)?])
    }

    async fn upsert(&self, tx: &mut Tx) -> Result<()> {
        sqlx::query(
            "INSERT INTO rectifications (organ, id, number, person, received_on, status, due, closed_on, result, version) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (organ, id) DO UPDATE SET \
             status = excluded.status, due = excluded.due, closed_on = excluded.closed_on, result = excluded.result, \
             version = excluded.version",
        )
        .bind(&self.organ)
        .bind(&self.id)
        .bind(&self.number)
        .bind(&self.person)
        .bind(self.received_on.to_string())
        .bind(&self.status)
        .bind(stored(self.due))
        .bind(stored(self.closed_on))
        .bind(&self.result)
        .bind(self.version)
        .execute(tx.db())
        .await?;
        Ok(())
    }

    fn read(row: &AnyRow) -> Result<Self> {
        rectification_of(row)
    }

    fn key(&self) -> String {
        self.id.clone()
    }
}

pub async fn get(store: &Store, organ: &str, id: &str) -> Result<Option<RectificationRow>> {
    let row = sqlx::query("SELECT * FROM rectifications WHERE organ = $1 AND id = $2")
        .bind(organ)
        .bind(id)
        .fetch_optional(store.pool())
        .await?;
    row.as_ref().map(rectification_of).transpose()
}

/// Open ones first, by last day; then the closed, newest first.
pub async fn list(store: &Store, organ: &str, limit: i64) -> Result<Vec<RectificationRow>> {
    let rows = sqlx::query(
        "SELECT * FROM rectifications WHERE organ = $1 \
         ORDER BY CASE WHEN status = 'open' THEN 0 ELSE 1 END, due, received_on DESC, number DESC LIMIT $2",
    )
    .bind(organ)
    .bind(limit)
    .fetch_all(store.pool())
    .await?;
    rows.iter().map(rectification_of).collect()
}

/// Those that are not closed.
pub async fn open(store: &Store, organ: &str) -> Result<Vec<RectificationRow>> {
    let rows = sqlx::query(
        "SELECT * FROM rectifications WHERE organ = $1 AND status = 'open' ORDER BY due, number",
    )
    .bind(organ)
    .fetch_all(store.pool())
    .await?;
    rows.iter().map(rectification_of).collect()
}

pub(crate) fn rectification_of(row: &AnyRow) -> Result<RectificationRow> {
    Ok(RectificationRow {
        organ: text(row, "organ")?,
        id: text(row, "id")?,
        number: text(row, "number")?,
        person: text(row, "person")?,
        received_on: date(row, "received_on")?,
        status: text(row, "status")?,
        due: opt_date(row, "due")?,
        closed_on: opt_date(row, "closed_on")?,
        result: text(row, "result")?,
        version: int(row, "version")?,
    })
}
