//! 办理结果: the one table that drives reply, remedy and report (law.md 1.9).

mod pages;

use serde::{Deserialize, Serialize};

use crate::report::Row;

pub use pages::{OfPages, of_pages};

/// How a request ends. Exactly one code per request at closing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Code {
    /// 已主动公开，告知获取方式和途径.
    #[serde(rename = "OPEN-PUB")]
    OpenPub,
    /// 予以提供.
    #[serde(rename = "OPEN-GIVE")]
    OpenGive,
    /// 即将公开，告知方式、途径和时间.
    #[serde(rename = "OPEN-LATER")]
    OpenLater,
    /// 部分公开.
    #[serde(rename = "PART")]
    Part,
    /// 国家秘密.
    #[serde(rename = "NO-SECRET")]
    NoSecret,
    /// 法律、行政法规禁止公开.
    #[serde(rename = "NO-LAW")]
    NoLaw,
    /// 危及“三安全一稳定”.
    #[serde(rename = "NO-3S1S")]
    No3s1s,
    /// 保护第三方合法权益.
    #[serde(rename = "NO-THIRD")]
    NoThird,
    /// 三类内部事务信息.
    #[serde(rename = "NO-INTERNAL")]
    NoInternal,
    /// 四类过程性信息.
    #[serde(rename = "NO-PROCESS")]
    NoProcess,
    /// 行政执法案卷.
    #[serde(rename = "NO-CASEFILE")]
    NoCasefile,
    /// 行政查询事项.
    #[serde(rename = "QUERY")]
    Query,
    /// 政府信息不存在.
    #[serde(rename = "NONE")]
    None,
    /// 不属于本机关负责公开.
    #[serde(rename = "OTHER-ORGAN")]
    OtherOrgan,
    /// 没有现成信息、需要另行制作.
    #[serde(rename = "MAKE")]
    Make,
    /// 补正后仍不明确.
    #[serde(rename = "UNCLEAR")]
    Unclear,
    /// 信访、举报、投诉类.
    #[serde(rename = "PETITION")]
    Petition,
    /// 重复申请.
    #[serde(rename = "REPEAT")]
    Repeat,
    /// 要求提供公开出版物.
    #[serde(rename = "PRINTED")]
    Printed,
    /// 无正当理由大量反复申请.
    #[serde(rename = "ABUSE")]
    Abuse,
    /// 要求确认或者重新出具已获取信息.
    #[serde(rename = "CONFIRM")]
    Confirm,
    /// 逾期不补正.
    #[serde(rename = "LAPSE-CORR")]
    LapseCorr,
    /// 逾期不缴费.
    #[serde(rename = "LAPSE-FEE")]
    LapseFee,
    /// 其他，含撤回申请 (the row for withdrawals is a modelling choice).
    #[serde(rename = "OTHER")]
    Other,
}

/// One line of the table.
struct Line {
    code: Code,
    text: &'static str,
    zh: &'static str,
    en: &'static str,
    basis: &'static str,
    row: Row,
}

#[rustfmt::skip]
const TABLE: [Line; 24] = [
    line(Code::OpenPub, "OPEN-PUB", "已主动公开，告知获取方式", "Already public: told where", "第三十六条第（一）项", Row::Open),
    line(Code::OpenGive, "OPEN-GIVE", "予以公开，提供信息", "Disclosed: supplied", "第三十六条第（二）项", Row::Open),
    line(Code::OpenLater, "OPEN-LATER", "即将公开，告知时间", "To be published soon", "第三十六条第（二）项", Row::Open),
    line(Code::Part, "PART", "部分公开", "Disclosed in part", "第三十七条", Row::Part),
    line(Code::NoSecret, "NO-SECRET", "属于国家秘密", "State secret", "第十四条、第三十六条第（三）项", Row::NoSecret),
    line(Code::NoLaw, "NO-LAW", "法律、行政法规禁止公开", "Prohibited by law or administrative regulation", "第十四条、第三十六条第（三）项", Row::NoLaw),
    line(Code::No3s1s, "NO-3S1S", "危及“三安全一稳定”", "Endangers security or stability", "第十四条、第三十六条第（三）项", Row::No3s1s),
    line(Code::NoThird, "NO-THIRD", "保护第三方合法权益", "Third party's lawful interests", "第十五条、第三十二条、第三十六条第（三）项", Row::NoThird),
    line(Code::NoInternal, "NO-INTERNAL", "属于三类内部事务信息", "Internal affairs", "第十六条第一款、第三十六条第（三）项", Row::NoInternal),
    line(Code::NoProcess, "NO-PROCESS", "属于四类过程性信息", "Deliberative material", "第十六条第二款、第三十六条第（三）项", Row::NoProcess),
    line(Code::NoCasefile, "NO-CASEFILE", "属于行政执法案卷信息", "Enforcement case file", "第十六条第二款、第三十六条第（三）项", Row::NoCasefile),
    line(Code::Query, "QUERY", "属于行政查询事项", "Under special access rules", "第三十六条第（七）项", Row::NoQuery),
    line(Code::None, "NONE", "政府信息不存在", "Searched; does not exist", "第三十六条第（四）项", Row::NotHeld),
    line(Code::OtherOrgan, "OTHER-ORGAN", "不属于本机关负责公开", "Another organ's to disclose", "第三十六条第（五）项", Row::NotHeld),
    line(Code::Make, "MAKE", "需要另行制作", "Would have to be made", "第三十八条", Row::ToMake),
    line(Code::Unclear, "UNCLEAR", "补正后申请内容仍不明确", "Still unclear after correction", "第三十条、第三十六条", Row::Unclear),
    line(Code::Petition, "PETITION", "信访举报投诉类申请", "A petition or complaint", "第三十九条第一款", Row::Petition),
    line(Code::Repeat, "REPEAT", "重复申请", "Asked and answered before", "第三十六条第（六）项", Row::Repeat),
    line(Code::Printed, "PRINTED", "要求提供公开出版物", "Asks for a publication", "第三十九条第二款", Row::Printed),
    line(Code::Abuse, "ABUSE", "无正当理由大量反复申请", "Excessive without good reason", "第三十五条", Row::Abuse),
    line(Code::Confirm, "CONFIRM", "要求确认或者重新出具已获取信息", "Asks to confirm what he has", "", Row::Confirm),
    line(Code::LapseCorr, "LAPSE-CORR", "逾期不补正，不再处理", "Not corrected in time", "第三十条", Row::LapseCorr),
    line(Code::LapseFee, "LAPSE-FEE", "逾期不缴费，不再处理", "Fee not paid in time", "第四十二条", Row::LapseFee),
    line(Code::Other, "OTHER", "其他处理（含撤回申请）", "Withdrawn, or anything else", "", Row::Other),
];

