//! 提醒: what the person was told, and that it was read.

use app::{notices::Notice as Told, rights::Anyone};
use axum::{
    extract::State as Shared,
    http::{Method, StatusCode},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};

use super::{clock::icon, desk::Desk, inspection, page, posted::Form, problem::Problem};
use crate::{
    kit::route::{Route, staff},
    office::nav::Entry,
    state::State,
};

/// The link to this wing.
pub const NAV: Entry = Entry::of::<Anyone>("notices", "/office/notices");

/// The addresses of this wing.
#[rustfmt::skip]
#[must_use]
pub fn routes() -> Vec<Route> {
    vec![
        staff::<Anyone>(Method::GET, "/office/notices", get(show)),
        staff::<Anyone>(Method::POST, "/office/notices/read", post(read)),
    ]
}

/// One notice as a line.
pub struct Line {
    pub id: String,
    pub text: String,
    /// What the request concerned is called.
    pub subject: String,
    pub level: &'static str,
    pub icon: &'static str,
    /// The record concerned, where the person can open it.
    pub href: String,
    pub at: String,
    pub read: bool,
    pub nobody: bool,
}

/// How many unread notices the desk itself shows.
const ON_DESK: usize = 5;

#[derive(askama::Template)]
#[template(path = "office/notices.html")]
struct NoticesPage<'a> {
    d: &'a Desk,
    place: &'static str,
    lines: Vec<Line>,
    unread: usize,
}

pub async fn show(Shared(state): Shared<State>, desk: Desk) -> Result<Response, Problem> {
    let d = &desk;
    let told = d.ok(app::notices::list(&state.app, &d.staff, false, d.lang).await)?;
    let lines: Vec<Line> = told.into_iter().map(line).collect();
    let unread = lines.iter().filter(|line| !line.read).count();
    Ok(page(
        StatusCode::OK,
        &NoticesPage {
            d,
            place: "notices",
            lines,
            unread,
        },
    ))
}

/// Marks the notices of the form as read.
pub async fn read(
    Shared(state): Shared<State>,
    desk: Desk,
    form: Form,
) -> Result<Response, Problem> {
    desk.ok(app::notices::read(&state.app, &desk.staff, &form.all("id")).await)?;
    let back = if form.text("back") == "today" {
        "/office"
    } else {
        "/office/notices"
    };
    Ok(Redirect::to(back).into_response())
}

/// The newest unread notices for the desk, and how many there are.
pub async fn on_desk(state: &State, d: &Desk) -> Result<(Vec<Line>, usize), Problem> {
    let told = d.ok(app::notices::list(&state.app, &d.staff, true, d.lang).await)?;
    let count = told.len();
    Ok((told.into_iter().take(ON_DESK).map(line).collect(), count))
}

/// Where a supervisor sees what an organ below was told of.
fn below((organ, about): (String, String)) -> String {
    match about.split_once('/') {
        Some(("request", id)) => inspection::request_below(&organ, id),
        Some(("report", year)) => format!("/office/consolidation/{year}/units/{organ}"),
        Some(("chase", rest)) => format!("/office/chases/{rest}"),
        _ => format!("/office/inspection/organs/{organ}"),
    }
}

fn line(told: Told) -> Line {
    let href = match told.about.split_once('/') {
        _ if told.below.is_some() => told.below.map(below).unwrap_or_default(),
        Some(("request", id)) => format!("/office/requests/{id}"),
        Some(("item", id)) => format!("/office/items/{id}"),
        Some(("remedy", id)) => format!("/office/remedies#{id}"),
        Some(("chase", rest)) => format!("/office/chases/{rest}"),
        Some(("task", rest)) => format!("/office/tasks/{rest}"),
        Some(("watch", _)) => "/office/inspection".into(),
        Some(("report", year)) => format!("/office/reports/{year}"),
        _ => String::new(),
    };
    Line {
        text: told.text,
        subject: told.subject,
        icon: icon(told.level),
        level: told.level,
        href,
        at: app::clock::date_of(told.made_at).to_string(),
        read: told.read,
        nobody: told.nobody,
        id: told.id,
    }
}
