//! 申请的提出: what a request must say, in which ways it may come, and what is no request (law.md 1.4, 2.3).
//!
//! Anyone may ask, and no purpose may be demanded (A-27; see `personal::duty::needless`). A missing element is a ground to ask
//! for a correction, never a ground to turn the applicant away.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    case::{Applicant, Channel},
    finding::{Finding, Severity},
    rule::Citation,
    rule::Rule,
};

/// What a request says, as far as it says it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Request {
    pub name: String,
    /// 身份证明 was shown or enclosed.
    pub proof: bool,
    pub telephone: String,
    pub address: String,
    pub email: String,
    /// 政府信息的名称, 文号 or 其他特征性描述.
    pub title: String,
    pub document_number: String,
    pub features: String,
    /// 形式要求: paper, electronic, inspection.
    pub form: String,
    /// 获取信息的方式、途径: by post, by e-mail, at the counter.
    pub way: String,
}

/// 《政府信息公开条例》第二十九条第二款: name, proof, contact; name, number or features of the information; form, way and channel
/// . One finding for each element that is missing; the whole list goes into one correction notice.
#[must_use]
pub fn missing(request: &Request) -> Vec<Finding> {
    let lacks = |text: &str| text.trim().is_empty();
    let mut findings = Vec::new();
    let mut found = |place: &str, zh: &str, en: &str| {
        findings.push(
            Finding::new(Rule::A_29_2, Severity::Warning, place, zh.into(), en.into())
                .citing(Citation::text("政府信息公开条例第二十九条第二款、第三十条")),
        );
    };
    if lacks(&request.name) {
        found(
            "name",
            "缺少申请人的姓名或者名称",
            "The applicant's name is missing",
        );
    }
    if !request.proof {
        found("proof", "缺少身份证明", "Proof of identity is missing");
    }
    if lacks(&request.telephone) && lacks(&request.address) && lacks(&request.email) {
        found(
            "contact",
            "缺少联系方式",
            "There is no way to reach the applicant",
        );
    }
    if lacks(&request.title) && lacks(&request.document_number) && lacks(&request.features) {
        found(
            "description",
            "缺少政府信息的名称、文号或者便于查询的其他特征性描述",
            "The information is not described by name, number or features",
        );
    }
    if lacks(&request.form) {
        found("form", "缺少形式要求", "The form wanted is missing");
    }
    if lacks(&request.way) {
        found(
            "way",
            "缺少获取信息的方式、途径",
            "The way of getting it is missing",
        );
    }
    findings
}

/// The form of a request as it is filled in. Texts as typed.
#[derive(Debug, Clone, Copy, Default)]
pub struct Form<'a> {
    pub name: &'a str,
    /// 证件号码.
    pub id_number: &'a str,
    pub phone: &'a str,
    pub email: &'a str,
    pub address: &'a str,
    /// 所需信息的名称、文号或者特征性描述.
    pub wanted: &'a str,
    /// `paper`, `electronic`, `inspect`.
    pub form: &'a str,
    /// `email`, `post`, `pickup`, `online`.
    pub delivery: &'a str,
}

/// Forms in which information may be wanted.
pub const FORMS: [&str; 3] = ["paper", "electronic", "inspect"];
/// Ways of getting it.
pub const DELIVERIES: [&str; 4] = ["email", "post", "pickup", "online"];

/// Who fills the form in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Hand {
    /// The applicant himself, who can be told at once what is missing.
    Applicant,
    /// The organ, which records what it has received.
    Organ,
}

/// What stands against recording a form, all at once; `place` is the field. No purpose is asked for.
///
/// What the organ has received is registered whatever it lacks: that is asked for by 补正 ([`missing`]), and refused is only a form
/// that says nothing at all.
#[must_use]
pub fn faults(form: &Form, hand: Hand) -> Vec<Finding> {
    let lacks = |text: &str| text.trim().is_empty();
    let own = hand == Hand::Applicant;
    let unreachable = lacks(form.phone) && lacks(form.email) && lacks(form.address);
    let chosen = |word: &str, words: &[&str]| words.contains(&word) || (!own && word.is_empty());
    [
        (
            own && lacks(form.name),
            "name",
            "请填写姓名或者名称",
            "Enter a name",
        ),
        (
            !own && lacks(form.name) && lacks(form.wanted),
            "name",
            "姓名和所需信息都没有填写，请至少填写来件上写明的一项",
            "Neither a name nor what is wanted is entered: enter what the letter does say",
        ),
        (
            own && lacks(form.id_number),
            "id_number",
            "请填写身份证明号码",
            "Enter proof of identity",
        ),
        (
            own && lacks(form.wanted),
            "wanted",
            "请填写所需信息的名称、文号或者特征性描述",
            "Enter a description of the information",
        ),
        (
            own && unreachable,
            "phone",
            "请至少填写一种联系方式（电话、电子邮箱或者通信地址）",
            "Give at least one way to reach you: telephone, e-mail or address",
        ),
        (
            !chosen(form.form, &FORMS),
            "form",
            "请选择获取信息的形式",
            "Choose the form you want",
        ),
        (
            !chosen(form.delivery, &DELIVERIES),
            "delivery",
            "请选择获取信息的方式",
            "Choose how to get it",
        ),
        (
            own && form.delivery == "email" && lacks(form.email),
            "email",
            "选择电子邮件答复时请填写电子邮箱",
            "Enter an e-mail address to be answered by e-mail",
        ),
        (
            own && form.delivery == "post" && lacks(form.address),
            "address",
            "选择邮寄答复时请填写通信地址",
            "Enter an address to be answered by post",
        ),
    ]
    .into_iter()
    .filter(|(lacks, ..)| *lacks)
    .map(|(_, place, zh, en)| {
        Finding::new(Rule::A_29_2, Severity::Error, place, zh.into(), en.into())
    })
    .collect()
}

