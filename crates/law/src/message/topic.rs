//! What a message is about, how long an answer may take, and how it can end.

use serde::{Deserialize, Serialize};

use super::Settings;
use crate::{rule::Rule, term::Term};

/// 类别.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// 咨询建言: a question or a proposal.
    Inquiry,
    /// 找错: something on the site is wrong.
    Fault,
    /// 投诉: an organ does not do its duty of disclosure.
    Complaint,
    /// 意见: what somebody says on a draft that is out for comment (S-10, S-11).
    Opinion,
}

/// 办理结果.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// 已答复.
    Answered,
    /// 已改正.
    Mended,
    /// 不是错误: only with what was looked at.
    NoFault,
    /// 情况属实.
    Founded,
    /// 情况不属实: only with what was looked at.
    Unfounded,
}

impl Topic {
    pub const ALL: [Self; 4] = [Self::Inquiry, Self::Fault, Self::Complaint, Self::Opinion];

    /// Those that are answered one by one, and that anybody can choose at any time.
    pub const ANSWERED: [Self; 3] = [Self::Inquiry, Self::Fault, Self::Complaint];

    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Inquiry => "inquiry",
            Self::Fault => "fault",
            Self::Complaint => "complaint",
            Self::Opinion => "opinion",
        }
    }

    #[must_use]
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|topic| topic.code() == code)
    }

    /// The rule that asks for an answer.
    #[must_use]
    pub fn rule(self) -> Rule {
        match self {
            Self::Inquiry => Rule::W_14,
            Self::Fault => Rule::W_5,
            Self::Complaint => Rule::A_47,
            Self::Opinion => Rule::S_11,
        }
    }

    /// How long an answer may take.
    #[must_use]
    pub fn term(self, settings: &Settings) -> Term {
        Term::WorkingDays(match self {
            Self::Inquiry => settings.inquiry_days,
            Self::Fault => settings.fault_days,
            Self::Complaint => settings.complaint_days,
            Self::Opinion => settings.opinion_days,
        })
    }

    /// How such a message can end; nothing where it is not answered by itself.
    #[must_use]
    pub fn outcomes(self) -> &'static [Outcome] {
        match self {
            Self::Inquiry => &[Outcome::Answered],
            Self::Fault => &[Outcome::Mended, Outcome::NoFault],
            Self::Complaint => &[Outcome::Founded, Outcome::Unfounded],
            Self::Opinion => &[],
        }
    }
}

impl Outcome {
    pub const ALL: [Self; 5] = [
        Self::Answered,
        Self::Mended,
        Self::NoFault,
        Self::Founded,
        Self::Unfounded,
    ];

    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::Mended => "mended",
            Self::NoFault => "no_fault",
            Self::Founded => "founded",
            Self::Unfounded => "unfounded",
        }
    }

    #[must_use]
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.code() == code)
    }

    /// Whether it sends the writer away: then it says what was looked at.
    #[must_use]
    pub fn denies(self) -> bool {
        matches!(self, Self::NoFault | Self::Unfounded)
    }
}
