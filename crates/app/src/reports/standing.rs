//! Where a report stands: what was done, what it says now, what may be done next.

use std::collections::BTreeMap;

use law::{
    finding::{Finding, Severity},
    report::{
        Report, check,
        workflow::{self, Facts, Past, Stage, Step, stops},
    },
};
use serde_json::Value;
use store::{
    ledger,
    reports::{ReportRow, Scope},
};

use super::{Built, build, is_over};
use crate::{
    App, Error, Result, Role, Staff, consolidation,
    pen::{At, Line, Page, Pen},
    record::seen,
    rights::{CaseWorker, Deed, DisclosureHead, Right, Supervisor},
};

/// Which report, and the version of it that the page showed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    pub scope: Scope,
    pub year: i16,
    pub seen: i64,
}

/// Work on a report: its sections, its answers, its way to the organ above.
#[derive(Debug, Clone, Copy)]
pub struct Writing(pub Key);

impl Deed for Writing {
    fn roles(&self) -> &'static [Role] {
        match self.0.scope {
            Scope::Own => CaseWorker::ROLES,
            Scope::Consolidated => Supervisor::ROLES,
        }
    }
}

/// What makes a report public, or opens a public one again.
#[derive(Debug, Clone, Copy)]
pub struct Releasing(pub Key);

impl Deed for Releasing {
    fn roles(&self) -> &'static [Role] {
        match self.0.scope {
            Scope::Own => DisclosureHead::ROLES,
            Scope::Consolidated => Supervisor::ROLES,
        }
    }
}

/// A report with its life so far.
#[derive(Debug, Clone)]
pub struct Standing {
    pub row: ReportRow,
    pub past: Past,
    pub facts: Facts,
    /// As the ledger gives it today.
    pub built: Built,
    /// Reasons given to questions, by the question's key.
    pub answers: BTreeMap<String, String>,
}

/// Names a question by its rule, its place and its numbers: if the numbers change it is another question.
#[must_use]
pub fn question_key(finding: &Finding) -> String {
    let side = |side: &Option<String>| side.clone().unwrap_or_default();
    format!(
        "{} {} {} {}",
        finding.id,
        finding.place,
        side(&finding.left),
        side(&finding.right)
    )
}

/// Whether somebody has to give a reason.
fn asks(scope: Scope, finding: &Finding) -> bool {
    workflow::asks(scope == Scope::Consolidated, finding)
}

impl Standing {
    /// The questions of the checks, each with its key and the reason given.
    pub fn questions(&self) -> impl Iterator<Item = (&Finding, String, Option<&str>)> {
        self.built
            .findings
            .iter()
            .filter(|finding| asks(self.row.scope, finding))
            .map(|finding| {
                let key = question_key(finding);
                let reason = self.answers.get(&key).map(String::as_str);
                (finding, key, reason)
            })
    }

    /// Everything against a step.
    #[must_use]
    pub fn refusals(&self, step: Step, by: &str, exception: bool) -> Vec<Finding> {
        let facts = Facts {
            exception,
            ..self.facts
        };
        workflow::refusals(&self.past, step, by, &facts)
    }

    /// The report that a step concerns: what was handed in as a file, where the organ's ledger does not hold it.
    pub fn subject(&self) -> Result<Report> {
        if self.row.via == "file" && matches!(self.past.stage, Stage::Submitted | Stage::Accepted) {
            return Ok(serde_json::from_str(&self.row.held)?);
        }
        Ok(self.built.report.clone())
    }
}

/// Loads one report with everything that is known of it.
pub async fn standing(app: &App, organ: &str, scope: Scope, year: i16) -> Result<Standing> {
    let stored = store::reports::of(&app.store, organ, scope, year).await?;
    let row = stored.unwrap_or_else(|| ReportRow::blank(organ, scope, year));
    let acts = ledger::stream(&app.store, organ, &scope.stream(year)).await?;
    let built = match scope {
        Scope::Own => build(app, organ, year).await?,
        Scope::Consolidated => consolidation::build(app, organ, year).await?.built(),
    };
    let answers: BTreeMap<String, String> = serde_json::from_str(&row.answers)?;
    let past = store::reports::past(&acts);
    let by_file = row.via == "file" && matches!(past.stage, Stage::Submitted | Stage::Accepted);
    let changed = !row.signed.is_empty()
        && !by_file
        && serde_json::from_str::<Report>(&row.signed)? != built.report;
    let open =
        |finding: &&Finding| asks(scope, finding) && !answers.contains_key(&question_key(finding));
    let errors = |finding: &&Finding| stops(finding) && !asks(scope, finding);
    let counted = !by_file;
    let facts = Facts {
        supervised: consolidation::superior(app, organ).await?.is_some(),
        needs_acceptance: app.settings.reports.publish_after_acceptance,
        over: is_over(app, year),
        // What came as a file was judged when it was received and accepted.
        errors: if counted {
            built.findings.iter().filter(errors).count()
        } else {
            0
        },
        questions: if counted {
            built.findings.iter().filter(open).count()
        } else {
            0
        },
        changed,
        faults: faults(&row, past.stage)?,
        exception: false,
    };
    Ok(Standing {
        row,
        past,
        facts,
        built,
        answers,
    })
}

/// Identities that fail in what the 主管部门 has in hand, whichever way it came.
fn faults(row: &ReportRow, stage: Stage) -> Result<usize> {
    if stage != Stage::Submitted || row.held.is_empty() {
        return Ok(0);
    }
    let held: Report = serde_json::from_str(&row.held)?;
    Ok(check::identities(&held)
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .count())
}

/// A step about to be taken: by whom, in the stream of which organ, which report.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Taking<'a> {
    pub staff: &'a Staff,
    pub organ: &'a str,
    pub key: Key,
    pub step: Step,
    /// One person does what three should, and says why (S-7); or a return with faults is accepted with a reason.
    pub explained: bool,
}

impl<'a> Taking<'a> {
    /// A step of somebody in his own organ, that needs no reason.
    pub fn of(staff: &'a Staff, key: Key, step: Step) -> Self {
        Self {
            staff,
            organ: &staff.organ,
            key,
            step,
            explained: false,
        }
    }

    /// Refused by the law with every reason, or appended to the organ's stream. Returns the new version.
    pub async fn write(self, app: &App, standing: &Standing, body: &Value) -> Result<i64> {
        seen(standing.row.version, self.key.seen)?;
        let refusals = standing.refusals(self.step, &self.staff.id, self.explained);
        if !refusals.is_empty() {
            return Err(Error::Refused(refusals));
        }
        let page = Page {
            lines: vec![line(app, self.staff, self.organ, self.key, self.step, body)],
            ..Page::default()
        };
        Pen::of(app, self.organ).write(|_| Ok(Some(page))).await?;
        Ok(self.key.seen + 1)
    }
}

/// One step of a report as an act, today.
pub(crate) fn line(
    app: &App,
    staff: &Staff,
    organ: &str,
    key: Key,
    step: Step,
    body: &Value,
) -> Line {
    Line {
        organ: organ.into(),
        stream: key.scope.stream(key.year),
        at: At::Version(key.seen),
        kind: step.kind().into(),
        body: body.clone(),
        on: app.clock.today(),
        actor: staff.id.clone(),
    }
}
