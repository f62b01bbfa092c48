//! What the reader notices, gathered while it reads.

use std::collections::BTreeSet;

use law::{finding::Finding, report::printed::labels};

use super::variant::{How, Variant};

#[derive(Debug, Default)]
pub(super) struct Notes {
    typing: BTreeSet<How>,
    findings: Vec<Finding>,
    variants: Vec<Variant>,
}

impl Notes {
    /// A way of typing: a variant with its place, and one finding for all of them together.
    pub fn typing(&mut self, how: How, place: impl Into<String>, printed: &str, form: &str) {
        if how.is_typing() {
            self.typing.insert(how);
        }
        self.variant(how, place, printed, form);
    }

    /// Something understood that is nothing to find fault with.
    pub fn variant(
        &mut self,
        how: How,
        place: impl Into<String>,
        printed: &str,
        read_as: impl Into<String>,
    ) {
        let variant = Variant {
            place: place.into(),
            how,
            printed: printed.trim().chars().take(120).collect(),
            read_as: read_as.into(),
        };
        if !self.variants.contains(&variant) {
            self.variants.push(variant);
        }
    }

    /// What the law says of something that was read.
    pub fn found(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    pub fn extend(&mut self, findings: Vec<Finding>) {
        self.findings.extend(findings);
    }

    /// Takes back what turned out to be otherwise.
    pub fn take_back(&mut self, otherwise: impl Fn(&Finding) -> bool) {
        self.findings.retain(|finding| !otherwise(finding));
    }

    /// A label that is worded otherwise than in the form, and what it was read as.
    pub fn worded(&mut self, place: String, printed: &str, form: &str) {
        let finding = labels::reworded(&place, printed, form);
        self.variant(How::Wording, place, printed, form);
        let known = self
            .findings
            .iter()
            .any(|old| old.id == finding.id && old.place == finding.place);
        if !known {
            self.found(finding);
        }
    }

    pub fn finish(mut self) -> (Vec<Finding>, Vec<Variant>) {
        if !self.typing.is_empty() {
            let typing = std::mem::take(&mut self.typing);
            self.found(labels::typed_otherwise(|lang| {
                typing.iter().map(|how| how.words(lang)).collect()
            }));
        }
        (self.findings, self.variants)
    }
}
