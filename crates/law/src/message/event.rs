//! The acts of a message's life (W-14, A-47, S-1), in the shape that the ledger keeps. What the writer wrote and what he was answered is his: it is
//! sealed beside the ledger, and an act holds the digest of it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Outcome, Topic, opinion::Grouping};
use crate::{
    id::PersonId,
    readings::{Digest, Post},
};

/// One act of the stream, in the order it was recorded.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    pub on: Date,
    /// Who did it: an id of staff, or `writer`.
    pub by: String,
    pub event: Event,
}

/// 收到.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Received {
    pub topic: Topic,
    /// 编号.
    pub number: String,
    /// Whose words are sealed.
    pub person: PersonId,
    /// Hash of number and query code.
    pub query_hash: String,
    /// The page of this site that it is about, as a path; empty for none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub page: String,
    /// The writer agrees that question and answer are shown to all, without himself.
    #[serde(default)]
    pub agreed: bool,
    /// Of an opinion: the last day for comments on the draft that it is about, when it came in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closes: Option<Date>,
    /// The organ from which it was handed over, and the day it came in there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<From>,
}

/// 转来.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct From {
    pub organ: String,
    pub since: Date,
}

/// 转办.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandedOver {
    pub to: String,
    pub reason: String,
}

/// Why a message is not worked on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Aside {
    /// 没有实际内容.
    Empty,
    /// 重复提交, answered elsewhere.
    Repeated,
    /// 不属于政府工作.
    NotGovernment,
    /// 来信人撤回.
    Withdrawn,
}

impl Aside {
    pub const ALL: [Self; 4] = [
        Self::Empty,
        Self::Repeated,
        Self::NotGovernment,
        Self::Withdrawn,
    ];

    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Repeated => "repeated",
            Self::NotGovernment => "not_government",
            Self::Withdrawn => "withdrawn",
        }
    }

    #[must_use]
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.code() == code)
    }
}

/// 不予办理: set aside, with the reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetAside {
    pub why: Aside,
    /// In words; for one sent again, the number of the other.
    pub note: String,
}

/// 拟复: a reply as it would go out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replying {
    pub outcome: Outcome,
    /// Digest of the words, which are sealed with the writer.
    pub text: Digest,
    /// What was looked at, where the writer is told that he is wrong. Seen by staff alone.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub looked_at: String,
}

/// A reading that agrees, and with which the text goes out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signed {
    pub read: Digest,
    /// Why one person does two steps, in a bureau too small for two.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub exception: String,
}

/// 退回.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Returned {
    pub reason: String,
}

/// 公开稿: what all would read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicText {
    pub title: String,
    pub question: String,
    pub answer: String,
}

impl PublicText {
    /// What a reading of it names.
    #[must_use]
    pub fn digest(&self) -> Digest {
        Digest::of(
            "message.public",
            &[&self.title, &self.question, &self.answer],
        )
    }
}

/// What a reading of a reply names: how it ends and the words, bound to the writer and to a secret of the installation, so that the digest of a short
/// answer tells nobody what it says.
#[must_use]
pub fn reply_digest(person: &PersonId, secret: &str, outcome: Outcome, words: &str) -> Digest {
    let fields = [secret, person.as_str(), outcome.code(), words];
    Digest::of("message.reply", &fields)
}

/// 撤下.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawal {
    pub reason: String,
}

/// An act itself.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    Received(Box<Received>),
    HandedOver(HandedOver),
    SetAside(SetAside),
    Grouped(Grouping),
    Drafted(Replying),
    Returned(Returned),
    Replied(Signed),
    /// The writer says that he was not answered.
    Doubted,
    PublicDrafted(PublicText),
    PublicReturned(Returned),
    Published(Signed),
    Withdrawn(Withdrawal),
}

/// Kinds of act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    Received,
    HandedOver,
    SetAside,
    Grouped,
    Drafted,
    Returned,
    Replied,
    Doubted,
    PublicDrafted,
    PublicReturned,
    Published,
    Withdrawn,
}

impl Kind {
    pub const ALL: [Self; 12] = [
        Self::Received,
        Self::HandedOver,
        Self::SetAside,
        Self::Grouped,
        Self::Drafted,
        Self::Returned,
        Self::Replied,
        Self::Doubted,
        Self::PublicDrafted,
        Self::PublicReturned,
        Self::Published,
        Self::Withdrawn,
    ];

