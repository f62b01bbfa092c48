//! 文书要素: what a letter of each kind must say (《政府信息公开条例》第四章; law.md 10.1, F-D0 to F-D16).

use serde::Serialize;

use super::Kind;
use crate::outcome::Code;

/// Something that a letter must contain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Element {
    /// 标题.
    Title,
    /// 文号.
    Number,
    /// 受送达人.
    Addressee,
    /// 申请事实: the day received and what was asked.
    Request,
    /// 法律依据: article, 款, 项.
    Basis,
    /// 处理决定.
    Decision,
    /// 救济途径和期限.
    Remedy,
    /// 答复主体.
    Organ,
    /// 成文日期.
    Date,
    /// 受理编号.
    RequestNumber,
    /// 提交日期.
    Submitted,
    /// 收到日期及其理由.
    Received,
    /// 申请渠道.
    Channel,
    /// 答复期限的最后一日.
    LastDay,
    /// 联系方式.
    Contact,
    /// 需要补正的事项.
    ToCorrect,
    /// 指导和释明.
    Guidance,
    /// 期限.
    Period,
    /// 逾期的后果.
    Consequence,
    /// 理由.
    Reason,
    /// 申请的数量、频次.
    Frequency,
    /// 与被征求意见者有关的内容.
    Concerned,
    /// 不答复的后果.
    Silence,
    /// 意见反馈表.
    AnswerForm,
    /// 不计算在期限内.
    Excluded,
    /// 决定公开的内容.
    Disclosed,
    /// 收费标准.
    Standard,
    /// 计费数量.
    Count,
    /// 金额.
    Amount,
    /// 缴费方式.
    Payment,
    /// 不予公开的法定情形.
    Ground,
    /// 禁止公开的法律、行政法规的名称.
    NamedLaw,
    /// 不予公开的部分.
    Withheld,
    /// 第三方的意见.
    ThirdPartyView,
    /// 提供的内容.
    Given,
    /// 逐页处理情况.
    PageByPage,
    /// 检索情况: that and where.
    Search,
    /// 负责公开的机关.
    RightOrgan,
    /// 该机关的联系方式, or why it cannot be determined.
    RightContact,
    /// 为何不作为政府信息公开申请处理.
    NoRequest,
    /// 获取方式和途径.
    Place,
    /// 公开时间.
    When,
    /// 送达文书.
    Served,
    /// 送达方式.
    Way,
    /// 送达日期.
    ServedOn,
    /// 送达人和收件人.
    By,
    /// 更正的决定.
    Rectified,
    /// 转送何处.
    ForwardedTo,
}

