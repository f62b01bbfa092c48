//! The ladder of a report's life, and the steps that the person at the desk may take on it.

use app::{
    Role,
    reports::{Event, Key, Releasing, Scope, Standing, Writing},
    rights::{Deed, Head, Leader, Overseer, Right},
};
use law::report::workflow::{Stage, Step, lacks_a_hand};

use crate::{
    kit::field::Field,
    office::{
        desk::Desk,
        posted::Form,
        problem::{NoticeLine, line},
    },
};

/// One rung: what it is, whether it is done, who did it and when.
pub struct Rung {
    pub mark: &'static str,
    pub title: String,
    pub detail: String,
}

/// A step as a form, or with the reasons why it cannot be taken yet.
pub struct StepForm {
    pub name: &'static str,
    pub title: String,
    pub hint: String,
    pub action: String,
    pub button: String,
    pub fields: Vec<Field>,
    pub refused: Vec<NoticeLine>,
    pub files: bool,
    pub open: bool,
}

/// A stage, the step that leads to it, and that step's name on the page.
const RUNGS: [(Stage, Step, &str); 6] = [
    (Stage::Drafted, Step::Draft, "draft"),
    (Stage::Reviewed, Step::Review, "review"),
    (Stage::Signed, Step::Sign, "sign"),
    (Stage::Submitted, Step::Submit, "submit"),
    (Stage::Accepted, Step::Accept, "accept"),
    (Stage::Published, Step::Publish, "publish"),
];

fn height(stage: Stage) -> usize {
    match stage {
        Stage::Open => 0,
        Stage::Drafted | Stage::Returned => 1,
        Stage::Reviewed => 2,
        Stage::Signed => 3,
        Stage::Submitted => 4,
        Stage::Accepted => 5,
        Stage::Published => 6,
    }
}

/// The rungs of this report: an organ that hands in to nobody has none for it.
#[must_use]
pub fn rungs(d: &Desk, standing: &Standing, history: &[Event]) -> Vec<Rung> {
    let at = height(standing.past.stage);
    RUNGS
        .iter()
        .enumerate()
        .filter(|(_, (stage, ..))| {
            standing.facts.supervised || !matches!(stage, Stage::Submitted | Stage::Accepted)
        })
        .map(|(place, (_, step, name))| {
            let reached = place < at;
            let last = history.iter().rev().find(|event| {
                event.step == *step || (*step == Step::Submit && event.step == Step::Receive)
            });
            let mark = match (reached, place == at) {
                (true, _) => "done",
                (_, true) => "now",
                _ => "todo",
            };
            Rung {
                mark,
                title: d.t(&format!("reports.rung.{name}")),
                detail: match last.filter(|_| reached) {
                    Some(event) => format!("{} {}", event.by, event.on),
                    // What came as a file was reviewed and signed on paper, or was not: no act says so.
                    None if reached && standing.row.via == "file" => d.t("reports.mark.by_file"),
                    None => d.t(&format!("reports.mark.{mark}")),
                },
            }
        })
        .collect()
}

/// What the person may do now, each as a form; of the step that comes next also why it cannot be done yet.
#[must_use]
pub fn steps(
    d: &Desk,
    base: &str,
    standing: &Standing,
    typed: Option<(&str, &Form)>,
) -> Vec<StepForm> {
    let scope = standing.row.scope;
    let key = Key {
        scope,
        year: i16::try_from(standing.row.year).unwrap_or_default(),
        seen: standing.row.version,
    };
    let (writing, releasing) = (Writing(key), Releasing(key));
    let (desk, head) = (writing.roles(), releasing.roles());
    let all: [(&str, Step, &[Role]); 7] = [
        ("review", Step::Review, Head::ROLES),
        ("sign", Step::Sign, Leader::ROLES),
        ("send-back", Step::SendBack, Overseer::ROLES),
        ("submit", Step::Submit, desk),
        ("publish", Step::Publish, head),
        ("reopen", Step::Reopen, head),
        (
            "adopt",
            Step::Adopt,
            if scope == Scope::Own { desk } else { &[] },
        ),
    ];
    let next = match standing.past.stage {
        Stage::Drafted => Some(Step::Review),
        Stage::Reviewed => Some(Step::Sign),
        Stage::Signed if standing.facts.supervised => Some(Step::Submit),
        Stage::Signed | Stage::Accepted => Some(Step::Publish),
        _ => None,
    };
    all.into_iter()
        .filter(|(_, step, roles)| {
            // A year that is still running was published nowhere.
            d.has(roles) && (*step != Step::Adopt || standing.facts.over)
        })
        .filter_map(|(name, step, _)| {
            // The same person may be let through with a reason (S-7): asked in the form, not refused before.
            let refused = standing.refusals(step, &d.staff.id, true);
            if !refused.is_empty() && Some(step) != next {
                return None;
            }
            let key = name.replace('-', "_");
            let mine = typed
                .filter(|(typed, _)| *typed == name)
                .map(|(_, form)| form);
            let alone = standing.refusals(step, &d.staff.id, false);
            Some(StepForm {
                name,
                title: d.t(&format!("reports.step.{key}")),
                hint: d.t(&format!("reports.step.{key}_hint")),
                action: format!("{base}/{name}"),
                button: d.t(&format!("reports.step.{key}_do")),
                fields: fields(d, step, lacks_a_hand(&alone))
                    .into_iter()
                    .map(|field| field.within(name))
                    .map(|field| match mine {
                        Some(form) => field.filled(form),
                        None => field,
                    })
                    .collect(),
                refused: refused
                    .iter()
                    .map(|finding| line(finding, d.lang))
                    .collect(),
                files: step == Step::Adopt,
                open: Some(step) == next || mine.is_some(),
            })
        })
        .collect()
}

fn fields(d: &Desk, step: Step, needs_exception: bool) -> Vec<Field> {
    let text = |kind: &'static str, name: &str| {
        Field::new(kind, name, &d.t(&format!("reports.field.{name}")))
    };
    match step {
        Step::Review | Step::Sign => {
            let mut fields = vec![text("textarea", "note").rows(2)];
            if needs_exception {
                let hint = d.t("reports.field.exception_hint");
                fields.push(text("text", "exception").required().hint(&hint));
            }
            fields
        }
        Step::SendBack => vec![text("textarea", "note").rows(3).required()],
        Step::Reopen => vec![text("textarea", "reason").rows(2).required()],
        Step::Adopt => vec![
            text("file", "file")
                .required()
                .hint(&d.t("reports.field.file_hint")),
            text("date", "published_on").required(),
        ],
        _ => Vec::new(),
    }
}
