//! 案卷: what the house has done with a request, folded from its acts.

use jiff::civil::Date;

use super::{
    Passed, Settings, Stage,
    event::{Decision, Entry, Event, Given, What},
    paper::{Numbered, Paper},
};
use crate::{
    case,
    outcome::Code,
    readings::{Course, Opinion, Post, Reading},
    signing::Search,
};

/// The decision on its way through the house.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    pub decision: Decision,
    pub on: Date,
    pub by: String,
    /// Its readings. A decision prepared anew is another text, so no reading outlives it.
    pub course: Course,
    /// The act that prepared it, from 1.
    pub at: usize,
    /// Its letter and files as they are now; what is read is this. None where it was prepared before letters went with it.
    pub paper: Option<Paper>,
    /// The number of its letter, once it has one that was not taken back.
    pub numbered: Option<Numbered>,
}

impl Standing {
    fn new(decision: Decision, on: Date, by: &str, at: usize) -> Self {
        let paper = decision.paper.clone();
        let mut course = Course::default();
        course.written(by, Some(on), paper.as_ref().map(Paper::digest));
        Self {
            decision,
            on,
            by: by.into(),
            course,
            at,
            paper,
            numbered: None,
        }
    }

    /// The letter or a file is another one now: whoever read the answer has not read this.
    fn rewritten(&mut self, entry: &Entry, paper: &Paper) {
        self.course
            .written(&entry.by, Some(entry.on), Some(paper.digest()));
        self.paper = Some(paper.clone());
        self.numbered = None;
    }

    /// The day of the last step, before which no further step can lie.
    #[must_use]
    pub fn last_on(&self) -> Date {
        self.course.last_on().unwrap_or(self.on)
    }

    #[must_use]
    pub fn is_signed(&self) -> bool {
        self.course.is_read(&[Post::Leader])
    }
}

/// A hand-over to an office, and its return.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consigned {
    pub office: String,
    pub on: Date,
    pub due: Option<Date>,
    pub returned: Option<Date>,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub struct File {
    pub received: bool,
    /// Brought in from elsewhere: what the house did then is not in these acts.
    pub imported: bool,
    pub closed: Option<(Date, Code)>,
    /// Closed by an answer, not by a withdrawal or a lapse.
    pub answered: bool,
    /// Whether the answer rested on a signed decision.
    pub signed_at_answer: bool,
    pub passed: Vec<Passed>,
    pub consigned: Vec<Consigned>,
    pub searches: Vec<Search>,
    pub risks: usize,
    pub third_parties: usize,
    /// Notices to correct.
    pub corrections: usize,
    pub decision: Option<Standing>,
    /// 并案: the request that answers for this one.
    pub lead: Option<(String, String)>,
    /// Requests answered together with this one.
    pub followers: Vec<(String, String)>,
    pub split: bool,
    pub served: Vec<(Date, Option<Date>)>,
    pub re_decided: Vec<(Date, Code)>,
    pub satisfaction: Option<u8>,
}

/// The file that entries in order amount to.
#[must_use]
pub fn read(entries: &[Entry]) -> File {
    let mut file = File::default();
    for (at, entry) in (1..).zip(entries) {
        file.imported |= entry.by == "import";
        match &entry.what {
            What::Statutory(event) => file.statutory(entry, event),
            What::Inner(event) => file.inner(at, entry, event),
        }
    }
    file
}

impl File {
    #[must_use]
    pub fn stage(&self) -> Stage {
        if self.closed.is_some() {
            Stage::Filed
        } else if self.decision.as_ref().is_some_and(Standing::is_signed) {
            Stage::Answered
        } else if self.passed.iter().any(|one| one.stage == Stage::Examined) {
            Stage::Handled
        } else if self.received {
            Stage::Examined
        } else {
            Stage::Registered
        }
    }

    /// Whose act the decision waits for.
    #[must_use]
    pub fn waits_for(&self, settings: &Settings) -> Option<Post> {
        let standing = self.decision.as_ref().filter(|_| self.closed.is_none())?;
        if standing.course.of(Post::Leader).is_some() {
            return Some(Post::Clerk);
        }
        let next = standing.course.awaits(settings.readings());
        Some(next.unwrap_or(Post::Clerk))
    }

    /// The decision that an answer may rest on.
    #[must_use]
    pub fn signed(&self) -> Option<&Standing> {
        self.decision.as_ref().filter(|one| one.is_signed())
    }

    fn pass(&mut self, stage: Stage, entry: &Entry) {
        if !self.passed.iter().any(|one| one.stage == stage) {
            self.passed.push(Passed {
                stage,
                on: entry.on,
                by: entry.by.clone(),
            });
        }
    }

