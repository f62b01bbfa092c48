//! 救济: which remedies a reply must name, in which words, and until when (law.md 9).
//!
//! 补正, 延期 and 收费 notices carry no remedy paragraph (D-10, trap 16): there is no function for one.

pub mod course;
pub mod dispute;
pub mod period;
pub mod standing;
pub mod steps;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    editions,
    finding::{Finding, Severity},
    outcome::Code,
    rule::Citation,
    rule::Rule,
};

/// The class of remedy paragraph in a reply (law.md 9).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Remedy {
    /// 应当先申请行政复议 (D-1, D-2, D-4).
    #[serde(rename = "R-REVIEW")]
    Review,
    /// 复议 or suit, as the applicant likes.
    #[serde(rename = "R-FREE")]
    Free,
    /// 复议 only; no suit is promised (D-11).
    #[serde(rename = "R-NOSUIT")]
    NoSuit,
}

/// What the law leaves to the organ in naming the remedy of a reply.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Choices {
    /// REPEAT: whether the information had been disclosed (D-11).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disclosed_before: Option<bool>,
    /// OTHER: the class of remedy, decided case by case (law.md 1.9).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remedy: Option<Remedy>,
}

impl Choices {
    /// The class that a reply of this outcome leaves on its day.
    #[must_use]
    pub fn class(self, code: Code, answered_on: Date) -> Option<Remedy> {
        code.remedy(answered_on, self.disclosed_before)
            .or(self.remedy)
    }

    /// What still has to be chosen before a reply of this outcome goes out.
    #[must_use]
    pub fn open(self, code: Code) -> Option<Finding> {
        let (rule, place, zh, en) = match code {
            Code::Repeat if self.disclosed_before.is_none() => (
                Rule::D_11,
                "disclosed_before",
                "请写明此前的答复是否已经公开该信息：这决定申请人能否起诉",
                "Say whether the earlier answer disclosed it: that decides whether a suit lies",
            ),
            Code::Other if self.remedy.is_none() => (
                Rule::A_36_1,
                "remedy",
                "其他处理的救济途径逐案决定，请选择一种",
                "The remedy against such a reply is decided case by case: choose one",
            ),
            _ => return None,
        };
        Some(
            Finding::new(rule, Severity::Error, place, zh.into(), en.into()).citing(
                Citation::text("政府信息公开条例第五十一条；法释〔2025〕8号"),
            ),
        )
    }

    /// These, and the others where these say nothing.
    #[must_use]
    pub fn or(self, others: Self) -> Self {
        Self {
            disclosed_before: self.disclosed_before.or(others.disclosed_before),
            remedy: self.remedy.or(others.remedy),
        }
    }
}

impl Code {
    /// The remedy that a reply of this outcome must name, by the day of the reply (trap 14).
    /// `disclosed_before`: for REPEAT, whether the information had been disclosed (D-11).
    /// `None` for OTHER, which is decided case by case.
    #[must_use]
    pub fn remedy(self, answered_on: Date, disclosed_before: Option<bool>) -> Option<Remedy> {
        if self == Self::Other {
            return None;
        }
        let review_first =
            editions::on(&editions::REVIEW_FIRST, answered_on).is_some_and(|rule| rule.value);
        let no_suit = editions::on(&editions::NO_SUIT, answered_on).is_some_and(|rule| rule.value);
        let listed = match self {
            Self::Query | Self::Make | Self::Petition | Self::Printed => true,
            Self::Repeat => disclosed_before != Some(false),
            _ => false,
        };
        Some(if self == Self::Part || self.withheld() {
            if review_first {
                Remedy::Review
            } else {
                Remedy::Free
            }
        } else if listed && no_suit {
            Remedy::NoSuit
        } else {
            Remedy::Free
        })
    }
}

impl Code {
    /// The same, of an answer whose withheld part rests on these grounds: without one under Articles 14 to 16 there is no 前置 (D-3);
    /// a part that is only NONE, OTHER-ORGAN, MAKE or QUERY keeps its own class.
    #[must_use]
    pub fn remedy_with(
        self,
        grounds: &[Self],
        answered_on: Date,
        disclosed_before: Option<bool>,
    ) -> Option<Remedy> {
        let refused = grounds.is_empty() || grounds.iter().any(|ground| ground.withheld());
        if self != Self::Part || refused {
            return self.remedy(answered_on, disclosed_before);
        }
        let suit = grounds
            .iter()
            .any(|ground| ground.remedy(answered_on, None) != Some(Remedy::NoSuit));
        Some(if suit { Remedy::Free } else { Remedy::NoSuit })
    }
}

impl Remedy {
    /// The word in `formats.md`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Review => "R-REVIEW",
            Self::Free => "R-FREE",
            Self::NoSuit => "R-NOSUIT",
        }
    }

    /// The paragraph of the reply. `review_body`: for a county bureau the county government, never the superior
    /// department (D-6, trap 15). `site`: the internet channel of 复议, given where the reply is electronic (D-16).
    /// Which court a suit after 复议 goes to depends on the decision: after 维持 on the original organ, after another one on the reviewer
    /// (D-15); so none is named before there is one.
    #[must_use]
    pub fn paragraph(self, review_body: &str, court: &str, site: Option<&str>) -> String {
        let online = site.map_or_else(String::new, |site| {
            format!("，也可以通过互联网渠道（{site}）提出")
        });
        let review = format!("自收到本答复书之日起60日内向{review_body}申请行政复议{online}");
        match self {
            Self::Review => format!(
                "如对本答复中不予公开的决定不服，依照《中华人民共和国行政复议法》第二十三条的规定，应当先{review}；对行政复议决定不服的，可以自收到行政复议决定书之日起15日内向有管辖权的人民法院提起行政诉讼。"
            ),
            Self::Free => format!(
                "如对本答复不服，可以{review}，或者自收到本答复书之日起6个月内向{court}提起行政诉讼。"
            ),
            Self::NoSuit => format!("如对本答复不服，可以{review}。"),
        }
    }
}
