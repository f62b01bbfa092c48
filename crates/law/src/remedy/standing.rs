//! 复议和诉讼 for whom, against what, and before whom (law.md 9: D-1 to D-4, D-6, D-9, D-10, D-13, D-15).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Remedy;
use crate::{
    finding::{Finding, Severity},
    outcome::Code,
    rule::Rule,
};

/// 《行政复议法》第二十三条第一款第（四）项, 法释〔2025〕8号第一条: whether 复议 must come before a suit for a reply of this day: refusals under Articles
/// 14, 15, 16 (D-1, D-3), also of a part (D-4); not 无法提供, not 不予处理 (trap 14). Then the reply says so (D-2).
#[must_use]
pub fn review_first(code: Code, replied_on: Date) -> bool {
    code.remedy(replied_on, None) == Some(Remedy::Review)
}

/// Whose act it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Organ {
    /// A department of a county government.
    Department,
    /// 司法行政部门 of a county.
    Justice,
    /// 垂直领导的机关 (税务, 海关 …).
    Vertical,
    /// 乡镇人民政府, 街道办事处.
    Township,
    /// 县级人民政府.
    County,
}

/// Before whom 复议 is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reviewer {
    /// The people's government of the same level.
    SameGovernment,
    /// That, or the superior department, as the applicant likes.
    SameGovernmentOrSuperior,
    /// The superior department.
    SuperiorDepartment,
    /// The people's government one level up.
    UpperGovernment,
}

/// 《行政复议法》第二十四条、第二十七条、第二十八条: for a county bureau the county government, and only it (D-6, trap 15).
#[must_use]
pub fn reviewer(organ: Organ) -> Reviewer {
    match organ {
        Organ::Department => Reviewer::SameGovernment,
        Organ::Justice => Reviewer::SameGovernmentOrSuperior,
        Organ::Vertical => Reviewer::SuperiorDepartment,
        Organ::Township | Organ::County => Reviewer::UpperGovernment,
    }
}

/// What a person may want to attack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Against {
    /// 补正告知.
    CorrectionNotice,
    /// 延期告知.
    ExtensionNotice,
    /// 收费通知 alone; the later 不再处理 can be attacked.
    FeeNotice,
    /// 逾期不答复.
    Silence,
}

/// Which ways are open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ways {
    pub review: bool,
    pub suit: bool,
    pub citation: &'static str,
}

/// 法释〔2025〕8号第十条第二款, 国办函〔2021〕132号第三条: a correction or extension notice has neither 复议 nor suit, a fee notice no suit (D-10, F-10;
/// on 复议 against it we found no text, and it is taken to have none either); so none of them carries a remedy paragraph (trap 16). Against silence
/// both are open; whether 复议 must come first is disputed (D-9).
#[must_use]
pub fn ways(against: Against) -> Ways {
    let (review, suit, citation) = match against {
        Against::CorrectionNotice | Against::ExtensionNotice => (
            false,
            false,
            "法释〔2025〕8号第十条第二款第（二）项；国办函〔2021〕132号第三条",
        ),
        Against::FeeNotice => (false, false, "法释〔2025〕8号第十条第二款第（三）项"),
        Against::Silence => (
            true,
            true,
            "行诉解释第六十六条；法释〔2025〕8号第二条第二款",
        ),
    };
    Ways {
        review,
        suit,
        citation,
    }
}

/// Who is sued after 复议.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Defendant {
    /// 作出原行政行为的机关.
    Original,
    /// 复议机关.
    Reviewer,
}

/// What 复议 ended with, as far as it decides who is sued.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reviewed {
    Upheld,
    Changed,
}

/// 《行政诉讼法》第二十六条, 行诉解释第一百三十四条: after 维持 both organs are co-defendants, and the level of court follows the original one (D-15);
/// after a change the reviewer alone.
#[must_use]
pub fn defendants(reviewed: Reviewed) -> &'static [Defendant] {
    match reviewed {
        Reviewed::Upheld => &[Defendant::Original, Defendant::Reviewer],
        Reviewed::Changed => &[Defendant::Reviewer],
    }
}

/// 《行政复议法》第七十条: no answer to the reviewer, and the act is treated as having no evidence (D-13).
#[must_use]
pub fn unanswered(last_day: Date, answered_on: Option<Date>, as_of: Date) -> Option<Finding> {
    let late = answered_on.map_or(as_of, |on| on.min(as_of)) > last_day;
    late.then(|| {
        Finding::new(
            Rule::D_13,
            Severity::Error,
            "review_answer",
            format!("{last_day}前未提出书面答复、提交证据的，视为没有证据、依据"),
            format!(
                "Without an answer and evidence by {last_day} the act is treated as having none"
            ),
        )
    })
}
