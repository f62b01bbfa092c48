//! What may not be done with a chase, and why.

use jiff::{ToSpan, civil::Date};

use super::{Event, Kind, State, Status};
use crate::{
    calendar::Calendar,
    finding::{Finding, Severity},
    inspection::Settings,
    personal,
    rule::Rule,
};

/// Who acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// 主管部门, which ordered it.
    Above,
    /// The organ that is chased.
    Below,
    /// The clock.
    Clock,
}

/// What is known besides the acts.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    pub today: Date,
    pub calendar: &'a Calendar,
    pub settings: &'a Settings,
    /// How what may be a person's is masked where it is pointed out.
    pub personal: &'a personal::Settings,
    /// The fault is still found today.
    pub stands: bool,
}

impl Kind {
    fn side(self) -> Side {
        match self {
            Self::Received | Self::Answered | Self::TimeAsked => Side::Below,
            Self::Escalated => Side::Clock,
            Self::Ordered
            | Self::TimeRefused
            | Self::Extended
            | Self::Returned
            | Self::Accepted
            | Self::Withdrawn => Side::Above,
        }
    }
}

/// The acts that a side may do now, in the order in which they are usually done.
#[must_use]
pub fn allowed(state: &State, side: Side) -> Vec<Kind> {
    let kinds = Kind::ALL.into_iter().filter(|kind| kind.side() == side);
    kinds.filter(|kind| order(*kind, state).is_none()).collect()
}

/// 同一问题正在督办: a fault is not ordered to be mended twice at once.
#[must_use]
pub fn already(number: &str) -> Finding {
    no(
        "about",
        format!("这个问题正在督办（{number}），不重复督办"),
        format!("This fault is being chased already ({number})"),
    )
}

/// What is wrong with an act before it is recorded: whose act it is, its order, its day, its words. Empty: it may be recorded.
/// The place is the kind where the act may not be done now, else the field to mend: `text` or `answer_by`.
#[must_use]
pub fn judge(state: &State, side: Side, event: &Event, facts: Facts<'_>) -> Vec<Finding> {
    let kind = event.kind();
    // A rule may order, too.
    if kind.side() != side && !(kind == Kind::Ordered && side == Side::Clock) {
        return vec![no(
            kind.as_str(),
            "这一步由另一方办理".into(),
            "This is for the other side".into(),
        )];
    }
    if let Some(finding) = order(kind, state) {
        return vec![finding];
    }
    let mut found = Vec::new();
    match event {
        Event::Ordered(ordered) => {
            found.extend(day(ordered.answer_by, facts));
            found.extend(persons(&ordered.note, facts));
        }
        Event::Answered(answered) => {
            found.extend(said(&answered.text, facts, "办理情况", "what was done"));
        }
        Event::TimeAsked(asked) => {
            found.extend(said(&asked.reason, facts, "申请延期的理由", "why"));
            found.extend(later(asked.answer_by, state, facts));
        }
        Event::TimeRefused(refused) => {
            found.extend(said(&refused.reason, facts, "不同意的理由", "why"));
        }
        Event::Extended(extended) => {
            found.extend(said(&extended.reason, facts, "延期的理由", "why"));
            found.extend(later(extended.answer_by, state, facts));
        }
        Event::Returned(returned) => {
            found.extend(said(&returned.reason, facts, "退回的理由", "why"));
            found.extend(day(returned.answer_by, facts));
        }
        Event::Withdrawn(withdrawn) => {
            found.extend(said(&withdrawn.reason, facts, "撤销的理由", "why"));
        }
        Event::Accepted(accepted) if facts.stands && accepted.note.trim().is_empty() => {
            found.push(no(
                "text",
                "今天检查仍会发现这个问题；认可办结的，请写明理由".into(),
                "The fault is still found today: say why it is done all the same".into(),
            ));
        }
        Event::Accepted(accepted) => found.extend(persons(&accepted.note, facts)),
        Event::Escalated(escalated) => {
            let due = super::escalates(state, facts.today, facts.calendar);
            if due != Some(escalated.due) {
                found.push(no(
                    "due",
                    "期限未过，或者已经报告过".into(),
                    "The day has not passed, or it was told already".into(),
                ));
            }
        }
        Event::Received => {}
    }
    found
}

fn order(kind: Kind, state: &State) -> Option<Finding> {
    let may = match kind {
        Kind::Ordered => state.ordered.is_none(),
        Kind::Received => state.ordered.is_some() && state.status == Status::Ordered,
        Kind::Answered | Kind::Extended | Kind::Escalated => state.owes_an_answer(),
        Kind::TimeAsked => state.owes_an_answer() && state.asked.is_none(),
        Kind::TimeRefused => state.owes_an_answer() && state.asked.is_some(),
        Kind::Returned | Kind::Accepted => state.status == Status::Answered,
        Kind::Withdrawn => state.ordered.is_some() && !state.is_closed(),
    };
    (!may).then(|| {
        no(
            kind.as_str(),
            "督办事项现在不能办理这一步".into(),
            "This cannot be done with it now".into(),
        )
    })
}

/// The words that must be there, naming nobody.
fn said(text: &str, facts: Facts<'_>, zh: &str, en: &str) -> Vec<Finding> {
    if text.trim().is_empty() {
        return vec![no("text", format!("请写明{zh}"), format!("Say {en}"))];
    }
    persons(text, facts)
}

/// An act is never changed, so nothing of a person's enters it.
fn persons(text: &str, facts: Facts<'_>) -> Vec<Finding> {
    personal::kept_out(("text", "督办记录"), text, facts.today, facts.personal)
}

fn later(answer_by: Date, state: &State, facts: Facts<'_>) -> Vec<Finding> {
    let mut found: Vec<Finding> = day(answer_by, facts).into_iter().collect();
    if state.due.is_some_and(|due| answer_by <= due) {
        found.push(no(
            "answer_by",
            "延期应当晚于原来的期限".into(),
            "It must be after the day that stands".into(),
        ));
    }
    found
}

fn day(answer_by: Date, facts: Facts<'_>) -> Option<Finding> {
    let furthest = facts
        .today
        .saturating_add(i64::from(facts.settings.chase_longest_days).days());
    if answer_by <= facts.today || answer_by > furthest {
        return Some(no(
            "answer_by",
            format!("答复期限应当在明天到{furthest}之间"),
            format!("The last day must be between tomorrow and {furthest}"),
        ));
    }
    (!facts.calendar.is_working(answer_by)).then(|| {
        no(
            "answer_by",
            format!("{answer_by}不是工作日"),
            format!("{answer_by} is not a working day"),
        )
    })
}

fn no(place: &str, zh: String, en: String) -> Finding {
    Finding::new(Rule::A_47, Severity::Error, place, zh, en)
}
