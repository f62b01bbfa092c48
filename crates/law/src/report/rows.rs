//! Rows and columns of 表三, with the exact keys of `formats.md`.

use crate::case::Applicant;

/// 申请人情况: the seven numeric columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Column {
    Natural,
    Business,
    Research,
    Charity,
    LegalService,
    Other,
    Total,
}

impl Column {
    pub const ALL: [Self; 7] = [
        Self::Natural,
        Self::Business,
        Self::Research,
        Self::Charity,
        Self::LegalService,
        Self::Other,
        Self::Total,
    ];

    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Natural => "自然人",
            Self::Business => "商业企业",
            Self::Research => "科研机构",
            Self::Charity => "社会公益组织",
            Self::LegalService => "法律服务机构",
            Self::Other => "其他",
            Self::Total => "总计",
        }
    }

    #[must_use]
    pub fn en(self) -> &'static str {
        match self {
            Self::Natural => "Individuals",
            Self::Business => "Businesses",
            Self::Research => "Research bodies",
            Self::Charity => "Charities",
            Self::LegalService => "Legal services",
            Self::Other => "Others",
            Self::Total => "Total",
        }
    }

    /// The column of an applicant's kind.
    #[must_use]
    pub fn of(applicant: Applicant) -> Self {
        match applicant {
            Applicant::Natural => Self::Natural,
            Applicant::Business => Self::Business,
            Applicant::Research => Self::Research,
            Applicant::Charity => Self::Charity,
            Applicant::LegalService => Self::LegalService,
            Applicant::Other => Self::Other,
        }
    }
}

/// The 25 numeric rows of 表三, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Row {
    New,
    CarriedIn,
    Open,
    Part,
    NoSecret,
    NoLaw,
    No3s1s,
    NoThird,
    NoInternal,
    NoProcess,
    NoCasefile,
    NoQuery,
    NotHeld,
    ToMake,
    Unclear,
    Petition,
    Repeat,
    Printed,
    Abuse,
    Confirm,
    LapseCorr,
    LapseFee,
    Other,
    Total,
    CarriedOut,
}

/// Key, group (（三） to （六） or empty), Chinese label inside the group, English.
#[rustfmt::skip]
const ROWS: [(Row, &str, &str, &str, &str); 25] = [
    (Row::New, "一、本年新收政府信息公开申请数量", "", "一、本年新收政府信息公开申请数量", "Received this year"),
    (Row::CarriedIn, "二、上年结转政府信息公开申请数量", "", "二、上年结转政府信息公开申请数量", "Carried over from last year"),
    (Row::Open, "三、（一）予以公开", "", "（一）予以公开", "Disclosed"),
    (Row::Part, "三、（二）部分公开", "", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "Disclosed in part"),
    (Row::NoSecret, "三、（三）不予公开 1.属于国家秘密", "（三）不予公开", "1.属于国家秘密", "State secrets"),
    (Row::NoLaw, "三、（三）不予公开 2.其他法律行政法规禁止公开", "（三）不予公开", "2.其他法律行政法规禁止公开", "Prohibited by law"),
    (Row::No3s1s, "三、（三）不予公开 3.危及“三安全一稳定”", "（三）不予公开", "3.危及“三安全一稳定”", "Security and stability"),
    (Row::NoThird, "三、（三）不予公开 4.保护第三方合法权益", "（三）不予公开", "4.保护第三方合法权益", "Third party's rights"),
    (Row::NoInternal, "三、（三）不予公开 5.属于三类内部事务信息", "（三）不予公开", "5.属于三类内部事务信息", "Internal affairs"),
    (Row::NoProcess, "三、（三）不予公开 6.属于四类过程性信息", "（三）不予公开", "6.属于四类过程性信息", "Deliberative material"),
    (Row::NoCasefile, "三、（三）不予公开 7.属于行政执法案卷", "（三）不予公开", "7.属于行政执法案卷", "Enforcement case files"),
    (Row::NoQuery, "三、（三）不予公开 8.属于行政查询事项", "（三）不予公开", "8.属于行政查询事项", "Administrative queries"),
    (Row::NotHeld, "三、（四）无法提供 1.本机关不掌握相关政府信息", "（四）无法提供", "1.本机关不掌握相关政府信息", "Not held"),
    (Row::ToMake, "三、（四）无法提供 2.没有现成信息需要另行制作", "（四）无法提供", "2.没有现成信息需要另行制作", "Would have to be made"),
    (Row::Unclear, "三、（四）无法提供 3.补正后申请内容仍不明确", "（四）无法提供", "3.补正后申请内容仍不明确", "Still unclear"),
    (Row::Petition, "三、（五）不予处理 1.信访举报投诉类申请", "（五）不予处理", "1.信访举报投诉类申请", "Petitions and complaints"),
    (Row::Repeat, "三、（五）不予处理 2.重复申请", "（五）不予处理", "2.重复申请", "Repeats"),
    (Row::Printed, "三、（五）不予处理 3.要求提供公开出版物", "（五）不予处理", "3.要求提供公开出版物", "Publications"),
    (Row::Abuse, "三、（五）不予处理 4.无正当理由大量反复申请", "（五）不予处理", "4.无正当理由大量反复申请", "Excessive requests"),
    (Row::Confirm, "三、（五）不予处理 5.要求行政机关确认或重新出具已获取信息", "（五）不予处理", "5.要求行政机关确认或重新出具已获取信息", "Confirmations and reissues"),
    (Row::LapseCorr, "三、（六）其他处理 1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", "（六）其他处理", "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", "Not corrected in time"),
    (Row::LapseFee, "三、（六）其他处理 2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", "（六）其他处理", "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", "Fee not paid in time"),
    (Row::Other, "三、（六）其他处理 3.其他", "（六）其他处理", "3.其他", "Other"),
    (Row::Total, "三、（七）总计", "", "（七）总计", "Total closed"),
    (Row::CarriedOut, "四、结转下年度继续办理", "", "四、结转下年度继续办理", "Carried over to next year"),
];

impl Row {
    pub const ALL: [Self; 25] = {
        let mut all = [Self::New; 25];
        let mut place = 0;
        while place < 25 {
            all[place] = ROWS[place].0;
            place += 1;
        }
        all
    };

    /// The 21 leaves under 三 that add up to （七）总计.
    pub const LEAVES: [Self; 21] = {
        let mut leaves = [Self::Open; 21];
        let mut place = 0;
        while place < 21 {
            leaves[place] = ROWS[place + 2].0;
            place += 1;
        }
        leaves
    };

    /// The key of `formats.md`.
    #[must_use]
    pub fn key(self) -> &'static str {
        ROWS[self as usize].1
    }

    /// The group label that stands before it in the official table, or empty.
    #[must_use]
    pub fn group(self) -> &'static str {
        ROWS[self as usize].2
    }

    /// The label in its own cell of the official table.
    #[must_use]
    pub fn zh(self) -> &'static str {
        ROWS[self as usize].3
    }

    #[must_use]
    pub fn en(self) -> &'static str {
        ROWS[self as usize].4
    }

    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        ROWS.iter().find(|row| row.1 == key).map(|row| row.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_stand_in_order() {
        for (place, row) in Row::ALL.into_iter().enumerate() {
            assert_eq!(row as usize, place);
            assert_eq!(Row::from_key(row.key()), Some(row));
        }
    }
}
