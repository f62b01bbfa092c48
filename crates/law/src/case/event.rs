//! The legal events of a request, exactly as `formats.md` names them.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Sent;
use crate::outcome::Code;

/// 办理动作 of a request: a dated legal event.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Act {
    pub on: Date,
    #[serde(flatten)]
    pub event: Event,
}

/// 申请渠道.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// 当面.
    Counter,
    /// 挂号, EMS: signed for by the organ.
    RegisteredMail,
    /// 平常信函.
    OrdinaryMail,
    /// 互联网渠道.
    Online,
    /// 传真.
    Fax,
}

/// 申请人类别: the six columns of 表三.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Applicant {
    Natural,
    Business,
    Research,
    Charity,
    LegalService,
    Other,
}

/// How an answer reached the applicant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    Handed,
    Posted,
    Electronic,
}

/// Who carried a posted answer: only 邮政企业 may carry 国家机关公文.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Courier {
    /// 邮政企业, EMS.
    Post,
    /// Any other express company.
    Other,
}

/// What an answer says besides its outcome, where its outcome or its way asks for it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Particulars {
    /// For an answer that was posted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub courier: Option<Courier>,
    /// REPEAT: whether the information had been disclosed (D-11).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disclosed_before: Option<bool>,
    /// REPEAT: the number of the request that was answered before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub earlier: Option<String>,
    /// NO-PROCESS: the day of the decision that the information belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decided_on: Option<Date>,
    /// OPEN-PUB: the day on which its address was opened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tried: Option<Date>,
    /// What went out: its letter and what it gives (F-D17). An answer from before this was recorded has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sent: Option<Sent>,
}

/// The event itself; fields as in `formats.md`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Event {
    /// 申请提交.
    Submitted {
        channel: Channel,
        #[serde(default)]
        applicant: Option<Applicant>,
    },
    /// 双方确认.
    Confirmed,
    /// 告知补正.
    CorrectionNoticed {
        #[serde(default)]
        days: u32,
        #[serde(default)]
        reached: Option<Date>,
    },
    /// 收到补正.
    Corrected,
    /// 要求说明理由.
    ReasonsAsked {
        #[serde(default)]
        days: u32,
    },
    /// 说明理由.
    ReasonsGiven {
        #[serde(default)]
        reasonable: bool,
        #[serde(default)]
        answer_by: Option<Date>,
    },
    /// 征求第三方意见.
    ThirdPartyAsked {
        #[serde(rename = "ref", default)]
        reference: String,
    },
    /// 第三方收到征求意见书.
    ThirdPartyReached {
        #[serde(rename = "ref", default)]
        reference: String,
    },
    /// 第三方答复.
    ThirdPartyAnswered {
        #[serde(rename = "ref", default)]
        reference: String,
        #[serde(default)]
        consents: bool,
        /// Whether its refusal gives reasons.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reasons: Option<bool>,
        /// Whether the organ finds them 合理; `None` while nobody has judged them.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reasonable: Option<bool>,
    },
    /// 征求共同制作机关意见.
    OrganAsked {
        #[serde(rename = "ref", default)]
        reference: String,
    },
    /// 共同制作机关收到征求意见书.
    OrganReached {
        #[serde(rename = "ref", default)]
        reference: String,
    },
    /// 共同制作机关答复.
    OrganAnswered {
        #[serde(rename = "ref", default)]
        reference: String,
        #[serde(default)]
        consents: bool,
    },
    /// 延期答复.
    Extended {
        #[serde(default)]
        days: u32,
        #[serde(default)]
        consented: Option<Date>,
        #[serde(default)]
        noticed: Option<Date>,
    },
    /// 收费通知.
    FeeNoticed {
        #[serde(default)]
        fen: i64,
        #[serde(default)]
        reached: Option<Date>,
    },
    /// 缴费.
    FeePaid,
    /// 答复.
    Answered {
        code: Code,
        #[serde(default)]
        how: Option<How>,
        #[serde(default)]
        grounds: Vec<Code>,
        #[serde(flatten)]
        particulars: Particulars,
    },
    /// 重新作出答复 after a remedy: not a new request, and the first answer's row stays.
    ReDecided {
        code: Code,
        #[serde(default)]
        how: Option<How>,
        #[serde(default)]
        grounds: Vec<Code>,
        #[serde(flatten)]
        particulars: Particulars,
        /// Number of the remedy that led to it.
        #[serde(default)]
        remedy: String,
    },
    /// 撤回申请.
    Withdrawn,
    /// 不再处理.
    Lapsed { code: Code },
}

/// The kinds of event, without their fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Submitted,
    Confirmed,
    CorrectionNoticed,
    Corrected,
    ReasonsAsked,
    ReasonsGiven,
    ThirdPartyAsked,
    ThirdPartyReached,
    ThirdPartyAnswered,
    OrganAsked,
    OrganReached,
    OrganAnswered,
    Extended,
    FeeNoticed,
    FeePaid,
    Answered,
    Withdrawn,
    Lapsed,
    /// A further answer to a closed request.
    ReDecided,
}

