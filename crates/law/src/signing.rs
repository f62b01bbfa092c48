//! 签发前的证据: what the file must hold before an outcome is signed, so that the organ can prove it later (law.md 1.9, 9).
//!
//! In court the organ proves that its reply is lawful, ground by ground (D-17). What is not written down when the reply is signed
//! is not there when it is asked for.

mod need;

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    finding::{Finding, Severity},
    outcome::Code,
    repeated::{Earlier, is_repeat},
};

pub use need::Need;

/// A search as it was made.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Search {
    /// Where: systems, archives, offices.
    pub place: String,
    pub by: String,
    pub on: Option<Date>,
    /// The terms used.
    pub terms: String,
}

/// Where published information can be found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Place {
    /// A link, or the exact place.
    pub at: String,
    /// A link is tried at the time of the reply.
    pub is_link: bool,
    pub tried_on: Option<Date>,
    pub opened: bool,
}

/// The organ that is to disclose.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OtherOrgan {
    pub name: String,
    pub contact: String,
    /// Why it cannot be determined, where it cannot.
    pub why_unknown: String,
}

/// What the file holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Held {
    pub searches: Vec<Search>,
    /// Loss, lawful destruction or expiry of keeping, as it was found: gives NONE too.
    pub lost: String,
    pub place: Option<Place>,
    pub publish_on: Option<Date>,
    pub other_organ: Option<OtherOrgan>,
    pub earlier: Option<Earlier>,
    /// For every other need, what the file says on it.
    pub papers: BTreeMap<Need, String>,
}

/// What the file must hold for an outcome; of PART also what each ground of the withheld part needs (A-37, D-17).
#[must_use]
pub fn needed(code: Code, grounds: &[Code]) -> Vec<Need> {
    let mut needs = need::of(code).to_vec();
    if code == Code::Part {
        for ground in grounds {
            needs.extend(need::of(*ground));
        }
    }
    needs.sort_unstable();
    needs.dedup();
    needs
}

/// What is missing before an outcome may be signed on a day; nothing: it may be.
#[must_use]
pub fn missing(code: Code, grounds: &[Code], held: &Held, signed_on: Date) -> Vec<Finding> {
    let mut findings = Vec::new();
    for need in needed(code, grounds) {
        match need {
            Need::Search => search(held, signed_on, &mut findings),
            Need::Place => place(held, signed_on, &mut findings),
            Need::Time => time(held, signed_on, &mut findings),
            Need::OtherOrgan => other_organ(held, &mut findings),
            Need::Earlier => earlier(held, &mut findings),
            _ => {
                if held
                    .papers
                    .get(&need)
                    .is_none_or(|text| text.trim().is_empty())
                {
                    let (zh, en) = (need.zh(), need.en());
                    findings.push(lacking(
                        need,
                        format!("案卷中应当有：{zh}"),
                        format!("The file needs {en}"),
                    ));
                }
            }
        }
    }
    findings
}

/// 法释〔2025〕8号第五条第二款第（六）项: a reasonable search: where, by whom, when, with which terms.
fn search(held: &Held, signed_on: Date, findings: &mut Vec<Finding>) {
    let need = Need::Search;
    if !held.lost.trim().is_empty() {
        return;
    }
    if held.searches.is_empty() {
        findings.push(lacking(
            need,
            "没有检索记录，不能以政府信息不存在答复".into(),
            "No search is recorded: it cannot be said not to exist".into(),
        ));
    }
    for (index, search) in held.searches.iter().enumerate() {
        let number = index + 1;
        let parts = [
            (search.place.trim().is_empty(), "检索的范围", "where"),
            (search.by.trim().is_empty(), "检索人", "by whom"),
            (search.on.is_none(), "检索日期", "when"),
            (search.terms.trim().is_empty(), "检索用词", "the terms used"),
        ];
        for (_, zh, en) in parts.iter().filter(|(absent, _, _)| *absent) {
            findings.push(lacking(
                need,
                format!("第{number}次检索缺少{zh}"),
                format!("Search {number} does not say {en}"),
            ));
        }
        if search.on.is_some_and(|on| on > signed_on) {
            findings.push(lacking(
                need,
                format!("第{number}次检索晚于签发"),
                format!("Search {number} is later than the signature"),
            ));
        }
    }
}

/// 法释〔2025〕8号第五条第二款第（一）项: a link that opens at the time of the reply, or the exact place.
fn place(held: &Held, signed_on: Date, findings: &mut Vec<Finding>) {
    let need = Need::Place;
    let Some(place) = held
        .place
        .as_ref()
        .filter(|place| !place.at.trim().is_empty())
    else {
        findings.push(lacking(
            need,
            "应当写明公开信息的网址或者确切位置".into(),
            "Give the link or the exact place of what is public".into(),
        ));
        return;
    };
    if place.is_link && !place.opened {
        findings.push(lacking(
            need,
            format!("网址没有打开过：{}", place.at),
            format!("The link has not been seen to open: {}", place.at),
        ));
    } else if place.is_link && place.tried_on != Some(signed_on) {
        findings.push(Finding {
            severity: Severity::Warning,
            ..lacking(
                need,
                "网址应当在答复当日核实可以打开".into(),
                "The link should be tried on the day of the reply".into(),
            )
        });
    }
}

/// 《政府信息公开条例》第三十六条第（二）项: when it will be published, and not in the past.
fn time(held: &Held, signed_on: Date, findings: &mut Vec<Finding>) {
    if held.publish_on.is_none_or(|on| on < signed_on) {
        findings.push(lacking(
            Need::Time,
            "应当写明将要公开的时间，且不早于答复之日".into(),
            "Say when it will be published, not before the day of the reply".into(),
        ));
    }
}

/// 《政府信息公开条例》第三十六条第（五）项: the right organ's name and contact, or why it cannot be determined.
fn other_organ(held: &Held, findings: &mut Vec<Finding>) {
    let organ = held.other_organ.clone().unwrap_or_default();
    let (name, contact) = (organ.name.trim(), organ.contact.trim());
    if name.is_empty() && organ.why_unknown.trim().is_empty() {
        findings.push(lacking(
            Need::OtherOrgan,
            "应当告知负责公开的机关名称；不能确定的，应当记录原因".into(),
            "Name the organ that is responsible, or record why it cannot be determined".into(),
        ));
    }
    if !name.is_empty() && contact.is_empty() {
        findings.push(lacking(
            Need::OtherOrgan,
            format!("应当告知{name}的联系方式"),
            format!("Give the contact of {name}"),
        ));
    }
}

/// 《政府信息公开条例》第三十六条第（六）项: this organ's answer to this applicant.
fn earlier(held: &Held, findings: &mut Vec<Finding>) {
    if !held.earlier.as_ref().is_some_and(is_repeat) {
        findings.push(lacking(
            Need::Earlier,
            "重复申请限于本机关已就同一信息答复过同一申请人的情形".into(),
            "A repeat is one that this organ has answered, to this applicant, on this information"
                .into(),
        ));
    }
}

fn lacking(need: Need, zh: String, en: String) -> Finding {
    Finding::new(need.rule(), Severity::Error, need.as_str(), zh, en).citing(need.citation())
}
