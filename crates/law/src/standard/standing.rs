//! Whether a row has what it promises: public items, time left, or neither (G-5).

use jiff::civil::Date;

use super::{
    event::Tracked,
    period::term_of,
    row::{Row, Way},
};
use crate::{
    calendar::Calendar,
    finding::{Finding, Severity},
    publication::{Duty, Settings},
    rule::Rule,
};

/// The public items of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Live {
    /// At least 1.
    pub items: i64,
    /// The day of the last publication or change.
    pub newest: Date,
}

/// How a row stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// Something is public, and nothing newer is owed.
    Open,
    /// Owed by this day.
    Waiting(Date),
    /// It was owed by this day.
    Late(Date),
    /// 不涉及.
    NotConcerned,
    /// 依申请: nothing is owed.
    OnRequest,
}

impl Standing {
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Waiting(_) => "waiting",
            Self::Late(_) => "late",
            Self::NotConcerned => "not_concerned",
            Self::OnRequest => "on_request",
        }
    }

    /// The day by which something is, or was, owed.
    #[must_use]
    pub fn last_day(self) -> Option<Date> {
        match self {
            Self::Waiting(day) | Self::Late(day) => Some(day),
            Self::Open | Self::NotConcerned | Self::OnRequest => None,
        }
    }
}

/// How a row stands (G-5). Its period runs from the day on which information was formed or changed, where somebody recorded it, else
/// from the day since which the row is public; a row whose words name no period has that of.
#[must_use]
pub fn standing(
    row: &Row,
    since: Date,
    tracked: &Tracked,
    live: Option<Live>,
    (today, calendar, settings): (Date, &Calendar, &Settings),
) -> Standing {
    if row.way == Way::OnRequest {
        return Standing::OnRequest;
    }
    let formed = tracked.formed.as_ref().map(|(on, _)| *on);
    match (live, formed) {
        (Some(_), None) => return Standing::Open,
        (Some(live), Some(formed)) if live.newest >= formed => return Standing::Open,
        (None, None) if tracked.why.is_some() => return Standing::NotConcerned,
        _ => {}
    }
    let term = term_of(&row.period).unwrap_or_else(|| Duty::Information.term(settings));
    let rule = Rule::G_5;
    let from = formed.unwrap_or(since);
    let last = term.last_day(rule, rule.citation(), from, calendar).date();
    if last < today {
        Standing::Late(last)
    } else {
        Standing::Waiting(last)
    }
}

/// What an inspector would find of a row (G-5); its place is `rows/` and the row's id.
#[must_use]
pub fn finding(row: &Row, standing: Standing) -> Option<Finding> {
    let Standing::Late(last) = standing else {
        return None;
    };
    let name = row.name();
    Some(Finding::new(
        Rule::G_5,
        Severity::Warning,
        &format!("rows/{}", row.id()),
        format!("“{name}”应当在{last}前公开，至今没有"),
        format!("“{name}” was to be public by {last} and is not"),
    ))
}
