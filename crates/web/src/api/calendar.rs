//! 工作日: the calendar that last days are counted with.

use app::rights::Reader;
use axum::{Json as Answer, extract::State as Shared, http::Method, routing::get};
use jiff::ToSpan;
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    caller::Program,
    input::Query,
    problem::{Problem, Problems},
};
use crate::{
    kit::route::{Route, token},
    state::State,
};

/// The addresses of this wing.
#[rustfmt::skip]
#[must_use]
pub fn routes() -> Vec<Route> {
    vec![
        token::<Reader>(Method::GET, "/api/v1/calendar", get(list)),
        token::<Reader>(Method::GET, "/api/v1/calendar/deadline", get(deadline)),
    ]
}

/// The longest range of days in one answer.
const MOST_DAYS: i32 = 400;

/// One day.
#[derive(Debug, Serialize, ToSchema)]
pub struct CalendarDay {
    #[schema(value_type = String, format = Date)]
    pub date: String,
    pub working: bool,
    /// The holiday that it belongs to.
    pub name: Option<String>,
    /// The notice that says so.
    pub notice: Option<String>,
    /// No notice covers it yet (C-8).
    pub provisional: bool,
}

/// A range of days.
#[derive(Debug, Serialize, ToSchema)]
pub struct CalendarDays {
    /// The latest notice that is counted with.
    pub version: String,
    pub days: Vec<CalendarDay>,
}

/// Which days work, with the notice that says so.
#[utoipa::path(
    get,
    path = "/api/v1/calendar",
    tag = "calendar",
    params(
        ("from" = String, Query, description = "first day, YYYY-MM-DD"),
        ("to" = String, Query, description = "last day, at most 400 days later"),
    ),
    responses((status = 200, body = CalendarDays), Problems)
)]
pub async fn list(
    Shared(state): Shared<State>,
    Program { caller, .. }: Program<Reader>,
    query: Query,
) -> Result<Answer<CalendarDays>, Problem> {
    let (from, to) = (query.date(&caller, "from")?, query.date(&caller, "to")?);
    if to < from || to > from.saturating_add(MOST_DAYS.days()) {
        return Err(caller.wrong(
            "to",
            "form",
            "应不早于起始日，且不超过400天",
            "Not before the first day, and at most 400 days later",
        ));
    }
    let calendar = &state.app.calendar;
    let days = from
        .series(1.day())
        .take_while(|day| *day <= to)
        .map(|date| calendar.day(date))
        .map(|day| CalendarDay {
            date: day.date.to_string(),
            working: day.working,
            name: day.name,
            notice: day.notice,
            provisional: day.provisional,
        })
        .collect();
    Ok(Answer(CalendarDays {
        version: calendar.version().to_string(),
        days,
    }))
}

/// A last day, as `mingbai law deadline` gives it.
#[derive(Debug, Serialize, ToSchema)]
pub struct LastDay {
    #[schema(value_type = String, format = Date)]
    pub date: String,
    pub provisional: bool,
    /// Each counted day.
    pub days: Vec<String>,
}

/// T(n): the n-th working day after a day (C-1).
#[utoipa::path(
    get,
    path = "/api/v1/calendar/deadline",
    tag = "calendar",
    params(
        ("received" = String, Query, description = "the day from whose next day is counted, YYYY-MM-DD"),
        ("days" = i64, Query, description = "working days", minimum = 0, maximum = 400),
    ),
    responses((status = 200, body = LastDay), Problems)
)]
pub async fn deadline(
    Shared(state): Shared<State>,
    Program { caller, .. }: Program<Reader>,
    query: Query,
) -> Result<Answer<LastDay>, Problem> {
    let received = query.date(&caller, "received")?;
    let days = query.number(&caller, "days", (0, 400), -1)?;
    let days = u32::try_from(days)
        .map_err(|_| caller.wrong("days", "form", "请提供这一项", "This is needed"))?;
    let deadline = state.app.calendar.nth_working_day(received, days);
    Ok(Answer(LastDay {
        date: deadline.date.to_string(),
        provisional: deadline.provisional,
        days: deadline.days.iter().map(ToString::to_string).collect(),
    }))
}
