//! A fault that was accepted with a reason stays in the sum: R-18 finds it again there, R-60 has it explained.

use super::{Consolidation, Line, Standing, Unit};
use crate::{
    finding::{Finding, Severity},
    report::cell::Cell,
};

impl Consolidation {
    /// Turns errors of the sum that come from accepted returns alone into questions.
    ///
    /// The identities are linear: one that fails in the sum failed in some part, or a part left a cell of that table blank,
    /// for a blank is judged nowhere and adds nothing. While such a part can still go back to its unit the sum is not signed;
    /// once all of them were accepted, what remains is to say so, and whoever signs answers the question. `accepted`
    /// tells which returns the 主管部门 took as they were.
    pub fn settle(&mut self, accepted: impl Fn(&Unit) -> bool) {
        for finding in &mut self.findings {
            if finding.severity != Severity::Error {
                continue;
            }
            let parts: Vec<&Line> = self
                .lines
                .iter()
                .filter(|line| line.standing == Standing::Counted)
                .filter(|line| has(line, finding) || blank_in(line, finding))
                .collect();
            if parts.is_empty() || !parts.iter().all(|line| accepted(&line.unit)) {
                continue;
            }
            let names: Vec<&str> = parts.iter().map(|line| line.unit.name.as_str()).collect();
            finding.severity = Severity::Question;
            finding
                .zh
                .push_str(&format!("；{}报送的数即如此，已经接收", names.join("、")));
            finding.en.push_str(&format!(
                "; so it stands in what {} handed in and was accepted",
                names.join(", ")
            ));
        }
    }
}

/// Whether the part breaks the same identity in the same place.
fn has(line: &Line, finding: &Finding) -> bool {
    line.findings.iter().any(|its| {
        its.severity == Severity::Error && its.id == finding.id && its.place == finding.place
    })
}

/// Whether the part left a cell blank in the table that the finding is about.
fn blank_in(line: &Line, finding: &Finding) -> bool {
    let table = finding
        .place
        .strip_prefix("table")
        .and_then(|rest| rest.get(..1));
    Cell::all()
        .filter(|cell| Some(cell.table()) == table)
        .any(|cell| line.figures.get(cell).is_none())
}
