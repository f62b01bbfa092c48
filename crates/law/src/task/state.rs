//! Where a task stands, from its acts alone, and whether it was done in time.

use jiff::civil::Date;

use super::event::{Entry, Event, Given, HandedIn};

/// 状态.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Status {
    /// 未完成.
    #[default]
    Open,
    /// 已报送, before the one who gave it.
    Handed,
    /// 办结: the material was taken.
    Taken,
    /// 办结: done by what became public.
    Published,
    /// 已取消.
    CalledOff,
}

impl Status {
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Handed => "handed",
            Self::Taken => "taken",
            Self::Published => "published",
            Self::CalledOff => "called_off",
        }
    }
}

/// A task as its acts tell it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct State {
    pub given: Option<Box<Given>>,
    pub given_on: Option<Date>,
    pub status: Status,
    /// The last day that stands.
    pub due: Option<Date>,
    /// The day on which something was handed in first, whatever became of it.
    pub first_on: Option<Date>,
    /// What was handed in last, with its day.
    pub handed: Option<(Date, HandedIn)>,
    /// Why that came back.
    pub returned: Option<String>,
    /// Id of the item by which it was done.
    pub item: Option<String>,
    /// Something was handed in, or became public, after the last day of then. It stays so.
    pub late: bool,
    pub closed_on: Option<Date>,
}

impl State {
    /// Whether the organ still owes it.
    #[must_use]
    pub fn is_owed(&self) -> bool {
        self.given.is_some() && self.status == Status::Open
    }

    /// Whether nothing more happens.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        matches!(
            self.status,
            Status::Taken | Status::Published | Status::CalledOff
        )
    }

    /// Whether it is late on a day: it was done after its last day, or is owed and its last day has passed. What was called off is
    /// late with nothing.
    #[must_use]
    pub fn is_late(&self, today: Date) -> bool {
        let overdue = self.is_owed() && self.due.is_some_and(|due| today > due);
        self.status != Status::CalledOff && (self.late || overdue)
    }
}

/// The acts in order, as one state. What an act may do was judged when it was recorded; here it is a fact.
#[must_use]
pub fn fold(entries: &[Entry]) -> State {
    let mut state = State::default();
    for Entry { on, event } in entries {
        match event {
            Event::Given(given) => {
                state.due = Some(given.due);
                state.given = Some(given.clone());
                state.given_on = Some(*on);
            }
            Event::HandedIn(handed) => {
                state.status = Status::Handed;
                state.first_on = state.first_on.or(Some(*on));
                state.late |= state.due.is_some_and(|due| *on > due);
                state.handed = Some((*on, handed.clone()));
                state.returned = None;
            }
            Event::Taken(_) => {
                state.status = Status::Taken;
                state.closed_on = Some(*on);
            }
            Event::Returned(returned) => {
                state.status = Status::Open;
                state.due = returned.due.or(state.due);
                state.returned = Some(returned.reason.clone());
            }
            Event::Extended(extended) => state.due = Some(extended.due),
            Event::Published(published) => {
                state.status = Status::Published;
                state.late |= state.due.is_some_and(|due| *on > due);
                state.item = Some(published.item.clone());
                state.closed_on = Some(*on);
            }
            Event::CalledOff(_) => {
                state.status = Status::CalledOff;
                state.closed_on = Some(*on);
            }
        }
    }
    state
}
