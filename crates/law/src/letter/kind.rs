//! 文书种类 (law.md 10.1, F-D0 to F-D16): 13 notices and one 答复书 for each of the 24 outcome codes.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{outcome::Code, rule::Rule};

/// A kind of letter. Its text form, used in acts and file names, is `correction` or `decision-no-third`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Kind {
    /// 登记回执 (F-D1).
    Receipt,
    /// 补正告知书 (F-D2).
    Correction,
    /// 延期答复告知书 (F-D3).
    Extension,
    /// 说明理由告知书 (F-D4).
    Reasons,
    /// 延迟答复告知书: reasons accepted, a later day fixed; not the extension of Art. 33 (trap 10).
    Delay,
    /// 第三方意见征询书 (F-D5).
    ThirdParty,
    /// 告知申请人正在征求意见 (F-D6).
    Consultation,
    /// 告知第三方决定公开 (F-D7).
    ThirdPartyTold,
    /// 共同制作机关征求意见 (F-D8).
    CoProducer,
    /// 收费通知书 (F-D9).
    Fee,
    /// 答复书 of an outcome (F-D0, F-D10 to F-D14).
    Decision(Code),
    /// 送达回证 (F-D15).
    Proof,
    /// 更正告知书 (F-D16).
    Rectification,
    /// 转送函 (F-D16).
    Forwarding,
}

/// The shape in which GB/T 9704 sets a letter (law.md 10.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// 红头: the organ's name in red above the number and a red line.
    RedHead,
    /// 信函格式: red double lines, no page number on the first page.
    Letter,
    /// A form that goes with a document and is none itself: no red.
    Form,
}

impl Shape {
    pub const ALL: [Self; 3] = [Self::RedHead, Self::Letter, Self::Form];

    /// The word in a template.
    #[must_use]
    pub fn zh(self) -> &'static str {
        match self {
            Self::RedHead => "红头",
            Self::Letter => "信函",
            Self::Form => "表单",
        }
    }
}

impl Kind {
    /// The kinds that are no decision, in the order of law.md 10.1.
    pub const NOTICES: [Self; 13] = [
        Self::Receipt,
        Self::Correction,
        Self::Extension,
        Self::Reasons,
        Self::Delay,
        Self::ThirdParty,
        Self::Consultation,
        Self::ThirdPartyTold,
        Self::CoProducer,
        Self::Fee,
        Self::Proof,
        Self::Rectification,
        Self::Forwarding,
    ];

