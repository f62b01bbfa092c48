//! 一申请一卷 (Z-6, Z-7): the papers of a request file, and which of them a case must have.

use serde::{Deserialize, Serialize};

use crate::{
    finding::{Finding, Severity},
    outcome::Code,
    rule::Citation,
    rule::Rule,
    signing::{self, Need},
};

/// A paper of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Paper {
    /// 文档目录.
    Catalogue,
    /// 申请表.
    Application,
    /// 身份证明, a masked copy.
    Identity,
    /// 登记回执、双方确认记录.
    Receipt,
    /// 补正告知书及补正材料.
    Correction,
    /// 征求意见书及答复.
    Consultation,
    /// 延期审批及告知书.
    Extension,
    /// 收费通知及缴费凭证.
    Fee,
    /// 检索记录.
    Search,
    /// 内部审批资料.
    Approval,
    /// 审查意见.
    Opinion,
    /// 风险评估说明.
    Risk,
    /// 告知书（答复书）.
    Reply,
    /// 提供的信息.
    Supplied,
    /// 信函邮寄单证.
    Posting,
    /// 申请人签收单据.
    Signature,
    /// 复议、诉讼材料.
    Remedy,
}

/// What happened in the case, as far as it leaves papers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CaseFacts {
    pub code: Option<Code>,
    pub corrected: bool,
    pub consulted: bool,
    pub extended: bool,
    pub charged: bool,
    pub posted: bool,
    pub handed: bool,
    pub contested: bool,
}

impl Paper {
    pub const ALL: [Self; 17] = [
        Self::Catalogue,
        Self::Application,
        Self::Identity,
        Self::Receipt,
        Self::Correction,
        Self::Consultation,
        Self::Extension,
        Self::Fee,
        Self::Search,
        Self::Approval,
        Self::Opinion,
        Self::Risk,
        Self::Reply,
        Self::Supplied,
        Self::Posting,
        Self::Signature,
        Self::Remedy,
    ];

    #[must_use]
    pub fn zh(self) -> &'static str {
        match self {
            Self::Catalogue => "文档目录",
            Self::Application => "申请表",
            Self::Identity => "身份证明（去标识）",
            Self::Receipt => "登记回执和确认记录",
            Self::Correction => "补正告知书和补正材料",
            Self::Consultation => "征求意见书和答复",
            Self::Extension => "延期审批和告知书",
            Self::Fee => "收费通知和缴费凭证",
            Self::Search => "检索记录",
            Self::Approval => "内部审批资料",
            Self::Opinion => "审查意见",
            Self::Risk => "风险评估说明",
            Self::Reply => "告知书（答复书）",
            Self::Supplied => "提供的信息",
            Self::Posting => "信函邮寄单证",
            Self::Signature => "申请人签收单据",
            Self::Remedy => "复议、诉讼材料",
        }
    }

    #[must_use]
    pub fn en(self) -> &'static str {
        match self {
            Self::Catalogue => "catalogue of the file",
            Self::Application => "application",
            Self::Identity => "proof of identity, masked",
            Self::Receipt => "receipt and confirmation",
            Self::Correction => "correction notice and what came",
            Self::Consultation => "letters of consultation and answers",
            Self::Extension => "approval and notice of the extension",
            Self::Fee => "fee notice and proof of payment",
            Self::Search => "record of the search",
            Self::Approval => "internal approval",
            Self::Opinion => "review opinion",
            Self::Risk => "risk statement",
            Self::Reply => "reply",
            Self::Supplied => "what was supplied",
            Self::Posting => "proof of posting",
            Self::Signature => "the applicant's signature",
            Self::Remedy => "papers of 复议 and 诉讼",
        }
    }

    /// Whether a text names it (福建, Z-6); the rest is good practice (Z-7).
    #[must_use]
    pub fn prescribed(self) -> bool {
        matches!(
            self,
            Self::Catalogue
                | Self::Application
                | Self::Reply
                | Self::Approval
                | Self::Posting
                | Self::Signature
        )
    }

    /// Whether a case of this kind has it (Z-6, Z-7).
    #[must_use]
    pub fn belongs(self, facts: &CaseFacts) -> bool {
        let answered = facts.code.is_some_and(|code| code != Code::Other);
        let needs = facts
            .code
            .map_or_else(Vec::new, |code| signing::needed(code, &[]));
        match self {
            Self::Catalogue | Self::Application | Self::Identity | Self::Receipt => true,
            Self::Correction => facts.corrected,
            Self::Consultation => facts.consulted,
            Self::Extension => facts.extended,
            Self::Fee => facts.charged,
            Self::Search => needs.contains(&Need::Search),
            Self::Approval | Self::Opinion | Self::Reply => answered,
            Self::Risk => facts
                .code
                .is_some_and(|code| code.withheld() || code == Code::Part),
            Self::Supplied => needs.contains(&Need::Supplied),
            Self::Posting => facts.posted,
            Self::Signature => facts.handed,
            Self::Remedy => facts.contested,
        }
    }
}

/// The papers that the file of such a case holds, in order (Z-6, Z-7).
#[must_use]
pub fn catalogue(facts: &CaseFacts) -> Vec<Paper> {
    Paper::ALL
        .into_iter()
        .filter(|paper| paper.belongs(facts))
        .collect()
}

/// What is lacking before the file is closed (Z-6: an error; Z-7: a warning).
#[must_use]
pub fn lacking(facts: &CaseFacts, held: &[Paper]) -> Vec<Finding> {
    catalogue(facts)
        .into_iter()
        .filter(|paper| !held.contains(paper))
        .map(|paper| {
            let (rule, severity, citation) = if paper.prescribed() {
                (
                    Rule::Z_6,
                    Severity::Error,
                    "福建省政府信息公开申请办理规定第十三条（一申请一卷）",
                )
            } else {
                (Rule::Z_7, Severity::Warning, "一申请一卷的通常做法")
            };
            Finding::new(
                rule,
                severity,
                "file",
                format!("案卷缺少{}", paper.zh()),
                format!("The file lacks: {}", paper.en()),
            )
            .citing(Citation::text(citation))
        })
        .collect()
}
