//! Projection: requests, from their `request/…` streams, by the statute engine.

/// Every status but `closed`, named one by one: an index can look names up, and cannot look up what is not.
macro_rules! pending {
    () => {
        "status IN ('unconfirmed', 'open', 'awaiting_correction', 'awaiting_reasons', 'awaiting_payment')"
    };
}

mod beside;
mod entry;
mod facts;
mod marks;
mod page;
mod recount;

use jiff::civil::Date;
use law::{
    case::{Act as LawAct, Applicant},
    handling,
};
use serde::{Deserialize, Serialize};
use sqlx::{AssertSqlSafe, any::AnyRow};

use crate::{
    Error, Result, Rules, Store, Stream, Tx,
    columns::{containing, date, days_of, int, opt_date, opt_text, stored, text},
    counts,
    ledger::Act,
    projection::Row,
    tallies,
    verify::Fault,
};

pub use beside::Beside;
pub use facts::{Counted, YearOfRequests, counted, facts, facts_many, year_of};
pub use marks::{of_applicant, of_marks};
pub use page::{At, key, offices, page, statement};
pub use recount::{open_everywhere, organs_to_recount, to_recount};

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RequestRow {
    pub organ: String,
    pub id: String,
    /// 受理编号.
    pub number: String,
    pub submitted_on: Date,
    /// Receipt date; `None` until both sides confirmed.
    pub received_on: Option<Date>,
    pub channel: String,
    /// Kind of applicant, as in `formats.md`.
    pub applicant: String,
    /// Id of the sealed person.
    pub person: String,
    pub query_hash: String,
    /// As in `formats.md`.
    pub status: String,
    /// The last day as of the day of counting; see `recount_on`.
    pub due: Option<Date>,
    pub latest: Option<Date>,
    pub provisional: bool,
    pub closed_on: Option<Date>,
    pub code: Option<String>,
    /// Key of the row of 表三.
    pub report_row: Option<String>,
    /// From this day on `due` is another one although nobody acts; `None` while it stands still.
    pub recount_on: Option<Date>,
    /// Id of the member of staff who worked it last; empty before anybody did.
    pub handler: String,
    /// The office that has it, or had it last; empty where none was given it.
    pub office: String,
    pub version: i64,
}

/// The row that a request's acts amount to on the day of the rules, or of the last act where that is later.
fn derive(stream: &Stream, acts: &[Act], rules: &Rules<'_>) -> Result<RequestRow> {
    let Stream::Request(id) = stream else {
        return Err(Error::Damaged(format!(
            "{stream} is no stream of a request"
        )));
    };
    let (first, last) = acts
        .first()
        .zip(acts.last())
        .ok_or_else(|| Error::Damaged("a request without acts".into()))?;
    // Handling acts of the house do not touch the statutory clock.
    let statutory: Vec<&Act> = acts
        .iter()
        .filter(|act| act.kind.parse::<law::handling::Kind>().is_err())
        .collect();
    let events: Vec<LawAct> = statutory
        .iter()
        .map(|act| act.body())
        .collect::<Result<_>>()?;
    let as_of = statutory
        .iter()
        .map(|act| act.on_date)
        .max()
        .unwrap_or(last.on_date)
        .max(rules.today);
    let assessment = law::case::assess(&events, as_of, rules.calendar, &rules.clock);
    let filed: Filed = first.body()?;
    let entries = acts.iter().map(entry::of).collect::<Result<Vec<_>>>()?;
    let house = handling::read(&entries);
    let status = serde_json::to_value(assessment.status)?;
    Ok(RequestRow {
        organ: first.organ.clone(),
        id: id.to_string(),
        number: filed.beside.number,
        submitted_on: first.on_date,
        received_on: assessment.receipt,
        channel: filed.channel,
        applicant: filed.applicant,
        person: filed.beside.person,
        query_hash: code_given(acts)?.unwrap_or(filed.beside.query_hash),
        status: status.as_str().unwrap_or_default().to_string(),
        due: assessment.due,
        latest: assessment.latest,
        provisional: assessment.provisional,
        closed_on: assessment.closed_on,
        code: assessment.code.map(|code| code.as_str().to_string()),
        report_row: assessment.row.map(ToString::to_string),
        recount_on: assessment.moves_on,
        handler: handling::handler(&entries).unwrap_or_default().into(),
        office: handling::office(&house).unwrap_or_default().into(),
        version: last.version,
    })
}

/// The hash of a query code that was handed out later, for a request that came without one.
fn code_given(acts: &[Act]) -> Result<Option<String>> {
    let given = acts.iter().rfind(|act| act.kind == "code_given");
    given
        .map(|act| act.body::<Beside>().map(|beside| beside.query_hash))
        .transpose()
}

/// What the row takes from the first act.
#[derive(Deserialize)]
struct Filed {
    #[serde(default)]
    channel: String,
    #[serde(default)]
    applicant: String,
    #[serde(flatten)]
    beside: Beside,
}