/// The kind of applicant is chosen: 表三 counts by it.
#[must_use]
pub fn kind_of_applicant(chosen: bool) -> Option<Finding> {
    (!chosen).then(|| {
        Finding::new(
            Rule::R_48,
            Severity::Error,
            "applicant",
            "请选择申请人类别".into(),
            "Choose the kind of applicant".into(),
        )
    })
}

/// What is told by word of mouth is told at the counter, and nothing comes in on a day that has not been.
#[must_use]
pub fn against_filing(oral: bool, channel: Channel, on: Date, today: Date) -> Vec<Finding> {
    let mut found = Vec::new();
    if oral && channel != Channel::Counter {
        found.push(Finding::new(
            Rule::A_29_1,
            Severity::Error,
            "channel",
            "口头申请是当面提出的".into(),
            "A request by word of mouth is made at the counter".into(),
        ));
    }
    if on > today {
        found.push(Finding::new(
            Rule::A_31_2,
            Severity::Error,
            "on",
            "收到日期不能晚于今天".into(),
            "The day it came in cannot be after today".into(),
        ));
    }
    found
}

/// How a request was put.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Manner {
    Counter,
    RegisteredMail,
    OrdinaryMail,
    Online,
    Fax,
    /// 口头: the unit writes it down.
    Oral,
}

impl Manner {
    pub const ALL: [Self; 6] = [
        Self::Counter,
        Self::RegisteredMail,
        Self::OrdinaryMail,
        Self::Online,
        Self::Fax,
        Self::Oral,
    ];

    /// The channel whose rule of receipt applies; an oral request is treated as handed in on the day it was written down and
    /// signed (A-29.1; no text says so).
    #[must_use]
    pub fn channel(self) -> Channel {
        match self {
            Self::Counter | Self::Oral => Channel::Counter,
            Self::RegisteredMail => Channel::RegisteredMail,
            Self::OrdinaryMail => Channel::OrdinaryMail,
            Self::Online => Channel::Online,
            Self::Fax => Channel::Fax,
        }
    }

    #[must_use]
    pub fn zh(self) -> &'static str {
        match self {
            Self::Counter => "当面提交",
            Self::RegisteredMail => "邮寄（签收）",
            Self::OrdinaryMail => "平常信函",
            Self::Online => "互联网渠道",
            Self::Fax => "传真",
            Self::Oral => "口头",
        }
    }
}

/// 《政府信息公开条例》第二十九条第一款: orally only where writing is really difficult; the unit writes it down, the applicant signs.
#[must_use]
pub fn oral(writing_is_difficult: bool, written_by: &str, signed: bool) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut found = |severity, zh: &str, en: &str| {
        findings.push(Finding::new(
            Rule::A_29_1,
            severity,
            "oral",
            zh.into(),
            en.into(),
        ));
    };
    if !writing_is_difficult {
        found(
            Severity::Warning,
            "采用书面形式确有困难的，才可以口头提出",
            "Orally only where writing is really difficult",
        );
    }
    if written_by.trim().is_empty() {
        found(
            Severity::Error,
            "口头申请由受理机构代为填写，应当记录填写人",
            "The unit writes an oral request down: by whom is missing",
        );
    }
    if !signed {
        found(
            Severity::Error,
            "代为填写的申请应当由申请人签名确认",
            "The applicant signs what was written down",
        );
    }
    findings
}

/// 国办公开办函〔2015〕207号: an ordinary letter without a telephone, or whose telephone nobody answers, is registered; its clock starts
/// when contact is restored. `None`: confirm on the day it came.
#[must_use]
pub fn unreachable(channel: Channel, telephone: &str, answered: bool) -> Option<Finding> {
    let out_of_reach = telephone.trim().is_empty() || !answered;
    (channel == Channel::OrdinaryMail && out_of_reach).then(|| {
        Finding::new(
            Rule::A_31_5,
            Severity::Warning,
            "confirmed",
            "来信没有电话或者无人接听：先登记，恢复联系并确认之日为收到之日".into(),
            "No telephone, or nobody answers: register it; received on the day contact is restored"
                .into(),
        )
    })
}

/// What a letter is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Letter {
    /// 政府信息公开申请, also one that turns out to be a petition in the guise of a request (Article 39).
    Request,
    /// 更正申请.
    Rectification,
    /// 信访、投诉、举报 not styled as a request.
    Petition,
    /// 咨询.
    Consultation,
}

/// Whether a letter is counted in 表三.
#[must_use]
pub fn counts_in_table3(letter: Letter) -> bool {
    letter == Letter::Request
}

/// How many requests one letter is: one, unless the organ formally split it, then its parts.
#[must_use]
pub fn requests_in(split_into: Option<u32>) -> u32 {
    split_into.map_or(1, |parts| parts.max(1))
}

/// Who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Asker {
    Person,
    /// 个体工商户 acting in person.
    SoleTrader,
    Business,
    Research,
    Charity,
    /// A law firm in its own name.
    LawFirm,
    Other,
}

/// The column of 表三: a lawyer acting for a client counts by the client.
#[must_use]
pub fn column(asker: Asker, acting_for: Option<Asker>) -> Applicant {
    match acting_for.unwrap_or(asker) {
        Asker::Person | Asker::SoleTrader => Applicant::Natural,
        Asker::Business => Applicant::Business,
        Asker::Research => Applicant::Research,
        Asker::Charity => Applicant::Charity,
        Asker::LawFirm => Applicant::LegalService,
        Asker::Other => Applicant::Other,
    }
}
