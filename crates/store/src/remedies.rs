//! Projection: 复议 and 诉讼, from their `remedy/…` streams.

use jiff::civil::Date;
use law::{
    calendar::Calendar,
    remedy::period::Period,
    report::{Outcome4, Track},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sqlx::any::AnyRow;

use crate::{
    Error, Result, Rules, Store, Stream, Tx,
    columns::{date, int, opt_date, stored, text},
    ledger::Act,
    projection::Row,
};

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RemedyRow {
    pub organ: String,
    pub id: String,
    /// `review`, `direct_suit` or `suit_after_review`.
    pub track: String,
    /// Id of the request, or empty.
    pub request: String,
    pub opened_on: Date,
    pub closed_on: Option<Date>,
    /// `upheld`, `corrected`, `otherwise`, or empty while it lasts.
    pub result: String,
    pub version: i64,
    /// `simple`, `ordinary`, or empty where it is not known or the track has none (D-12).
    pub procedure: String,
    /// The review organ or the court.
    pub body: String,
    /// Its case number.
    pub number: String,
    /// The day the copy of the application was received (D-12).
    pub copy_on: Option<Date>,
    /// Last day for the written answer and the evidence (D-12).
    pub answer_due: Option<Date>,
    pub answered_on: Option<Date>,
    /// Last day for the decision of the review organ (D-12).
    pub decision_due: Option<Date>,
    /// Last day to do what was ordered (D-14).
    pub comply_by: Option<Date>,
    pub complied_on: Option<Date>,
}

/// An act of a case of 复议 or 诉讼.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    Opened(Opened),
    Copied(Copied),
    Answered(Happened),
    Extended(Happened),
    Closed(Closed),
    Complied(Happened),
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opened {
    pub track: Track,
    /// Id of the request it is about, or empty.
    pub request: String,
    pub on: Date,
    /// The review organ or the court.
    #[serde(default)]
    pub body: String,
    /// Its case number.
    #[serde(default)]
    pub number: String,
    /// Where a case was entered that had gone on already.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub procedure: Option<Procedure>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copy_on: Option<Date>,
}

/// 程序 of a review (D-12).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Procedure {
    /// 简易程序: answer within 5 working days, decision within 30 days.
    Simple,
    /// 普通程序: 10 working days, 60 days.
    Ordinary,
}

impl Procedure {
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Simple => "simple",
            Self::Ordinary => "ordinary",
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Copied {
    pub on: Date,
    pub procedure: Procedure,
}

/// An act that says no more than its day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Happened {
    pub on: Date,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closed {
    pub result: Outcome4,
    pub on: Date,
    pub served_on: Option<Date>,
    pub comply_by: Option<Date>,
}

impl Body {
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Opened(_) => "remedy_opened",
            Self::Copied(_) => "remedy_copied",
            Self::Answered(_) => "remedy_answered",
            Self::Extended(_) => "remedy_extended",
            Self::Closed(_) => "remedy_closed",
            Self::Complied(_) => "remedy_complied",
        }
    }

    /// The body as it is written.
    ///
    /// # Errors
    /// None in practice: everything in it has a JSON form.
    pub fn json(&self) -> Result<Value> {
        Ok(match self {
            Self::Opened(body) => serde_json::to_value(body),
            Self::Copied(body) => serde_json::to_value(body),
            Self::Answered(body) | Self::Extended(body) | Self::Complied(body) => {
                serde_json::to_value(body)
            }
            Self::Closed(body) => serde_json::to_value(body),
        }?)
    }

    /// An act of such a stream.
    ///
    /// # Errors
    /// [`Error::Act`]: its kind is unknown, or its body damaged.
    pub fn read(act: &Act) -> Result<Self> {
        Ok(match act.kind.as_str() {
            "remedy_opened" => Self::Opened(act.body()?),
            "remedy_copied" => Self::Copied(act.body()?),
            "remedy_answered" => Self::Answered(act.body()?),
            "remedy_extended" => Self::Extended(act.body()?),
            "remedy_closed" => Self::Closed(act.body()?),
            "remedy_complied" => Self::Complied(act.body()?),
            _ => return Err(act.unknown_kind()),
        })
    }
}

