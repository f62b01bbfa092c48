//! The acts of a task, in the shape that the ledger of the organ that has it keeps.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Wants;

/// Where the point stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Title of the 要点 document.
    pub title: String,
    /// Its point there: `第三条第二项`, or empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub point: String,
}

/// 下达.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// Code of the 主管部门 that gives it.
    pub above: String,
    /// What the tasks that were given in one form have in common.
    pub lot: String,
    pub year: i16,
    pub text: String,
    pub source: Source,
    /// The last day.
    pub due: Date,
    pub wants: Wants,
}

/// 报送: the material of the organ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandedIn {
    pub text: String,
    /// The public item that shows it, as `organ/id`; empty where there is none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub item: String,
}

/// 公开: the item by which it was done, on the day of the act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    /// Id of the organ's own item.
    pub item: String,
}

/// 认可.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken {
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// 退回.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Returned {
    pub reason: String,
    /// A further last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
}

/// 延期.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extended {
    pub due: Date,
    pub reason: String,
}

/// 取消.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalledOff {
    pub reason: String,
}

/// An act itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    Given(Box<Given>),
    HandedIn(HandedIn),
    Taken(Taken),
    Returned(Returned),
    Extended(Extended),
    Published(Published),
    CalledOff(CalledOff),
}

/// Its kind alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    Given,
    HandedIn,
    Taken,
    Returned,
    Extended,
    Published,
    CalledOff,
}

impl Kind {
    pub const ALL: [Self; 7] = [
        Self::Given,
        Self::HandedIn,
        Self::Taken,
        Self::Returned,
        Self::Extended,
        Self::Published,
        Self::CalledOff,
    ];

    /// As it stands in the ledger.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Given => "task_given",
            Self::HandedIn => "task_handed_in",
            Self::Taken => "task_taken",
            Self::Returned => "task_returned",
            Self::Extended => "task_extended",
            Self::Published => "task_published",
            Self::CalledOff => "task_called_off",
        }
    }

    /// The word of a form and of the catalogue of sentences: the kind without what all have in common.
    #[must_use]
    pub fn word(self) -> &'static str {
        let kind = self.as_str();
        kind.strip_prefix("task_").unwrap_or(kind)
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
            Self::Given(_) => Kind::Given,
            Self::HandedIn(_) => Kind::HandedIn,
            Self::Taken(_) => Kind::Taken,
            Self::Returned(_) => Kind::Returned,
            Self::Extended(_) => Kind::Extended,
            Self::Published(_) => Kind::Published,
            Self::CalledOff(_) => Kind::CalledOff,
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
            "task_given" => of(body).map(|body| Self::Given(Box::new(body))),
            "task_handed_in" => of(body).map(Self::HandedIn),
            "task_taken" => of(body).map(Self::Taken),
            "task_returned" => of(body).map(Self::Returned),
            "task_extended" => of(body).map(Self::Extended),
            "task_published" => of(body).map(Self::Published),
            "task_called_off" => of(body).map(Self::CalledOff),
            other => Err(format!("unknown kind of act {other}")),
        }
    }

    /// What the ledger keeps.
    ///
    /// # Errors
    /// Never for these shapes.
    pub fn body(&self) -> Result<Value, serde_json::Error> {
        match self {
            Self::Given(body) => serde_json::to_value(body),
            Self::HandedIn(body) => serde_json::to_value(body),
            Self::Taken(body) => serde_json::to_value(body),
            Self::Returned(body) => serde_json::to_value(body),
            Self::Extended(body) => serde_json::to_value(body),
            Self::Published(body) => serde_json::to_value(body),
            Self::CalledOff(body) => serde_json::to_value(body),
        }
    }
}
