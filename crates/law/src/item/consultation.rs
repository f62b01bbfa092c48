//! 意见征集 and what became of it: how long a draft is out for comment (S-10), and that every opinion is accounted for, taken up or not
//! and why not (S-11).

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    content::Content,
    form::{Entered, required, too_long, wrong},
    kinds::{Comments, ItemKind},
    ties::{Standing, Tie},
};
use crate::{finding::Finding, publication, rule::Rule};

/// The most groups of opinions that one result tells.
const MOST: usize = 200;
/// Longest gist, in characters.
pub const GIST: usize = 200;
/// Longest reason, in characters.
const REASON: usize = 500;

/// 采纳情况 of a group of opinions (S-11).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Taken {
    /// 采纳.
    Adopted,
    /// 部分采纳.
    Partly,
    /// 未采纳.
    NotAdopted,
}

impl Taken {
    pub const ALL: [Self; 3] = [Self::Adopted, Self::Partly, Self::NotAdopted];

    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Adopted => "adopted",
            Self::Partly => "partly",
            Self::NotAdopted => "not_adopted",
        }
    }

    #[must_use]
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    #[must_use]
    pub fn zh(self) -> &'static str {
        match self {
            Self::Adopted => "采纳",
            Self::Partly => "部分采纳",
            Self::NotAdopted => "未采纳",
        }
    }

    /// Something of what was said is left out: then it is told why.
    #[must_use]
    pub fn leaves_out(self) -> bool {
        self != Self::Adopted
    }
}

/// 归并的意见: opinions that say the same, and what became of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gist {
    /// What they say, in words of the organ's own.
    pub text: String,
    /// `None`: not decided yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Taken>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// How many opinions say it.
    pub opinions: u32,
}

/// How a consultation and its opinions stand when its result is judged.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Accounts {
    /// The last day for comments; `None`: the item asks for none.
    pub until: Option<Date>,
    /// Neither grouped nor set aside.
    pub open: u32,
    /// Set aside, each with its reason.
    pub refused: u32,
    /// How many opinions say each gist.
    pub groups: BTreeMap<String, u32>,
    /// Another item that is public tells the result already.
    pub answered: bool,
}

impl Accounts {
    /// All that came in: grouped, set aside and open (S-11).
    #[must_use]
    pub fn received(&self) -> u32 {
        self.open + self.refused + self.groups.values().sum::<u32>()
    }
}

/// What is wrong with the particulars of a consultation or of its result, on paper (S-10, S-11).
pub(super) fn faults(entered: &Entered, kind: Option<&ItemKind>) -> Vec<Finding> {
    let asks = |comments| kind.is_some_and(|kind| kind.comments == Some(comments));
    let mut found = Vec::new();
    let says = entered.comments_until.is_some() || !entered.comments_short.trim().is_empty();
    if says && !asks(Comments::Asked) {
        found.push(wrong(
            "comments_until",
            Rule::S_10,
            "只有意见征集填写征求意见的截止日期",
            "Only a consultation has a last day for comments",
        ));
    }
    if entered.comments_until.is_none()
        && let Some(rule) = required(kind, "comments_until")
    {
        found.push(wrong(
            "comments_until",
            rule,
            "请填写征求意见的截止日期",
            "Enter the last day for comments",
        ));
    }
    if entered
        .made_on
        .zip(entered.comments_until)
        .is_some_and(|(made, until)| until <= made)
    {
        found.push(wrong(
            "comments_until",
            Rule::S_10,
            "截止日期应当晚于成文日期",
            "The last day for comments is after the day on which the draft was made",
        ));
    }
    found.extend(too_long("comments_short", entered.comments_short));
    if !entered.gists.is_empty() && !asks(Comments::Answered) {
        found.push(gists(
            "只有意见采纳情况逐类说明意见",
            "Only the result of a consultation tells of opinions",
        ));
    }
    found.extend(written(entered.gists));
    found
}

fn written(all: &[Gist]) -> Vec<Finding> {
    let mut found = Vec::new();
    if all.len() > MOST {
        found.push(gists(
            &format!("意见不能超过{MOST}类"),
            &format!("There can be at most {MOST} groups of opinions"),
        ));
    }
    for (at, gist) in all.iter().enumerate() {
        let text = gist.text.trim();
        if text.is_empty() {
            found.push(gists("请填写意见的要点", "Say what the opinions say"));
        } else if all[..at].iter().any(|before| before.text.trim() == text) {
            found.push(gists(
                &format!("“{text}”写了两次"),
                &format!("“{text}” stands there twice"),
            ));
        }
        for (length, most, zh, en) in [
            (text.chars().count(), GIST, "意见要点", "What opinions say"),
            (gist.reason.chars().count(), REASON, "理由", "A reason"),
        ] {
            if length > most {
                found.push(gists(
                    &format!("{zh}不能超过{most}字，现有{length}字"),
                    &format!("{en} can have at most {most} characters; it has {length}"),
                ));
            }
        }
    }
    found
}

