//! The needs, one by one, and which outcome has which (law.md 1.9, D-17).

use serde::{Deserialize, Serialize};

use crate::{outcome::Code, rule::Citation, rule::Rule};

/// Something the file must hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Need {
    /// 检索记录.
    Search,
    /// 已公开的网址或者位置.
    Place,
    /// 将要公开的时间.
    Time,
    /// 负责公开的机关.
    OtherOrgan,
    /// 此前的答复.
    Earlier,
    /// What was supplied.
    Supplied,
    /// 区分处理: page by page what is given and what is withheld.
    Separation,
    /// 密级标志、保密期限 (D-17).
    SecretMark,
    /// 禁止公开的法律、行政法规条文.
    Prohibition,
    /// 危及“三安全一稳定”的说明 (D-17).
    Danger,
    /// 第三方意见.
    ThirdParty,
    /// 属于三类内部事务信息的证明 (D-17).
    Internal,
    /// 形成于决定作出之前的证明 (D-17).
    BeforeDecision,
    /// 在行政执法案卷中的证明 (D-17).
    CaseFile,
    /// 裁量理由: why what may be withheld is withheld.
    Discretion,
    /// 查询办法的法律、行政法规依据.
    AccessRule,
    /// 需要加工、分析的说明 (A-36.1, Article 38).
    Making,
    /// 补正告知及其结果.
    Correction,
    /// 实为信访、投诉、举报的说明 (Article 39).
    Petition,
    /// 公开出版物及其获取途径 (Article 39).
    Publication,
    /// 数量、频次和理由不合理的说明.
    Abuse,
    /// 申请人已获取的信息.
    Obtained,
    /// 逾期未补正或者未缴费的记录 (A-30.3, F-8).
    Lapse,
}

/// What an outcome needs (A-36.2, A-36.3, A-36.4, A-36.5, D-17).
pub fn of(code: Code) -> &'static [Need] {
    use Need::*;
    match code {
        Code::OpenPub => &[Place],
        Code::OpenGive => &[Supplied],
        Code::OpenLater => &[Time, Place],
        Code::Part => &[Supplied, Separation],
        Code::NoSecret => &[SecretMark],
        Code::NoLaw => &[Prohibition],
        Code::No3s1s => &[Danger],
        Code::NoThird => &[ThirdParty],
        Code::NoInternal => &[Internal, Discretion],
        Code::NoProcess => &[BeforeDecision, Discretion],
        Code::NoCasefile => &[CaseFile, Discretion],
        Code::Query => &[AccessRule],
        Code::None => &[Search],
        Code::OtherOrgan => &[OtherOrgan],
        // What has to be made was not looked for: that there is no such thing ready is part of the explanation.
        Code::Make => &[Making],
        Code::Unclear => &[Correction],
        Code::Petition => &[Petition],
        Code::Repeat => &[Earlier],
        Code::Printed => &[Publication],
        Code::Abuse => &[Abuse],
        Code::Confirm => &[Obtained],
        Code::LapseCorr | Code::LapseFee => &[Lapse],
        Code::Other => &[],
    }
}

struct Line(&'static str, Rule, &'static str, &'static str, &'static str);

impl Need {
    pub const ALL: [Self; 23] = [
        Self::Search,
        Self::Place,
        Self::Time,
        Self::OtherOrgan,
        Self::Earlier,
        Self::Supplied,
        Self::Separation,
        Self::SecretMark,
        Self::Prohibition,
        Self::Danger,
        Self::ThirdParty,
        Self::Internal,
        Self::BeforeDecision,
        Self::CaseFile,
        Self::Discretion,
        Self::AccessRule,
        Self::Making,
        Self::Correction,
        Self::Petition,
        Self::Publication,
        Self::Abuse,
        Self::Obtained,
        Self::Lapse,
    ];

