//! 层层把关: one machine for every text that is read by others before it leaves the house (S-1, S-6, S-7, A-17, A-45).
//!
//! Decisions on requests (`law::handling`), annual reports (`law::report::workflow`) and items (`law::item`) go through it;
//! each words the refusals with its own rule. It knows four things and nothing else:
//!
//! - **order**: which post reads after which;
//! - **distinct hands**: nobody reads what he wrote or has read before, and whoever changed a text is an author of it;
//! - **return**: a reader sends a text back with a word why, and it is written anew;
//! - **exception**: in a bureau too small for that one person does two steps, each time with a recorded reason.
//!
//! A reading holds for the text that was read. Where texts have a digest ([`Digest`]), a reading of another text is none.

mod behind;
mod digest;
mod post;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use behind::{person_behind, program};
pub use digest::Digest;
pub use post::Post;

use behind::same_person;

/// 意见 of a reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Opinion {
    Agree,
    /// 退回: back to who wrote it, with a word why.
    Return,
}

/// One reading, with its time and person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    pub post: Post,
    pub by: String,
    pub on: Option<Date>,
    pub opinion: Opinion,
    /// The text that was read; `None` where texts have no digest, or had none when it was read.
    pub read: Option<Digest>,
    pub note: String,
    /// Why one person does two steps.
    pub exception: String,
}

/// What a person had to do with a text before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hand {
    Wrote,
    Read(Post),
}

/// The person at the desk.
#[derive(Debug, Clone, Copy)]
pub struct Person<'a> {
    pub id: &'a str,
    pub posts: &'a [Post],
}

/// How a text is to be read.
#[derive(Debug, Clone, Copy)]
pub struct Rules<'a> {
    /// The posts, in the order of their readings.
    pub order: &'a [Post],
    /// A bureau too small for different persons: one may do several steps, each time with a recorded reason.
    pub small_bureau: bool,
}

/// Why a reading may not be given; who asks says it with his own rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum No {
    /// Nobody has written anything.
    NothingToRead,
    /// It is the turn of another post; of the author where none.
    Turn(Option<Post>),
    /// Before the step that came before it, which was on this day.
    Earlier(Date),
    /// The same person had a hand in it before.
    SameHand(Hand),
    /// He may, in a bureau as small as this, but has given no reason.
    Unexplained(Hand),
    /// What was read is not the text as it stands.
    AnotherText,
    /// Sent back without a word why.
    ReturnedWithoutReason,
}

/// A text on its way: who wrote it and which readings it has.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Course {
    /// Everybody who wrote or changed the text of this round, the first first.
    authors: Vec<String>,
    /// The day of the text as it stands.
    since: Option<Date>,
    /// The text as it stands, where texts have a digest.
    text: Option<Digest>,
    /// What agreed, in the order in which it was given.
    given: Vec<Reading>,
    returned: Option<Reading>,
}

impl Course {
    /// A text written or changed: its readings are void, and who wrote it is an author beside those before him (S-7).
    pub fn written(&mut self, by: &str, on: Option<Date>, text: Option<Digest>) {
        if !self.wrote(by) {
            self.authors.push(by.into());
        }
        self.since = on;
        self.text = text;
        self.unread();
    }

    /// Every reading is void; authors stay what they are.
    pub fn unread(&mut self) {
        self.given.clear();
        self.returned = None;
    }

    /// A round is over: who writes the next text is its author.
    pub fn begin_anew(&mut self) {
        *self = Self::default();
    }

    /// A reading as a fact, allowed or not. What agrees stands beside the others, a later one of a post in place of the earlier;
    /// what is sent back stops the round until the text is written anew.
    pub fn read(&mut self, reading: Reading) {
        match reading.opinion {
            Opinion::Return => self.returned = Some(reading),
            Opinion::Agree => {
                self.given.retain(|other| other.post != reading.post);
                self.given.push(reading);
            }
        }
    }

    #[must_use]
    pub fn authors(&self) -> &[String] {
        &self.authors
    }

