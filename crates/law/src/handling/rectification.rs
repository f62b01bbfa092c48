//! 更正 (《政府信息公开条例》第四十一条, A-41): a person shows that a record about himself is wrong.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::finding;
use crate::{
    finding::{Finding, Severity},
    rule::Rule,
};

/// How a request for rectification ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    /// 予以更正并告知.
    Corrected,
    /// 记录准确，不予更正.
    Refused,
    /// 无权更正，转送有权机关并告知.
    Forwarded,
    /// 无权更正，告知向有权机关提出.
    ToldWhom,
    /// 申请人撤回.
    Withdrawn,
}

impl Ending {
    pub const ALL: [Self; 5] = [
        Self::Corrected,
        Self::Refused,
        Self::Forwarded,
        Self::ToldWhom,
        Self::Withdrawn,
    ];

    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Corrected => "corrected",
            Self::Refused => "refused",
            Self::Forwarded => "forwarded",
            Self::ToldWhom => "told_whom",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// What an ending lacks: the organ that has the power, or the reason of a refusal.
#[must_use]
pub fn judge_ending(
    ending: Ending,
    to: &str,
    note: &str,
    on: Date,
    received: Date,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut wrong = |place: &str, zh: &str, en: &str| {
        findings.push(finding(
            Rule::A_41,
            Severity::Error,
            place,
            zh.into(),
            en.into(),
        ));
    };
    if matches!(ending, Ending::Forwarded | Ending::ToldWhom) && to.trim().is_empty() {
        wrong(
            "to",
            "请写明有权更正的机关",
            "Name the organ that has the power to correct it",
        );
    }
    if ending == Ending::Refused && note.trim().is_empty() {
        wrong(
            "note",
            "不予更正应当说明理由",
            "A refusal to correct gives its reason",
        );
    }
    if on < received {
        wrong(
            "on",
            "办结日期不能早于收到日期",
            "It cannot end before it was received",
        );
    }
    findings
}
