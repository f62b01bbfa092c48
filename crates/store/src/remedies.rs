//! Projection: 复议 and 诉讼, from their `remedy/…` streams.

use jiff::civil::Date;
use law::{calendar::Calendar, remedy::period::Period};
use serde::Serialize;
use serde_json::Value;
use sqlx::any::AnyRow;

use crate::{
    Error, Result, Store, Tx,
    columns::{date, int, opt_date, stored, text},
    ledger::Act,
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

pub fn derive(acts: &[Act], calendar: &Calendar) -> Result<RemedyRow> {
    let first = acts
        .first()
        .ok_or_else(|| Error::Damaged("a remedy without acts".into()))?;
    let body = first.json();
    let word = |body: &Value, name: &str| body[name].as_str().unwrap_or_default().to_string();
    let mut row = RemedyRow {
        organ: first.organ.clone(),
        id: first.stream.trim_start_matches("remedy/").to_string(),
        track: word(&body, "track"),
        request: word(&body, "request"),
        opened_on: first.on_date,
        closed_on: None,
        result: String::new(),
        version: first.version,
        procedure: word(&body, "procedure"),
        body: word(&body, "body"),
        number: word(&body, "number"),
        copy_on: day(&body, "copy_on"),
        answer_due: None,
        answered_on: None,
        decision_due: None,
        comply_by: None,
        complied_on: None,
    };
    let mut extended = false;
    for act in &acts[1..] {
        let body = act.json();
        match act.kind.as_str() {
            "remedy_copied" => {
                row.copy_on = Some(act.on_date);
                row.procedure = word(&body, "procedure");
            }
            "remedy_extended" => extended = true,
            "remedy_answered" => row.answered_on = Some(act.on_date),
            "remedy_closed" => {
                row.closed_on = Some(act.on_date);
                row.result = word(&body, "result");
                row.comply_by = day(&body, "comply_by").or_else(|| {
                    day(&body, "served_on")
                        .filter(|_| row.track != "review")
                        .map(|served| Period::CourtOrder.last_day(served, calendar).date())
                });
            }
            "remedy_complied" => row.complied_on = Some(act.on_date),
            _ => {}
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

fn day(body: &Value, name: &str) -> Option<Date> {
    body[name].as_str().and_then(|text| text.parse().ok())
}

pub(crate) async fn upsert(tx: &mut Tx, row: &RemedyRow) -> Result<()> {
    sqlx::query(
        "INSERT INTO remedies (organ, id, track, request, opened_on, closed_on, result, version, procedure, body, \
         number, copy_on, answer_due, answered_on, decision_due, comply_by, complied_on) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) \
         ON CONFLICT (organ, id) DO UPDATE SET closed_on = excluded.closed_on, result = excluded.result, \
         version = excluded.version, procedure = excluded.procedure, copy_on = excluded.copy_on, \
         answer_due = excluded.answer_due, answered_on = excluded.answered_on, decision_due = excluded.decision_due, \
         comply_by = excluded.comply_by, complied_on = excluded.complied_on",
    )
    .bind(&row.organ)
    .bind(&row.id)
    .bind(&row.track)
    .bind(&row.request)
    .bind(row.opened_on.to_string())
    .bind(stored(row.closed_on))
    .bind(&row.result)
    .bind(row.version)
    .bind(&row.procedure)
    .bind(&row.body)
    .bind(&row.number)
    .bind(stored(row.copy_on))
    .bind(stored(row.answer_due))
    .bind(stored(row.answered_on))
    .bind(stored(row.decision_due))
    .bind(stored(row.comply_by))
    .bind(stored(row.complied_on))
    .execute(tx.db())
    .await?;
    Ok(())
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
