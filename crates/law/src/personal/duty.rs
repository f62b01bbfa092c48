//! 个人信息保护法 at work on a request: what is asked for, told, kept and passed on (law.md 13.1).
//!
//! Consent is not the basis; 履行法定职责 is. Encrypting, logging and storing inside the country are matters of
//! `store` and of the machine; what a leak demands is people's work.

use jiff::{ToSpan, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{
    finding::{Finding, Severity},
    rule::Citation,
    rule::Rule,
};

const LAW: &str = "个人信息保护法";

/// What a form asks of an applicant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    Name,
    Proof,
    Contact,
    Delivery,
    Description,
    Purpose,
    Occupation,
    Ethnicity,
    Birth,
    Gender,
    Other,
}

/// 《个人信息保护法》第六条, 《政府信息公开条例》第二十九条: name, proof, contact, delivery and what is asked for; no more.
/// Purpose is no longer asked (A-27, trap 35).
#[must_use]
pub fn needless(fields: &[(Field, bool)]) -> Vec<Finding> {
    fields
        .iter()
        .filter_map(|(field, required)| {
            let (zh, en) = match field {
                Field::Name
                | Field::Proof
                | Field::Contact
                | Field::Delivery
                | Field::Description => return None,
                Field::Purpose => {
                    return Some(Finding::new(
                        Rule::A_27,
                        if *required {
                            Severity::Error
                        } else {
                            Severity::Warning
                        },
                        "purpose",
                        "不得要求申请人说明所需信息的用途或者特殊需要".into(),
                        "No purpose or special need may be asked of an applicant".into(),
                    ));
                }
                Field::Occupation => ("职业", "occupation"),
                Field::Ethnicity => ("民族", "ethnicity"),
                Field::Birth => ("出生日期", "date of birth"),
                Field::Gender => ("性别", "gender"),
                Field::Other => ("其他个人信息", "other personal data"),
            };
            Some(Finding::new(
                Rule::Q_2,
                if *required {
                    Severity::Error
                } else {
                    Severity::Warning
                },
                en,
                format!("申请不需要{zh}，收集个人信息应当限于最小范围"),
                format!("A request does not need {en}; collect the least"),
            ))
        })
        .collect()
}

/// What the intake page tells before it collects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Told {
    Who,
    Purpose,
    Way,
    Kinds,
    Keeping,
    Rights,
}

impl Told {
    pub const ALL: [Self; 6] = [
        Self::Who,
        Self::Purpose,
        Self::Way,
        Self::Kinds,
        Self::Keeping,
        Self::Rights,
    ];

    #[must_use]
    pub fn zh(self) -> &'static str {
        match self {
            Self::Who => "处理者的名称和联系方式",
            Self::Purpose => "处理目的",
            Self::Way => "处理方式",
            Self::Kinds => "个人信息种类",
            Self::Keeping => "保存期限",
            Self::Rights => "行使权利的方式",
        }
    }
}

/// 《个人信息保护法》第十七条、第三十五条: who, why, how, what, how long, which rights. A finding for each that is missing.
#[must_use]
pub fn untold(told: &[Told]) -> Vec<Finding> {
    Told::ALL
        .into_iter()
        .filter(|element| !told.contains(element))
        .map(|element| {
            Finding::new(
                Rule::Q_3,
                Severity::Error,
                "notice",
                format!("收集个人信息前应当告知{}", element.zh()),
                format!("Tell before collecting: {element:?}"),
            )
        })
        .collect()
}

/// 敏感个人信息; copies of identity cards are not on the list, but are treated as if they were.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sensitive {
    Biometric,
    Religion,
    SpecificIdentity,
    Health,
    Accounts,
    Whereabouts,
    Under14,
    /// By choice of this house.
    IdentityCopy,
}

impl Sensitive {
    /// Whether 《个人信息保护法》第二十八条 names it.
    #[must_use]
    pub fn by_law(self) -> bool {
        self != Self::IdentityCopy
    }
}

/// 《个人信息保护法》第二十八条: a child under 14 on a day.
#[must_use]
pub fn under_14(born: Date, on: Date) -> bool {
    on < born.saturating_add(14.years())
}

/// What is to be done with personal data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Use {
    /// Publishing it.
    Publish,
    /// Handing it to another organ with a request that is not ours.
    Forward {
        /// A law makes it a duty.
        duty: bool,
    },
    /// Handling sensitive data.
    Sensitive,
    /// Answering the request for which it was given.
    Answer,
}

/// What a use needs before it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Needs {
    /// 单独同意.
    pub consent: bool,
    /// 告知 the person.
    pub telling: bool,
    /// 个人信息保护影响评估.
    pub assessment: bool,
    pub citation: &'static str,
}

/// 《个人信息保护法》第十三条、第二十三条、第二十五条、第五十五条: answering needs no consent; publishing needs a separate one;
/// forwarding is told, and agreed to unless a duty requires it; all but answering are assessed first.
#[must_use]
pub fn needs(purpose: Use) -> Needs {
    let (consent, telling, assessment, citation) = match purpose {
        Use::Answer => (
            false,
            true,
            false,
            "个人信息保护法第十三条第一款第（三）项、第三十四条",
        ),
        Use::Publish => (true, true, true, "个人信息保护法第二十五条、第五十五条"),
        Use::Forward { duty } => (!duty, true, true, "个人信息保护法第二十三条、第五十五条"),
        Use::Sensitive => (false, true, true, "个人信息保护法第二十八条、第五十五条"),
    };
    Needs {
        consent,
        telling,
        assessment,
        citation,
    }
}

/// 《个人信息保护法》第五十六条: an assessment is kept three years at least; the day until which.
#[must_use]
pub fn assessment_kept_until(made: Date) -> Date {
    made.saturating_add(3.years())
}

/// What a person may ask of the organ about his data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Right {
    Access,
    Copy,
    Correct,
    Delete,
}

/// 《个人信息保护法》第四十五条至第四十七条, 第十九条: each is handled; deleting gives way to archiving that a law requires.
/// `None`: do as asked.
#[must_use]
pub fn refused(right: Right, archived_by_law: bool) -> Option<Finding> {
    (right == Right::Delete && archived_by_law).then(|| {
        Finding::new(
            Rule::Q_4,
            Severity::Question,
            "person",
            "法律、行政法规规定的保存期限未届满，停止存储和保护之外的处理，不删除".into(),
            "A law requires keeping: nothing but storing and protecting, no deletion".into(),
        )
        .citing(Citation::text(LAW))
    })
}