    /// Those that staff do, the likelier one of two first.
    pub const BY_STAFF: [Self; 10] = [
        Self::Drafted,
        Self::Grouped,
        Self::Replied,
        Self::Returned,
        Self::HandedOver,
        Self::SetAside,
        Self::PublicDrafted,
        Self::Published,
        Self::PublicReturned,
        Self::Withdrawn,
    ];

    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Received => "message_received",
            Self::HandedOver => "message_handed_over",
            Self::SetAside => "message_set_aside",
            Self::Grouped => "opinion_grouped",
            Self::Drafted => "reply_drafted",
            Self::Returned => "reply_returned",
            Self::Replied => "replied",
            Self::Doubted => "reply_doubted",
            Self::PublicDrafted => "public_text_drafted",
            Self::PublicReturned => "public_text_returned",
            Self::Published => "message_published",
            Self::Withdrawn => "message_withdrawn",
        }
    }

    /// Whose act it is.
    #[must_use]
    pub fn post(self) -> Post {
        match self {
            Self::Replied | Self::Returned => Post::SectionHead,
            Self::Published | Self::PublicReturned => Post::Secrecy,
            Self::Withdrawn => Post::Publisher,
            _ => Post::Clerk,
        }
    }

    /// The post whose agreement lets a text out.
    #[must_use]
    pub fn signs(self) -> Option<Post> {
        matches!(self, Self::Replied | Self::Published).then_some(self.post())
    }
}

impl Event {
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::Received(_) => Kind::Received,
            Self::HandedOver(_) => Kind::HandedOver,
            Self::SetAside(_) => Kind::SetAside,
            Self::Grouped(_) => Kind::Grouped,
            Self::Drafted(_) => Kind::Drafted,
            Self::Returned(_) => Kind::Returned,
            Self::Replied(_) => Kind::Replied,
            Self::Doubted => Kind::Doubted,
            Self::PublicDrafted(_) => Kind::PublicDrafted,
            Self::PublicReturned(_) => Kind::PublicReturned,
            Self::Published(_) => Kind::Published,
            Self::Withdrawn(_) => Kind::Withdrawn,
        }
    }

    /// An event as an act keeps it; its other fields are the ledger's.
    ///
    /// # Errors
    /// No act of a message has this kind, or its body lacks what the kind must hold.
    pub fn read(kind: &str, body: Value) -> Result<Self, String> {
        fn of<T: serde::de::DeserializeOwned>(body: Value) -> Result<T, String> {
            serde_json::from_value(body).map_err(|error| error.to_string())
        }
        let kind = Kind::ALL
            .into_iter()
            .find(|known| known.as_str() == kind)
            .ok_or_else(|| format!("messages know no {kind}"))?;
        Ok(match kind {
            Kind::Received => Self::Received(of(body)?),
            Kind::HandedOver => Self::HandedOver(of(body)?),
            Kind::SetAside => Self::SetAside(of(body)?),
            Kind::Grouped => Self::Grouped(of(body)?),
            Kind::Drafted => Self::Drafted(of(body)?),
            Kind::Returned => Self::Returned(of(body)?),
            Kind::Replied => Self::Replied(of(body)?),
            Kind::Doubted => Self::Doubted,
            Kind::PublicDrafted => Self::PublicDrafted(of(body)?),
            Kind::PublicReturned => Self::PublicReturned(of(body)?),
            Kind::Published => Self::Published(of(body)?),
            Kind::Withdrawn => Self::Withdrawn(of(body)?),
        })
    }

    /// The body of its act.
    ///
    /// # Errors
    /// None in practice: every field is text, number or date.
    pub fn body(&self) -> Result<Value, serde_json::Error> {
        match self {
            Self::Received(received) => serde_json::to_value(received),
            Self::HandedOver(over) => serde_json::to_value(over),
            Self::SetAside(aside) => serde_json::to_value(aside),
            Self::Grouped(grouping) => serde_json::to_value(grouping),
            Self::Drafted(reply) => serde_json::to_value(reply),
            Self::Returned(back) | Self::PublicReturned(back) => serde_json::to_value(back),
            Self::Replied(signed) | Self::Published(signed) => serde_json::to_value(signed),
            Self::Doubted => Ok(Value::Object(serde_json::Map::new())),
            Self::PublicDrafted(text) => serde_json::to_value(text),
            Self::Withdrawn(withdrawal) => serde_json::to_value(withdrawal),
        }
    }
}
