//! What no sequence of acts can do, allowed or not: make a text public on readings that are not of it, or let an author read.

use std::collections::{BTreeMap, BTreeSet};

use law::{
    item::{self, Cover, Dropped, Entry, Event, Given, Kind, Settings, SourceClass, Status},
    readings::{Digest, Opinion, Person, Post, person_behind},
};
use proptest::prelude::*;

use crate::play::{
    TODAY, content, gives, judge, repeals, replaces, restores, schedules, submits, suspends,
    withdraws,
};

/// Two of them are programs of 甲 and 乙.
const PEOPLE: [&str; 7] = ["甲", "乙", "丙", "丁", "戊", "token/1/甲", "token/2/乙"];
/// Where publishing stands among the kinds.
const PUBLISHED: usize = 8;
const ORDER: [Post; 3] = [Post::SectionHead, Post::Secrecy, Post::Leader];
const CLASSES: [SourceClass; 4] = [
    SourceClass::Proactive,
    SourceClass::Proactive,
    SourceClass::Proactive,
    SourceClass::Withheld,
];

/// One step drawn: kind, person, which text, sent back, explained, and whether it names the text as it stands.
type Step = (usize, usize, usize, bool, bool, bool);

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = (
        0..Kind::ALL.len(),
        0..PEOPLE.len(),
        0..4_usize,
        prop::bool::weighted(0.1),
        any::<bool>(),
        prop::bool::weighted(0.85),
    );
    prop::collection::vec(step, 0..30)
}

/// Steps that follow the usual course, so that publications are reached often: draft, submit, three readings, publish, then a change
/// that goes the same way, with a stray step between them now and then.
fn usual() -> impl Strategy<Value = Vec<Step>> {
    let person = 0..PEOPLE.len();
    prop::collection::vec(
        (
            person,
            prop::option::weighted(0.15, (0..Kind::ALL.len(), 0..4_usize)),
            any::<bool>(),
            prop::bool::weighted(0.95),
        ),
        6..16,
    )
    .prop_map(|drawn| {
        let course = [0, 2, 3, 4, 5, PUBLISHED, 1, 2, 3, 4, 5, PUBLISHED];
        let mut steps = Vec::new();
        for (at, (person, stray, explained, names)) in drawn.into_iter().enumerate() {
            if let Some((kind, which)) = stray {
                steps.push((kind, person, which, false, explained, names));
            }
            steps.push((
                course[at % course.len()],
                person,
                at / 6,
                false,
                explained,
                names,
            ));
        }
        steps
    })
}

fn event(step: Step, text: Option<&Digest>) -> Event {
    let (kind, _, which, back, explained, names) = step;
    let text = text
        .filter(|_| names)
        .cloned()
        .unwrap_or_else(|| content("别的文本", SourceClass::Proactive).digest());
    let written = || Box::new(content(["一", "二", "三", "四"][which], CLASSES[which]));
    let exception = if explained { "全局仅一人" } else { "" };
    let given = |post| {
        let opinion = if back {
            Opinion::Return
        } else {
            Opinion::Agree
        };
        gives(
            post,
            Given {
                opinion,
                basis: "不涉密".into(),
                read: Some(text.clone()),
                exception: exception.into(),
                looked: String::new(),
            },
        )
    };
    match Kind::ALL[kind] {
        Kind::Drafted => Event::Drafted(written()),
        Kind::Revised => Event::Revised(written()),
        Kind::SubmittedForReview => submits(&text),
        Kind::Checked => given(Post::SectionHead),
        Kind::Reviewed => given(Post::Secrecy),
        Kind::SignedOff => given(Post::Leader),
        Kind::Published => {
            let mut event = replaces(&text);
            if let Event::Published(publication) = &mut event {
                publication.exception = exception.into();
            }
            event
        }
        Kind::Scheduled => {
            let mut event = schedules(&text);
            if let Event::Scheduled(schedule) = &mut event {
                schedule.exception = exception.into();
            }
            event
        }
        Kind::Unscheduled => Event::Unscheduled(Dropped::default()),
        Kind::Discarded => Event::Discarded(Dropped::default()),
        Kind::Suspended => suspends(),
        Kind::Restored => restores(),
        Kind::Repealed => repeals(),
        Kind::Withdrawn => withdraws(),
    }
}

/// A second account of an item, kept without `law`'s own: the text, who wrote any of it, who agreed to which text since.
#[derive(Default, Clone)]
struct Account {
    text: Option<Digest>,
    class: Option<SourceClass>,
    authors: BTreeSet<String>,
    agreed: BTreeMap<Post, (String, Digest, bool)>,
    order: Vec<Post>,
    sent_back: bool,
    /// Nothing has been done to it since it was published.
    rests: bool,
    /// As it was when it was published, while it is public.
    public: Option<Box<Account>>,
}

impl Account {
    fn then(&mut self, entry: &Entry) {
        let person = person_behind(&entry.by).to_string();
        let rested = std::mem::take(&mut self.rests);
        match &entry.event {
            Event::Drafted(content) | Event::Revised(content) => {
                if rested {
                    self.authors.clear();
                }
                self.text = Some(content.digest());
                self.class = Some(content.source_class);
                self.authors.insert(person);
                self.void();
            }
            Event::SubmittedForReview(_) => self.void(),
            Event::Checked(given) | Event::Reviewed(given) | Event::SignedOff(given) => {
                let post = entry.event.kind().reads().unwrap();
                if given.opinion == Opinion::Return {
                    self.sent_back = true;
                } else {
                    let explained = !given.exception.is_empty();
                    self.order.retain(|other| *other != post);
                    self.order.push(post);
                    self.agreed
                        .insert(post, (person, given.read.clone().unwrap(), explained));
                }
            }
            Event::Published(_) => {
                self.public = None;
                if self.class == Some(SourceClass::Proactive) {
                    self.public = Some(Box::new(self.clone()));
                    self.rests = true;
                }
            }
            Event::Withdrawn(_) => self.public = None,
            Event::Discarded(_) => {
                if let Some(public) = self.public.take() {
                    *self = Self {
                        rests: true,
                        public: Some(public.clone()),
                        ..*public
                    };
                }
            }
            Event::Scheduled(_)
            | Event::Unscheduled(_)
            | Event::Suspended(_)
            | Event::Restored(_)
            | Event::Repealed(_) => self.rests = rested,
        }
    }

