//! Projection: annual reports, from the `report/YEAR` and `consolidated/YEAR` streams.

use jiff::civil::Date;
use law::report::workflow::{Past, Stage, Step};
use serde::{Deserialize, Serialize};
use sqlx::any::AnyRow;

use crate::{
    Error, Result, Store, Tx,
    columns::{int, opt_date, stored, text},
    ledger::Act,
};

/// Which of an organ's two reports: its own, or the one it adds up from the units below.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    Own,
    Consolidated,
}

impl Scope {
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Consolidated => "consolidated",
        }
    }

    /// The ledger stream of one year's report.
    #[must_use]
    pub fn stream(self, year: i16) -> String {
        match self {
            Self::Own => format!("report/{year}"),
            Self::Consolidated => format!("consolidated/{year}"),
        }
    }

    fn of_stream(stream: &str) -> Result<(Self, i64)> {
        let (scope, year) = match stream.split_once('/') {
            Some(("report", year)) => (Self::Own, year),
            Some(("consolidated", year)) => (Self::Consolidated, year),
            _ => return Err(Error::Damaged(format!("{stream} is no stream of a report"))),
        };
        let year = year
            .parse()
            .map_err(|_| Error::Damaged(format!("report of the year {year}")))?;
        Ok((scope, year))
    }

    fn of_code(code: &str) -> Result<Self> {
        [Self::Own, Self::Consolidated]
            .into_iter()
            .find(|scope| scope.code() == code)
            .ok_or_else(|| Error::Damaged(format!("scope {code}")))
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReportRow {
    pub organ: String,
    pub scope: Scope,
    pub year: i64,
    /// A stage of `law::report::workflow`.
    pub status: String,
    /// JSON object: the written sections.
    pub sections: String,
    /// JSON object: reasons given to questions of the checks, by the question's key.
    pub answers: String,
    /// The report as it was last reviewed or signed off, as JSON text; empty once it is changed.
    pub signed: String,
    /// The report as the supervisor holds it, as JSON text; empty before and after a return.
    pub held: String,
    pub held_on: Option<Date>,
    /// How it came to the supervisor: `ledger`, `file`, or empty.
    pub via: String,
    /// The published report as JSON text, empty before.
    pub report: String,
    /// JSON list of `{hash, name, media, size}`.
    pub files: String,
    pub published_on: Option<Date>,
    /// How many times it was published; from 2 on it corrects the one before.
    pub edition: i64,
    /// The last comment of whoever sent it back, returned or accepted it.
    pub note: String,
    /// The last reminder of the supervisor, and how many there were.
    pub chased_on: Option<Date>,
    pub chases: i64,
    pub version: i64,
}

impl ReportRow {
    /// A report of which no act speaks.
    #[must_use]
    pub fn blank(organ: &str, scope: Scope, year: i16) -> Self {
        Self {
            organ: organ.into(),
            scope,
            year: i64::from(year),
            status: Stage::Open.code().into(),
            sections: "{}".into(),
            answers: "{}".into(),
            signed: String::new(),
            held: String::new(),
            held_on: None,
            via: String::new(),
            report: String::new(),
            files: "[]".into(),
            published_on: None,
            edition: 0,
            note: String::new(),
            chased_on: None,
            chases: 0,
            version: 0,
        }
    }

    #[must_use]
    pub fn stage(&self) -> Stage {
        Stage::from_code(&self.status).unwrap_or_default()
    }
}

/// The state machine's view of a stream: what was done and by whom.
#[must_use]
pub fn past(acts: &[Act]) -> Past {
    Past::of(
        acts.iter()
            .filter_map(|act| Some((Step::from_kind(&act.kind)?, act.actor.as_str()))),
    )
}

pub fn derive(acts: &[Act]) -> Result<ReportRow> {
    let first = acts
        .first()
        .ok_or_else(|| Error::Damaged("a report without acts".into()))?;
    let (scope, year) = Scope::of_stream(&first.stream)?;
    let mut row = ReportRow {
        year,
        ..ReportRow::blank(&first.organ, scope, 0)
    };
    let mut answers = serde_json::Map::new();
    for act in acts {
        apply(&mut row, &mut answers, act);
        row.version = act.version;
    }
    let past = past(acts);
    row.status = past.stage.code().into();
    row.edition = i64::from(past.editions);
    row.chases = i64::from(past.chases);
    row.answers = serde_json::Value::Object(answers).to_string();
    Ok(row)
}

fn apply(row: &mut ReportRow, answers: &mut serde_json::Map<String, serde_json::Value>, act: &Act) {
    let body = act.json();
    let field = |name: &str| body[name].as_str().unwrap_or_default().to_string();
    match Step::from_kind(&act.kind) {
        Some(Step::Draft) => {
            row.sections = body["sections"].to_string();
            row.signed.clear();
        }
        Some(Step::Answer) => {
            answers.insert(field("question"), body["reason"].clone());
            row.signed.clear();
        }
        Some(Step::Review | Step::Sign) => {
            row.signed = body["report"].to_string();
            row.note = field("note");
        }
        Some(Step::SendBack) => {
            row.signed.clear();
            row.note = field("note");
        }
        Some(step @ (Step::Submit | Step::Receive)) => {
            row.held = body["report"].to_string();
            row.held_on = Some(act.on_date);
            row.via = if step == Step::Submit {
                "ledger"
            } else {
                "file"
            }
            .into();
            if step == Step::Receive {
                row.signed = row.held.clone();
            }
        }
        Some(Step::Return) => {
            row.held.clear();
            row.held_on = None;
            row.via.clear();
            row.signed.clear();
            row.note = field("note");
        }
        Some(Step::Accept) => row.note = field("note"),
        Some(step @ (Step::Publish | Step::Adopt)) => {
            row.report = body["report"].to_string();
            row.files = body["files"].to_string();
            row.published_on = body["published_on"]
                .as_str()
                .and_then(|on| on.parse().ok())
                .or(Some(act.on_date));
            if step == Step::Adopt {
                row.via = "file".into();
            }
        }
        Some(Step::Reopen) => {
            row.signed.clear();
            row.note = field("reason");
        }
        Some(Step::Chase) => row.chased_on = Some(act.on_date),
        None => {}
    }
}

pub(crate) async fn upsert(tx: &mut Tx, row: &ReportRow) -> Result<()> {
    sqlx::query(
        "INSERT INTO reports (organ, scope, year, status, sections, answers, signed, held, held_on, via, \
         report, files, published_on, edition, note, chased_on, chases, version) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18) \
         ON CONFLICT (organ, scope, year) DO UPDATE SET status = excluded.status, \
         sections = excluded.sections, answers = excluded.answers, signed = excluded.signed, \
         held = excluded.held, held_on = excluded.held_on, via = excluded.via, report = excluded.report, \
         files = excluded.files, published_on = excluded.published_on, edition = excluded.edition, \
         note = excluded.note, chased_on = excluded.chased_on, chases = excluded.chases, \
         version = excluded.version",
    )
    .bind(&row.organ)
    .bind(row.scope.code())
    .bind(row.year)
    .bind(&row.status)
    .bind(&row.sections)
    .bind(&row.answers)
    .bind(&row.signed)
    .bind(&row.held)
    .bind(stored(row.held_on))
    .bind(&row.via)
    .bind(&row.report)
    .bind(&row.files)
    .bind(stored(row.published_on))
    .bind(row.edition)
    .bind(&row.note)
    .bind(stored(row.chased_on))
    .bind(row.chases)
    .bind(row.version)
    .execute(tx.db())
    .await?;
    Ok(())
}

/// An organ's own report of a year.
pub async fn get(store: &Store, organ: &str, year: i16) -> Result<Option<ReportRow>> {
    of(store, organ, Scope::Own, year).await
}

/// One of an organ's reports of a year.
pub async fn of(store: &Store, organ: &str, scope: Scope, year: i16) -> Result<Option<ReportRow>> {
    let row = sqlx::query("SELECT * FROM reports WHERE organ = $1 AND scope = $2 AND year = $3")
        .bind(organ)
        .bind(scope.code())
        .bind(i64::from(year))
        .fetch_optional(store.pool())
        .await?;
    row.as_ref().map(report_of).transpose()
}

/// An organ's own reports, newest first.
pub async fn list(store: &Store, organ: &str) -> Result<Vec<ReportRow>> {
    list_of(store, organ, Scope::Own).await
}

/// Reports of one scope of an organ, newest first.
pub async fn list_of(store: &Store, organ: &str, scope: Scope) -> Result<Vec<ReportRow>> {
    let rows =
        sqlx::query("SELECT * FROM reports WHERE organ = $1 AND scope = $2 ORDER BY year DESC")
            .bind(organ)
            .bind(scope.code())
            .fetch_all(store.pool())
            .await?;
    rows.iter().map(report_of).collect()
}

/// What one organ has handed up: the report as the supervisor holds it, or as it was published without being handed up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReturnRow {
    pub organ: String,
    pub scope: Scope,
    pub year: i64,
    pub status: String,
    /// JSON text, empty where there is none.
    pub counted: String,
    pub held_on: Option<Date>,
    pub via: String,
    pub published_on: Option<Date>,
    pub edition: i64,
    pub note: String,
    pub chased_on: Option<Date>,
    pub chases: i64,
    pub version: i64,
}

