//! What holds a report up: what stops it, what has to be explained, and what one person may do only with a reason.

use crate::{
    finding::{Finding, Severity},
    rule::Rule,
};

/// Whether the organ's own report cannot be published before this is mended: an identity that fails, a cell of 表二
/// that nobody has entered, a section that nobody finished. In a stranger's report a blank is only a warning.
#[must_use]
pub fn stops(finding: &Finding) -> bool {
    finding.severity == Severity::Error || finding.id == Rule::R_22
}

/// Whether somebody has to give a reason. A unit missing from a sum is an error that only time mends, so it is explained
/// too.
#[must_use]
pub fn asks(consolidated: bool, finding: &Finding) -> bool {
    finding.severity == Severity::Question || (consolidated && finding.id == Rule::R_19)
}

/// Whether a step is refused because one person would do what three should: it is allowed with a reason (S-7).
#[must_use]
pub fn lacks_a_hand(refusals: &[Finding]) -> bool {
    refusals.iter().any(|finding| finding.id == Rule::S_7)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_and_blanks_stop_and_questions_ask() {
        // rule, severity, stops, asks of the organ's own report, asks of a sum
        let table = [
            (Rule::R_32, Severity::Error, true, false, false),
            (Rule::R_22, Severity::Warning, true, false, false),
            (Rule::R_2, Severity::Warning, false, false, false),
            (Rule::R_23, Severity::Question, false, true, true),
            (Rule::R_19, Severity::Error, true, false, true),
        ];
        for (rule, severity, stop, own, sum) in table {
            let finding = Finding::new(rule, severity, "", String::new(), String::new());
            let said = (stops(&finding), asks(false, &finding), asks(true, &finding));
            assert_eq!(said, (stop, own, sum), "{rule}");
            assert_eq!(lacks_a_hand(&[finding]), rule == Rule::S_7);
        }
        let alone = Finding::new(Rule::S_7, Severity::Error, "", String::new(), String::new());
        assert!(lacks_a_hand(&[alone]));
    }
}
