use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// The 25 numeric rows of 表三 in the order of the form; the heading 三、本年度办理结果 has no numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Row {
    /// 一、本年新收政府信息公开申请数量
    New,
    /// 二、上年结转政府信息公开申请数量
    CarriedIn,
    /// 三、（一）予以公开
    Open,
    /// 三、（二）部分公开
    Part,
    /// 三、（三）不予公开 · 1.属于国家秘密
    NoSecret,
    /// 三、（三）不予公开 · 2.其他法律行政法规禁止公开
    NoLaw,
    /// 三、（三）不予公开 · 3.危及“三安全一稳定”
    No3s1s,
    /// 三、（三）不予公开 · 4.保护第三方合法权益
    NoThird,
    /// 三、（三）不予公开 · 5.属于三类内部事务信息
    NoInternal,
    /// 三、（三）不予公开 · 6.属于四类过程性信息
    NoProcess,
    /// 三、（三）不予公开 · 7.属于行政执法案卷
    NoCasefile,
    /// 三、（三）不予公开 · 8.属于行政查询事项
    NoQuery,
    /// 三、（四）无法提供 · 1.本机关不掌握相关政府信息
    NotHeld,
    /// 三、（四）无法提供 · 2.没有现成信息需要另行制作
    ToMake,
    /// 三、（四）无法提供 · 3.补正后申请内容仍不明确
    Unclear,
    /// 三、（五）不予处理 · 1.信访举报投诉类申请
    Petition,
    /// 三、（五）不予处理 · 2.重复申请
    Repeat,
    /// 三、（五）不予处理 · 3.要求提供公开出版物
    Printed,
    /// 三、（五）不予处理 · 4.无正当理由大量反复申请
    Abuse,
    /// 三、（五）不予处理 · 5.要求行政机关确认或重新出具已获取信息
    Confirm,
    /// 三、（六）其他处理 · 1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请
    LapseCorr,
    /// 三、（六）其他处理 · 2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请
    LapseFee,
    /// 三、（六）其他处理 · 3.其他
    Other,
    /// 三、（七）总计
    Total,
    /// 四、结转下年度继续办理
    CarriedOut,
}

