//! 年度任务: points of the year's programme that the organ above gave, before both sides; each step with its form.

mod given;
mod new;
mod one;

use app::{
    rights::{CaseWorker, Reader, Supervisor, holds},
    tasks,
};
use axum::{
    extract::{Query, State as Shared},
    http::{Method, StatusCode},
    response::Response,
    routing::{get, post},
};
use law::task::Wants;
use store::tasks::{At, TaskRow};

use super::{
    clock::{Clock, clock},
    desk::{Desk, PAGE, Seat},
    page,
    problem::Problem,
};
use crate::{
    kit::{
        leaf::{self, Way},
        pager::{Query as Asked, given as said},
        route::{Route, staff},
    },
    office::nav::Entry,
    state::State,
};

/// The link to this wing.
pub const NAV: Entry = Entry::of::<Reader>("tasks", "/office/tasks");

/// The addresses of this wing.
#[rustfmt::skip]
#[must_use]
pub fn routes() -> Vec<Route> {
    vec![
        staff::<Reader>(Method::GET, "/office/tasks", get(list)),
        staff::<Reader>(Method::GET, "/office/tasks/own", get(own)),
        staff::<Supervisor>(Method::GET, "/office/tasks/new", get(new::blank)),
        staff::<Supervisor>(Method::POST, "/office/tasks", post(new::send)),
        staff::<Supervisor>(Method::GET, "/office/tasks/lots/{year}/{lot}", get(given::lot)),
        staff::<Reader>(Method::GET, "/office/tasks/{organ}/{id}", get(one::show)),
        staff::<CaseWorker>(Method::POST, "/office/tasks/{organ}/{id}/below", post(one::below)),
        staff::<Supervisor>(Method::POST, "/office/tasks/{organ}/{id}/above", post(one::above)),
    ]
}

struct Line {
    href: String,
    words: String,
    source: String,
    status: String,
    clock: Clock,
}

#[derive(askama::Template)]
#[template(path = "office/tasks/own.html")]
struct OwnPage<'a> {
    d: &'a Desk,
    place: &'static str,
    owed: Vec<Line>,
    others: Vec<Line>,
    previous: String,
    next: String,
    /// Leads to what the organ has given.
    supervises: bool,
}

/// A supervisor finds what his organ has given; everybody else what his organ was given.
async fn list(
    Shared(state): Shared<State>,
    Seat { d: desk, by }: Seat<Reader>,
    Query(query): Query<Asked>,
) -> Result<Response, Problem> {
    if holds::<Supervisor>(&desk.staff) {
        given::list(&state, &desk, &query).await
    } else {
        own(Shared(state), Seat { d: desk, by }, Query(query)).await
    }
}

async fn own(
    Shared(state): Shared<State>,
    Seat { d: desk, .. }: Seat<Reader>,
    Query(query): Query<Asked>,
) -> Result<Response, Problem> {
    let d = &desk;
    let (at, way) = place_of(&query);
    let found = d.ok(tasks::own(&state.app, &d.staff, &at, PAGE + 1).await)?;
    let mut others = found.others;
    let leaf = leaf::cut(
        ("/office/tasks/own", &query, way),
        &mut others,
        PAGE,
        |row| row.id.clone(),
    );
    let line = |row: &TaskRow| Line {
        href: href(row),
        words: row.words.clone(),
        source: source(&row.title, &row.point),
        status: status(d, row),
        clock: clock(d, &state.app, row.owed_by, row.closed_on),
    };
    Ok(page(
        StatusCode::OK,
        &OwnPage {
            d,
            place: "tasks",
            owed: found.owed.iter().map(line).collect(),
            others: others.iter().map(line).collect(),
            previous: leaf.previous,
            next: leaf.next,
            supervises: holds::<Supervisor>(&d.staff),
        },
    ))
}

/// Where a page begins, as its address says.
fn place_of(query: &Asked) -> (At, Way) {
    match (said(query, "after"), said(query, "before")) {
        (Some(key), _) => (At::After(key), Way::On),
        (None, Some(key)) => (At::Before(key), Way::Back),
        (None, None) => (At::First, Way::First),
    }
}

/// The page of a task.
pub fn href(row: &TaskRow) -> String {
    format!("/office/tasks/{}/{}", row.organ, row.id)
}

/// Where it stands, in a word; of what was done late, this too.
pub fn status(d: &Desk, row: &TaskRow) -> String {
    let word = d.t(&format!("tasks.status.{}", row.status));
    if row.late == 1 {
        d.tn("tasks.late_too", "status", word)
    } else {
        word
    }
}

/// Document and point.
fn source(title: &str, point: &str) -> String {
    format!("{title} {point}").trim_end().to_string()
}

/// What counts as done, in words.
fn wants(d: &Desk, wants: &Wants) -> String {
    match wants {
        Wants::Material => d.t("tasks.material"),
        Wants::Column(_) => d.tn("tasks.by_column", "name", wants.name(d.lang)),
        Wants::Kind(_) => d.tn("tasks.by_kind", "name", wants.name(d.lang)),
    }
}