fn derive(stream: &Stream, acts: &[Act], calendar: &Calendar) -> Result<RemedyRow> {
    let Stream::Remedy(id) = stream else {
        return Err(Error::Damaged(format!("{stream} is no stream of a remedy")));
    };
    let first = acts
        .first()
        .ok_or_else(|| Error::Damaged("a remedy without acts".into()))?;
    let Body::Opened(opened) = Body::read(first)? else {
        return Err(first.unreadable("a remedy begins with its opening"));
    };
    let mut row = RemedyRow {
        organ: first.organ.clone(),
        id: id.to_string(),
        track: opened.track.code().into(),
        request: opened.request,
        opened_on: first.on_date,
        closed_on: None,
        result: String::new(),
        version: first.version,
        procedure: opened.procedure.map_or("", Procedure::code).into(),
        body: opened.body,
        number: opened.number,
        copy_on: opened.copy_on,
        answer_due: None,
        answered_on: None,
        decision_due: None,
        comply_by: None,
        complied_on: None,
    };
    let mut extended = false;
    for act in &acts[1..] {
        match Body::read(act)? {
            Body::Opened(_) => return Err(act.unreadable("a remedy is opened once")),
            Body::Copied(copied) => {
                row.copy_on = Some(act.on_date);
                row.procedure = copied.procedure.code().into();
            }
            Body::Extended(_) => extended = true,
            Body::Answered(_) => row.answered_on = Some(act.on_date),
            Body::Closed(closed) => {
                row.closed_on = Some(act.on_date);
                row.result = closed.result.code().into();
                row.comply_by = closed.comply_by.or_else(|| {
                    closed
                        .served_on
                        .filter(|_| opened.track != Track::Review)
                        .map(|served| Period::CourtOrder.last_day(served, calendar).date())
                });
            }
            Body::Complied(_) => row.complied_on = Some(act.on_date),
        }
        row.version = act.version;
    }
    clocks(&mut row, extended, calendar);
    Ok(row)
}

/// The periods of 复议 (D-12); a court sets its own.
fn clocks(row: &mut RemedyRow, extended: bool, calendar: &Calendar) {
    if row.track != "review" {
        return;
    }
    let (answer, decision) = match (row.procedure.as_str(), extended) {
        ("simple", _) => (Period::AnswerSimple, Period::DecisionSimple),
        ("ordinary", true) => (Period::AnswerOrdinary, Period::DecisionExtended),
        ("ordinary", false) => (Period::AnswerOrdinary, Period::DecisionOrdinary),
        _ => return,
    };
    row.answer_due = row.copy_on.map(|on| answer.last_day(on, calendar).date());
    row.decision_due = Some(decision.last_day(row.opened_on, calendar).date());
}

impl Row for RemedyRow {
    const TABLE: &'static str = "remedies";
    const STREAMS: &'static [&'static str] = &["remedy"];

    fn derive(stream: &Stream, acts: &[Act], rules: &Rules<'_>) -> Result<Vec<Self>> {
        Ok(vec![derive(stream, acts, rules.calendar)?])
    }

    async fn upsert(&self, tx: &mut Tx) -> Result<()> {
        sqlx::query(
            "INSERT INTO remedies (organ, id, track, request, opened_on, closed_on, result, version, procedure, body, \
             number, copy_on, answer_due, answered_on, decision_due, comply_by, complied_on) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) \
             ON CONFLICT (organ, id) DO UPDATE SET closed_on = excluded.closed_on, result = excluded.result, \
             version = excluded.version, procedure = excluded.procedure, copy_on = excluded.copy_on, \
             answer_due = excluded.answer_due, answered_on = excluded.answered_on, decision_due = excluded.decision_due, \
             comply_by = excluded.comply_by, complied_on = excluded.complied_on",
        )
        .bind(&self.organ)
        .bind(&self.id)
        .bind(&self.track)
        .bind(&self.request)
        .bind(self.opened_on.to_string())
        .bind(stored(self.closed_on))
        .bind(&self.result)
        .bind(self.version)
        .bind(&self.procedure)
        .bind(&self.body)
        .bind(&self.number)
        .bind(stored(self.copy_on))
        .bind(stored(self.answer_due))
        .bind(stored(self.answered_on))
        .bind(stored(self.decision_due))
        .bind(stored(self.comply_by))
        .bind(stored(self.complied_on))
        .execute(tx.db())
        .await?;
        Ok(())
    }

    fn read(row: &AnyRow) -> Result<Self> {
        remedy_of(row)
    }

    fn key(&self) -> String {
        self.id.clone()
    }
}