impl Row for RequestRow {
    const TABLE: &'static str = "requests";
    const STREAMS: &'static [&'static str] = &["request"];

    fn derive(stream: &Stream, acts: &[Act], rules: &Rules<'_>) -> Result<Vec<Self>> {
        Ok(vec![derive(stream, acts, rules)?])
    }

    async fn upsert(&self, tx: &mut Tx) -> Result<()> {
        tallies::moved(tx, self).await?;
        sqlx::query(
            "INSERT INTO requests (organ, id, number, submitted_on, received_on, channel, applicant, person, \
             query_hash, status, due, latest, provisional, closed_on, code, report_row, recount_on, handler, office, version) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20) \
             ON CONFLICT (organ, id) DO UPDATE SET received_on = excluded.received_on, \
             query_hash = excluded.query_hash, status = excluded.status, due = excluded.due, latest = excluded.latest, \
             provisional = excluded.provisional, closed_on = excluded.closed_on, code = excluded.code, \
             report_row = excluded.report_row, recount_on = excluded.recount_on, handler = excluded.handler, \
             office = excluded.office, version = excluded.version",
        )
        .bind(&self.organ)
        .bind(&self.id)
        .bind(&self.number)
        .bind(self.submitted_on.to_string())
        .bind(stored(self.received_on))
        .bind(&self.channel)
        .bind(&self.applicant)
        .bind(&self.person)
        .bind(&self.query_hash)
        .bind(&self.status)
        .bind(stored(self.due))
        .bind(stored(self.latest))
        .bind(i64::from(self.provisional))
        .bind(stored(self.closed_on))
        .bind(self.code.as_deref())
        .bind(self.report_row.as_deref())
        .bind(stored(self.recount_on))
        .bind(&self.handler)
        .bind(&self.office)
        .bind(self.version)
        .execute(tx.db())
        .await?;
        Ok(())
    }

    fn read(row: &AnyRow) -> Result<Self> {
        request_of(row)
    }

    fn key(&self) -> String {
        self.id.clone()
    }

    /// An answer that says which letter went out, while its readings are of another text (F-D17).
    fn faults(acts: &[Act]) -> Result<Vec<Fault>> {
        let entries = acts.iter().map(entry::of).collect::<Result<Vec<_>>>()?;
        let fault = "it sends a letter that its readings do not cover";
        Ok(handling::uncovered(&entries)
            .into_iter()
            .map(|at| (acts[at - 1].seq, fault.to_string()))
            .collect())
    }

    fn tallies(&self) -> Vec<String> {
        let counted = counts::Kind::request(self.received_on, self.closed_on, self.due);
        let counted = counted.map(|kind| kind.key());
        tallies::key(self).into_iter().chain(counted).collect()
    }
}

pub async fn get(store: &Store, organ: &str, id: &str) -> Result<Option<RequestRow>> {
    let row = sqlx::query("SELECT * FROM requests WHERE organ = $1 AND id = $2")
        .bind(organ)
        .bind(id)
        .fetch_optional(store.pool())
        .await?;
    row.as_ref().map(request_of).transpose()
}

/// Some requests of an organ, by their ids; at most a few hundred.
pub async fn of_ids(store: &Store, organ: &str, ids: &[&str]) -> Result<Vec<RequestRow>> {
    let mut found = Vec::new();
    for some in ids.chunks(100) {
        let places: Vec<String> = (2..=some.len() + 1).map(|at| format!("${at}")).collect();
        let statement = AssertSqlSafe(format!(
            "SELECT * FROM requests WHERE organ = $1 AND id IN ({})",
            places.join(", ")
        ));
        let mut query = sqlx::query(statement).bind(organ);
        for id in some {
            query = query.bind(*id);
        }
        for row in query.fetch_all(store.pool()).await? {
            found.push(request_of(&row)?);
        }
    }
    Ok(found)
}

pub async fn by_number(store: &Store, number: &str) -> Result<Option<RequestRow>> {
    let row = sqlx::query("SELECT * FROM requests WHERE number = $1")
        .bind(number)
        .fetch_optional(store.pool())
        .await?;
    row.as_ref().map(request_of).transpose()
}

/// Which requests to list, in which order.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// A status of `formats.md`; `pending` stands for every status but `closed`.
    pub status: Option<String>,
    /// Part of the number.
    pub text: Option<String>,
    /// Year of submission.
    pub year: Option<i16>,
    /// Outcome code; this and the following are asked of [`page`] alone.
    pub code: Option<String>,
    /// Id of the member of staff who worked it last.
    pub handler: Option<String>,
    /// The office that has it, or had it last.
    pub office: Option<String>,
    /// The last day lies on this day or later.
    pub due_from: Option<Date>,
    /// The last day lies on this day or before.
    pub due_to: Option<Date>,
    /// These and no others: what a search for words found; a few hundred at most.
    pub ids: Option<Vec<String>>,
    pub sort: Sort,
    /// At most 200.
    pub limit: i64,
    pub offset: i64,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sort {
    /// Newest first.
    #[default]
    Newest,
    /// Earliest last day first.
    Due,
}

