//! The findings of the checks on a page: what is wrong, what is asked, and the reasons given.

use app::reports::Standing;
use law::finding::{Finding, Severity};

use crate::office::{clock::icon, desk::Desk};

pub struct Check {
    pub level: &'static str,
    pub icon: &'static str,
    pub severity: String,
    pub text: String,
    pub numbers: String,
    pub citation: String,
    pub rule: String,
    pub href: String,
    /// Key of the question, empty where nothing is asked.
    pub question: String,
    /// The reason given, empty where there is none yet.
    pub reason: String,
}

pub struct Verdict {
    pub level: &'static str,
    pub icon: &'static str,
    pub text: String,
}

/// The findings of a report, worst first; questions with the reasons given to them.
#[must_use]
pub fn checks(d: &Desk, standing: &Standing) -> Vec<Check> {
    let mut all: Vec<&Finding> = standing.built.findings.iter().collect();
    all.sort_by_key(|finding| finding.severity);
    all.into_iter()
        .map(|finding| {
            let mut check = check(d, finding);
            let asked = standing
                .questions()
                .find(|(question, ..)| std::ptr::eq(*question, finding));
            if let Some((_, key, reason)) = asked {
                check.question = key;
                check.reason = reason.unwrap_or_default().to_string();
            }
            check
        })
        .collect()
}

/// One finding, without a question.
#[must_use]
pub fn check(d: &Desk, finding: &Finding) -> Check {
    let level = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Question => "question",
    };
    let numbers = match (&finding.left, &finding.right) {
        (Some(left), Some(right)) => format!("{left} ≠ {right}"),
        _ => String::new(),
    };
    Check {
        level,
        icon: icon(level),
        severity: d.t(&format!("reports.severity.{level}")),
        text: finding.message(d.lang).to_string(),
        numbers,
        citation: finding.cited(d.lang),
        rule: finding.id.to_string(),
        href: anchor(&finding.place),
        question: String::new(),
        reason: String::new(),
    }
}

/// The place of a finding on the page.
fn anchor(place: &str) -> String {
    let mut parts = place.split('/');
    let number = match parts.next().unwrap_or_default() {
        "table2" => 2,
        "table3" => 3,
        "table4" => 4,
        "units" => {
            let code = parts.next().unwrap_or_default();
            return format!("#unit-{code}");
        }
        "sections" | "section" => match parts.next() {
            Some("五") => 5,
            Some("六") => 6,
            _ => 1,
        },
        _ => return String::new(),
    };
    format!("#s{number}")
}

/// One line that sums the findings up.
#[must_use]
pub fn verdict(d: &Desk, findings: &[Finding]) -> Verdict {
    let count = |severity| {
        findings
            .iter()
            .filter(|finding| finding.severity == severity)
            .count()
    };
    let (errors, others) = (
        count(Severity::Error),
        count(Severity::Warning) + count(Severity::Question),
    );
    let (level, key) = match (errors, others) {
        (0, 0) => ("done", "reports.all_hold"),
        (0, _) => ("warning", "reports.hold_but"),
        (_, 0) => ("error", "reports.do_not_hold_only"),
        _ => ("error", "reports.do_not_hold"),
    };
    let text = d
        .t(key)
        .replace("{errors}", &errors.to_string())
        .replace("{others}", &others.to_string());
    Verdict {
        level,
        icon: icon(level),
        text,
    }
}
