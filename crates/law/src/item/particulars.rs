//! What is wrong with an act that is in order: its fields, the text that it names, and what the text holds (A-17, Q-20, S-3, S-7).

use jiff::civil::{Date, DateTime};

use super::{
    Settings, consultation,
    content::Content,
    event::{
        Change, Dropped, Event, Given, Publication, Restoration, Schedule, Submission, Suspension,
    },
    form, gates,
    gates::{Passage, Unread},
    pictures,
    refusal::{finding, kept_off, rules},
    state::{State, reading},
    ties::{self, Standing},
};
use crate::{
    finding::Finding,
    personal,
    readings::{Digest, No, Opinion, Person},
    rule::Rule,
};

/// Longest reason of any act, in characters.
const LONGEST: usize = 500;

/// What an act is judged by besides the item: the day, the house, and what would become public in plain text.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// Day and minute in China.
    pub now: DateTime,
    pub passages: &'a [Passage],
    /// What no program can read of it.
    pub unread: &'a [Unread],
    /// The items that the text names, as they stand.
    pub standing: &'a [Standing],
    pub personal: &'a personal::Settings,
    pub settings: &'a Settings,
}

impl Facts<'_> {
    /// The day on which the act is recorded.
    #[must_use]
    pub fn on(&self) -> Date {
        self.now.date()
    }
}

pub(super) fn particulars(
    event: &Event,
    state: &State,
    person: Person,
    facts: &Facts,
) -> Vec<Finding> {
    match event {
        Event::Drafted(content) | Event::Revised(content) => written(content, facts),
        Event::SubmittedForReview(submission) => submitted(submission, state, facts),
        Event::Checked(given) | Event::Reviewed(given) | Event::SignedOff(given) => {
            read(event, given, state, person, facts)
        }
        Event::Scheduled(schedule) => scheduled(schedule, state, person, facts),
        Event::Published(publication) => published(publication, state, person, facts),
        Event::Unscheduled(Dropped { reason }) | Event::Discarded(Dropped { reason }) => {
            too_long("reason", reason).into_iter().collect()
        }
        Event::Suspended(Suspension { reason: why, .. }) => {
            reason(Rule::N_26, "reason", why, "暂停公开的理由", "the reason")
        }
        Event::Restored(restoration) => restored(restoration, facts),
        Event::Repealed(repeal) => reason(
            Rule::P_10,
            "reason",
            &repeal.reason,
            "废止理由",
            "the reason",
        ),
        Event::Withdrawn(withdrawal) => reason(
            Rule::W_7,
            "reason",
            &withdrawal.reason,
            "撤回理由",
            "the reason",
        ),
    }
}

/// Nothing marked secret is stored, not even as a draft (S-3); the rest is the form's.
fn written(content: &Content, facts: &Facts) -> Vec<Finding> {
    let mut found = form::faults_of(content, facts.on());
    found.extend(ties::named(content, facts.standing));
    found.extend(gates::secrecy(facts.passages));
    found
}

fn submitted(submission: &Submission, state: &State, facts: &Facts) -> Vec<Finding> {
    let mut found = named(submission.read.as_ref(), state);
    found.extend(unchanged(state));
    found.extend(too_long("lawful_reason", &submission.lawful_reason));
    found.extend(fit(state, facts, &submission.lawful_reason));
    found
}

/// A reading has its basis; what is sent back, its reason (A-17, S-6). It is of the text as it stands.
fn read(
    event: &Event,
    given: &Given,
    state: &State,
    person: Person,
    facts: &Facts,
) -> Vec<Finding> {
    let mut found = reason(
        Rule::A_17,
        "basis",
        &given.basis,
        "审查依据或者理由",
        "the basis or reason",
    );
    found.extend(too_long("exception", &given.exception));
    found.extend(too_long("looked", &given.looked));
    let looked = given.looked.as_str();
    let Some(post) = event.kind().reads() else {
        return found;
    };
    let order = state.order();
    let given = reading(post, person.id, facts.on(), given);
    for no in state
        .course
        .particulars(&given, rules(&order, facts.settings))
    {
        match no {
            No::AnotherText => found.push(another_text()),
            No::Unexplained(_) => found.push(unexplained()),
            _ => {}
        }
    }
    if given.opinion == Opinion::Agree {
        if gates::looks(&order) == Some(post) {
            found.extend(gates::unread(facts.unread, looked));
        }
        found.extend(fit(state, facts, &state.lawful_reason));
    }
    found
}

fn published(
    publication: &Publication,
    state: &State,
    person: Person,
    facts: &Facts,
) -> Vec<Finding> {
    let made = Making {
        read: publication.read.as_ref(),
        exception: &publication.exception,
        change: publication.change.as_ref(),
    };
    let mut found = made_public("published", &made, state, person, facts);
    found.extend(heard(state, facts.on()));
    if publication.published_on != facts.on() {
        found.push(finding(
            Rule::P_11,
            "published_on",
            "发布日期就是发布的当天".into(),
            "The day of publication is the day on which it is published".into(),
        ));
    }
    found
}

