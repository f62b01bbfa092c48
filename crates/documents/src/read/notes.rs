//! What the reader notices, gathered while it reads.

use std::collections::BTreeSet;

use law::{
    Lang,
    finding::{Finding, Severity},
    rule::Rule,
};

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

    pub fn warn(&mut self, id: Rule, place: impl Into<String>, zh: String, en: String) {
        self.add(id, Severity::Warning, place, zh, en);
    }

    /// A warning that is said once in the same words.
    pub fn once(&mut self, id: Rule, place: &str, zh: String, en: String) {
        if !self.findings.iter().any(|old| old.zh == zh) {
            self.warn(id, place, zh, en);
        }
    }

    pub fn extend(&mut self, findings: Vec<Finding>) {
        self.findings.extend(findings);
    }

    /// Takes back what turned out to be otherwise.
    pub fn drop(&mut self, id: Rule, place: &str) {
        self.findings
            .retain(|finding| !(finding.id == id && finding.place == place));
    }

    pub fn add(
        &mut self,
        id: Rule,
        severity: Severity,
        place: impl Into<String>,
        zh: String,
        en: String,
    ) {
        self.findings.push(Finding {
            id,
            severity,
            place: place.into(),
            zh,
            en,
            left: None,
            right: None,
            because: id.citation(),
        });
    }

    /// A label that is worded otherwise than in the form, and what it was read as.
    pub fn worded(&mut self, place: String, printed: &str, form: &str) {
        self.variant(How::Wording, place.clone(), printed, form);
        let known = self
            .findings
            .iter()
            .any(|old| old.id == Rule::R_1_LABEL && old.place == place);
        if !known {
            self.warn(
                Rule::R_1_LABEL,
                place,
                format!("写作“{}”，格式为“{form}”", printed.trim()),
                format!("Printed “{}”, the form says “{form}”", printed.trim()),
            );
        }
    }

    pub fn finish(mut self) -> (Vec<Finding>, Vec<Variant>) {
        if !self.typing.is_empty() {
            let words = |lang, between: &str| {
                self.typing
                    .iter()
                    .map(|how| how.words(lang))
                    .collect::<Vec<_>>()
                    .join(between)
            };
            let (zh, en) = (words(Lang::Zh, "；"), words(Lang::En, "; "));
            self.warn(
                Rule::R_1_LABEL,
                "tables",
                format!("表格标签的写法与格式不同：{zh}"),
                format!("Labels of the tables are typed otherwise than in the form: {en}"),
            );
        }
        (self.findings, self.variants)
    }
}
