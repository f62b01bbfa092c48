//! A fault that was accepted with a reason stays in the sum: R-18 finds it again there, R-60 has it explained.

use super::{Consolidation, Line, Standing, Unit};
use crate::finding::{Finding, Severity};

impl Consolidation {
    /// Turns errors of the sum that come from accepted returns alone into questions.
    ///
    /// The identities are linear: one that fails in the sum failed in some part. While such a part can still go back to
    /// its unit the sum is not signed; once all of them were accepted, each with a reason, what remains is to say
    /// so, and whoever signs answers the question. `accepted` tells which returns the 主管部门 took as they were.
    pub fn settle(&mut self, accepted: impl Fn(&Unit) -> bool) {
        for finding in &mut self.findings {
            if finding.severity != Severity::Error {
                continue;
            }
            let parts: Vec<&Line> = self
                .lines
                .iter()
                .filter(|line| line.standing == Standing::Counted && has(line, finding))
                .collect();
            if parts.is_empty() || !parts.iter().all(|line| accepted(&line.unit)) {
                continue;
            }
            let names: Vec<&str> = parts.iter().map(|line| line.unit.name.as_str()).collect();
            finding.severity = Severity::Question;
            finding.zh.push_str(&format!(
                "；{}报送的数即如此，已说明理由接收",
                names.join("、")
            ));
            finding.en.push_str(&format!(
                "; so it stands in what {} handed in, accepted with a reason",
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