impl Element {
    /// The Chinese term, for a message.
    #[must_use]
    pub fn zh(self) -> &'static str {
        self.line().0
    }

    /// The English term.
    #[must_use]
    pub fn en(self) -> &'static str {
        self.line().1
    }

    /// Wordings of which a letter has at least one of each group. Empty for what is not found by words.
    pub(super) fn words(self) -> &'static [&'static [&'static str]] {
        self.line().2
    }

    #[rustfmt::skip]
    fn line(self) -> (&'static str, &'static str, &'static [&'static [&'static str]]) {
        match self {
            Self::Title => ("标题", "title", &[]),
            Self::Number => ("文号", "document number", &[]),
            Self::Addressee => ("受送达人", "addressee", &[]),
            Self::Request => ("申请事实（收到日期和申请内容）", "the request: day received, what was asked", &[&["收到"], &["申请"]]),
            Self::Basis => ("法律依据（条、款、项）", "legal basis", &[]),
            Self::Decision => ("处理决定", "decision", &[&["予以公开", "不予公开", "部分公开", "提供", "不存在", "不属于", "不予处理", "不再处理", "终止办理", "不作为", "不予提供", "不予重复处理", "将于", "可以通过", "请通过", "无法提供", "另行制作", "获取"]]),
            Self::Remedy => ("救济途径和期限", "remedies and their periods", &[]),
            Self::Organ => ("答复主体（署名）", "the organ's name", &[]),
            Self::Date => ("成文日期", "date", &[]),
            Self::RequestNumber => ("受理编号", "number of the request", &[&["编号"]]),
            Self::Submitted => ("提交日期", "day submitted", &[&["提交"]]),
            Self::Received => ("收到日期及其理由", "day of receipt and why that day", &[&["收到"], &["理由", "依据", "因", "即为", "之日"]]),
            Self::Channel => ("申请渠道", "channel", &[&["渠道", "当面", "邮寄", "信函", "互联网", "传真"]]),
            Self::LastDay => ("答复期限", "last day of answer", &[&["期限", "之前", "日前", "截至", "届满", "最后"]]),
            Self::Contact => ("联系方式", "contact", &[&["联系", "电话"]]),
            Self::ToCorrect => ("需要补正的事项", "what to correct", &[&["补正", "不明确", "缺少", "补充"]]),
            Self::Guidance => ("指导和释明", "guidance", &[&["请", "建议", "可以", "例如", "说明"]]),
            Self::Period => ("期限", "period", &[&["工作日", "日内", "期限", "日前", "之前"]]),
            Self::Consequence => ("逾期的后果", "consequence of missing the period", &[&["视为放弃", "不再处理", "不予处理"]]),
            Self::Reason => ("理由", "reason", &[&["因", "由于", "理由", "经审查", "经核", "鉴于", "原因"]]),
            Self::Frequency => ("申请的数量、频次", "number and frequency found", &[&["件", "次"]]),
            Self::Concerned => ("与被征求意见者有关的内容", "the part that concerns the addressee", &[&["涉及", "有关", "制作"]]),
            Self::Silence => ("不答复的后果", "what silence means", &[&["未提出意见", "逾期", "未答复"]]),
            Self::AnswerForm => ("意见反馈表", "form for the answer", &[&["反馈表", "回执", "意见表", "复函"]]),
            Self::Excluded => ("不计算在答复期限内", "that the time does not count", &[&["不计算在", "不计入"]]),
            Self::Disclosed => ("决定公开的内容", "what is disclosed", &[&["公开"]]),
            Self::Standard => ("收费标准", "tariff", &[&["元"], &["标准"]]),
            Self::Count => ("计费数量", "count", &[&["件", "页"]]),
            Self::Amount => ("金额", "amount", &[&["元"]]),
            Self::Payment => ("缴费方式", "way to pay", &[&["缴纳", "缴费", "缴款"]]),
            Self::Ground => ("不予公开的法定情形", "statutory ground", &[&["国家秘密", "禁止公开", "国家安全", "公共安全", "经济安全", "社会稳定", "商业秘密", "个人隐私", "合法权益", "人事管理", "后勤管理", "内部工作流程", "内部事务", "讨论记录", "过程稿", "磋商信函", "请示报告", "过程性信息", "行政执法案卷"]]),
            Self::NamedLaw => ("禁止公开的法律、行政法规的名称（规章不能作为依据）", "the law or administrative regulation that forbids it (a departmental rule is none)", &[]),
            Self::Withheld => ("不予公开的部分", "what is withheld", &[&["不予公开"]]),
            Self::ThirdPartyView => ("第三方的意见", "the third party's view", &[&["第三方"], &["意见", "同意"]]),
            Self::Given => ("提供的内容", "what is given", &[&["提供", "公开"]]),
            Self::PageByPage => ("逐页处理情况", "page by page", &[&["页"]]),
            Self::Search => ("检索情况（已经检索、在何处检索）", "that a search was made, and where", &[&["检索", "查找", "查询"]]),
            Self::RightOrgan => ("负责公开的机关", "the right organ", &[&["负责公开", "建议", "无法确定"]]),
            Self::RightContact => ("该机关的联系方式，或者无法确定的原因", "its contact, or why it cannot be determined", &[&["联系", "电话", "地址", "无法确定"]]),
            Self::NoRequest => ("不作为政府信息公开申请处理的理由", "why it is no request for information", &[&["信访", "投诉", "举报"]]),
            Self::Place => ("获取方式和途径", "where and how to get it", &[&["网址", "网站", "查阅", "获取", "途径", "http"]]),
            Self::When => ("公开时间", "when it will be published", &[&["公开"], &["年"]]),
            Self::Served => ("送达文书", "document served", &[&["送达文书", "文书名称"]]),
            Self::Way => ("送达方式", "way of service", &[&["送达方式"]]),
            Self::ServedOn => ("送达日期", "day posted or signed for", &[&["日期"]]),
            Self::By => ("送达人和收件人", "by whom and to whom", &[&["送达人"], &["收件人", "受送达人"]]),
            Self::Rectified => ("更正的决定", "decision on the rectification", &[&["更正"]]),
            Self::ForwardedTo => ("转送何处", "where it is forwarded", &[&["转送"]]),
        }
    }
}

