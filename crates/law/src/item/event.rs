//! The acts of an item's life (A-17, S-1, S-7, P-10), in the shape that the ledger keeps.

use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{
    content::{Content, Validity},
    stock::Found,
    ties::Reference,
};
use crate::readings::{Digest, Opinion, Post};

/// One act of the stream, in the order it was recorded.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    pub on: Date,
    /// Who did it: an id of staff, or a word such as `import`.
    pub by: String,
    pub event: Event,
}

/// 送审: the author's own reading, 初审 (S-7).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Submission {
    /// The text that is handed on; acts of before do not name it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read: Option<Digest>,
    /// Why personal data in it may be public all the same; empty where there is none.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub lawful_reason: String,
}

/// A reading of an item, with its basis (A-17, S-6).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    #[serde(with = "opinion")]
    pub opinion: Opinion,
    #[serde(default)]
    pub basis: String,
    /// The text that was read; acts of before do not name it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read: Option<Digest>,
    /// Why one person does two steps, in a bureau too small for two.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub exception: String,
    /// What the reader saw in attachments that no program can read (S-1).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub looked: String,
}

/// 发布.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Publication {
    /// 索引号.
    pub index_number: String,
    pub published_on: Date,
    #[serde(default)]
    pub channels: Vec<String>,
    /// Of what was imported: an earlier system may have marked it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub validity: Option<Validity>,
    /// Public in an earlier system, and read there.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub imported: bool,
    /// The text that is published; acts of before do not name it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read: Option<Digest>,
    /// Why who had a hand in it publishes it, in a bureau too small for two.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub exception: String,
    /// Of a text in place of one that was public: what changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change: Option<Change>,
}

/// 变更说明: what the public is told of a change (A-26.1: information is published anew when it changes).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Change {
    pub note: String,
    /// Whether what the text says is another thing now; a slip of the pen that was put right reaches no subscriber.
    pub major: bool,
}

/// 定时发布: a publication that waits for its minute. It names the text, and falls with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Schedule {
    /// Day and minute in China.
    pub at: DateTime,
    pub read: Option<Digest>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub exception: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change: Option<Change>,
}

/// 放弃修改, 取消定时: an act that takes back what was begun, with a word why where there is one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Dropped {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// 暂停公开: taken from the public for the time of a check, by a person or by the nightly look at the stock (N-26).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Suspension {
    pub reason: String,
    /// What the look found.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub found: Vec<Found>,
}

/// 恢复公开: what was found may be public, for a recorded reason.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Restoration {
    pub reason: String,
}

/// 废止.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Repeal {
    pub reason: String,
    /// The document that replaces it; empty where none does.
    pub by: String,
    /// The same, where it stands on this site.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item: Option<Reference>,
}

/// A document in a sentence: 《名称》（文号） (P-10).
#[must_use]
pub fn told(title: &str, document_number: &str) -> String {
    match document_number {
        "" => format!("《{title}》"),
        number => format!("《{title}》（{number}）"),
    }
}

impl Repeal {
    /// The repeal of a document by another that says so (P-10).
    #[must_use]
    pub fn by_document(content: &Content, item: Reference) -> Self {
        let by = told(&content.title, &content.document_number);
        Self {
            reason: format!("由{by}废止"),
            by,
            item: Some(item),
        }
    }
}

/// 撤回.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Withdrawal {
    pub reason: String,
}

/// An act itself.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    Drafted(Box<Content>),
    Revised(Box<Content>),
    SubmittedForReview(Submission),
    /// 复审 by the section head.
    Checked(Given),
    /// 公开审查, with regard to secrecy (S-1).
    Reviewed(Given),
    /// 终审 by the leader in charge.
    SignedOff(Given),
    Scheduled(Schedule),
    Unscheduled(Dropped),
    Published(Publication),
    /// The change of a public text is given up; what is public stays.
    Discarded(Dropped),
    Suspended(Suspension),
    Restored(Restoration),
    Repealed(Repeal),
    Withdrawn(Withdrawal),
}

