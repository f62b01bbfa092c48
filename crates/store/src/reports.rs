//! Projection: annual reports, from the `report/YEAR` and `consolidated/YEAR` streams.

use jiff::civil::Date;
use law::report::workflow::{Past, Stage, Step};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sqlx::any::AnyRow;

use crate::{
    Error, Result, Rules, Store, Stream, Tx,
    columns::{int, opt_date, stored, text},
    files::FileRef,
    ledger::Act,
    projection::Row,
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
    pub const fn stream(self, year: i16) -> Stream {
        Stream::Report(self, year)
    }

    pub(crate) fn of_code(code: &str) -> Result<Self> {
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

pub(crate) fn derive(stream: &Stream, acts: &[Act]) -> Result<ReportRow> {
    let first = acts
        .first()
        .ok_or_else(|| Error::Damaged("a report without acts".into()))?;
    let Stream::Report(scope, year) = *stream else {
        return Err(Error::Damaged(format!("{stream} is no stream of a report")));
    };
    let mut row = ReportRow::blank(&first.organ, scope, year);
    let mut answers = serde_json::Map::new();
    for act in acts {
        let step = Step::from_kind(&act.kind).ok_or_else(|| act.unknown_kind())?;
        let said: Said = act.body()?;
        match (step, said.question.clone()) {
            (Step::Answer, Some(question)) => {
                answers.insert(question, said.reason.clone().into());
                row.signed.clear();
            }
            (Step::Answer, None) => return Err(act.unreadable("an answer without its question")),
            _ => apply(&mut row, step, said, act)?,
        }
        row.version = act.version;
    }
    let past = past(acts);
    row.status = past.stage.code().into();
    row.edition = i64::from(past.editions);
    row.chases = i64::from(past.chases);
    row.answers = serde_json::Value::Object(answers).to_string();
    Ok(row)
}

/// The body of an act of a report: which of these an act holds is for its kind.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Said {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sections: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub question: Option<String>,
    /// What the question was, in words.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub asked: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub reason: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub exception: String,
    /// The whole report.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub report: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub files: Option<Vec<FileRef>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published_on: Option<Date>,
}

impl Said {
    /// The report as JSON text.
    fn report_of(&self, act: &Act) -> Result<String> {
        self.report
            .as_ref()
            .map(Value::to_string)
            .ok_or_else(|| act.unreadable("it holds no report"))
    }
}

fn apply(row: &mut ReportRow, step: Step, said: Said, act: &Act) -> Result<()> {
    match step {
        Step::Draft => {
            let sections = said.sections.as_ref();
            row.sections = sections
                .ok_or_else(|| act.unreadable("it holds no sections"))?
                .to_string();
            row.signed.clear();
        }
        // Put in by the caller, who has the question.
        Step::Answer => {}
        Step::Review | Step::Sign => {
            row.signed = said.report_of(act)?;
            row.note = said.note;
        }
        Step::SendBack => {
            row.signed.clear();
            row.note = said.note;
        }
        Step::Submit | Step::Receive => {
            row.held = said.report_of(act)?;
            row.held_on = Some(act.on_date);
            let by_file = step == Step::Receive;
            row.via = if by_file { "file" } else { "ledger" }.into();
            if by_file {
                row.signed = row.held.clone();
            }
        }
        Step::Return => {
            row.held.clear();
            row.held_on = None;
            row.via.clear();
            row.signed.clear();
            row.note = said.note;
        }
        Step::Accept => row.note = said.note,
        Step::Publish | Step::Adopt => {
            row.report = said.report_of(act)?;
            row.files = serde_json::to_value(&said.files)?.to_string();
            row.published_on = said.published_on.or(Some(act.on_date));
            if step == Step::Adopt {
                row.via = "file".into();
            }
        }
        Step::Reopen => {
            row.signed.clear();
            row.note = said.reason;
        }
        Step::Chase => row.chased_on = Some(act.on_date),
    }
    Ok(())
}

impl Row for ReportRow {
    const TABLE: &'static str = "reports";
    const KEY: &'static str = "status";
    const STREAMS: &'static [&'static str] = &["report", "consolidated"];

    fn derive(stream: &Stream, acts: &[Act], _rules: &Rules<'_>) -> Result<Vec<Self>> {
        Ok(vec![derive(stream, acts)?])
    }

    async fn upsert(&self, tx: &mut Tx) -> Result<()> {
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
        .bind(&self.organ)
        .bind(self.scope.code())
        .bind(self.year)
        .bind(&self.status)
        .bind(&self.sections)
        .bind(&self.answers)
        .bind(&self.signed)
        .bind(&self.held)
        .bind(stored(self.held_on))
        .bind(&self.via)
        .bind(&self.report)
        .bind(&self.files)
        .bind(stored(self.published_on))
        .bind(self.edition)
        .bind(&self.note)
        .bind(stored(self.chased_on))
        .bind(self.chases)
        .bind(self.version)
        .execute(tx.db())
        .await?;
        Ok(())
    }

    fn read(row: &AnyRow) -> Result<Self> {
        report_of(row)
    }

    fn key(&self) -> String {
        match self.scope {
            Scope::Own => self.year.to_string(),
            Scope::Consolidated => format!("{}/consolidated", self.year),
        }
    }
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

/// All reports of a year that stand as published, by organ.
pub async fn of_year(store: &Store, year: i64) -> Result<Vec<ReportRow>> {
    let rows = sqlx::query(
        "SELECT * FROM reports WHERE year = $1 AND published_on IS NOT NULL AND edition >= 1 ORDER BY organ, scope",
    )
    .bind(year)
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