/// 《重大行政决策程序暂行条例》第十五条: a draft is out for at least 30 days, counted from its first publication; for less only with the
/// reason, which is told with it (S-10). `day` is that of this publication, `before` the text that is public already.
pub(super) fn term(
    content: &Content,
    (first_on, before): (Option<Date>, Option<&Content>),
    day: Date,
) -> Vec<Finding> {
    let Some(until) = content.comments_until else {
        return Vec::new();
    };
    let from = first_on.unwrap_or(day);
    let said = |zh: String, en: String| vec![wrong("comments_until", Rule::S_10, &zh, &en)];
    if until <= from {
        return said(
            format!("截止日期应当晚于公布之日{from}"),
            format!("The last day for comments is after the day of publication, {from}"),
        );
    }
    let moved = before.is_some_and(|before| before.comments_until != Some(until));
    if moved && until < day {
        return said(
            "截止日期不能改到已经过去的日子".into(),
            "The last day for comments cannot be put on a day that has passed".into(),
        );
    }
    let earliest = publication::comments_end(from);
    if until < earliest && content.comments_short.trim().is_empty() {
        return vec![wrong(
            "comments_short",
            Rule::S_10,
            &format!("自{from}公布起征求意见一般不少于30日，即到{earliest}；期限更短的，写明理由"),
            &format!(
                "Published on {from}, a draft is normally out for 30 days, until {earliest}; say why for less"
            ),
        )];
    }
    Vec::new()
}

/// Every opinion is accounted for before the result of a consultation goes out (S-11): the term is over, none is open, the groups are told
/// with their numbers, and what was not taken up with the reason.
pub(super) fn accounted(content: &Content, standing: &[Standing], on: Date) -> Vec<Finding> {
    if content
        .item_kind()
        .is_none_or(|kind| kind.comments != Some(Comments::Answered))
    {
        return Vec::new();
    }
    let mut named = content.ties.iter().filter(|one| one.tie == Tie::Answers);
    let (Some(first), None) = (named.next(), named.next()) else {
        return vec![wrong(
            Tie::Answers.as_str(),
            Rule::S_11,
            "请写明是哪一项意见征集的采纳情况",
            "Name the one consultation of which this is the result",
        )];
    };
    let mut found = Vec::new();
    for gist in &content.gists {
        let text = &gist.text;
        match gist.outcome {
            None => found.push(gists(
                &format!("请写明“{text}”是否采纳"),
                &format!("Say whether “{text}” was taken up"),
            )),
            Some(outcome) if outcome.leaves_out() && gist.reason.trim().is_empty() => {
                found.push(gists(
                    &format!("“{text}”{}，请说明理由", outcome.zh()),
                    &format!("“{text}” was not taken up in full: say why"),
                ));
            }
            Some(_) => {}
        }
    }
    let stands = standing.iter().find(|known| known.named == *first);
    if let Some(accounts) = stands.and_then(|known| known.accounts.as_ref()) {
        found.extend(told(&content.gists, accounts, on));
    }
    found
}

fn told(all: &[Gist], accounts: &Accounts, on: Date) -> Vec<Finding> {
    let mut found = Vec::new();
    if accounts.answered {
        found.push(wrong(
            Tie::Answers.as_str(),
            Rule::S_11,
            "这项意见征集的采纳情况已经公布；需要更正的，修改已公布的那一条",
            "The result of this consultation is public already: change that one",
        ));
    }
    if let Some(until) = accounts.until.filter(|until| on <= *until) {
        found.push(wrong(
            Tie::Answers.as_str(),
            Rule::S_11,
            &format!("意见征集到{until}为止，结束以后才能说明采纳情况"),
            &format!("Comments can be sent until {until}: the result is told after that day"),
        ));
    }
    if accounts.open > 0 {
        let open = accounts.open;
        found.push(gists(
            &format!("还有{open}条意见没有归并，也没有写明不予办理的理由"),
            &format!("{open} opinions are neither grouped nor set aside with a reason"),
        ));
    }
    for (text, number) in &accounts.groups {
        let said = all.iter().find(|gist| gist.text.trim() == text);
        match said.map(|gist| gist.opinions) {
            Some(told) if told == *number => {}
            Some(told) => found.push(gists(
                &format!("“{text}”归并了{number}条意见，这里写的是{told}条"),
                &format!("{number} opinions say “{text}”; here it says {told}"),
            )),
            None => found.push(gists(
                &format!("没有说明“{text}”（{number}条意见）是否采纳"),
                &format!("What became of “{text}” ({number} opinions) is not told"),
            )),
        }
    }
    for gist in all
        .iter()
        .filter(|gist| !accounts.groups.contains_key(gist.text.trim()))
    {
        let text = &gist.text;
        found.push(gists(
            &format!("没有意见归并到“{text}”"),
            &format!("No opinion is grouped under “{text}”"),
        ));
    }
    found
}

fn gists(zh: &str, en: &str) -> Finding {
    wrong("gists", Rule::S_11, zh, en)
}
