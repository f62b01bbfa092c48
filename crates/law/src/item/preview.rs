//! 预览: a text that is not public yet is shown, for some hours, to somebody without an account who checks it. No text speaks of it; what
//! is reviewed first and published after (S-1) goes to nobody whom a person did not name, and what may never be public to nobody at all.

use super::{
    content::SourceClass,
    gates,
    particulars::{Facts, another_text},
    refusal::finding,
    settings::Settings,
    state::State,
    status::Status,
};
use crate::{
    finding::Finding,
    readings::{Digest, Post},
    rule::Rule,
};

/// Longest word on whom a link is for, in characters.
const LONGEST_PURPOSE: usize = 100;

/// A link as somebody asks for it.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// The text that was before whoever asks.
    pub read: Option<&'a Digest>,
    /// For whom, and for what check.
    pub purpose: &'a str,
    /// How long it opens; `None` where that is no number.
    pub hours: Option<i64>,
}

/// What a link opens now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opens {
    /// The text for which it was made.
    Text,
    /// Nothing: the text is public by now, where everybody reads it.
    Public,
    /// Nothing: it was changed since.
    Changed,
    /// Nothing: it may not be shown any more.
    Nothing,
}

/// Why no link to the text as it stands may be made (S-1, S-3, S-8, Q-20, W-7). Empty: it may. `place` of a finding is `purpose`, `hours` or
/// `read` where it is one of the form's.
#[must_use]
pub fn refused(asked: &Asked, state: &State, facts: &Facts) -> Vec<Finding> {
    if let Some(finding) = closed(state) {
        return vec![finding];
    }
    let mut found = Vec::new();
    if asked.read.is_none() || asked.read != state.text() {
        found.push(another_text());
    }
    found.extend(purpose(asked.purpose));
    found.extend(too_long_open(asked.hours, facts.settings));
    let (passages, on) = (facts.passages, facts.on());
    found.extend(gates::stops(
        passages,
        on,
        facts.personal,
        &state.lawful_reason,
    ));
    found.extend(gates::unread(facts.unread, &state.looked));
    found
}

/// Why a text cannot have a link, whoever asks: it is public or was, may never be, or was sent back for what it holds (S-1, S-8, W-7).
#[must_use]
pub fn closed(state: &State) -> Option<Finding> {
    let content = state.content.as_ref();
    let no = |rule, zh: &str, en: &str| Some(finding(rule, "preview", zh.into(), en.into()));
    match state.status {
        Status::Withdrawn => no(
            Rule::W_7,
            "已撤回的信息没有预览链接",
            "What was withdrawn has no preview",
        ),
        Status::Published => no(
            Rule::S_1,
            "没有未公开的文本：已经公开的，请给出门户上的地址",
            "There is no text that is not public: give the address on the portal",
        ),
        // Whoever reviews for secrecy need not say in the open what he found.
        Status::Returned if returned_for_secrecy(state) => no(
            Rule::S_1,
            "保密审查退回的文本没有预览链接，请先修改",
            "A text that the secrecy reviewer sent back has no preview: change it first",
        ),
        _ => match content.map(|content| content.source_class) {
            Some(SourceClass::Proactive) => None,
            Some(class) => no(
                Rule::S_8,
                &format!("公开属性为“{}”的信息没有预览链接", class.zh()),
                &format!("An item classed as {} has no preview", class.en()),
            ),
            None => no(Rule::S_1, "还没有起草", "Nothing has been drafted yet"),
        },
    }
}

fn returned_for_secrecy(state: &State) -> bool {
    let returned = state.course.returned();
    returned.is_some_and(|reading| reading.post == Post::Secrecy)
}

/// What a link to a text opens as the item stands now (S-1, W-7, N-26): that very text, as long as it waits to become public.
#[must_use]
pub fn opens(state: &State, text: &str) -> Opens {
    let same = state.text().is_some_and(|now| now.as_str() == text);
    let published = state.status == Status::Published;
    match closed(state) {
        None if same => Opens::Text,
        Some(_) if published && same && state.is_shown() => Opens::Public,
        Some(_) if !published || same => Opens::Nothing,
        _ => Opens::Changed,
    }
}

/// A link is for somebody, in a few words (S-1).
fn purpose(said: &str) -> Option<Finding> {
    let length = said.trim().chars().count();
    let (zh, en) = match length {
        0 => (
            "请填写给谁核对、核对什么".into(),
            "Enter who checks what".into(),
        ),
        1..=LONGEST_PURPOSE => return None,
        _ => (
            format!("不能超过{LONGEST_PURPOSE}字，现有{length}字"),
            format!("It can have at most {LONGEST_PURPOSE} characters; it has {length}"),
        ),
    };
    Some(finding(Rule::S_1, "purpose", zh, en))
}

/// It ends within the time that the house allows (S-1).
fn too_long_open(hours: Option<i64>, settings: &Settings) -> Option<Finding> {
    let longest = settings.longest_preview();
    if hours.is_some_and(|hours| (1..=longest).contains(&hours)) {
        return None;
    }
    Some(finding(
        Rule::S_1,
        "hours",
        format!("有效时间为1到{longest}小时"),
        format!("It opens for 1 to {longest} hours"),
    ))
}
