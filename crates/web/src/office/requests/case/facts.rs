//! The clock of a case with its reasons, and what was asked for, as lines.

use app::requests::CaseView;

use crate::office::{
    desk::Desk,
    requests::words,
    timeline::{Fact, outcome},
};
use store::requests::Beside;

/// One step of the reason behind a date.
pub struct Reason {
    pub text: String,
    pub sum: String,
    pub citation: String,
    pub rule: String,
}

/// Why no clock runs: what the case waits for.
pub fn no_clock(d: &Desk, case: &CaseView) -> String {
    if case.assessment.closed_on.is_some() || case.assessment.due.is_some() {
        return String::new();
    }
    d.t(&format!("requests.no_clock.{}", case.row.status))
}

pub fn reasons(d: &Desk, case: &CaseView) -> Vec<Reason> {
    case.assessment
        .because
        .iter()
        .map(|step| Reason {
            text: d.lang.pick(&step.zh, &step.en).to_string(),
            sum: match (step.from, step.days, step.to) {
                (Some(from), Some(days), Some(to)) => format!("{from} + {days} → {to}"),
                (Some(from), None, Some(to)) if from != to => format!("{from} → {to}"),
                (_, _, Some(to)) => format!("→ {to}"),
                _ => String::new(),
            },
            citation: step.cited(d.lang),
            rule: step.rule.to_string(),
        })
        .collect()
}

pub fn clock_facts(d: &Desk, case: &CaseView) -> Vec<Fact> {
    let a = &case.assessment;
    let mut facts = vec![Fact::new(
        d.t("requests.list.submitted"),
        case.row.submitted_on.to_string(),
    )];
    let mut date = |key: &str, on: Option<jiff::civil::Date>| {
        if let Some(on) = on {
            facts.push(Fact::new(d.t(key), on.to_string()));
        }
    };
    date("requests.list.received", a.receipt);
    date("requests.list.closed", a.closed_on);
    if a.closed_on.is_none()
        && let Some(latest) = a.latest
    {
        let mut shown = latest.to_string();
        if a.latest_provisional {
            shown = format!("{shown} {}", d.t("calendar.provisional_mark"));
        }
        facts.push(Fact::new(d.t("requests.case.latest"), shown));
    }
    if a.excluded_days > 0 {
        facts.push(Fact::new(
            d.t("requests.case.excluded"),
            d.tn("office.working_days", "n", a.excluded_days),
        ));
    }
    if a.provisional {
        facts.push(Fact::new(
            d.t("requests.case.provisional"),
            d.t("requests.case.provisional_why"),
        ));
    }
    if let Some(code) = a.code {
        facts.push(Fact::new(
            d.t("requests.list.result"),
            outcome(d, code.as_str()),
        ));
        facts.push(Fact::new(d.t("requests.case.report_row"), code.row().key()));
    }
    facts
}

pub fn wanted_facts(d: &Desk, case: &CaseView, document_number: String) -> Vec<Fact> {
    let filed = Beside::filed(&case.acts);
    let mut facts = vec![
        Fact::new(
            d.t("requests.list.applicant"),
            words::applicant(d, &case.row.applicant),
        ),
        Fact::new(
            d.t("requests.list.channel"),
            words::channel(d, &case.row.channel),
        ),
    ];
    if filed.oral {
        facts.push(Fact::new(d.t("requests.fact.oral"), d.t("office.yes")));
    }
    if !document_number.is_empty() {
        facts.push(Fact::new(
            d.t("requests.new.document_number"),
            document_number,
        ));
    }
    for (name, section, word) in [
        ("form", "requests.form", filed.form),
        ("delivery", "requests.delivery", filed.delivery),
    ] {
        if !word.is_empty() {
            facts.push(Fact::new(
                d.t(&format!("office.fact.{name}")),
                d.t(&format!("{section}.{word}")),
            ));
        }
    }
    facts
}
