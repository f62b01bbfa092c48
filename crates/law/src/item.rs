//! 主动公开的一条信息: drafted, read by three, published, changed, looked at again, repealed, taken down (law.md 1.2, 1.3, 8).
//!
//! ```text
//! entries ──► fold ──► state (what was done, by whom, of which text) ──► refusal (what this person may do now, and why not the rest)
//!                        │                                       └──► particulars (fields, the text named, what the text holds)
//!                        └─► waits_for, cover (what stands behind the publication), last day
//! ```
//! Nothing becomes public that was not read (A-17, S-1): by the posts that its kind asks for (`kinds`), each another hand than its
//! authors' and the other readers' (S-7), and every reading names the digest of the text it is of. A text changed after a reading
//! is an unread text. A published text is changed beside itself: what is public stays until the new text has been read by all and takes
//! its place, with a word on what changed. What is classed 不予公开 or 依申请公开 is never public, whatever an act says (S-8).

mod consultation;
mod content;
pub mod earlier;
mod event;
mod form;
pub mod gates;
pub mod kinds;
pub mod masking;
mod particulars;
pub mod pictures;
pub mod preview;
mod refusal;
mod says_until;
mod settings;
mod state;
mod status;
pub mod stock;
mod ties;
mod validity;

pub use consultation::{Accounts, GIST, Gist, Taken};
pub use content::{Attachment, Column, Content, Lost, Origin, SourceClass, Validity};
pub use event::{
    Change, Dropped, Entry, Event, Given, Kind, Publication, Repeal, Restoration, Schedule,
    Submission, Suspension, Withdrawal, told,
};
pub use form::{Entered, faults, faults_of};
pub use gates::{Passage, Unread};
pub use particulars::Facts;
pub use says_until::says_until;
pub use settings::{Apart, Settings};
pub use state::{Cover, Planned, Public, State, fold, reading};
pub use status::Status;
pub use ties::{Named, Reference, Standing, Tie};
pub use validity::validity_on;

use jiff::civil::Date;

use crate::{
    because::LastDay,
    calendar::Calendar,
    finding::{Finding, Severity},
    publication,
    readings::{Person, Post},
    rule::Rule,
};

/// The rule by which each act is the own of the post that does it ([`Kind::post`], S-7).
pub const POSTS: Rule = Rule::S_7;

/// What follows from an item for one person on one day.
#[derive(Debug, Clone, PartialEq)]
pub struct Assessment {
    /// Whose act it waits for.
    pub waits_for: Option<Post>,
    /// The acts that this person may do now.
    pub allowed: Vec<Kind>,
    /// Why each other one is not.
    pub refusals: Vec<(Kind, Finding)>,
    /// The acts that this person may do only with the reason why one person does two steps (S-7).
    pub excepted: Vec<Kind>,
    /// The last day to publish, with its reason (A-26.1 to A-26.6); `None` for what is not to be published.
    pub last_day: Option<LastDay>,
    /// What is named and not refused: late (A-26.1), published on readings of the older form.
    pub findings: Vec<Finding>,
}

/// Assesses an item for a person on a day (A-17, S-7, A-26.1).
#[must_use]
pub fn assess(
    state: &State,
    person: Person,
    on: Date,
    calendar: &Calendar,
    settings: &Settings,
    periods: &publication::Settings,
) -> Assessment {
    let mut allowed = Vec::new();
    let mut refusals = Vec::new();
    for kind in Kind::ALL {
        match refusal::refusal(kind, state, person, on, settings) {
            None => allowed.push(kind),
            Some(finding) => refusals.push((kind, finding)),
        }
    }
    let again = |kind: &Kind| match kind.reads() {
        Some(_) => !state.course.hands(person.id).is_empty(),
        None => kind.publishes() && refusal::kept_off(state, person.id, settings).is_some(),
    };
    let excepted = allowed.iter().copied().filter(again).collect();
    let last_day = last_day(state, calendar, periods);
    let findings = late(state, last_day.as_ref(), on, calendar);
    Assessment {
        waits_for: state.waits_for(),
        allowed,
        refusals,
        excepted,
        last_day,
        findings,
    }
}

/// Judges one act before it is recorded: its order, its person, its particulars, what the text holds (A-17, Q-20, S-1, S-3, S-7, S-8).
/// Empty: it may be recorded.
#[must_use]
pub fn judge(state: &State, person: Person, event: &Event, facts: &Facts) -> Vec<Finding> {
    let kind = event.kind();
    if let Some(finding) = refusal::refusal(kind, state, person, facts.on(), facts.settings) {
        return vec![finding];
    }
    particulars::particulars(event, state, person, facts)
}

/// 《政府信息公开条例》第二十六条 and the shorter terms: the last day to publish, counted from 成文日期 or, of a change, from the day
/// on which it was begun (A-26.1 to A-26.6).
#[must_use]
pub fn last_day(
    state: &State,
    calendar: &Calendar,
    periods: &publication::Settings,
) -> Option<LastDay> {
    let content = state.content.as_ref()?;
    if content.source_class != SourceClass::Proactive {
        return None;
    }
    let duty = content.item_kind()?.duty;
    Some(duty.last_day(state.formed_on()?, calendar, periods))
}

/// The last day of a text that is to be public and is not: a draft, or the change of what is public (A-26.1). `None` once it is, or
/// was taken back.
#[must_use]
pub fn publish_by(
    state: &State,
    calendar: &Calendar,
    periods: &publication::Settings,
) -> Option<LastDay> {
    let done = matches!(
        state.status,
        Status::Published | Status::Withdrawn | Status::Barred
    );
    last_day(state, calendar, periods).filter(|_| !done)
}

/// 政策解读的最后期限 (S-12): of a document that owes an explanation, from its first publication; `None` for others, for what is
/// repealed, and for what an earlier system had published.
#[must_use]
pub fn explain_by(
    state: &State,
    calendar: &Calendar,
    periods: &publication::Settings,
) -> Option<LastDay> {
    let public = state.public.as_ref()?;
    let imported = state.cover == Some(Cover::Imported);
    if imported || state.repealed.is_some() || !public.content.item_kind()?.explained {
        return None;
    }
    Some(publication::Duty::Explanation.last_day(state.first_on?, calendar, periods))
}

/// Late is named and not refused: an item that is late is still owed (A-26.1).
fn late(
    state: &State,
    last_day: Option<&LastDay>,
    today: Date,
    calendar: &Calendar,
) -> Vec<Finding> {
    let Some(last_day) = last_day else {
        return Vec::new();
    };
    let published = state.publication.as_ref();
    let on = match published.filter(|_| !state.is_changing()) {
        Some(publication) => publication.published_on,
        None if state.withdrawn.is_none() => today,
        None => return Vec::new(),
    };
    let last = last_day.date();
    if on <= last {
        return Vec::new();
    }
    let days = calendar.working_days_between(last, on).max(1);
    let (zh, en) = if published.is_some() && !state.is_changing() {
        (
            format!("公开晚于最后期限{last}，迟{days}个工作日"),
            format!("Published after the last day, {last}: {days} working days late"),
        )
    } else {
        (
            format!("最后公开期限{last}已过，已迟{days}个工作日，请尽快公开"),
            format!("The last day to publish, {last}, has passed: {days} working days late"),
        )
    };
    vec![Finding {
        id: last_day.because.rule,
        severity: Severity::Warning,
        place: "published_on".into(),
        zh,
        en,
        left: Some(on.to_string()),
        right: Some(last.to_string()),
        because: last_day.because.citation.clone(),
    }]
}
