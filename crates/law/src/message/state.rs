//! Where a message stands, from its acts alone.

use jiff::civil::Date;

use super::{
    Aside, Entry, Event, HandedOver, Kind, Outcome, PublicText, Received, Replying, Topic,
    Withdrawal,
};
use crate::readings::{Course, Opinion, Post, Reading};

/// 状态 of the reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Status {
    /// 待办: nobody has drafted a reply, or it was sent back, or the writer was not answered.
    #[default]
    Open,
    /// 拟复待审.
    Drafted,
    /// 已答复.
    Replied,
    /// 已转办.
    HandedOver,
    /// 不予办理.
    SetAside,
    /// 已归并, with other opinions that say the same.
    Grouped,
}

impl Status {
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Drafted => "drafted",
            Self::Replied => "replied",
            Self::HandedOver => "handed_over",
            Self::SetAside => "set_aside",
            Self::Grouped => "grouped",
        }
    }
}

/// 公开稿 on its way.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Publication {
    pub text: Option<PublicText>,
    pub published_on: Option<Date>,
    pub withdrawn: Option<(Date, Withdrawal)>,
}

impl Publication {
    /// Whether all may read it now.
    #[must_use]
    pub fn is_public(&self) -> bool {
        self.published_on.is_some() && self.withdrawn.is_none()
    }
}

/// A message as its acts tell it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct State {
    pub received: Option<Box<Received>>,
    pub received_on: Option<Date>,
    pub status: Status,
    /// The day from which the answer is owed.
    pub since: Option<Date>,
    /// The reply as it stands, drafted or sent.
    pub reply: Option<Replying>,
    pub replied_on: Option<Date>,
    /// The day of the first reply: the one that is counted.
    pub first_replied_on: Option<Date>,
    pub doubted_on: Option<Date>,
    pub handed_over: Option<HandedOver>,
    pub set_aside: Option<Aside>,
    /// What an opinion says, where it is grouped.
    pub gist: Option<String>,
    /// 采纳情况已公布: whether it is told what became of the opinions on that draft. No act of this stream says so; who loads it does.
    pub told: bool,
    pub publication: Publication,
    /// Who wrote and read the reply.
    pub(super) replying: Course,
    /// Who wrote and read what becomes public.
    pub(super) publishing: Course,
    /// Who wrote the reply that did not answer: another writes the next one.
    pub(super) doubted: Vec<String>,
    pub last_on: Option<Date>,
}

impl State {
    #[must_use]
    pub fn owes_a_reply(&self) -> bool {
        self.received.is_some() && matches!(self.status, Status::Open | Status::Drafted)
    }

    /// Whether it is an opinion on a draft, which is accounted for with all the others.
    #[must_use]
    pub fn is_opinion(&self) -> bool {
        let received = self.received.as_ref();
        received.is_some_and(|received| received.topic == Topic::Opinion)
    }

    #[must_use]
    pub fn outcome(&self) -> Option<Outcome> {
        self.replied_on?;
        Some(self.reply.as_ref()?.outcome)
    }

    /// The readings that an act belongs to.
    #[must_use]
    pub fn course(&self, kind: Kind) -> &Course {
        match kind {
            Kind::PublicDrafted | Kind::PublicReturned | Kind::Published | Kind::Withdrawn => {
                &self.publishing
            }
            _ => &self.replying,
        }
    }

    /// Why the reply, or the text for the public, was sent back last.
    #[must_use]
    pub fn sent_back(&self, kind: Kind) -> Option<&str> {
        self.course(kind).returned().map(|back| back.note.as_str())
    }

    /// Whose act it waits for; `None`: nobody's.
    #[must_use]
    pub fn waits_for(&self) -> Option<Post> {
        match self.status {
            Status::Open => Some(Post::Clerk),
            Status::Drafted => Some(Post::SectionHead),
            Status::Replied if self.publishing.awaits(&[Post::Secrecy]).is_some() => {
                Some(Post::Secrecy)
            }
            _ => None,
        }
    }
}

/// The acts in order, as one state. What an act may do was judged when it was recorded; here it is a fact.
#[must_use]
pub fn fold(entries: &[Entry]) -> State {
    let mut state = State::default();
    for entry in entries {
        state.take(entry);
        state.last_on = state.last_on.max(Some(entry.on));
    }
    state
}

impl State {
    fn take(&mut self, entry: &Entry) {
        let on = entry.on;
        match &entry.event {
            Event::Received(received) => {
                let begun = received.from.as_ref().map_or(on, |from| from.since);
                self.since = Some(received.closes.unwrap_or(begun));
                self.received = Some(received.clone());
                self.received_on = Some(on);
            }
            Event::HandedOver(over) => {
                self.status = Status::HandedOver;
                self.handed_over = Some(over.clone());
            }
            Event::SetAside(aside) => {
                self.status = Status::SetAside;
                self.set_aside = Some(aside.why);
                self.gist = None;
            }
            Event::Grouped(grouping) => {
                self.status = Status::Grouped;
                self.gist = Some(grouping.gist.clone());
                self.set_aside = None;
            }
            Event::Drafted(reply) => {
                self.replying
                    .written(&entry.by, Some(on), Some(reply.text.clone()));
                self.reply = Some(reply.clone());
                self.status = Status::Drafted;
            }
            Event::Returned(back) => {
                self.replying
                    .read(sent_back(entry, Post::SectionHead, &back.reason));
                self.status = Status::Open;
            }
            Event::Replied(signed) => {
                let exception = &signed.exception;
                let reading = agreed(entry, Post::SectionHead, &signed.read, exception);
                self.replying.read(reading);
                self.status = Status::Replied;
                self.replied_on = Some(on);
                self.first_replied_on = self.first_replied_on.or(Some(on));
            }
            Event::Doubted => {
                self.status = Status::Open;
                self.since = Some(on);
                self.doubted_on = Some(on);
                self.doubted = self.replying.authors().to_vec();
                self.replying.begin_anew();
            }
            Event::PublicDrafted(text) => {
                self.publishing
                    .written(&entry.by, Some(on), Some(text.digest()));
                self.publication.text = Some(text.clone());
            }
            Event::PublicReturned(back) => {
                self.publishing
                    .read(sent_back(entry, Post::Secrecy, &back.reason));
            }
            Event::Published(signed) => {
                let exception = &signed.exception;
                let reading = agreed(entry, Post::Secrecy, &signed.read, exception);
                self.publishing.read(reading);
                self.publication.published_on = Some(on);
            }
            Event::Withdrawn(withdrawal) => {
                self.publication.withdrawn = Some((on, withdrawal.clone()));
            }
        }
    }

    /// Whether what is public was read by another hand than its author's, or with the reason why not (S-7).
    #[must_use]
    pub fn is_covered(&self) -> bool {
        self.publication.published_on.is_none() || self.publishing.is_covered(&[Post::Secrecy])
    }
}

fn agreed(entry: &Entry, post: Post, read: &crate::readings::Digest, exception: &str) -> Reading {
    Reading {
        post,
        by: entry.by.clone(),
        on: Some(entry.on),
        opinion: Opinion::Agree,
        read: Some(read.clone()),
        note: String::new(),
        exception: exception.into(),
    }
}

fn sent_back(entry: &Entry, post: Post, reason: &str) -> Reading {
    Reading {
        post,
        by: entry.by.clone(),
        on: Some(entry.on),
        opinion: Opinion::Return,
        read: None,
        note: reason.into(),
        exception: String::new(),
    }
}
