//! 登记、审核、办理、答复、归档 (《政府信息公开条例》第四十五条): five stages, each with its time and its person (law.md 1.9).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    finding::{Finding, Severity},
    rule::Rule,
};

/// A stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// 登记.
    Registered,
    /// 审核.
    Examined,
    /// 办理.
    Handled,
    /// 答复.
    Answered,
    /// 归档.
    Filed,
}

impl Stage {
    pub const ALL: [Self; 5] = [
        Self::Registered,
        Self::Examined,
        Self::Handled,
        Self::Answered,
        Self::Filed,
    ];

    #[must_use]
    pub fn zh(self) -> &'static str {
        match self {
            Self::Registered => "登记",
            Self::Examined => "审核",
            Self::Handled => "办理",
            Self::Answered => "答复",
            Self::Filed => "归档",
        }
    }

    #[must_use]
    pub fn en(self) -> &'static str {
        match self {
            Self::Registered => "registered",
            Self::Examined => "examined",
            Self::Handled => "handled",
            Self::Answered => "answered",
            Self::Filed => "filed",
        }
    }
}

/// A stage as it was passed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passed {
    pub stage: Stage,
    pub on: Option<Date>,
    pub by: String,
}

/// What is missing of the five stages up to one of them: the stage, its day, its person, or their order.
#[must_use]
pub fn gaps(passed: &[Passed], upto: Stage) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut before: Option<Date> = None;
    for stage in Stage::ALL.into_iter().filter(|stage| *stage <= upto) {
        let mut found = |zh: String, en: String| {
            findings.push(Finding::new(
                Rule::A_45,
                Severity::Warning,
                stage.en(),
                zh,
                en,
            ));
        };
        let (zh, en) = (stage.zh(), stage.en());
        let Some(step) = passed.iter().find(|step| step.stage == stage) else {
            found(
                format!("没有{zh}的记录"),
                format!("Nothing says that it was {en}"),
            );
            continue;
        };
        if step.by.trim().is_empty() {
            found(
                format!("{zh}没有经办人"),
                format!("It was {en}, but by whom"),
            );
        }
        match (step.on, before) {
            (None, _) => found(format!("{zh}没有日期"), format!("It was {en}, but when")),
            (Some(on), Some(earlier)) if on < earlier => found(
                format!("{zh}早于前一环节"),
                format!("It was {en} before the stage before"),
            ),
            (Some(on), _) => before = Some(on),
        }
    }
    findings
}

/// 《政府信息公开条例》第二十八条、第四十三条: a need for help (reading, hearing, sight) has its answer on the record.
#[must_use]
pub fn help_outstanding(need: &str, done: &str) -> Option<Finding> {
    (!need.trim().is_empty() && done.trim().is_empty()).then(|| {
        Finding::new(
            Rule::A_43,
            Severity::Warning,
            "help",
            format!("申请人需要帮助（{}），尚未记录提供了什么帮助", need.trim()),
            "The applicant needs help; what was done is not recorded".into(),
        )
    })
}