/// Kinds of act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    Drafted,
    Revised,
    SubmittedForReview,
    Checked,
    Reviewed,
    SignedOff,
    Scheduled,
    Unscheduled,
    Published,
    Discarded,
    Suspended,
    Restored,
    Repealed,
    Withdrawn,
}

/// A kind in words: of the ledger, of people, and who does it.
struct Words {
    kind: Kind,
    code: &'static str,
    zh: &'static str,
    en: &'static str,
    post: Post,
    /// Whether the act is a reading.
    reads: bool,
}

#[rustfmt::skip]
const WORDS: [Words; 14] = [
    Words { kind: Kind::Drafted, code: "drafted", zh: "起草", en: "draft", post: Post::Clerk, reads: false },
    Words { kind: Kind::Revised, code: "revised", zh: "修改", en: "revise", post: Post::Clerk, reads: false },
    Words { kind: Kind::SubmittedForReview, code: "submitted_for_review", zh: "送审", en: "submit", post: Post::Clerk, reads: false },
    Words { kind: Kind::Checked, code: "checked", zh: "复审", en: "check", post: Post::SectionHead, reads: true },
    Words { kind: Kind::Reviewed, code: "reviewed", zh: "保密审查", en: "review", post: Post::Secrecy, reads: true },
    Words { kind: Kind::SignedOff, code: "signed_off", zh: "终审", en: "sign off", post: Post::Leader, reads: true },
    Words { kind: Kind::Scheduled, code: "scheduled", zh: "定时发布", en: "schedule", post: Post::Publisher, reads: false },
    Words { kind: Kind::Unscheduled, code: "unscheduled", zh: "取消定时", en: "take back the schedule", post: Post::Publisher, reads: false },
    Words { kind: Kind::Published, code: "published", zh: "发布", en: "publish", post: Post::Publisher, reads: false },
    Words { kind: Kind::Discarded, code: "discarded", zh: "放弃修改", en: "give up the change", post: Post::Clerk, reads: false },
    Words { kind: Kind::Suspended, code: "suspended", zh: "暂停公开", en: "suspend", post: Post::Publisher, reads: false },
    Words { kind: Kind::Restored, code: "restored", zh: "恢复公开", en: "restore", post: Post::Secrecy, reads: false },
    Words { kind: Kind::Repealed, code: "repealed", zh: "废止", en: "repeal", post: Post::Publisher, reads: false },
    Words { kind: Kind::Withdrawn, code: "withdrawn", zh: "撤回", en: "withdraw", post: Post::Publisher, reads: false },
];

impl Kind {
    pub const ALL: [Self; 14] = [
        Self::Drafted,
        Self::Revised,
        Self::SubmittedForReview,
        Self::Checked,
        Self::Reviewed,
        Self::SignedOff,
        Self::Scheduled,
        Self::Unscheduled,
        Self::Published,
        Self::Discarded,
        Self::Suspended,
        Self::Restored,
        Self::Repealed,
        Self::Withdrawn,
    ];

    fn words(self) -> &'static Words {
        let found = WORDS.iter().find(|words| words.kind == self);
        found.unwrap_or(&WORDS[0])
    }

    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.words().code
    }

    #[must_use]
    pub fn zh(self) -> &'static str {
        self.words().zh
    }

    #[must_use]
    pub fn en(self) -> &'static str {
        self.words().en
    }

    /// Whose act it is.
    #[must_use]
    pub fn post(self) -> Post {
        self.words().post
    }

    /// The post whose reading it is.
    #[must_use]
    pub fn reads(self) -> Option<Post> {
        self.words().reads.then_some(self.post())
    }

    /// Whether the act makes a text public, now or at its minute.
    #[must_use]
    pub fn publishes(self) -> bool {
        matches!(self, Self::Scheduled | Self::Published)
    }

    /// The act by which a post reads.
    #[must_use]
    pub fn reading_of(post: Post) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.reads() == Some(post))
    }
}