impl Row {
    pub const ALL: [Self; 25] = [
        Self::New,
        Self::CarriedIn,
        Self::Open,
        Self::Part,
        Self::NoSecret,
        Self::NoLaw,
        Self::No3s1s,
        Self::NoThird,
        Self::NoInternal,
        Self::NoProcess,
        Self::NoCasefile,
        Self::NoQuery,
        Self::NotHeld,
        Self::ToMake,
        Self::Unclear,
        Self::Petition,
        Self::Repeat,
        Self::Printed,
        Self::Abuse,
        Self::Confirm,
        Self::LapseCorr,
        Self::LapseFee,
        Self::Other,
        Self::Total,
        Self::CarriedOut,
    ];
    /// The 21 rows under 三 in which a closed request counts once.
    pub const LEAVES: [Self; 21] = [
        Self::Open,
        Self::Part,
        Self::NoSecret,
        Self::NoLaw,
        Self::No3s1s,
        Self::NoThird,
        Self::NoInternal,
        Self::NoProcess,
        Self::NoCasefile,
        Self::NoQuery,
        Self::NotHeld,
        Self::ToMake,
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

    /// The key of `formats.md`.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::New => "一、本年新收政府信息公开申请数量",
            Self::CarriedIn => "二、上年结转政府信息公开申请数量",
            Self::Open => "三、（一）予以公开",
            Self::Part => "三、（二）部分公开",
            Self::NoSecret => "三、（三）不予公开 1.属于国家秘密",
            Self::NoLaw => "三、（三）不予公开 2.其他法律行政法规禁止公开",
            Self::No3s1s => "三、（三）不予公开 3.危及“三安全一稳定”",
            Self::NoThird => "三、（三）不予公开 4.保护第三方合法权益",
            Self::NoInternal => "三、（三）不予公开 5.属于三类内部事务信息",
            Self::NoProcess => "三、（三）不予公开 6.属于四类过程性信息",
            Self::NoCasefile => "三、（三）不予公开 7.属于行政执法案卷",
            Self::NoQuery => "三、（三）不予公开 8.属于行政查询事项",
            Self::NotHeld => "三、（四）无法提供 1.本机关不掌握相关政府信息",
            Self::ToMake => "三、（四）无法提供 2.没有现成信息需要另行制作",
            Self::Unclear => "三、（四）无法提供 3.补正后申请内容仍不明确",
            Self::Petition => "三、（五）不予处理 1.信访举报投诉类申请",
            Self::Repeat => "三、（五）不予处理 2.重复申请",
            Self::Printed => "三、（五）不予处理 3.要求提供公开出版物",
            Self::Abuse => "三、（五）不予处理 4.无正当理由大量反复申请",
            Self::Confirm => "三、（五）不予处理 5.要求行政机关确认或重新出具已获取信息",
            Self::LapseCorr => {
                "三、（六）其他处理 1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"
            }
            Self::LapseFee => {
                "三、（六）其他处理 2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"
            }
            Self::Other => "三、（六）其他处理 3.其他",
            Self::Total => "三、（七）总计",
            Self::CarriedOut => "四、结转下年度继续办理",
        }
    }

    /// The label in its own cell of the form, e.g. `1.属于国家秘密`.
    #[must_use]
    pub fn zh(self) -> &'static str {
        if self == Self::Part {
            return "（二）部分公开（区分处理的，只计这一情形，不计其他情形）";
        }
        let key = self.key();
        let key = key.strip_prefix("三、").unwrap_or(key);
        key.split_once(' ').map_or(key, |(_, leaf)| leaf)
    }

    #[must_use]
    pub const fn en(self) -> &'static str {
        match self {
            Self::New => "Received this year",
            Self::CarriedIn => "Carried over from last year",
            Self::Open => "Disclosed",
            Self::Part => "Disclosed in part",
            Self::NoSecret => "Withheld: state secrets",
            Self::NoLaw => "Withheld: prohibited by law or administrative regulation",
            Self::No3s1s => "Withheld: national, public or economic security, social stability",
            Self::NoThird => "Withheld: third-party rights",
            Self::NoInternal => "Withheld: internal affairs",
            Self::NoProcess => "Withheld: deliberative process",
            Self::NoCasefile => "Withheld: enforcement case files",
            Self::NoQuery => "Withheld: matters with their own query procedure",
            Self::NotHeld => "Cannot be provided: not held",
            Self::ToMake => "Cannot be provided: would have to be made",
            Self::Unclear => "Cannot be provided: still unclear after correction",
            Self::Petition => "Not processed: petition, report or complaint",
            Self::Repeat => "Not processed: repeated request",
            Self::Printed => "Not processed: asks for published works",
            Self::Abuse => "Not processed: unjustified mass requests",
            Self::Confirm => "Not processed: asks to confirm or reissue",
            Self::LapseCorr => "Otherwise: not corrected in time",
            Self::LapseFee => "Otherwise: fee not paid in time",
            Self::Other => "Otherwise: other",
            Self::Total => "Total closed",
            Self::CarriedOut => "Carried over to next year",
        }
    }

    /// The group heading before it in the form, e.g. `（三）不予公开`, or empty.
    #[must_use]
    pub fn group(self) -> &'static str {
        let key = self.key();
        let key = key.strip_prefix("三、").unwrap_or(key);
        key.split_once(' ').map_or("", |(group, _)| group)
    }

    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|row| row.key() == key)
    }

    #[must_use]
    pub const fn is_leaf(self) -> bool {
        !matches!(
            self,
            Self::New | Self::CarriedIn | Self::Total | Self::CarriedOut
        )
    }

    /// Position in the table, 0 to 24.
    #[must_use]
    pub const fn index(self) -> usize {
        self as usize
    }
}

impl std::fmt::Display for Row {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.key())
    }
}

impl std::str::FromStr for Row {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::from_key(text).ok_or_else(|| format!("no row of table 3: {text}"))
    }
}

impl Serialize for Row {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.key())
    }
}

impl<'de> Deserialize<'de> for Row {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(de::Error::custom)
    }
}
