//! What the reader notices, gathered while it reads.

use std::collections::BTreeSet;

use law::{
    finding::{Finding, Severity},
    report::FORM_2021,
};

/// A way of typing that differs from the form and is said once for the whole report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Typing {
    HalfWidthBrackets,
    NumberMark,
    Quotes,
    Spaces,
    SplitLabel,
    SplitHeader,
    NoNumber,
}

impl Typing {
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::HalfWidthBrackets => ("半角括号", "half-width brackets"),
            Self::NumberMark => (
                "序号后的标点不是“.”",
                "another mark than “.” after a number",
            ),
            Self::Quotes => ("引号不同", "other quotation marks"),
            Self::Spaces => ("标签内有空格", "spaces inside labels"),
            Self::SplitLabel => ("标签分成几行", "labels split over lines"),
            Self::SplitHeader => ("表头分成两行", "a column heading split over two rows"),
            Self::NoNumber => ("缺少序号", "numbers left out"),
        }
    }
}

#[derive(Debug, Default)]
pub(super) struct Notes {
    typing: BTreeSet<Typing>,
    findings: Vec<Finding>,
}

impl Notes {
    pub fn typing(&mut self, kind: Typing) {
        self.typing.insert(kind);
    }

    pub fn warn(&mut self, id: &'static str, place: impl Into<String>, zh: String, en: String) {
        self.add(id, Severity::Warning, place, zh, en);
    }

    pub fn add(
        &mut self,
        id: &'static str,
        severity: Severity,
        place: impl Into<String>,
        zh: String,
        en: String,
    ) {
        self.findings.push(Finding {
            id: id.into(),
            severity,
            place: place.into(),
            zh,
            en,
            left: None,
            right: None,
            because: FORM_2021.into(),
        });
    }

    /// A label that is worded otherwise than in the form, and what it was read as.
    pub fn worded(&mut self, place: String, printed: &str, form: &str) {
        let known = self
            .findings
            .iter()
            .any(|old| old.id == "R-1.label" && old.place == place);
        if !known {
            self.warn(
                "R-1.label",
                place,
                format!("写作“{printed}”，格式为“{form}”"),
                format!("Printed “{printed}”, the form says “{form}”"),
            );
        }
    }

    pub fn finish(mut self) -> Vec<Finding> {
        if !self.typing.is_empty() {
            let (zh, en): (Vec<_>, Vec<_>) = self.typing.iter().map(|kind| kind.words()).unzip();
            self.warn(
                "R-1.label",
                "tables",
                format!("表格标签的写法与格式不同：{}", zh.join("；")),
                format!(
                    "Labels of the tables are typed otherwise than in the form: {}",
                    en.join("; ")
                ),
            );
        }
        self.findings
    }
}