/// The elements that a letter must have, in the order of law.md 10.1.
#[must_use]
pub fn required(kind: Kind) -> Vec<Element> {
    use Element as E;
    let own: &[E] = match kind {
        Kind::Receipt => &[
            E::RequestNumber,
            E::Submitted,
            E::Received,
            E::Channel,
            E::LastDay,
            E::Contact,
        ],
        Kind::Correction => &[
            E::Request,
            E::ToCorrect,
            E::Guidance,
            E::Period,
            E::Consequence,
        ],
        Kind::Extension => &[E::Request, E::Reason, E::LastDay],
        Kind::Reasons => &[E::Frequency, E::Reason, E::Period],
        Kind::Delay => &[E::Request, E::Reason, E::LastDay],
        Kind::ThirdParty => &[E::Concerned, E::Period, E::Silence, E::AnswerForm],
        Kind::Consultation => &[E::Request, E::Excluded],
        Kind::ThirdPartyTold => &[E::Disclosed, E::Reason, E::Remedy],
        Kind::CoProducer => &[E::Concerned, E::Period, E::Silence],
        Kind::Fee => &[
            E::Request,
            E::Standard,
            E::Count,
            E::Amount,
            E::Payment,
            E::Period,
            E::Consequence,
        ],
        Kind::Proof => &[E::Served, E::Way, E::ServedOn, E::By],
        Kind::Rectification => &[E::Rectified, E::Reason, E::Remedy],
        Kind::Forwarding => &[E::ForwardedTo, E::Reason],
        Kind::Decision(code) => of_outcome(code),
    };
    let mut elements = vec![E::Title];
    if kind.numbered() {
        elements.push(E::Number);
    }
    elements.push(E::Addressee);
    if kind.decides() {
        elements.push(E::Request);
    }
    // A withdrawal and anything else under OTHER rest on no article of their own; a proof cites none.
    if !matches!(kind, Kind::Proof | Kind::Decision(Code::Other)) {
        elements.push(E::Basis);
    }
    if kind.decides() {
        elements.push(E::Decision);
    }
    elements.extend(own);
    // OTHER is decided case by case: a withdrawal names no remedy (law.md 1.9).
    if kind.decides() && kind != Kind::Decision(Code::Other) {
        elements.push(E::Remedy);
    }
    // Who signs a proof of service is the recipient, whose day stands in the form.
    if kind != Kind::Proof {
        elements.extend([E::Organ, E::Date]);
    }
    elements
}

/// What an outcome adds to F-D0.
fn of_outcome(code: Code) -> &'static [Element] {
    use Element as E;
    match code {
        Code::OpenPub => &[E::Place],
        Code::OpenGive => &[E::Given],
        Code::OpenLater => &[E::Place, E::When],
        Code::Part => &[E::Given, E::Ground, E::Withheld, E::PageByPage, E::Reason],
        Code::NoLaw => &[E::Ground, E::NamedLaw, E::Withheld, E::Reason],
        Code::NoThird => &[E::Ground, E::Withheld, E::ThirdPartyView, E::Reason],
        _ if code.withheld() => &[E::Ground, E::Withheld, E::Reason],
        Code::Query => &[E::Reason, E::Place],
        Code::None => &[E::Search],
        Code::OtherOrgan => &[E::Reason, E::RightOrgan, E::RightContact],
        Code::Petition => &[E::NoRequest],
        _ => &[E::Reason],
    }
}
