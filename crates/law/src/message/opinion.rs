//! 意见: what somebody says on a draft that is out for comment. It is heard while the term runs (S-10), and accounted for with all the
//! others in one published result, grouped or set aside with the reason (S-11).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Kind, Settings, State, Status, Topic};
use crate::{
    because::LastDay,
    calendar::Calendar,
    finding::{Finding, Severity},
    item::{
        GIST,
        gates::{self, Passage},
    },
    personal,
    rule::Rule,
};

/// 归并: what an opinion says, in words of the organ's own, the same for all that say the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grouping {
    pub gist: String,
}

/// A consultation as the public finds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asking {
    /// The last day for comments.
    pub until: Date,
    /// The draft was given up.
    pub repealed: bool,
}

/// Why an opinion on this draft is not heard on a day (S-10); `None`: it is. `asking` is `None` for a page that asks for none, or that
/// the public cannot read.
#[must_use]
pub fn unheard(asking: Option<Asking>, on: Date) -> Option<Finding> {
    let Some(asking) = asking else {
        return said(
            "page",
            "这个页面没有在征求意见",
            "This page does not ask for comments",
        );
    };
    if asking.repealed {
        return said(
            "page",
            "这份征求意见稿已经废止，不再征求意见",
            "This draft was given up: no comments are asked for any more",
        );
    }
    let until = asking.until;
    if until < on {
        return said(
            "page",
            format!("征求意见已于{until}结束"),
            format!("Comments could be sent until {until}"),
        );
    }
    None
}

/// Until when it is told what became of the opinions: working days from the day after the last day for comments (S-11; the number is
/// the house's own).
#[must_use]
pub fn account_by(until: Date, calendar: &Calendar, settings: &Settings) -> LastDay {
    let (rule, term) = (Topic::Opinion.rule(), Topic::Opinion.term(settings));
    term.last_day(rule, rule.citation(), until, calendar)
}

/// What may not be done with an opinion, or with what is none; `None`: the order of acts decides.
pub(super) fn refusal(kind: Kind, state: &State) -> Option<Finding> {
    let opinion = state.is_opinion();
    let place = kind.as_str();
    match kind {
        Kind::Grouped if !opinion => said(
            place,
            "只有对意见征集的意见可以归并",
            "Only opinions on a draft are grouped",
        ),
        Kind::Grouped | Kind::SetAside if opinion && state.told => said(
            place,
            "采纳情况已经公布，不再归并或者剔除意见",
            "The result is public: opinions are not sorted any more",
        ),
        Kind::Drafted if opinion => said(
            place,
            "意见不逐件答复：归并以后，在采纳情况中一并说明",
            "Opinions are not answered one by one: they are grouped, and the result tells what became of them",
        ),
        Kind::HandedOver if opinion => said(
            place,
            "意见由征求意见的机关办理，不转办",
            "An opinion stays with the organ that asked for it",
        ),
        Kind::PublicDrafted if opinion => said(
            place,
            "意见在采纳情况中公布",
            "Opinions become public in the result",
        ),
        _ => None,
    }
}

/// What is open, or was put in the wrong place, can be grouped; what is grouped can be set aside (S-11).
pub(super) fn sorting(kind: Kind, state: &State) -> Option<Finding> {
    let may = match state.status {
        Status::Open | Status::Grouped => true,
        Status::SetAside => kind == Kind::Grouped,
        _ => false,
    };
    if may {
        return None;
    }
    said(
        kind.as_str(),
        "这条意见已经办结",
        "Nothing is owed on this opinion any more",
    )
}

/// A gist becomes public: it says something, and nothing of a person (S-11, S-3, Q-20).
pub(super) fn gist(grouping: &Grouping, on: Date, rules: &personal::Settings) -> Vec<Finding> {
    let text = grouping.gist.trim();
    let length = text.chars().count();
    if text.is_empty() {
        return said("gist", "请填写意见的要点", "Say what the opinions say")
            .into_iter()
            .collect();
    }
    if length > GIST {
        return said(
            "gist",
            format!("意见要点不能超过{GIST}字，现有{length}字"),
            format!("What opinions say can have at most {GIST} characters; it has {length}"),
        )
        .into_iter()
        .collect();
    }
    let passages = [Passage::new("gist", text)];
    gates::stops(&passages, on, rules, "")
}

fn said(place: &str, zh: impl Into<String>, en: impl Into<String>) -> Option<Finding> {
    let rule = if place == "page" {
        Rule::S_10
    } else {
        Rule::S_11
    };
    let finding = Finding::new(rule, Severity::Error, place, zh.into(), en.into());
    Some(finding)
}
