//! The acts of a chase, in the shape that the ledger of the organ that is chased keeps.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What is to be mended: a fault of the self-inspection, in its words of the day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// Code of the indicator.
    pub indicator: String,
    /// `head/3`, `item/…`.
    pub place: String,
    /// ID of the rule.
    pub rule: String,
    pub zh: String,
    pub en: String,
}

/// 督办.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ordered {
    /// Code of the 主管部门 that orders it.
    pub above: String,
    /// 编号.
    pub number: String,
    pub about: About,
    /// By when it is to be answered.
    pub answer_by: Date,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Nobody ordered it: the fault stood too long.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub by_rule: bool,
}

/// 答复: what was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answered {
    pub text: String,
}

/// 申请延期: the organ asks for more time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeAsked {
    pub answer_by: Date,
    pub reason: String,
}

/// 不同意延期: the day stays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeRefused {
    pub reason: String,
}

/// 延期, asked for or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extended {
    pub answer_by: Date,
    pub reason: String,
}

/// 报分管领导: of the last day that passed without an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Escalated {
    pub due: Date,
}

/// 退回: the answer is none, with a further day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Returned {
    pub reason: String,
    pub answer_by: Date,
}

/// 办结.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accepted {
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// 撤销.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawn {
    pub reason: String,
}

/// The body of an act that says all by its kind.
#[derive(Deserialize)]
struct Nothing {}

/// An act itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    Ordered(Box<Ordered>),
    Received,
    Answered(Answered),
    TimeAsked(TimeAsked),
    TimeRefused(TimeRefused),
    Extended(Extended),
    Escalated(Escalated),
    Returned(Returned),
    Accepted(Accepted),
    Withdrawn(Withdrawn),
}

/// Its kind alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    Ordered,
    Received,
    Answered,
    TimeAsked,
    TimeRefused,
    Extended,
    Escalated,
    Returned,
    Accepted,
    Withdrawn,
}

impl Kind {
    pub const ALL: [Self; 10] = [
        Self::Ordered,
        Self::Received,
        Self::Answered,
        Self::TimeAsked,
        Self::Extended,
        Self::TimeRefused,
        Self::Escalated,
        Self::Accepted,
        Self::Returned,
        Self::Withdrawn,
    ];

    /// As it stands in the ledger.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ordered => "chase_ordered",
            Self::Received => "chase_received",
            Self::Answered => "chase_answered",
            Self::TimeAsked => "chase_time_asked",
            Self::TimeRefused => "chase_time_refused",
            Self::Extended => "chase_extended",
            Self::Escalated => "chase_escalated",
            Self::Returned => "chase_returned",
            Self::Accepted => "chase_accepted",
            Self::Withdrawn => "chase_withdrawn",
        }
    }

    /// The word of a form and of the catalogue of sentences: the kind without what all have in common.
    #[must_use]
    pub fn word(self) -> &'static str {
        let kind = self.as_str();
        kind.strip_prefix("chase_").unwrap_or(kind)
    }

    /// The kind of a word.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// One act of the stream with its day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub on: Date,
    pub event: Event,
}

impl Event {
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::Ordered(_) => Kind::Ordered,
            Self::Received => Kind::Received,
            Self::Answered(_) => Kind::Answered,
            Self::TimeAsked(_) => Kind::TimeAsked,
            Self::TimeRefused(_) => Kind::TimeRefused,
            Self::Extended(_) => Kind::Extended,
            Self::Escalated(_) => Kind::Escalated,
            Self::Returned(_) => Kind::Returned,
            Self::Accepted(_) => Kind::Accepted,
            Self::Withdrawn(_) => Kind::Withdrawn,
        }
    }

    /// Reads an act.
    ///
    /// # Errors
    /// An unknown kind, or a body of another shape.
    pub fn read(kind: &str, body: Value) -> Result<Self, String> {
        fn of<T: serde::de::DeserializeOwned>(body: Value) -> Result<T, String> {
            serde_json::from_value(body).map_err(|error| error.to_string())
        }
        match kind {
            "chase_ordered" => of(body).map(|body| Self::Ordered(Box::new(body))),
            "chase_received" => of::<Nothing>(body).map(|_| Self::Received),
            "chase_answered" => of(body).map(Self::Answered),
            "chase_time_asked" => of(body).map(Self::TimeAsked),
            "chase_time_refused" => of(body).map(Self::TimeRefused),
            "chase_extended" => of(body).map(Self::Extended),
            "chase_escalated" => of(body).map(Self::Escalated),
            "chase_returned" => of(body).map(Self::Returned),
            "chase_accepted" => of(body).map(Self::Accepted),
            "chase_withdrawn" => of(body).map(Self::Withdrawn),
            other => Err(format!("unknown kind of act {other}")),
        }
    }

    /// What the ledger keeps.
    ///
    /// # Errors
    /// Never for these shapes.
    pub fn body(&self) -> Result<Value, serde_json::Error> {
        match self {
            Self::Ordered(body) => serde_json::to_value(body),
            Self::Received => Ok(serde_json::json!({})),
            Self::Answered(body) => serde_json::to_value(body),
            Self::TimeAsked(body) => serde_json::to_value(body),
            Self::TimeRefused(body) => serde_json::to_value(body),
            Self::Extended(body) => serde_json::to_value(body),
            Self::Escalated(body) => serde_json::to_value(body),
            Self::Returned(body) => serde_json::to_value(body),
            Self::Accepted(body) => serde_json::to_value(body),
            Self::Withdrawn(body) => serde_json::to_value(body),
        }
    }
}