/// A schedule is judged like the publication that it will be, which is judged again when its minute has come; and the minute is
/// still to come, within a year: a year that was mistyped keeps the public waiting for it.
fn scheduled(schedule: &Schedule, state: &State, person: Person, facts: &Facts) -> Vec<Finding> {
    let made = Making {
        read: schedule.read.as_ref(),
        exception: &schedule.exception,
        change: schedule.change.as_ref(),
    };
    let mut found = made_public("scheduled", &made, state, person, facts);
    found.extend(heard(state, schedule.at.date()));
    if schedule.at <= facts.now {
        found.push(finding(
            Rule::P_11,
            "at",
            "定时发布的时间应当晚于现在".into(),
            "The minute of a scheduled publication is still to come".into(),
        ));
    }
    if schedule.at.date().year() > facts.on().year() + 1 {
        found.push(finding(
            Rule::A_26_1,
            "at",
            "定时发布不能晚于明年年底".into(),
            "A publication is scheduled for this year or the next".into(),
        ));
    }
    found
}

/// What was found may be public for the reason that is given, or it stays away until it is masked and published anew.
fn restored(restoration: &Restoration, facts: &Facts) -> Vec<Finding> {
    let why = restoration.reason.as_str();
    let mut found = reason(Rule::Q_20, "reason", why, "恢复公开的理由", "the reason");
    found.extend(gates::stops(
        facts.passages,
        facts.on(),
        facts.personal,
        why,
    ));
    found
}

/// What a publication and a schedule both say.
struct Making<'a> {
    read: Option<&'a Digest>,
    exception: &'a str,
    change: Option<&'a Change>,
}

/// What is asked of a text that becomes public, now or later.
fn made_public(
    place: &str,
    made: &Making,
    state: &State,
    person: Person,
    facts: &Facts,
) -> Vec<Finding> {
    let mut found = named(made.read, state);
    found.extend(too_long("exception", made.exception));
    if kept_off(state, person.id, facts.settings).is_some() && made.exception.trim().is_empty() {
        found.push(unexplained());
    }
    if !state.course.is_covered(&state.order()) {
        found.push(finding(
            Rule::A_17,
            place,
            "有人办理了两个环节而没有写明原因，不能发布".into(),
            "One person did two steps without a recorded reason: it cannot be published".into(),
        ));
    }
    if state.public.is_some() {
        let note = made.change.map_or("", |change| change.note.as_str());
        found.extend(reason(
            Rule::A_26_1,
            "note",
            note,
            "变更说明",
            "what changed",
        ));
    }
    found.extend(gates::unread(facts.unread, &state.looked));
    if let Some(content) = &state.content {
        let before = state.public.as_ref().map(|public| &public.content);
        found.extend(ties::shown(content, before, facts.standing));
    }
    found.extend(fit(state, facts, &state.lawful_reason));
    found
}

/// The days that the public has for its opinions, where the text is published on this day (S-10).
fn heard(state: &State, day: Date) -> Vec<Finding> {
    let before = state.public.as_ref().map(|public| &public.content);
    let content = state.content.iter();
    content
        .flat_map(|content| consultation::term(content, (state.first_on, before), day))
        .collect()
}

/// A change changes something.
fn unchanged(state: &State) -> Option<Finding> {
    let public = state.public.as_ref()?;
    (state.is_changing() && public.text() == state.text()).then(|| {
        finding(
            Rule::A_26_1,
            "read",
            "与已公开的文本相同，没有需要审查的修改".into(),
            "It says what is public already: there is nothing to read".into(),
        )
    })
}

/// Whether the text may go on its way to the public: whole (A-12.2, A-20, S-13), its pictures described (W-21), every opinion accounted
/// for (S-11), of the right class (S-8), without a mark of secrecy (S-3) and without personal data.
fn fit(state: &State, facts: &Facts, lawful_reason: &str) -> Vec<Finding> {
    let Some(content) = &state.content else {
        return Vec::new();
    };
    let mut found = form::faults_of(content, facts.on());
    found.extend(pictures::undescribed(&content.body_html));
    found.extend(gates::class(content.source_class));
    found.extend(ties::owed(content));
    found.extend(consultation::accounted(content, facts.standing, facts.on()));
    let (passages, on) = (facts.passages, facts.on());
    found.extend(gates::stops(passages, on, facts.personal, lawful_reason));
    found
}

/// An act names the text that it is about, and that is the text as it stands (S-1).
fn named(read: Option<&Digest>, state: &State) -> Vec<Finding> {
    if read.is_some() && read == state.text() {
        return Vec::new();
    }
    vec![another_text()]
}

pub(super) fn another_text() -> Finding {
    finding(
        Rule::A_17,
        "read",
        "所读的不是现在的文本：信息已经被修改，请重新阅读".into(),
        "What was read is not the text as it stands: it has been changed, read it again".into(),
    )
}

fn unexplained() -> Finding {
    finding(
        Rule::S_7,
        "exception",
        "同一人办理两个环节，请写明原因".into(),
        "One person does two steps: record why".into(),
    )
}

fn reason(rule: Rule, field: &str, text: &str, zh: &str, en: &str) -> Vec<Finding> {
    if text.trim().is_empty() {
        return vec![finding(
            rule,
            field,
            format!("请填写{zh}"),
            format!("Enter {en}"),
        )];
    }
    too_long(field, text).into_iter().collect()
}

fn too_long(field: &str, text: &str) -> Option<Finding> {
    let length = text.chars().count();
    (length > LONGEST).then(|| {
        finding(
            Rule::A_17,
            field,
            format!("理由不能超过{LONGEST}字，现有{length}字"),
            format!("A reason can have at most {LONGEST} characters; it has {length}"),
        )
    })
}