    fn void(&mut self) {
        self.agreed.clear();
        self.order.clear();
        self.sent_back = false;
    }

    /// Whether this very text was read by all three, each a hand that had none in it, or one that said why.
    fn is_covered(&self, may_explain: bool) -> bool {
        let mut before = self.authors.clone();
        let fresh_or_explained = self.order.iter().all(|post| {
            let (person, _, explained) = &self.agreed[post];
            before.insert(person.clone()) || (may_explain && *explained)
        });
        let of_this_text = ORDER.iter().all(|post| {
            self.agreed
                .get(post)
                .is_some_and(|(_, text, _)| Some(text) == self.text.as_ref())
        });
        fresh_or_explained && of_this_text && !self.sent_back
    }
}

/// Plays steps, each recorded only if the law has nothing against it; says how many publications there were.
fn played(steps: &[Step], settings: &Settings) -> Result<usize, TestCaseError> {
    let mut state = item::State::default();
    let mut account = Account::default();
    let mut public = 0;
    for step in steps {
        let event = event(*step, state.text());
        let person = Person {
            id: PEOPLE[step.1],
            posts: &Post::ALL,
        };
        if !judge(&state, person, &event, settings, &[]).is_empty() {
            continue;
        }
        let entry = Entry {
            on: TODAY,
            by: PEOPLE[step.1].into(),
            event,
        };
        if entry.event.given().is_some() && !settings.small_bureau {
            prop_assert!(
                !account.authors.contains(person_behind(PEOPLE[step.1])),
                "an author reads"
            );
        }
        account.then(&entry);
        state.then(&entry);
        if entry.event.kind() == Kind::Published {
            public += 1;
            prop_assert!(account.is_covered(settings.small_bureau));
            prop_assert_eq!(account.class, Some(SourceClass::Proactive));
            prop_assert_eq!(state.status, Status::Published);
            prop_assert_eq!(state.cover, Some(Cover::Read));
            prop_assert_eq!(state.text(), account.text.as_ref());
        }
        // What is public is what was published: no act changes it afterwards, whatever becomes of a change beside it.
        if let Some(public) = &state.public {
            let read = state.publication.as_ref().and_then(|one| one.read.as_ref());
            prop_assert_eq!(read, public.text());
            prop_assert_eq!(account.public.as_ref().unwrap().text.as_ref(), read);
            prop_assert_eq!(Some(&public.content.digest()), read);
        }
        // What waits for its minute is the text as it stands, read by all.
        if let Some(planned) = &state.planned {
            prop_assert_eq!(planned.schedule.read.as_ref(), state.text());
            prop_assert_eq!(state.status, Status::Cleared);
        }
    }
    Ok(public)
}

proptest! {
    #![proptest_config(ProptestConfig::default())]

    /// Through the judge: nothing becomes public that its readings do not cover, and no author reads (A-17, S-1, S-7, S-8).
    #[test]
    fn nothing_becomes_public_unread(steps in prop_oneof![steps(), usual()]) {
        played(&steps, &Settings::default())?;
        played(&steps, &Settings::default().in_house(true))?;
    }

    /// Whatever acts stand in a ledger, allowed or not: what is called read is covered, and what is covered is called read.
    #[test]
    fn a_publication_is_called_read_if_its_readings_cover_it(steps in prop_oneof![steps(), usual()]) {
        let mut state = item::State::default();
        let mut account = Account::default();
        for step in steps {
            let entry = Entry { on: TODAY, by: PEOPLE[step.1].into(), event: event(step, state.text()) };
            account.then(&entry);
            state.then(&entry);
            if let Event::Published(publication) = &entry.event {
                let named = publication.read.as_ref() == account.text.as_ref();
                let covered = named && account.text.is_some() && account.is_covered(true);
                prop_assert_eq!(state.cover == Some(Cover::Read), covered);
                prop_assert_eq!(state.status == Status::Published, account.class == Some(SourceClass::Proactive));
            }
        }
    }
}

/// The usual course does reach publications: the property above is not about nothing.
#[test]
fn publications_are_reached() {
    let course = |people: [usize; 6]| -> Vec<Step> {
        [0, 2, 3, 4, 5, PUBLISHED]
            .into_iter()
            .zip(people)
            .map(|(kind, person)| (kind, person, 0, false, true, true))
            .collect()
    };
    let strict = Settings::default();
    let small = strict.in_house(true);
    for (people, settings, public) in [
        ([0, 0, 1, 2, 3, 4], &strict, 1),
        ([0, 0, 0, 2, 3, 4], &strict, 0),
        // A program of 甲 is 甲.
        ([5, 0, 1, 2, 3, 0], &strict, 0),
        ([0, 0, 5, 2, 3, 4], &strict, 0),
        ([0, 0, 1, 6, 3, 4], &strict, 0),
        ([0, 0, 1, 6, 3, 4], &small, 1),
        ([0, 0, 0, 0, 0, 0], &small, 1),
    ] {
        assert_eq!(
            played(&course(people), settings).unwrap(),
            public,
            "{people:?}"
        );
    }
}
