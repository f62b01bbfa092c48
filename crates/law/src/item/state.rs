//! What an item's acts amount to (A-17, S-1, S-7, S-8). Total: what was done, allowed or not, is a fact.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    content::{Content, SourceClass, Validity},
    event::{Entry, Event, Given, Publication},
};
use crate::readings::{Course, Digest, Opinion, Post, Reading};

/// Where an item stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// 草稿.
    #[default]
    Draft,
    /// 审查中: some reading is still to come.
    InReview,
    /// 已退回.
    Returned,
    /// 已通过: read by all, not yet public.
    Cleared,
    /// 已发布.
    Published,
    /// 已撤回.
    Withdrawn,
    /// 不得公开: an act published it although its class keeps it from the public (S-8).
    Barred,
}

impl Status {
    pub const ALL: [Self; 7] = [
        Self::Draft,
        Self::InReview,
        Self::Returned,
        Self::Cleared,
        Self::Published,
        Self::Withdrawn,
        Self::Barred,
    ];

    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::InReview => "in_review",
            Self::Returned => "returned",
            Self::Cleared => "cleared",
            Self::Published => "published",
            Self::Withdrawn => "withdrawn",
            Self::Barred => "barred",
        }
    }

    #[must_use]
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == code)
    }

    #[must_use]
    pub fn zh(self) -> &'static str {
        match self {
            Self::Draft => "草稿",
            Self::InReview => "审查中",
            Self::Returned => "已退回",
            Self::Cleared => "待发布",
            Self::Published => "已发布",
            Self::Withdrawn => "已撤回",
            Self::Barred => "不得公开",
        }
    }

    #[must_use]
    pub fn en(self) -> &'static str {
        match self {
            Self::Draft => "a draft",
            Self::InReview => "under review",
            Self::Returned => "sent back",
            Self::Cleared => "cleared",
            Self::Published => "published",
            Self::Withdrawn => "withdrawn",
            Self::Barred => "kept from the public",
        }
    }
}

impl std::fmt::Display for Status {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl PartialEq<&str> for Status {
    fn eq(&self, code: &&str) -> bool {
        self.as_str() == *code
    }
}

/// What stands behind a publication.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cover {
    /// The readings of that very text, by distinct hands or with a recorded exception.
    Read,
    /// It was cleared when acts did not yet name the text that was read.
    OlderForm,
    /// It was public in an earlier system, and read there.
    Imported,
    /// Nothing: nobody, or not everybody, read what was made public.
    Nothing,
}

/// An item.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct State {
    pub content: Option<Content>,
    pub status: Status,
    /// Who wrote it and who has read it.
    pub course: Course,
    /// Who drafted it first.
    pub author: String,
    /// Why personal data in it may be public; falls with the text it was given for.
    pub lawful_reason: String,
    /// What a reader of this text saw where no program can read (S-1); falls with the text and with a new round.
    pub looked: String,
    pub publication: Option<Publication>,
    /// What stood behind the publication when it was made.
    pub cover: Option<Cover>,
    pub validity: Validity,
    /// The day, and the document in its place.
    pub repealed: Option<(Date, String)>,
    pub withdrawn: Option<Date>,
    /// The day of the last act.
    pub last_on: Option<Date>,
    /// The acts name the texts they are about: they are not of the older form.
    pub names_texts: bool,
    /// A reading of the older form cleared the text as it stands.
    cleared_before: bool,
}

/// The item that entries in order amount to (A-17, S-7).
#[must_use]
pub fn fold<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> State {
    let mut state = State::default();
    for entry in entries {
        state.then(entry);
    }
    state
}