impl Event {
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::Drafted(_) => Kind::Drafted,
            Self::Revised(_) => Kind::Revised,
            Self::SubmittedForReview(_) => Kind::SubmittedForReview,
            Self::Checked(_) => Kind::Checked,
            Self::Reviewed(_) => Kind::Reviewed,
            Self::SignedOff(_) => Kind::SignedOff,
            Self::Scheduled(_) => Kind::Scheduled,
            Self::Unscheduled(_) => Kind::Unscheduled,
            Self::Published(_) => Kind::Published,
            Self::Discarded(_) => Kind::Discarded,
            Self::Suspended(_) => Kind::Suspended,
            Self::Restored(_) => Kind::Restored,
            Self::Repealed(_) => Kind::Repealed,
            Self::Withdrawn(_) => Kind::Withdrawn,
        }
    }

    /// The reading that it is.
    #[must_use]
    pub fn given(&self) -> Option<&Given> {
        match self {
            Self::Checked(given) | Self::Reviewed(given) | Self::SignedOff(given) => Some(given),
            _ => None,
        }
    }

    /// An event as an act keeps it; its other fields are the ledger's.
    ///
    /// # Errors
    /// No act of an item has this kind, or its body lacks what the kind must hold.
    pub fn read(kind: &str, body: Value) -> Result<Self, String> {
        fn of<T: serde::de::DeserializeOwned>(body: Value) -> Result<T, String> {
            serde_json::from_value(body).map_err(|error| error.to_string())
        }
        let kind = Kind::ALL
            .into_iter()
            .find(|known| known.as_str() == kind)
            .ok_or_else(|| format!("items know no {kind}"))?;
        Ok(match kind {
            Kind::Drafted => Self::Drafted(of(body)?),
            Kind::Revised => Self::Revised(of(body)?),
            Kind::SubmittedForReview => Self::SubmittedForReview(of(body)?),
            Kind::Checked => Self::Checked(of(body)?),
            Kind::Reviewed => Self::Reviewed(of(body)?),
            Kind::SignedOff => Self::SignedOff(of(body)?),
            Kind::Scheduled => Self::Scheduled(of(body)?),
            Kind::Unscheduled => Self::Unscheduled(of(body)?),
            Kind::Published => Self::Published(of(body)?),
            Kind::Discarded => Self::Discarded(of(body)?),
            Kind::Suspended => Self::Suspended(of(body)?),
            Kind::Restored => Self::Restored(of(body)?),
            Kind::Repealed => Self::Repealed(of(body)?),
            Kind::Withdrawn => Self::Withdrawn(of(body)?),
        })
    }

    /// The body of its act.
    ///
    /// # Errors
    /// None in practice: every field is text, number or date.
    pub fn body(&self) -> Result<Value, serde_json::Error> {
        match self {
            Self::Drafted(content) | Self::Revised(content) => serde_json::to_value(content),
            Self::SubmittedForReview(submission) => serde_json::to_value(submission),
            Self::Checked(given) | Self::Reviewed(given) | Self::SignedOff(given) => {
                serde_json::to_value(given)
            }
            Self::Scheduled(schedule) => serde_json::to_value(schedule),
            Self::Unscheduled(dropped) | Self::Discarded(dropped) => serde_json::to_value(dropped),
            Self::Published(publication) => serde_json::to_value(publication),
            Self::Suspended(suspension) => serde_json::to_value(suspension),
            Self::Restored(restoration) => serde_json::to_value(restoration),
            Self::Repealed(repeal) => serde_json::to_value(repeal),
            Self::Withdrawn(withdrawal) => serde_json::to_value(withdrawal),
        }
    }
}

/// Acts say `publish` where a decision's reading says `agree`, as they have from the first.
mod opinion {
    use serde::{Deserialize, Deserializer, Serializer, de};

    use crate::readings::Opinion;

    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "the shape that serde asks for"
    )]
    pub fn serialize<S: Serializer>(opinion: &Opinion, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(match opinion {
            Opinion::Agree => "publish",
            Opinion::Return => "return",
        })
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Opinion, D::Error> {
        match String::deserialize(deserializer)?.as_str() {
            "publish" => Ok(Opinion::Agree),
            "return" => Ok(Opinion::Return),
            other => Err(de::Error::custom(format!(
                "an opinion is publish or return, not {other}"
            ))),
        }
    }
}
