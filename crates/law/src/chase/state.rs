//! Where a chase stands, from its acts alone.

use jiff::civil::Date;

use super::event::{Entry, Event, Ordered};

/// 状态.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Status {
    /// 待签收.
    #[default]
    Ordered,
    /// 办理中.
    Received,
    /// 已答复, before the one who ordered it.
    Answered,
    /// 办结.
    Accepted,
    /// 已撤销.
    Withdrawn,
}

impl Status {
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Ordered => "ordered",
            Self::Received => "received",
            Self::Answered => "answered",
            Self::Accepted => "accepted",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// A chase as its acts tell it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct State {
    pub ordered: Option<Box<Ordered>>,
    pub ordered_on: Option<Date>,
    pub status: Status,
    /// By when it is to be answered.
    pub due: Option<Date>,
    pub received_on: Option<Date>,
    /// The last answer, with its day.
    pub answer: Option<(Date, String)>,
    /// Why the last answer was none.
    pub returned: Option<String>,
    /// The further day that was asked for, and why; nobody has said yes or no yet.
    pub asked: Option<(Date, String)>,
    /// The last day of which the leader above was told.
    pub escalated_for: Option<Date>,
    pub closed_on: Option<Date>,
}

impl State {
    /// Whether the organ still owes an answer.
    #[must_use]
    pub fn owes_an_answer(&self) -> bool {
        self.ordered.is_some() && matches!(self.status, Status::Ordered | Status::Received)
    }

    /// Whether nothing more happens.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        matches!(self.status, Status::Accepted | Status::Withdrawn)
    }
}

/// The acts in order, as one state. What an act may do was judged when it was recorded; here it is a fact.
#[must_use]
pub fn fold(entries: &[Entry]) -> State {
    let mut state = State::default();
    for Entry { on, event } in entries {
        match event {
            Event::Ordered(ordered) => {
                state.due = Some(ordered.answer_by);
                state.ordered = Some(ordered.clone());
                state.ordered_on = Some(*on);
            }
            Event::Received => {
                state.status = Status::Received;
                state.received_on = Some(*on);
            }
            Event::Answered(answered) => {
                state.status = Status::Answered;
                state.asked = None;
                state.received_on = state.received_on.or(Some(*on));
                state.answer = Some((*on, answered.text.clone()));
            }
            Event::TimeAsked(asked) => {
                state.asked = Some((asked.answer_by, asked.reason.clone()));
            }
            Event::TimeRefused(_) => state.asked = None,
            Event::Extended(extended) => {
                state.due = Some(extended.answer_by);
                state.asked = None;
            }
            Event::Escalated(escalated) => state.escalated_for = Some(escalated.due),
            Event::Returned(returned) => {
                state.status = Status::Received;
                state.due = Some(returned.answer_by);
                state.returned = Some(returned.reason.clone());
            }
            Event::Accepted(_) => {
                state.status = Status::Accepted;
                state.closed_on = Some(*on);
            }
            Event::Withdrawn(_) => {
                state.status = Status::Withdrawn;
                state.closed_on = Some(*on);
            }
        }
    }
    state
}