impl State {
    /// Adds one act.
    pub fn then(&mut self, entry: &Entry) {
        match &entry.event {
            Event::Drafted(content) | Event::Revised(content) => self.written(entry, content),
            Event::SubmittedForReview(submission) => {
                self.course.unread();
                self.cleared_before = false;
                self.looked.clear();
                self.names_texts |= submission.read.is_some();
                self.lawful_reason.clone_from(&submission.lawful_reason);
                self.status = Status::InReview;
            }
            Event::Checked(given) => self.read(Post::SectionHead, entry, given),
            Event::Reviewed(given) => self.read(Post::Secrecy, entry, given),
            Event::SignedOff(given) => self.read(Post::Leader, entry, given),
            Event::Published(publication) => self.published(publication),
            Event::Repealed(repeal) => {
                self.validity = Validity::Repealed;
                self.repealed = Some((entry.on, repeal.by.clone()));
            }
            Event::Withdrawn(_) => {
                self.withdrawn = Some(entry.on);
                self.status = Status::Withdrawn;
            }
        }
        self.last_on = self.last_on.max(Some(entry.on));
    }

    /// Who reads it, in order.
    #[must_use]
    pub fn order(&self) -> Vec<Post> {
        self.content
            .as_ref()
            .and_then(Content::item_kind)
            .map(|kind| kind.readings)
            .unwrap_or_default()
    }

    /// Whose act it waits for; `None` where nothing is owed.
    #[must_use]
    pub fn waits_for(&self) -> Option<Post> {
        match self.status {
            Status::Draft | Status::Returned => Some(Post::Clerk),
            Status::InReview => self.course.awaits(&self.order()),
            Status::Cleared => Some(Post::Publisher),
            Status::Published | Status::Withdrawn | Status::Barred => None,
        }
    }

    /// The text as it stands.
    #[must_use]
    pub fn text(&self) -> Option<&Digest> {
        self.course.text()
    }

    fn written(&mut self, entry: &Entry, content: &Content) {
        if self.author.is_empty() {
            self.author.clone_from(&entry.by);
        }
        let text = content.digest();
        self.course.written(&entry.by, Some(entry.on), Some(text));
        self.names_texts |= content.kind.is_some();
        self.cleared_before = false;
        self.lawful_reason.clear();
        self.looked.clear();
        self.content = Some(content.clone());
        self.status = Status::Draft;
    }

    fn read(&mut self, post: Post, entry: &Entry, given: &Given) {
        self.names_texts |= given.read.is_some();
        self.cleared_before = given.read.is_none() && given.opinion == Opinion::Agree;
        if given.opinion == Opinion::Agree && given.read.as_ref() == self.text() {
            self.looked.push_str(&given.looked);
        }
        self.course.read(reading(post, &entry.by, entry.on, given));
        self.status = match given.opinion {
            Opinion::Return => Status::Returned,
            Opinion::Agree if self.course.is_read(&self.order()) => Status::Cleared,
            Opinion::Agree => Status::InReview,
        };
    }

    fn published(&mut self, publication: &Publication) {
        self.cover = Some(self.covers(publication));
        let class = self.content.as_ref().map(|content| content.source_class);
        self.status = match class {
            Some(SourceClass::Proactive) => Status::Published,
            _ => Status::Barred,
        };
        if let Some(validity) = publication.validity {
            self.validity = validity;
        }
        self.publication = Some(publication.clone());
    }

    fn covers(&self, publication: &Publication) -> Cover {
        let order = self.order();
        if publication.imported {
            // An import drafts and publishes; nothing that was handled here becomes public by calling itself imported.
            let untouched = self.status == Status::Draft && self.course.given().is_empty();
            return if untouched {
                Cover::Imported
            } else {
                Cover::Nothing
            };
        }
        match &publication.read {
            Some(read) if self.text() == Some(read) && self.course.is_covered(&order) => {
                Cover::Read
            }
            None if self.cleared_before && !self.names_texts => Cover::OlderForm,
            _ => Cover::Nothing,
        }
    }
}

/// A reading as its act tells it (S-7).
#[must_use]
pub fn reading(post: Post, by: &str, on: Date, given: &Given) -> Reading {
    Reading {
        post,
        by: by.into(),
        on: Some(on),
        opinion: given.opinion,
        read: given.read.clone(),
        note: given.basis.clone(),
        exception: given.exception.clone(),
    }
}