/// Rows of an organ and how many match in all.
pub async fn list(store: &Store, organ: &str, filter: &Filter) -> Result<(Vec<RequestRow>, i64)> {
    // A text for each way of asking, so that the index by status is used where a status is asked for.
    let status = match filter.status.as_deref() {
        None => "CAST($2 AS TEXT) IS NULL",
        Some("pending") => concat!("$2 = 'pending' AND ", pending!()),
        Some(_) => "status = $2",
    };
    let order = match filter.sort {
        Sort::Newest => "submitted_on DESC, number DESC",
        Sort::Due => "CASE WHEN due IS NULL THEN 1 ELSE 0 END, due, number",
    };
    let found = format!(
        "FROM requests WHERE organ = $1 AND {status} \
         AND (CAST($3 AS TEXT) IS NULL OR LOWER(number) LIKE LOWER($3) ESCAPE '!') \
         AND submitted_on >= $4 AND submitted_on <= $5"
    );
    let total = AssertSqlSafe(format!("SELECT COUNT(*) AS n {found}"));
    let rows = AssertSqlSafe(format!(
        "SELECT * {found} ORDER BY {order} LIMIT $6 OFFSET $7"
    ));
    let text = filter.text.as_deref().map(containing);
    let (first, last) = days_of(filter.year);
    let total = sqlx::query(total)
        .bind(organ)
        .bind(filter.status.as_deref())
        .bind(text.as_deref())
        .bind(&first)
        .bind(&last)
        .fetch_one(store.pool())
        .await?;
    let rows = sqlx::query(rows)
        .bind(organ)
        .bind(filter.status.as_deref())
        .bind(text.as_deref())
        .bind(&first)
        .bind(&last)
        .bind(filter.limit.clamp(1, 200))
        .bind(filter.offset.max(0))
        .fetch_all(store.pool())
        .await?;
    let rows = rows.iter().map(request_of).collect::<Result<_>>()?;
    Ok((rows, int(&total, "n")?))
}

/// Every request of an organ that is not closed.
pub async fn open(store: &Store, organ: &str) -> Result<Vec<RequestRow>> {
    let rows = sqlx::query(concat!(
        "SELECT * FROM requests WHERE organ = $1 AND ",
        pending!(),
        " ORDER BY due, number"
    ))
    .bind(organ)
    .fetch_all(store.pool())
    .await?;
    rows.iter().map(request_of).collect()
}

/// The requests answered last, newest first.
pub async fn answered_last(store: &Store, organ: &str, limit: i64) -> Result<Vec<RequestRow>> {
    let rows = sqlx::query(
        "SELECT * FROM requests WHERE organ = $1 AND status = 'closed' \
         ORDER BY closed_on DESC, number DESC LIMIT $2",
    )
    .bind(organ)
    .bind(limit)
    .fetch_all(store.pool())
    .await?;
    rows.iter().map(request_of).collect()
}

pub(crate) fn applicant(word: &str) -> Result<Applicant> {
    Ok(match word {
        "natural" => Applicant::Natural,
        "business" => Applicant::Business,
        "research" => Applicant::Research,
        "charity" => Applicant::Charity,
        "legal_service" => Applicant::LegalService,
        "other" => Applicant::Other,
        _ => return Err(Error::Damaged(format!("kind of applicant {word}"))),
    })
}

pub(crate) fn request_of(row: &AnyRow) -> Result<RequestRow> {
    Ok(RequestRow {
        organ: text(row, "organ")?,
        id: text(row, "id")?,
        number: text(row, "number")?,
        submitted_on: date(row, "submitted_on")?,
        received_on: opt_date(row, "received_on")?,
        channel: text(row, "channel")?,
        applicant: text(row, "applicant")?,
        person: text(row, "person")?,
        query_hash: text(row, "query_hash")?,
        status: text(row, "status")?,
        due: opt_date(row, "due")?,
        latest: opt_date(row, "latest")?,
        provisional: int(row, "provisional")? != 0,
        closed_on: opt_date(row, "closed_on")?,
        code: opt_text(row, "code")?,
        report_row: opt_text(row, "report_row")?,
        recount_on: opt_date(row, "recount_on")?,
        handler: text(row, "handler")?,
        office: text(row, "office")?,
        version: int(row, "version")?,
    })
}

#[cfg(test)]
mod tests {
    use law::case::Status;

    /// A status that the engine may give and the list of pending ones forgets would hide requests.
    #[test]
    fn pending_is_every_status_but_closed() {
        for status in Status::ALL {
            let word = serde_json::to_value(status).unwrap();
            let word = word.as_str().unwrap();
            let listed = pending!().contains(&format!("'{word}'"));
            assert_eq!(listed, status != Status::Closed, "{word}");
        }
    }
}
