//! 互动交流: what the public writes to an organ (留言, 找错, 投诉), each with a clock of its own (law.md 5.2, W-5, W-14, A-47).
//!
//! ```text
//! received ─► drafted ─► replied ─► (doubted once ─► drafted by another ─► replied)
//!     │          └ returned            └─► public text drafted ─► published ─► withdrawn
//!     ├─► handed over to another organ, whose clock goes on from the first day
//!     ├─► set aside, with the reason
//!     └─► grouped with others that say the same, where it is an opinion on a draft (S-11)
//! ```
//! A reply goes out when a second person has read that very text, a question becomes public with its answer when the secrecy reviewer
//! has (S-1, S-7): both by [`crate::readings`].

mod event;
mod opinion;
mod particulars;
mod refusal;
mod settings;
mod state;
mod topic;

use jiff::civil::Date;

pub use event::{
    Aside, Entry, Event, From, HandedOver, Kind, PublicText, Received, Replying, Returned,
    SetAside, Signed, Withdrawal, reply_digest,
};
pub use opinion::{Asking, Grouping, account_by, unheard};
pub use settings::Settings;
pub use state::{Publication, State, Status, fold};
pub use topic::{Outcome, Topic};

use crate::{
    because::LastDay,
    calendar::Calendar,
    finding::{Finding, Severity},
    personal,
    readings::Person,
    rule::Rule,
};

/// What follows from a message for one person on one day.
#[derive(Debug, Clone, PartialEq)]
pub struct Assessment {
    /// The acts that this person may do now.
    pub allowed: Vec<Kind>,
    /// Why each other one is not.
    pub refusals: Vec<(Kind, Finding)>,
    /// The acts that this person may do only with the reason why one person does two steps (S-7).
    pub excepted: Vec<Kind>,
    /// The last day to reply, with its reason; `None` once nothing is owed.
    pub last_day: Option<LastDay>,
    /// What is named and not refused: late, and so late that the whole site fails (W-14).
    pub findings: Vec<Finding>,
}

/// Assesses a message for a person on a day.
#[must_use]
pub fn assess(
    state: &State,
    person: Person,
    on: Date,
    calendar: &Calendar,
    settings: &Settings,
) -> Assessment {
    let (mut allowed, mut refusals) = (Vec::new(), Vec::new());
    for kind in Kind::BY_STAFF {
        match refusal::refusal(kind, state, person, on, settings) {
            None => allowed.push(kind),
            Some(finding) => refusals.push((kind, finding)),
        }
    }
    let again = |kind: &Kind| {
        kind.signs()
            .is_some_and(|_| !state.course(*kind).hands(person.id).is_empty())
    };
    let last_day = last_day(state, calendar, settings);
    Assessment {
        excepted: allowed.iter().copied().filter(again).collect(),
        allowed,
        refusals,
        findings: late(state, last_day.as_ref(), on, calendar, settings),
        last_day,
    }
}

/// What the law has against an act of staff; empty: it may be recorded.
#[must_use]
pub fn judge(
    state: &State,
    person: Person,
    on: Date,
    event: &Event,
    settings: &Settings,
) -> Vec<Finding> {
    if let Some(finding) = refusal::refusal(event.kind(), state, person, on, settings) {
        return vec![finding];
    }
    let rules = personal::Settings::default();
    particulars::particulars(event, state, person, on, (settings, &rules))
}

/// Why the writer may not say that he was not answered; `None` if he may: once, within the days of the settings (W-14).
#[must_use]
pub fn doubt(state: &State, on: Date, settings: &Settings) -> Option<Finding> {
    refusal::doubt(state, on, settings)
}

/// The last day to reply: working days from the day after it came in, or after the writer said that he was not answered. An organ to
/// which it was handed over counts from the first day (W-14, W-5, A-47). What is said on a draft is accounted for after the last day
/// for comments (S-11).
#[must_use]
pub fn last_day(state: &State, calendar: &Calendar, settings: &Settings) -> Option<LastDay> {
    let topic = state.received.as_ref()?.topic;
    if !state.owes_a_reply() {
        return None;
    }
    let from = state.since?;
    let rule = topic.rule();
    Some(
        topic
            .term(settings)
            .last_day(rule, rule.citation(), from, calendar),
    )
}

fn late(
    state: &State,
    last_day: Option<&LastDay>,
    on: Date,
    calendar: &Calendar,
    settings: &Settings,
) -> Vec<Finding> {
    let Some(last) = last_day.filter(|last| last.date() < on) else {
        return Vec::new();
    };
    let days = calendar.working_days_between(last.date(), on).max(1);
    let mut found = vec![Finding::new(
        last.because.rule,
        Severity::Warning,
        "due",
        format!("答复期限{}已过，已迟{days}个工作日", last.date()),
        format!(
            "The last day, {}, has passed: {days} working days late",
            last.date()
        ),
    )];
    if vetoes(state, on, settings) {
        let months = settings.veto_months;
        found.push(Finding::new(
            Rule::W_14,
            Severity::Error,
            "due",
            format!("有效留言超过{months}个月没有答复，网站检查单项否决"),
            format!("A message unanswered for over {months} months fails the whole site"),
        ));
    }
    found
}

/// Whether a message that nobody has answered by this day fails the whole site: over three months within the last year (W-14).
#[must_use]
pub fn vetoes(state: &State, on: Date, settings: &Settings) -> bool {
    vetoes_after(state, settings).is_some_and(|last| last < on)
}

/// The last day on which a message that nobody answers does not yet fail the whole site (W-14).
#[must_use]
pub fn vetoes_after(state: &State, settings: &Settings) -> Option<Date> {
    let months = jiff::Span::new().months(settings.veto_months);
    let owed = state.owes_a_reply() && !state.is_opinion();
    let since = state.since.filter(|_| owed)?;
    Some(since.saturating_add(months))
}