/// Returns of a year and of the year before, of the organs directly below one: in the order of codes, scopes and years.
pub async fn below(store: &Store, parent: &str, year: i16) -> Result<Vec<ReturnRow>> {
    let rows = sqlx::query(
        "SELECT reports.organ, reports.scope, reports.year, reports.status, \
         CASE WHEN reports.held <> '' THEN reports.held ELSE reports.report END AS counted, \
         reports.held_on, reports.via, reports.published_on, reports.edition, reports.note, \
         reports.chased_on, reports.chases, reports.version \
         FROM organs JOIN reports ON reports.organ = organs.code \
         WHERE organs.parent = $1 AND reports.year >= $2 AND reports.year <= $3 \
         ORDER BY reports.organ, reports.scope, reports.year",
    )
    .bind(parent)
    .bind(i64::from(year) - 1)
    .bind(i64::from(year))
    .fetch_all(store.pool())
    .await?;
    rows.iter()
        .map(|row| {
            Ok(ReturnRow {
                organ: text(row, "organ")?,
                scope: Scope::of_code(&text(row, "scope")?)?,
                year: int(row, "year")?,
                status: text(row, "status")?,
                counted: text(row, "counted")?,
                held_on: opt_date(row, "held_on")?,
                via: text(row, "via")?,
                published_on: opt_date(row, "published_on")?,
                edition: int(row, "edition")?,
                note: text(row, "note")?,
                chased_on: opt_date(row, "chased_on")?,
                chases: int(row, "chases")?,
                version: int(row, "version")?,
            })
        })
        .collect()
}

/// Every published report, both scopes: by year, newest first, then by organ.
pub(crate) async fn published(store: &Store) -> Result<Vec<ReportRow>> {
    let rows = sqlx::query(
        "SELECT * FROM reports WHERE published_on IS NOT NULL ORDER BY year DESC, organ, scope",
    )
    .fetch_all(store.pool())
    .await?;
    rows.iter().map(report_of).collect()
}

pub(crate) fn report_of(row: &AnyRow) -> Result<ReportRow> {
    Ok(ReportRow {
        organ: text(row, "organ")?,
        scope: Scope::of_code(&text(row, "scope")?)?,
        year: int(row, "year")?,
        status: text(row, "status")?,
        sections: text(row, "sections")?,
        answers: text(row, "answers")?,
        signed: text(row, "signed")?,
        held: text(row, "held")?,
        held_on: opt_date(row, "held_on")?,
        via: text(row, "via")?,
        report: text(row, "report")?,
        files: text(row, "files")?,
        published_on: opt_date(row, "published_on")?,
        edition: int(row, "edition")?,
        note: text(row, "note")?,
        chased_on: opt_date(row, "chased_on")?,
        chases: int(row, "chases")?,
        version: int(row, "version")?,
    })
}
