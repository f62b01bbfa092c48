//! 更正 (《政府信息公开条例》第四十一条): a record about the person himself that is wrong (law.md 1.9). Not a request, not in 表三.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    because::LastDay,
    calendar::Calendar,
    finding::{Finding, Severity},
    publication::{Duty, Settings},
    rule::Rule,
};

/// What a request to rectify a record says and shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// The record is about the person who asks.
    pub about_himself: bool,
    /// Evidence was enclosed.
    pub evidence: bool,
    /// The evidence was examined and holds.
    pub wrong: bool,
    /// This organ has the power to correct.
    pub power: bool,
    /// The organ that has, if it is known and can be written to.
    pub other_can_be_reached: bool,
}

/// What the organ does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Ask for what is missing: the record is not about him, or nothing was shown.
    AskForEvidence,
    /// 更正 and 告知.
    CorrectAndTell,
    /// 不予更正 and 告知, with the reason.
    RefuseAndTell,
    /// 转送有权更正的机关 and 告知.
    Forward,
    /// 告知申请人向有权更正的机关提出.
    TellWhomToAsk,
}

/// 《政府信息公开条例》第四十一条: shown to be wrong, the organ with power corrects and tells; without power it forwards, or tells whom to ask.
#[must_use]
pub fn step(claim: &Claim) -> Step {
    if !claim.about_himself || !claim.evidence {
        Step::AskForEvidence
    } else if !claim.power && claim.other_can_be_reached {
        Step::Forward
    } else if !claim.power {
        Step::TellWhomToAsk
    } else if claim.wrong {
        Step::CorrectAndTell
    } else {
        Step::RefuseAndTell
    }
}

/// The last day to deal with it: no text gives a period; `Settings::rectification_days` does.
#[must_use]
pub fn last_day(received: Date, calendar: &Calendar, settings: &Settings) -> LastDay {
    Duty::Rectification.last_day(received, calendar, settings)
}

/// A request to rectify as it is entered. Texts as typed.
#[derive(Debug, Clone, Copy, Default)]
pub struct Entered<'a> {
    pub name: &'a str,
    pub id_number: &'a str,
    pub phone: &'a str,
    pub address: &'a str,
    /// Which record.
    pub record: &'a str,
    /// What in it is wrong, and what is right.
    pub wrong: &'a str,
}

/// What it lacks, all at once; `place` is the field.
#[must_use]
pub fn faults(entered: &Entered) -> Vec<Finding> {
    let lacks = |text: &str| text.trim().is_empty();
    let reached = !lacks(entered.phone) || !lacks(entered.address);
    [
        (
            lacks(entered.name),
            "name",
            "请填写姓名或者名称",
            "Enter a name",
        ),
        (
            lacks(entered.id_number),
            "id_number",
            "请填写身份证明号码",
            "Enter proof of identity",
        ),
        (
            lacks(entered.record),
            "record",
            "请填写要求更正的记录",
            "Enter which record is to be corrected",
        ),
        (
            lacks(entered.wrong),
            "wrong",
            "请填写错误之处和正确内容",
            "Enter what is wrong and what is right",
        ),
        (
            !reached,
            "phone",
            "请填写联系电话或者通信地址",
            "Give a telephone or an address",
        ),
    ]
    .into_iter()
    .filter(|(lacks, ..)| *lacks)
    .map(|(_, place, zh, en)| fault(place, zh, en))
    .collect()
}

/// One that is closed is closed once.
#[must_use]
pub fn against_closing(closed: bool) -> Option<Finding> {
    closed.then(|| fault("ending", "这一件已经办结", "This one is closed already"))
}

fn fault(place: &str, zh: &str, en: &str) -> Finding {
    Finding::new(Rule::A_41, Severity::Error, place, zh.into(), en.into())
}
