//! 工作日历: which notices are counted with, what a new one moved, what is provisional (C-7, C-8).

use app::rights::{Anyone, Reader, holds};
use axum::{
    extract::State as Shared,
    http::{Method, StatusCode},
    response::Response,
    routing::get,
};

use super::{desk::Desk, page, problem::Problem};
use crate::{
    kit::route::{Route, staff},
    office::nav::Entry,
    state::State,
};

/// The link to this wing.
pub const NAV: Entry = Entry::of::<Anyone>("calendar", "/office/calendar");

/// The addresses of this wing.
#[rustfmt::skip]
#[must_use]
pub fn routes() -> Vec<Route> {
    vec![
        staff::<Anyone>(Method::GET, "/office/calendar", get(show)),
    ]
}

struct Exception {
    date: String,
    kind: String,
    name: String,
    notice: String,
}

struct Year {
    year: i16,
    known: bool,
    days: Vec<Exception>,
}

struct Move {
    href: String,
    number: String,
    before: String,
    after: String,
    version: String,
    on: String,
}

struct Imported {
    notice: String,
    on: String,
}

struct Provisional {
    href: String,
    number: String,
    due: String,
}

#[derive(askama::Template)]
#[template(path = "office/calendar.html")]
struct CalendarPage<'a> {
    d: &'a Desk,
    place: &'static str,
    version: String,
    known: String,
    years: Vec<Year>,
    moves: Vec<Move>,
    imported: Vec<Imported>,
    provisional: Vec<Provisional>,
}

pub async fn show(Shared(state): Shared<State>, desk: Desk) -> Result<Response, Problem> {
    let d = &desk;
    let calendar = &state.app.calendar;
    let seen = d.ok(app::calendar::overview(&state.app, &d.staff).await)?;
    let day = |instant: &str| instant.chars().take(10).collect::<String>();
    let this = d.today.year();
    let years = [this, this + 1]
        .into_iter()
        .map(|year| Year {
            year,
            known: !calendar.provisional(jiff::civil::Date::constant(year, 7, 1)),
            days: calendar
                .exceptions_of(year)
                .map(|day| Exception {
                    date: day.date.to_string(),
                    kind: d.t(if day.working {
                        "calendar.works"
                    } else {
                        "calendar.rests"
                    }),
                    name: day.name.unwrap_or_default(),
                    notice: day.notice.unwrap_or_default(),
                })
                .collect(),
        })
        .collect();
    let href = |id: &str| {
        if holds::<Reader>(&d.staff) {
            format!("/office/requests/{id}")
        } else {
            String::new()
        }
    };
    let about = |stream: &str| match stream.parse() {
        Ok(store::Stream::Request(id)) => href(id.as_str()),
        _ => String::new(),
    };
    Ok(page(
        StatusCode::OK,
        &CalendarPage {
            d,
            place: "calendar",
            version: calendar.version().to_string(),
            known: calendar
                .known_until()
                .map_or_else(|| "—".into(), |day| day.to_string()),
            years,
            moves: seen
                .moves
                .into_iter()
                .map(|row| Move {
                    href: about(&row.about),
                    number: row.number,
                    before: row.before.to_string(),
                    after: row.after.to_string(),
                    version: row.version,
                    on: day(&row.made_at),
                })
                .collect(),
            imported: seen
                .imported
                .into_iter()
                .map(|row| Imported {
                    notice: row.notice,
                    on: day(&row.imported_at),
                })
                .collect(),
            provisional: seen
                .provisional
                .into_iter()
                .map(|row| Provisional {
                    href: href(&row.id),
                    number: row.number,
                    due: row.due.map(|due| due.to_string()).unwrap_or_default(),
                })
                .collect(),
        },
    ))
}