const fn line(
    code: Code,
    text: &'static str,
    zh: &'static str,
    en: &'static str,
    basis: &'static str,
    row: Row,
) -> Line {
    Line {
        code,
        text,
        zh,
        en,
        basis,
        row,
    }
}

impl Code {
    pub const ALL: [Self; 24] = [
        Self::OpenPub,
        Self::OpenGive,
        Self::OpenLater,
        Self::Part,
        Self::NoSecret,
        Self::NoLaw,
        Self::No3s1s,
        Self::NoThird,
        Self::NoInternal,
        Self::NoProcess,
        Self::NoCasefile,
        Self::Query,
        Self::None,
        Self::OtherOrgan,
        Self::Make,
        Self::Unclear,
        Self::Petition,
        Self::Repeat,
        Self::Printed,
        Self::Abuse,
        Self::Confirm,
        Self::LapseCorr,
        Self::LapseFee,
        Self::Other,
    ];

    fn entry(self) -> &'static Line {
        &TABLE[self as usize]
    }

    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.entry().text
    }

    #[must_use]
    pub fn zh(self) -> &'static str {
        self.entry().zh
    }

    #[must_use]
    pub fn en(self) -> &'static str {
        self.entry().en
    }

    /// The article of the 条例 that the reply rests on; empty where no article says it.
    #[must_use]
    pub fn basis(self) -> &'static str {
        self.entry().basis
    }

    /// The leaf row of 表三; NONE and OTHER-ORGAN share one and stay two replies (trap 21).
    #[must_use]
    pub fn row(self) -> Row {
        self.entry().row
    }

    /// Whether it withholds information under Articles 14, 15 or 16 (A-13, D-3); QUERY does not, though its row says 不予公开 (trap 20).
    #[must_use]
    pub fn withheld(self) -> bool {
        matches!(
            self,
            Self::NoSecret
                | Self::NoLaw
                | Self::No3s1s
                | Self::NoThird
                | Self::NoInternal
                | Self::NoProcess
                | Self::NoCasefile
        )
    }

    /// Whether the information, or a part of it, goes to the applicant with the answer.
    #[must_use]
    pub fn gives(self) -> bool {
        matches!(self, Self::OpenGive | Self::Part)
    }

    /// Whether a part of an answer may end so beside what is given.
    #[must_use]
    pub fn of_a_part(self) -> bool {
        self.withheld()
            || matches!(
                self,
                Self::None | Self::OtherOrgan | Self::Make | Self::Query
            )
    }

    /// Whether the request ended without an answer because a period ran out.
    #[must_use]
    pub fn lapse(self) -> bool {
        matches!(self, Self::LapseCorr | Self::LapseFee)
    }
}

impl std::str::FromStr for Code {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        TABLE
            .iter()
            .find(|line| line.text == text)
            .map(|line| line.code)
            .ok_or_else(|| format!("unknown outcome code {text}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_the_codes() {
        for (place, code) in Code::ALL.into_iter().enumerate() {
            assert_eq!(TABLE[place].code, code);
            assert_eq!(code.as_str().parse(), Ok(code));
            assert_eq!(serde_json::to_value(code).unwrap(), code.as_str());
        }
    }

    #[test]
    fn every_leaf_of_the_table_has_a_code() {
        for leaf in Row::LEAVES {
            assert!(Code::ALL.iter().any(|code| code.row() == leaf), "{leaf:?}");
        }
    }
}