    fn statutory(&mut self, entry: &Entry, event: &case::Event) {
        match event {
            case::Event::Submitted { channel, .. } => {
                self.pass(Stage::Registered, entry);
                self.received |= matches!(
                    channel,
                    case::Channel::Counter | case::Channel::RegisteredMail
                );
            }
            case::Event::Confirmed => self.received = true,
            case::Event::Corrected => {
                // What is asked for has changed: a decision on the old wording carries no answer.
                self.decision = None;
                self.pass(Stage::Examined, entry);
            }
            case::Event::Answered { code, .. } => {
                self.signed_at_answer = self.signed().is_some() || self.lead.is_some();
                self.answered = true;
                self.close(entry, *code);
            }
            case::Event::Withdrawn => self.close(entry, Code::Other),
            case::Event::Lapsed { code } => self.close(entry, *code),
            case::Event::CorrectionNoticed { .. } => {
                self.corrections += 1;
                self.pass(Stage::Examined, entry);
            }
            case::Event::ThirdPartyAsked { .. } => {
                self.third_parties += 1;
                self.pass(Stage::Examined, entry);
            }
            _ => self.pass(Stage::Examined, entry),
        }
    }

    fn close(&mut self, entry: &Entry, code: Code) {
        if self.closed.is_none() {
            self.closed = Some((entry.on, code));
            self.pass(Stage::Answered, entry);
        }
    }

    fn inner(&mut self, at: usize, entry: &Entry, event: &Event) {
        match event {
            Event::HandedOver { office, due, .. } => {
                self.pass(Stage::Examined, entry);
                self.consigned.push(Consigned {
                    office: office.clone(),
                    on: entry.on,
                    due: *due,
                    returned: None,
                });
            }
            Event::ReturnedByOffice { office, .. } => {
                let open = self
                    .consigned
                    .iter_mut()
                    .find(|one| one.office == *office && one.returned.is_none());
                if let Some(open) = open {
                    open.returned = Some(entry.on);
                }
            }
            Event::SearchRecorded {
                place, by, terms, ..
            } => {
                self.searches.push(Search {
                    place: place.clone(),
                    by: by.clone(),
                    on: Some(entry.on),
                    terms: terms.clone(),
                });
                self.pass(Stage::Examined, entry);
            }
            Event::Split { .. } => self.split = true,
            Event::Joined { lead, number } => self.lead = Some((lead.clone(), number.clone())),
            Event::Leads { request, number } => {
                self.followers.push((request.clone(), number.clone()));
            }
            Event::DecisionPrepared(decision) => {
                self.pass(Stage::Examined, entry);
                let decision = (**decision).clone();
                self.decision = Some(Standing::new(decision, entry.on, &entry.by, at));
            }
            Event::SectionReviewed(given) => self.reading(Post::SectionHead, entry, given),
            Event::LegallyReviewed(given) => self.reading(Post::Legal, entry, given),
            Event::Signed(given) => {
                self.reading(Post::Leader, entry, given);
                if given.opinion == Opinion::Agree {
                    self.pass(Stage::Handled, entry);
                }
            }
            Event::Served { reached, .. } => {
                self.served.push((entry.on, *reached));
                self.pass(Stage::Filed, entry);
            }
            Event::RiskNoted { .. } => self.risks += 1,
            Event::Redacted { paper, .. } => {
                self.pass(Stage::Examined, entry);
                if let (Some(standing), Some(paper)) = (&mut self.decision, paper) {
                    standing.rewritten(entry, paper);
                }
            }
            Event::LetterDrafted {
                goes_with,
                paper: Some(paper),
                ..
            } => {
                if let Some(standing) = self.carrying(*goes_with) {
                    standing.rewritten(entry, paper);
                }
            }
            Event::LetterNumbered {
                number,
                goes_with,
                read,
                ..
            } => {
                if let Some(standing) = self.carrying(*goes_with) {
                    standing.numbered = Some(Numbered {
                        number: number.clone(),
                        on: entry.on,
                        read: read.clone(),
                    });
                }
            }
            Event::LetterVoided {
                number, goes_with, ..
            } => {
                if let Some(standing) = self.carrying(*goes_with)
                    && standing
                        .numbered
                        .as_ref()
                        .is_some_and(|one| one.number == *number)
                {
                    // Its signature is taken back with it: the same answer is read and signed once more.
                    standing.numbered = None;
                    standing.course.unread();
                }
            }
            Event::ReDecided { code, .. } => self.re_decided.push((entry.on, *code)),
            Event::Satisfaction { score } => self.satisfaction = Some(*score),
            Event::LetterDrafted { paper: None, .. }
            | Event::HelpGiven { .. }
            | Event::ShownInFull { .. }
            | Event::ProofKept
            | Event::CodeGiven => {}
        }
    }

    /// The decision on its way whose letter goes with this act.
    fn carrying(&mut self, goes_with: usize) -> Option<&mut Standing> {
        let standing = self.decision.as_mut()?;
        (standing.paper.is_some() && standing.at == goes_with).then_some(standing)
    }

    fn reading(&mut self, post: Post, entry: &Entry, given: &Given) {
        let Some(standing) = &mut self.decision else {
            return;
        };
        standing
            .course
            .read(reading(post, &entry.by, entry.on, given));
    }
}

/// A reading as its act tells it.
pub(super) fn reading(post: Post, by: &str, on: Date, given: &Given) -> Reading {
    Reading {
        post,
        by: by.into(),
        on: Some(on),
        opinion: given.opinion,
        read: given.read.clone(),
        note: given.note.clone(),
        exception: given.exception.clone(),
    }
}