impl Event {
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::Submitted { .. } => Kind::Submitted,
            Self::Confirmed => Kind::Confirmed,
            Self::CorrectionNoticed { .. } => Kind::CorrectionNoticed,
            Self::Corrected => Kind::Corrected,
            Self::ReasonsAsked { .. } => Kind::ReasonsAsked,
            Self::ReasonsGiven { .. } => Kind::ReasonsGiven,
            Self::ThirdPartyAsked { .. } => Kind::ThirdPartyAsked,
            Self::ThirdPartyReached { .. } => Kind::ThirdPartyReached,
            Self::ThirdPartyAnswered { .. } => Kind::ThirdPartyAnswered,
            Self::OrganAsked { .. } => Kind::OrganAsked,
            Self::OrganReached { .. } => Kind::OrganReached,
            Self::OrganAnswered { .. } => Kind::OrganAnswered,
            Self::Extended { .. } => Kind::Extended,
            Self::FeeNoticed { .. } => Kind::FeeNoticed,
            Self::FeePaid => Kind::FeePaid,
            Self::Answered { .. } => Kind::Answered,
            Self::Withdrawn => Kind::Withdrawn,
            Self::Lapsed { .. } => Kind::Lapsed,
            Self::ReDecided { .. } => Kind::ReDecided,
        }
    }
}

impl Kind {
    /// The kinds that work a request. [`Kind::ReDecided`] is not among them: it belongs to a closed one, and is an act of handling
    /// (`handling::Kind::ReDecided`).
    pub const ALL: [Self; 18] = [
        Self::Submitted,
        Self::Confirmed,
        Self::CorrectionNoticed,
        Self::Corrected,
        Self::ReasonsAsked,
        Self::ReasonsGiven,
        Self::ThirdPartyAsked,
        Self::ThirdPartyReached,
        Self::ThirdPartyAnswered,
        Self::OrganAsked,
        Self::OrganReached,
        Self::OrganAnswered,
        Self::Extended,
        Self::FeeNoticed,
        Self::FeePaid,
        Self::Answered,
        Self::Withdrawn,
        Self::Lapsed,
    ];

    /// The word in `formats.md`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Submitted => "submitted",
            Self::Confirmed => "confirmed",
            Self::CorrectionNoticed => "correction_noticed",
            Self::Corrected => "corrected",
            Self::ReasonsAsked => "reasons_asked",
            Self::ReasonsGiven => "reasons_given",
            Self::ThirdPartyAsked => "third_party_asked",
            Self::ThirdPartyReached => "third_party_reached",
            Self::ThirdPartyAnswered => "third_party_answered",
            Self::OrganAsked => "organ_asked",
            Self::OrganReached => "organ_reached",
            Self::OrganAnswered => "organ_answered",
            Self::Extended => "extended",
            Self::FeeNoticed => "fee_noticed",
            Self::FeePaid => "fee_paid",
            Self::Answered => "answered",
            Self::Withdrawn => "withdrawn",
            Self::Lapsed => "lapsed",
            Self::ReDecided => "re_decided",
        }
    }

    /// The statutory term.
    #[must_use]
    pub fn zh(self) -> &'static str {
        match self {
            Self::Submitted => "申请提交",
            Self::Confirmed => "双方确认",
            Self::CorrectionNoticed => "告知补正",
            Self::Corrected => "收到补正",
            Self::ReasonsAsked => "要求说明理由",
            Self::ReasonsGiven => "说明理由",
            Self::ThirdPartyAsked => "征求第三方意见",
            Self::ThirdPartyReached => "第三方收到征求意见书",
            Self::ThirdPartyAnswered => "第三方答复",
            Self::OrganAsked => "征求共同制作机关意见",
            Self::OrganReached => "共同制作机关收到征求意见书",
            Self::OrganAnswered => "共同制作机关答复",
            Self::Extended => "延期答复",
            Self::FeeNoticed => "收费通知",
            Self::FeePaid => "缴费",
            Self::Answered => "答复",
            Self::Withdrawn => "撤回申请",
            Self::Lapsed => "不再处理",
            Self::ReDecided => "重新作出答复",
        }
    }

    /// The English name.
    #[must_use]
    pub fn en(self) -> &'static str {
        match self {
            Self::Submitted => "Submitted",
            Self::Confirmed => "Confirmed by both sides",
            Self::CorrectionNoticed => "Correction asked for",
            Self::Corrected => "Corrected",
            Self::ReasonsAsked => "Reasons asked for",
            Self::ReasonsGiven => "Reasons given",
            Self::ThirdPartyAsked => "Third party asked",
            Self::ThirdPartyReached => "Third party reached",
            Self::ThirdPartyAnswered => "Third party answered",
            Self::OrganAsked => "Co-producing organ asked",
            Self::OrganReached => "Co-producing organ reached",
            Self::OrganAnswered => "Co-producing organ answered",
            Self::Extended => "Extended",
            Self::FeeNoticed => "Fee noticed",
            Self::FeePaid => "Fee paid",
            Self::Answered => "Answered",
            Self::Withdrawn => "Withdrawn",
            Self::Lapsed => "Lapsed",
            Self::ReDecided => "Decided anew",
        }
    }
}

impl std::str::FromStr for Kind {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.as_str() == text)
            .ok_or_else(|| format!("unknown kind of act {text}"))
    }
}