    /// The word in forms and JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.line().0
    }

    /// Rule ID of `law.md`.
    #[must_use]
    pub fn rule(self) -> Rule {
        self.line().1
    }

    #[must_use]
    pub fn citation(self) -> Citation {
        Citation::text(self.line().2)
    }

    #[must_use]
    pub fn zh(self) -> &'static str {
        self.line().3
    }

    #[must_use]
    pub fn en(self) -> &'static str {
        self.line().4
    }

    #[rustfmt::skip]
    fn line(self) -> Line {
        const COURT: &str = "法释〔2025〕8号第五条、第六条";
        const ART_36: &str = "政府信息公开条例第三十六条";
        match self {
            Self::Search => Line("search", Rule::A_36_2, "政府信息公开条例第三十六条第（四）项；法释〔2025〕8号第五条第二款第（六）项", "检索记录", "a record of the search"),
            Self::Place => Line("place", Rule::A_36_4, "政府信息公开条例第三十六条第（一）项；法释〔2025〕8号第五条第二款第（一）项", "已公开信息的网址或者位置", "the link or place of what is public"),
            Self::Time => Line("time", Rule::A_36_1, "政府信息公开条例第三十六条第（二）项", "将要公开的时间", "when it will be published"),
            Self::OtherOrgan => Line("other_organ", Rule::A_36_5, "政府信息公开条例第三十六条第（五）项", "负责公开的机关", "the organ responsible"),
            Self::Earlier => Line("earlier", Rule::A_36_3, "政府信息公开条例第三十六条第（六）项", "此前的答复", "the earlier answer"),
            Self::Supplied => Line("supplied", Rule::A_36_1, "政府信息公开条例第三十六条第（二）项", "所提供信息的清单", "a list of what is supplied"),
            Self::Separation => Line("separation", Rule::A_37, "政府信息公开条例第三十七条", "区分处理的逐页清单", "page by page, what is given and what is withheld"),
            Self::SecretMark => Line("secret_mark", Rule::D_17, COURT, "密级标志和保密期限的证明", "the mark of secrecy and its period"),
            Self::Prohibition => Line("prohibition", Rule::A_14, "政府信息公开条例第十四条", "禁止公开的法律、行政法规条文", "the article that prohibits"),
            Self::Danger => Line("danger", Rule::D_17, COURT, "可能危及“三安全一稳定”的具体说明", "a reasoned statement of the danger"),
            Self::ThirdParty => Line("third_party", Rule::D_17, COURT, "征求第三方意见的记录和判断理由", "the third party's view and the reasons for following it"),
            Self::Internal => Line("internal", Rule::D_17, COURT, "属于人事管理、后勤管理或者内部工作流程的证明", "proof that it is one of the three internal kinds"),
            Self::BeforeDecision => Line("before_decision", Rule::D_17, COURT, "形成于行政决定作出之前的证明", "proof that it arose before the decision"),
            Self::CaseFile => Line("case_file", Rule::D_17, COURT, "属于行政执法案卷的证明", "proof that it is on the case file"),
            Self::Discretion => Line("discretion", Rule::A_16_1, "政府信息公开条例第十六条", "可以不予公开而决定不公开的理由", "why the discretion was used so"),
            Self::AccessRule => Line("access_rule", Rule::A_36_1, "政府信息公开条例第三十六条第（七）项", "查询办法的法律、行政法规规定", "the rule of access"),
            Self::Making => Line("making", Rule::A_36_1, "政府信息公开条例第三十八条", "需要加工、分析的说明", "what would have to be processed"),
            Self::Correction => Line("correction", Rule::A_30_4, "政府信息公开条例第三十条", "补正告知及补正内容", "the correction notice and what came of it"),
            Self::Petition => Line("petition", Rule::A_36_1, "政府信息公开条例第三十九条第一款", "实为信访、投诉、举报的说明", "why it is a petition"),
            Self::Publication => Line("publication", Rule::A_36_1, "政府信息公开条例第三十九条第二款", "公开出版物及获取途径", "the publication and where to get it"),
            Self::Abuse => Line("abuse", Rule::A_35_2, "政府信息公开条例第三十五条", "申请数量、频次和理由不合理的认定", "number, frequency, and why the reasons do not hold"),
            Self::Obtained => Line("obtained", Rule::A_36_1, ART_36, "申请人已获取的信息", "what the applicant has already"),
            Self::Lapse => Line("lapse", Rule::A_36_1, "政府信息公开条例第三十条；国办函〔2020〕109号", "告知、送达和期限届满的记录", "the notice, its arrival and the end of the period"),
        }
    }
}