    #[must_use]
    pub fn text(&self) -> Option<&Digest> {
        self.text.as_ref()
    }

    /// What agreed so far, in order.
    #[must_use]
    pub fn given(&self) -> &[Reading] {
        &self.given
    }

    /// What sent it back.
    #[must_use]
    pub fn returned(&self) -> Option<&Reading> {
        self.returned.as_ref()
    }

    /// The agreeing reading of a post.
    #[must_use]
    pub fn of(&self, post: Post) -> Option<&Reading> {
        self.given.iter().find(|reading| reading.post == post)
    }

    /// The day of the last step, before which no further step can lie.
    #[must_use]
    pub fn last_on(&self) -> Option<Date> {
        self.given
            .iter()
            .filter_map(|reading| reading.on)
            .chain(self.since)
            .max()
    }

    /// Whose reading is next: the first post in the order whose reading does not stand. `None`: nobody's, it is read
    /// or it was sent back.
    #[must_use]
    pub fn awaits(&self, order: &[Post]) -> Option<Post> {
        if self.returned.is_some() || self.authors.is_empty() {
            return None;
        }
        order.iter().copied().find(|post| !self.holds(*post))
    }

    /// Whether all of the order have read this very text and agreed.
    #[must_use]
    pub fn is_read(&self, order: &[Post]) -> bool {
        !self.authors.is_empty()
            && self.returned.is_none()
            && order.iter().all(|post| self.holds(*post))
    }

    /// Whether all have read this very text, each a fresh hand or with the reason why not: what a publication rests on.
    #[must_use]
    pub fn is_covered(&self, order: &[Post]) -> bool {
        self.is_read(order)
            && self.given.iter().enumerate().all(|(at, reading)| {
                let before = self.given.iter().take(at);
                let again = self.wrote(&reading.by)
                    || before
                        .into_iter()
                        .any(|other| same_person(&other.by, &reading.by));
                !again || !reading.exception.trim().is_empty()
            })
    }

    /// Whether a post's reading stands: it agreed, and to this text.
    fn holds(&self, post: Post) -> bool {
        self.of(post)
            .is_some_and(|reading| self.text.is_none() || reading.read == self.text)
    }

    /// Whether this person wrote or changed the text.
    fn wrote(&self, by: &str) -> bool {
        self.authors.iter().any(|author| same_person(author, by))
    }

    /// What this person had to do with it before, authorship first.
    #[must_use]
    pub fn hands(&self, by: &str) -> Vec<Hand> {
        let read = self
            .given
            .iter()
            .filter(|reading| same_person(&reading.by, by));
        self.wrote(by)
            .then_some(Hand::Wrote)
            .into_iter()
            .chain(read.map(|reading| Hand::Read(reading.post)))
            .collect()
    }

    /// Whether this person may read for this post on this day, whatever he will say of it.
    #[must_use]
    pub fn turn(&self, post: Post, by: &str, on: Option<Date>, rules: Rules) -> Option<No> {
        if self.authors.is_empty() {
            return Some(No::NothingToRead);
        }
        let next = self.awaits(rules.order);
        if next != Some(post) {
            return Some(No::Turn(next));
        }
        if let (Some(last), Some(on)) = (self.last_on(), on)
            && on < last
        {
            return Some(No::Earlier(last));
        }
        let hand = self.hands(by).first().copied()?;
        (!rules.small_bureau).then_some(No::SameHand(hand))
    }

    /// What is wrong with a reading whose turn it is.
    #[must_use]
    pub fn particulars(&self, reading: &Reading, rules: Rules) -> Vec<No> {
        let mut wrong = Vec::new();
        if self.text.is_some() && reading.read != self.text {
            wrong.push(No::AnotherText);
        }
        if reading.opinion == Opinion::Return && reading.note.trim().is_empty() {
            wrong.push(No::ReturnedWithoutReason);
        }
        let before = self.hands(&reading.by).first().copied();
        if let Some(hand) = before
            && rules.small_bureau
            && reading.exception.trim().is_empty()
        {
            wrong.push(No::Unexplained(hand));
        }
        wrong
    }
}
