//! 内部办理: registration, examination, handling, answering and filing of one request, each with its time and person
//! (《政府信息公开条例》 asks for the five stages in A-45), and the readings before an answer leaves the house (`law::readings`).
//!
//! ```text
//! entries ──► fold ──► file (what was done, by whom) ──► refusal (what this person may do now, and why not the rest)
//!                        │                      └──────► evidence (what the file lacks to carry the decision, D-17)
//!                        └─► stage, whose turn it is, findings
//! ```
//! The statutory clock (`law::case`) does not see any of this; this reads the statutory acts only for who closed what when.

mod answer;
mod event;
mod evidence;
mod file;
mod hands;
mod paper;
mod rectification;
mod refusal;
mod settings;

pub use answer::{Answer, added, may_answer, not_ready, uncovered};
pub use event::{Decision, Entry, Event, Given, Kind, Part, What};
pub use evidence::{asked, missing};
pub use file::{Consigned, File, Standing, read};
pub use hands::{handler, office};
pub use paper::{Numbered, Paper};
pub use rectification::{Ending, judge_ending};
pub use settings::Settings;

use jiff::civil::Date;

pub use crate::{
    readings::{Opinion, Person, Post, Reading},
    stages::Stage,
};

use crate::{
    finding::{Finding, Severity},
    rule::Rule,
};

/// One stage with its time and person (A-45).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passed {
    pub stage: Stage,
    pub on: Date,
    pub by: String,
}

/// What follows from a file for one person on one day.
#[derive(Debug, Clone, PartialEq)]
pub struct Assessment {
    pub stage: Stage,
    /// The stages passed so far, each with its time and person.
    pub passed: Vec<Passed>,
    pub file: File,
    /// Whose act the decision waits for.
    pub waits_for: Option<Post>,
    /// The handling acts that this person may do now.
    pub allowed: Vec<Kind>,
    /// Why each other one is not.
    pub refusals: Vec<(Kind, Finding)>,
    pub findings: Vec<Finding>,
}

/// Assesses the inner handling of a request for a person on a day (A-45).
#[must_use]
pub fn assess(entries: &[Entry], person: Person, on: Date, settings: &Settings) -> Assessment {
    let file = file::read(entries);
    let mut allowed = Vec::new();
    let mut refusals = Vec::new();
    for kind in Kind::ALL {
        match refusal::refusal(kind, &file, person, on, settings) {
            None => allowed.push(kind),
            Some(finding) => refusals.push((kind, finding)),
        }
    }
    let findings = standing(&file, on, settings);
    Assessment {
        stage: file.stage(),
        passed: file.passed.clone(),
        waits_for: file.waits_for(settings),
        file,
        allowed,
        refusals,
        findings,
    }
}

/// Judges one act before it is recorded: its order, its person, its particulars and, at the signature, its evidence.
#[must_use]
pub fn judge(
    entries: &[Entry],
    person: Person,
    event: &Event,
    on: Date,
    settings: &Settings,
) -> Vec<Finding> {
    let file = file::read(entries);
    if let Some(finding) = refusal::refusal(event.kind(), &file, person, on, settings) {
        return vec![finding];
    }
    let mut findings = refusal::particulars(event, &file, person, on, settings);
    if let Event::DecisionPrepared(decision) = event {
        findings.extend(evidence::shape(decision));
    }
    if let (Event::Signed(reading), Some(decision)) = (event, &file.decision)
        && reading.opinion == Opinion::Agree
    {
        findings.extend(evidence::missing(&file, &decision.decision, on));
    }
    if let Event::LetterVoided {
        letter,
        number,
        goes_with,
        ..
    } = event
    {
        findings.extend(crate::letter::may_not_void(
            entries, letter, number, *goes_with,
        ));
    }
    findings.retain(|finding| finding.severity == Severity::Error);
    findings
}

/// What is wrong with the file as it stands on a day.
fn standing(file: &File, on: Date, settings: &Settings) -> Vec<Finding> {
    let mut findings = Vec::new();
    if file.closed.is_none() {
        for consigned in file.consigned.iter().filter(|one| one.returned.is_none()) {
            if let Some(due) = consigned.due.filter(|due| on > *due) {
                findings.push(finding(
                    Rule::A_45,
                    Severity::Warning,
                    "handed_over",
                    format!("{}应于{due}前交回材料，尚未交回", consigned.office),
                    format!(
                        "{} should have handed its material back by {due}",
                        consigned.office
                    ),
                ));
            }
        }
        if let Some(decision) = &file.decision {
            findings.extend(
                evidence::missing(file, &decision.decision, on)
                    .into_iter()
                    .map(|finding| Finding {
                        severity: Severity::Warning,
                        ..finding
                    }),
            );
        }
    }
    if file.answered && !file.imported && file.served.is_empty() {
        findings.push(finding(
            Rule::F_D15,
            Severity::Warning,
            "served",
            "答复已作出，还没有送达记录（送达回证）".into(),
            "The answer is out, but there is no record of its service".into(),
        ));
    }
    let unsigned = file.answered && !file.imported && !file.signed_at_answer;
    if settings.sign_before_answer && unsigned {
        findings.push(finding(
            Rule::A_45,
            Severity::Warning,
            "signed",
            "答复前没有审核、签发记录".into(),
            "The answer went out without recorded readings and signature".into(),
        ));
    }
    findings
}

/// A finding of the inner handling, with its citation.
fn finding(rule: Rule, severity: Severity, place: &str, zh: String, en: String) -> Finding {
    Finding {
        id: rule,
        severity,
        place: place.into(),
        zh,
        en,
        left: None,
        right: None,
        because: rule.citation(),
    }
}
