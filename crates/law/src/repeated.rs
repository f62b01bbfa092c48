//! 同一信息的多次申请: the same applicant (REPEAT), several applicants (转为主动公开), one document for many (law.md 1.9).

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{
    finding::{Finding, Severity},
    outcome::Code,
    rule::Rule,
};

/// From how many different applicants on the same open information is proposed for publishing (A-44.1; no text gives a number).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    pub propose_from: usize,
    /// From this share of words in common on, in hundredths, two requests ask for the same information.
    pub same_percent: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            propose_from: 2,
            same_percent: 60,
        }
    }
}

/// Whether an outcome gave the information out, whole or in part.
#[must_use]
pub fn gives_out(code: Code) -> bool {
    matches!(code, Code::OpenGive | Code::OpenLater | Code::Part)
}

/// 《政府信息公开条例》第四十四条第一款: several applicants ask for the same information that can be open: it may be made proactive.
/// `askers` names each request's applicant; the same one twice counts once. `disclosed`: the outcome gave it out.
#[must_use]
pub fn propose<'a>(
    askers: impl IntoIterator<Item = &'a str>,
    disclosed: Code,
    settings: &Settings,
) -> Option<Finding> {
    let open = gives_out(disclosed);
    let different: BTreeSet<&str> = askers.into_iter().collect();
    let count = different.len();
    (open && count >= settings.propose_from).then(|| {
        Finding::new(
            Rule::A_44_1,
            Severity::Question,
            "proactive",
            format!("已有{count}个申请人申请公开同一信息，可以纳入主动公开范围"),
            format!("{count} different applicants have asked for the same: it may be published"),
        )
    })
}

/// 《政府信息公开条例》第四十四条第二款: an applicant's own proposal; found proactive, it is published in time.
#[must_use]
pub fn proposed_by_applicant(found_proactive: bool, published: bool) -> Option<Finding> {
    (found_proactive && !published).then(|| {
        Finding::new(
            Rule::A_44_2,
            Severity::Warning,
            "proactive",
            "申请人的建议经审核属于主动公开范围，应当及时主动公开".into(),
            "The applicant's proposal was found proactive: publish it in time".into(),
        )
    })
}

/// An answer that was given before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Earlier {
    pub same_applicant: bool,
    pub same_information: bool,
    /// By this organ; another organ's answer does not count.
    pub by_this_organ: bool,
    /// The information was given out then (D-11).
    pub disclosed: bool,
}

/// 《政府信息公开条例》第三十六条第（六）项: REPEAT only where this organ answered this applicant on this information.
#[must_use]
pub fn is_repeat(earlier: &Earlier) -> bool {
    earlier.same_applicant && earlier.same_information && earlier.by_this_organ
}

/// The request that a repeat names as answered before, as this organ's records have it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Named {
    /// Its outcome; `None` while it is open.
    pub outcome: Option<Code>,
    /// `None`: one of the two was made without a proof of identity.
    pub same_applicant: Option<bool>,
}

/// The earlier reply is a closed request of this organ by the same applicant; a number that names none is refused.
/// Who withdrew, or let a period pass, was not answered.
#[must_use]
pub fn against_earlier(named: Option<Named>) -> Option<Finding> {
    let (zh, en) = match named {
        None => (
            "本机关没有这个受理编号的申请：重复申请应当写明本机关此前答复的受理编号",
            "This organ has no request of that number: name the one that was answered before",
        ),
        Some(Named {
            same_applicant: Some(false),
            ..
        }) => (
            "该受理编号是另一申请人的申请，不是同一申请人的重复申请",
            "That request is another applicant's: it makes this one no repeat",
        ),
        Some(Named {
            outcome: None | Some(Code::LapseCorr | Code::LapseFee | Code::Other),
            ..
        }) => (
            "该受理编号的申请还没有答复，不能作为此前的答复",
            "That request has not been answered: it makes this one no repeat",
        ),
        Some(_) => return None,
    };
    Some(Finding::new(
        Rule::A_36_3,
        Severity::Error,
        "earlier",
        zh.into(),
        en.into(),
    ))
}

/// 法释〔2025〕8号第十四条第三款: the same request of many, or several of one applicant, may be answered in one document.
/// Requests of different applicants for different things may not. 表三 still counts each request (trap 44).
#[must_use]
pub fn may_share_a_document(same_applicant: bool, same_information: bool) -> bool {
    same_applicant || same_information
}