pub async fn get(store: &Store, organ: &str, id: &str) -> Result<Option<RemedyRow>> {
    let row = sqlx::query("SELECT * FROM remedies WHERE organ = $1 AND id = $2")
        .bind(organ)
        .bind(id)
        .fetch_optional(store.pool())
        .await?;
    row.as_ref().map(remedy_of).transpose()
}

/// Newest first.
pub async fn list(store: &Store, organ: &str) -> Result<Vec<RemedyRow>> {
    let rows =
        sqlx::query("SELECT * FROM remedies WHERE organ = $1 ORDER BY opened_on DESC, id DESC")
            .bind(organ)
            .fetch_all(store.pool())
            .await?;
    rows.iter().map(remedy_of).collect()
}

/// Those about one request, oldest first.
pub async fn of_request(store: &Store, organ: &str, request: &str) -> Result<Vec<RemedyRow>> {
    let rows = sqlx::query(
        "SELECT * FROM remedies WHERE organ = $1 AND request = $2 ORDER BY opened_on, id",
    )
    .bind(organ)
    .bind(request)
    .fetch_all(store.pool())
    .await?;
    rows.iter().map(remedy_of).collect()
}

/// Those that still ask something of the organ: an answer, or doing what was ordered.
pub async fn pending(store: &Store, organ: &str) -> Result<Vec<RemedyRow>> {
    let rows = sqlx::query(
        "SELECT * FROM remedies WHERE organ = $1 AND (closed_on IS NULL \
         OR (comply_by IS NOT NULL AND complied_on IS NULL)) ORDER BY opened_on, id",
    )
    .bind(organ)
    .fetch_all(store.pool())
    .await?;
    rows.iter().map(remedy_of).collect()
}

/// Those open at any time of a year.
pub async fn for_year(store: &Store, organ: &str, year: i16) -> Result<Vec<RemedyRow>> {
    let rows = sqlx::query(
        "SELECT * FROM remedies WHERE organ = $1 AND opened_on <= $2 \
         AND (closed_on IS NULL OR closed_on >= $3) ORDER BY opened_on, id",
    )
    .bind(organ)
    .bind(format!("{year:04}-12-31"))
    .bind(format!("{year:04}-01-01"))
    .fetch_all(store.pool())
    .await?;
    rows.iter().map(remedy_of).collect()
}

pub(crate) fn remedy_of(row: &AnyRow) -> Result<RemedyRow> {
    Ok(RemedyRow {
        organ: text(row, "organ")?,
        id: text(row, "id")?,
        track: text(row, "track")?,
        request: text(row, "request")?,
        opened_on: date(row, "opened_on")?,
        closed_on: opt_date(row, "closed_on")?,
        result: text(row, "result")?,
        version: int(row, "version")?,
        procedure: text(row, "procedure")?,
        body: text(row, "body")?,
        number: text(row, "number")?,
        copy_on: opt_date(row, "copy_on")?,
        answer_due: opt_date(row, "answer_due")?,
        answered_on: opt_date(row, "answered_on")?,
        decision_due: opt_date(row, "decision_due")?,
        comply_by: opt_date(row, "comply_by")?,
        complied_on: opt_date(row, "complied_on")?,
    })
}