    /// All 37 kinds.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::NOTICES
            .into_iter()
            .chain(Code::ALL.into_iter().map(Self::Decision))
    }

    /// The line of law.md 10.1; F-D0 where no narrower one is written. for the letter that has no line there.
    #[must_use]
    pub fn rule(self) -> Rule {
        match self {
            Self::Receipt => Rule::F_D1,
            Self::Correction => Rule::F_D2,
            Self::Extension => Rule::F_D3,
            Self::Reasons => Rule::F_D4,
            Self::Delay => Rule::A_35_3,
            Self::ThirdParty => Rule::F_D5,
            Self::Consultation => Rule::F_D6,
            Self::ThirdPartyTold => Rule::F_D7,
            Self::CoProducer => Rule::F_D8,
            Self::Fee => Rule::F_D9,
            Self::Decision(Code::Part) => Rule::F_D11,
            Self::Decision(Code::None) => Rule::F_D12,
            Self::Decision(Code::OtherOrgan) => Rule::F_D13,
            Self::Decision(Code::Petition) => Rule::F_D14,
            Self::Decision(code) if code.withheld() => Rule::F_D10,
            Self::Decision(_) => Rule::F_D0,
            Self::Proof => Rule::F_D15,
            Self::Rectification | Self::Forwarding => Rule::F_D16,
        }
    }

    /// The name of the letter; a decision is named by its outcome.
    #[must_use]
    pub fn zh(self) -> &'static str {
        match self {
            Self::Receipt => "登记回执",
            Self::Correction => "补正告知书",
            Self::Extension => "延期答复告知书",
            Self::Reasons => "说明理由告知书",
            Self::Delay => "延迟答复告知书",
            Self::ThirdParty => "第三方意见征询书",
            Self::Consultation => "征求意见告知书（告知申请人）",
            Self::ThirdPartyTold => "决定公开告知书（告知第三方）",
            Self::CoProducer => "征求意见函（共同制作机关）",
            Self::Fee => "收费通知书",
            Self::Decision(code) => match code {
                Code::OpenPub => "答复书（已主动公开）",
                Code::OpenGive => "答复书（予以公开）",
                Code::OpenLater => "答复书（即将公开）",
                Code::Part => "答复书（部分公开）",
                Code::NoSecret => "答复书（不予公开：国家秘密）",
                Code::NoLaw => "答复书（不予公开：法律、行政法规禁止）",
                Code::No3s1s => "答复书（不予公开：三安全一稳定）",
                Code::NoThird => "答复书（不予公开：第三方合法权益）",
                Code::NoInternal => "答复书（不予公开：内部事务信息）",
                Code::NoProcess => "答复书（不予公开：过程性信息）",
                Code::NoCasefile => "答复书（不予公开：行政执法案卷）",
                Code::Query => "答复书（行政查询事项）",
                Code::None => "答复书（政府信息不存在）",
                Code::OtherOrgan => "答复书（非本机关负责公开）",
                Code::Make => "答复书（需要另行制作）",
                Code::Unclear => "答复书（补正后仍不明确）",
                Code::Petition => "答复书（不作为申请处理）",
                Code::Repeat => "答复书（不予重复处理）",
                Code::Printed => "答复书（公开出版物）",
                Code::Abuse => "答复书（无正当理由大量反复申请）",
                Code::Confirm => "答复书（要求确认或者重新出具）",
                Code::LapseCorr => "答复书（逾期不补正，不再处理）",
                Code::LapseFee => "答复书（逾期不缴费，不再处理）",
                Code::Other => "答复书（撤回申请及其他）",
            },
            Self::Proof => "送达回证",
            Self::Rectification => "更正告知书",
            Self::Forwarding => "转送函",
        }
    }

    /// The English name.
    #[must_use]
    pub fn en(self) -> String {
        match self {
            Self::Receipt => "Receipt of registration".into(),
            Self::Correction => "Notice to correct the request".into(),
            Self::Extension => "Notice of extension".into(),
            Self::Reasons => "Request for reasons".into(),
            Self::Delay => "Notice of a later answer".into(),
            Self::ThirdParty => "Consultation of a third party".into(),
            Self::Consultation => "Notice that others are being consulted".into(),
            Self::ThirdPartyTold => "Notice of disclosure to the third party".into(),
            Self::CoProducer => "Consultation of a co-producing organ".into(),
            Self::Fee => "Fee notice".into(),
            Self::Decision(code) => format!("Reply: {}", code.en()),
            Self::Proof => "Proof of service".into(),
            Self::Rectification => "Notice on a rectification".into(),
            Self::Forwarding => "Forwarding letter".into(),
        }
    }

    /// The shape that is usual; a template may choose another.
    #[must_use]
    pub fn shape(self) -> Shape {
        match self {
            Self::Receipt | Self::Proof => Shape::Form,
            Self::ThirdParty | Self::CoProducer | Self::Forwarding | Self::ThirdPartyTold => {
                Shape::Letter
            }
            _ => Shape::RedHead,
        }
    }

    /// Whether it takes a number of the organ's series; receipts and proofs carry the request's own.
    #[must_use]
    pub fn numbered(self) -> bool {
        self.shape() != Shape::Form
    }

    /// Whether it is addressed to the applicant, and not to a third party or another organ.
    #[must_use]
    pub fn to_applicant(self) -> bool {
        !matches!(
            self,
            Self::ThirdParty | Self::CoProducer | Self::ThirdPartyTold | Self::Forwarding
        )
    }

    /// Whether it answers the request.
    #[must_use]
    pub fn decides(self) -> bool {
        matches!(self, Self::Decision(_))
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = match self {
            Self::Receipt => "receipt",
            Self::Correction => "correction",
            Self::Extension => "extension",
            Self::Reasons => "reasons",
            Self::Delay => "delay",
            Self::ThirdParty => "third-party",
            Self::Consultation => "consultation",
            Self::ThirdPartyTold => "third-party-told",
            Self::CoProducer => "co-producer",
            Self::Fee => "fee",
            Self::Decision(code) => {
                return write!(f, "decision-{}", code.as_str().to_ascii_lowercase());
            }
            Self::Proof => "proof",
            Self::Rectification => "rectification",
            Self::Forwarding => "forwarding",
        };
        f.write_str(word)
    }
}

impl FromStr for Kind {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::all()
            .find(|kind| kind.to_string() == text)
            .ok_or_else(|| format!("unknown kind of letter {text}"))
    }
}

impl From<Kind> for String {
    fn from(kind: Kind) -> Self {
        kind.to_string()
    }
}

impl TryFrom<String> for Kind {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}
