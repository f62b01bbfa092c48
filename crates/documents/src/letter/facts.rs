//! 文书所需的事实: everything a letter may need, filled from the case. What is not known stays empty, and the draft
//! says so where it would stand.

use jiff::civil::Date;
use law::{
    case::{Applicant, Channel, How},
    letter::tariff::Way,
    outcome::Code,
    remedy::Remedy,
};
use serde::{Deserialize, Serialize};

/// The facts of one letter.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Facts {
    pub organ: Organ,
    /// 文号, empty until one is assigned.
    pub number: String,
    /// 成文日期. It decides the remedy (trap 14).
    pub date: Option<Date>,
    /// How it will reach the addressee (D-16).
    pub how: Option<How>,
    pub applicant: Person,
    pub request: Request,
    pub correction: Correction,
    pub extension: Extension,
    pub frequency: Frequency,
    pub consultation: Consultation,
    pub fee: Fee,
    pub outcome: Outcome,
    pub service: Service,
    pub rectification: Rectification,
    /// Names of the files that go with it, without marks at the end.
    pub attachments: Vec<String>,
    /// 抄送.
    pub copies: String,
}

/// 机关.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Organ {
    pub name: String,
    /// 政府信息公开工作机构.
    pub unit: String,
    pub address: String,
    pub postcode: String,
    pub telephone: String,
    pub fax: String,
    pub email: String,
    pub hours: String,
    /// 复议机关: for a county bureau the county government (D-6).
    pub review_body: String,
    /// 管辖法院.
    pub court: String,
    /// The internet channel of the 复议 organ (D-16).
    pub review_site: String,
}

/// 申请人.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Person {
    pub name: String,
    /// Decides between 您 and 贵单位.
    pub kind: Option<Applicant>,
}

/// 申请.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Request {
    /// 受理编号.
    pub number: String,
    pub submitted: Option<Date>,
    pub received: Option<Date>,
    /// Why that day; the `because` of the clock. Where empty the channel says it.
    pub received_why: String,
    pub channel: Option<Channel>,
    /// What was asked for.
    pub wanted: String,
    /// 提供方式.
    pub form: String,
    /// Last day to answer as things stand.
    pub last_day: Option<Date>,
    /// How to follow the case: address, query code.
    pub follow: String,
    /// What happened on the way to the answer: 补正, 征求意见, 延期.
    pub course: String,
}

/// 补正.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Correction {
    /// What is unclear or missing.
    pub items: Vec<String>,
    /// How to mend it.
    pub guidance: String,
    /// Working days granted.
    pub days: u32,
}

/// 延期.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Extension {
    pub reason: String,
    pub days: u32,
    /// The new last day.
    pub last_day: Option<Date>,
}

/// 申请数量、频次 (Art. 35).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Frequency {
    /// E.g. 2026年3月1日至3月31日.
    pub span: String,
    pub count: u32,
    /// Working days for the reasons.
    pub days: u32,
    /// The later day of answer.
    pub answer_by: Option<Date>,
}

/// 征求意见.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Consultation {
    /// Who is asked.
    pub name: String,
    /// Whether it is a co-producing organ (Art. 34) and not a third party (Art. 32).
    pub co_producer: bool,
    /// What of the information concerns it.
    pub concerned: String,
    pub asked: Option<Date>,
    /// Its answer.
    pub consents: Option<bool>,
    /// The reasons it gave.
    pub view: String,
    /// Who the applicant is, only where the addressee must know it (F-D5).
    pub applicant: String,
    /// What is disclosed against its wish, and why.
    pub disclosed: String,
    pub why: String,
}

/// 信息处理费.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Fee {
    pub way: Way,
    /// Items in the month, or pages of the request.
    pub count: u32,
    /// What the count is of: 2026年3月.
    pub span: String,
    /// In 分.
    pub fen: i64,
    /// How and where to pay.
    pub payment: String,
}

/// 处理结果.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Outcome {
    /// Why parts are withheld (PART).
    pub grounds: Vec<Code>,
    /// Why: the reasons of this case, not the words of the article.
    pub reasons: String,
    /// Which part is withheld.
    pub withheld: String,
    /// The law or administrative regulation that forbids it, with its article (NO-LAW).
    pub law: String,
    /// What is given.
    pub given: String,
    /// Page by page (PART).
    pub pages: Vec<PageRow>,
    /// Where and how to get it (OPEN-PUB, OPEN-LATER, QUERY, PRINTED).
    pub place: String,
    /// When it will be published (OPEN-LATER).
    pub when: String,
    pub search: Search,
    /// The organ that discloses it (OTHER-ORGAN), and how to reach it.
    pub right_organ: String,
    pub right_contact: String,
    /// Why the right organ cannot be determined.
    pub unknown_why: String,
    /// Where a petition belongs (optional, F-D14).
    pub right_channel: String,
    /// The earlier answer: 2026年1月8日《答复书》（云商公开〔2026〕1号） (REPEAT).
    pub earlier: String,
    /// For REPEAT: whether the information had been disclosed (D-11).
    pub disclosed_before: Option<bool>,
    /// The rules under which the information may be consulted (QUERY).
    pub special_rules: String,
    /// For OTHER: the class of remedy that a person chose.
    pub remedy: Option<Remedy>,
}

/// A line of F-D11: what becomes of a page.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PageRow {
    /// 第1页, 第2至4页.
    pub pages: String,
    pub content: String,
    pub given: bool,
    pub reason: String,
}

/// 检索: where, by whom, when, by which terms.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Search {
    pub places: String,
    pub terms: String,
    pub on: Option<Date>,
    pub by: String,
}

/// 送达.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Service {
    /// The document served, by title, and its number.
    pub document: String,
    pub document_number: String,
    /// Address or account to which it goes.
    pub to: String,
    /// Day handed over, posted or sent.
    pub on: Option<Date>,
    pub by: String,
    /// Number of the letter at the post.
    pub tracking: String,
}

/// 更正 (Art. 41).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Rectification {
    /// The record, and what is said to be wrong with it.
    pub record: String,
    pub corrected: bool,
    /// What it says now, or why nothing is changed.
    pub decision: String,
    /// The organ with the power to correct it, and how to reach it.
    pub forwarded_to: String,
    pub contact: String,
}
