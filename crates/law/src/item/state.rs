//! What an item's acts amount to (A-17, S-1, S-7, S-8). Total: what was done, allowed or not, is a fact.

use jiff::civil::Date;

use super::{
    content::{Content, SourceClass, Validity},
    event::{Change, Entry, Event, Given, Publication, Schedule, Suspension},
    status::Status,
    ties::Reference,
};
use crate::readings::{Course, Digest, Opinion, Post, Reading};

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

/// 公开文本: what the public sees of an item, whatever is being made of it meanwhile.
#[derive(Debug, Clone, PartialEq)]
pub struct Public {
    pub content: Content,
    /// How it got where it is, so that a change that is given up leaves everything as it was.
    course: Course,
    lawful_reason: String,
    looked: String,
    changing_since: Option<Date>,
}

impl Public {
    /// Why personal data in it may be public.
    #[must_use]
    pub fn lawful_reason(&self) -> &str {
        &self.lawful_reason
    }

    /// The digest of the text that the public sees.
    #[must_use]
    pub fn text(&self) -> Option<&Digest> {
        self.course.text()
    }
}

/// 定时: a schedule and who set it, who is the publisher when its minute comes.
#[derive(Debug, Clone, PartialEq)]
pub struct Planned {
    pub by: String,
    pub schedule: Schedule,
}

/// An item.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct State {
    /// The text that is worked on; of a published item without a change, the public one.
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
    /// The last one.
    pub publication: Option<Publication>,
    /// The day of the first one, which the public reads as 发布日期.
    pub first_on: Option<Date>,
    /// What stood behind the last publication when it was made.
    pub cover: Option<Cover>,
    /// What the public sees; nothing before the first publication and after a withdrawal. While it is suspended, what it saw.
    pub public: Option<Public>,
    /// 暂停公开: since when, and why.
    pub suspended: Option<(Date, Suspension)>,
    /// 变更: each day on which another text took the place of the public one, and what was said of it.
    pub changes: Vec<(Date, Change)>,
    /// The publication that waits for its minute.
    pub planned: Option<Planned>,
    pub validity: Validity,
    /// The day, and the document in its place.
    pub repealed: Option<(Date, String)>,
    /// That document, where it stands on this site.
    pub repealed_by: Option<Reference>,
    pub withdrawn: Option<Date>,
    /// The day of the last act.
    pub last_on: Option<Date>,
    /// The acts name the texts they are about: they are not of the older form.
    pub names_texts: bool,
    /// The day on which the change of a public text was begun that led to the text as it stands.
    changing_since: Option<Date>,
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
                self.planned = None;
                self.cleared_before = false;
                self.looked.clear();
                self.names_texts |= submission.read.is_some();
                self.lawful_reason.clone_from(&submission.lawful_reason);
                self.status = Status::InReview;
            }
            Event::Checked(given) => self.read(Post::SectionHead, entry, given),
            Event::Reviewed(given) => self.read(Post::Secrecy, entry, given),
            Event::SignedOff(given) => self.read(Post::Leader, entry, given),
            Event::Scheduled(schedule) => {
                self.planned = Some(Planned {
                    by: entry.by.clone(),
                    schedule: schedule.clone(),
                });
            }
            Event::Unscheduled(_) => self.planned = None,
            Event::Published(publication) => self.published(publication),
            Event::Discarded(_) => self.discarded(),
            Event::Suspended(suspension) => self.suspended = Some((entry.on, suspension.clone())),
            Event::Restored(restoration) => {
                self.suspended = None;
                if let Some(public) = &mut self.public {
                    public.lawful_reason.clone_from(&restoration.reason);
                }
            }
            Event::Repealed(repeal) => {
                self.validity = Validity::Repealed;
                self.repealed = Some((entry.on, repeal.by.clone()));
                self.repealed_by.clone_from(&repeal.item);
            }
            Event::Withdrawn(_) => {
                self.withdrawn = Some(entry.on);
                self.public = None;
                self.suspended = None;
                self.planned = None;
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

    /// Whether the public can read something of it now.
    #[must_use]
    pub fn is_shown(&self) -> bool {
        self.public.is_some() && self.suspended.is_none()
    }

    /// Whether a change of what is public is under way.
    #[must_use]
    pub fn is_changing(&self) -> bool {
        self.public.is_some() && self.status != Status::Published
    }

    /// 形成或者变更之日: the day on which the text as it stands came to be, from which its term is counted.
    #[must_use]
    pub fn formed_on(&self) -> Option<Date> {
        let made = self.content.as_ref()?.made_on;
        Some(
            self.changing_since
                .map_or(made, |changed| changed.max(made)),
        )
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
        if self.status == Status::Published {
            // A change is a text of its own: its authors are those who make it.
            self.course.begin_anew();
            self.changing_since = Some(entry.on);
        }
        self.planned = None;
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
        self.planned = None;
        self.status = match given.opinion {
            Opinion::Return => Status::Returned,
            Opinion::Agree if self.course.is_read(&self.order()) => Status::Cleared,
            Opinion::Agree => Status::InReview,
        };
    }

    fn published(&mut self, publication: &Publication) {
        self.cover = Some(self.covers(publication));
        self.planned = None;
        self.suspended = None;
        let again = self.first_on.is_some();
        self.first_on.get_or_insert(publication.published_on);
        let public = |content: &&Content| content.source_class == SourceClass::Proactive;
        self.public = self.content.as_ref().filter(public).map(|content| Public {
            content: content.clone(),
            course: self.course.clone(),
            lawful_reason: self.lawful_reason.clone(),
            looked: self.looked.clone(),
            changing_since: self.changing_since,
        });
        self.status = match self.public {
            Some(_) => Status::Published,
            None => Status::Barred,
        };
        if let Some(change) = publication.change.as_ref().filter(|_| again) {
            self.changes
                .push((publication.published_on, change.clone()));
        }
        if let Some(validity) = publication.validity {
            self.validity = validity;
        }
        self.publication = Some(publication.clone());
    }

    fn discarded(&mut self) {
        self.planned = None;
        let Some(public) = &self.public else {
            return;
        };
        self.content = Some(public.content.clone());
        self.course = public.course.clone();
        self.lawful_reason.clone_from(&public.lawful_reason);
        self.looked.clone_from(&public.looked);
        self.changing_since = public.changing_since;
        self.cleared_before = false;
        self.status = Status::Published;
    }

    fn covers(&self, publication: &Publication) -> Cover {
        let order = self.order();
        if publication.imported {
            // An import drafts and publishes; nothing that was handled here becomes public by calling itself imported.
            let untouched = self.status == Status::Draft
                && self.publication.is_none()
                && self.course.given().is_empty();
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
