//! 公开目录 by the heads of Article 20: whether each head of an organ opens, has gone stale, does not concern the organ, or stands
//! empty (A-20, P-4, W-13).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    calendar::Calendar,
    finding::{Finding, Severity},
    inspection::Column,
    publication::Settings,
    rule::Rule,
};

/// The heads of Art. 20.
pub const HEADS: std::ops::RangeInclusive<u8> = 1..=15;

/// The head of functions, address and persons in charge, which every organ has.
const ORGAN: u8 = 2;

/// Why nothing of a head is published by an organ. A choice and not a text: what the public reads was read by nobody else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// 本机关没有这方面的职责.
    NoDuty,
    /// 由其他机关负责公开.
    OtherOrgan,
    /// 没有发生这类事项.
    NothingYet,
}

impl Why {
    pub const ALL: [Self; 3] = [Self::NoDuty, Self::OtherOrgan, Self::NothingYet];

    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::NoDuty => "no_duty",
            Self::OtherOrgan => "other_organ",
            Self::NothingYet => "nothing_yet",
        }
    }

    #[must_use]
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|why| why.code() == code)
    }
}

/// 不涉及: an organ says why it publishes nothing of a head, or takes that back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stated {
    pub head: u8,
    /// `None`: it is taken back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<Why>,
    /// The organ that publishes it instead; empty otherwise.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub organ: String,
}

/// A head of an organ as it stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Head {
    pub number: u8,
    /// How many public items stand under it.
    pub items: i64,
    /// The day of the newest.
    pub newest: Option<Date>,
    pub stated: Option<Stated>,
}

/// How a head stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    Open,
    /// Something stands there, and nothing new for too long.
    Stale,
    NotConcerned,
    /// Nothing, and nobody says why.
    Empty,
}

impl Standing {
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Stale => "stale",
            Self::NotConcerned => "not_concerned",
            Self::Empty => "empty",
        }
    }
}

/// How a head stands on a day (A-20, W-13). What is published speaks louder than a reason.
#[must_use]
pub fn standing(head: &Head, today: Date, calendar: &Calendar, settings: &Settings) -> Standing {
    if head.items == 0 {
        return match head.stated.as_ref().and_then(|stated| stated.why) {
            Some(_) => Standing::NotConcerned,
            None => Standing::Empty,
        };
    }
    if fresh_until(head, calendar, settings).is_some_and(|last| last < today) {
        Standing::Stale
    } else {
        Standing::Open
    }
}

/// The last day on which the newest text of a head is new enough (W-13).
fn fresh_until(head: &Head, calendar: &Calendar, settings: &Settings) -> Option<Date> {
    Column::of_head(head.number)?.fresh_until(head.newest?, calendar, settings)
}

/// What an inspector finds (A-20, W-13): a head that is empty without a reason, or without news for too long.
#[must_use]
pub fn findings(
    heads: &[Head],
    today: Date,
    calendar: &Calendar,
    settings: &Settings,
) -> Vec<Finding> {
    heads
        .iter()
        .filter_map(|head| {
            let number = head.number;
            let (rule, zh, en) = match standing(head, today, calendar, settings) {
                Standing::Open | Standing::NotConcerned => return None,
                Standing::Empty => (
                    Rule::A_20,
                    format!("第二十条第（{number}）项没有公开任何信息，也没有说明不涉及的理由"),
                    format!("Nothing stands under head {number} of Art. 20, and nobody says why"),
                ),
                Standing::Stale => {
                    let last = fresh_until(head, calendar, settings)?;
                    (
                        Rule::W_13,
                        format!("第（{number}）项超过期限（{last}）没有更新"),
                        format!("Head {number} was to have news by {last}"),
                    )
                }
            };
            let place = format!("heads/{number}");
            Some(Finding::new(rule, Severity::Warning, &place, zh, en))
        })
        .collect()
}

/// What is wrong with a statement: a head that there is not or that
/// concerns everybody, another organ that is none or the same, a reason for what is
/// published.
#[must_use]
pub fn refuse(stated: &Stated, head: &Head, own: &str, known: &[&str]) -> Vec<Finding> {
    let wrong = |field: &str, zh: &str, en: &str| {
        vec![Finding::new(
            Rule::A_20,
            Severity::Error,
            field,
            zh.into(),
            en.into(),
        )]
    };
    if !HEADS.contains(&stated.head) {
        return wrong(
            "head",
            "《条例》第二十条只有十五项",
            "Article 20 has fifteen heads",
        );
    }
    if stated.head == ORGAN && stated.why.is_some() {
        return wrong(
            "head",
            "每个机关都有职能、地址和负责人，第（二）项不能说明为不涉及",
            "Every organ has functions, an address and persons in charge: head 2 concerns it",
        );
    }
    let other = stated.why == Some(Why::OtherOrgan);
    if other && (stated.organ == own || !known.contains(&stated.organ.as_str())) {
        return wrong(
            "organ",
            "请选择负责公开的另一个机关",
            "Choose the other organ that publishes it",
        );
    }
    if !other && !stated.organ.is_empty() {
        return wrong(
            "organ",
            "只有由其他机关公开的才填写机关",
            "An organ is named only where another publishes it",
        );
    }
    if stated.why.is_some() && head.items > 0 {
        return wrong(
            "why",
            "这一项已经公开了信息，不能说明为不涉及",
            "Something is published under this head: it does concern the organ",
        );
    }
    Vec::new()
}
