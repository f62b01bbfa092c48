//! 督办: what the organ above ordered to be mended, before both sides; each step with its form.

mod one;
mod order;

use app::{
    chases,
    rights::{CaseWorker, Leader, Reader, Supervisor, holds},
};
use axum::{
    extract::{Query, State as Shared},
    http::{Method, StatusCode},
    response::Response,
    routing::{get, post},
};
use store::chases::ChaseRow;

use super::{
    clock::{Clock, clock},
    desk::{Desk, Seat},
    page,
    problem::Problem,
};
use crate::{
    kit::{
        pager::Query as Asked,
        route::{Route, staff},
    },
    office::nav::Entry,
    state::State,
};

/// The link to this wing.
pub const NAV: Entry = Entry::of::<Reader>("chases", "/office/chases");

/// The addresses of this wing.
#[rustfmt::skip]
#[must_use]
pub fn routes() -> Vec<Route> {
    vec![
        staff::<Reader>(Method::GET, "/office/chases", get(list)),
        staff::<Supervisor>(Method::GET, "/office/chases/new", get(order::blank)),
        staff::<Supervisor>(Method::POST, "/office/chases", post(order::send)),
        staff::<Reader>(Method::GET, "/office/chases/{organ}/{id}", get(one::show)),
        staff::<CaseWorker>(Method::POST, "/office/chases/{organ}/{id}/below", post(one::below)),
        staff::<Supervisor>(Method::POST, "/office/chases/{organ}/{id}/above", post(one::above)),
    ]
}

struct Line {
    number: String,
    href: String,
    organ: String,
    about: String,
    status: String,
    clock: Clock,
}

struct Group {
    title: String,
    none: String,
    lines: Vec<Line>,
    /// The organs are named, for there are several.
    others: bool,
}

#[derive(askama::Template)]
#[template(path = "office/chases/list.html")]
struct ListPage<'a> {
    d: &'a Desk,
    place: &'static str,
    groups: Vec<Group>,
    /// Leads to where an order is given.
    supervises: bool,
}

async fn list(
    Shared(state): Shared<State>,
    Seat { d: desk, .. }: Seat<Reader>,
    Query(query): Query<Asked>,
) -> Result<Response, Problem> {
    let d = &desk;
    let mut found = d.ok(chases::list(&state.app, &d.staff).await)?;
    // Of one organ alone, as the county's page counts them.
    let one = query.get("organ").map_or("", String::as_str);
    found
        .ordered
        .retain(|row| one.is_empty() || row.organ == one);
    let organs = d.ok(store::organs::list(&state.app.store).await)?;
    let line = |row: &ChaseRow| Line {
        href: href(row),
        organ: organs
            .iter()
            .find(|organ| organ.code == row.organ)
            .map_or_else(|| row.organ.clone(), |organ| organ.short_name.clone()),
        number: row.number.clone(),
        about: d.lang.pick(&row.zh, &row.en).to_string(),
        status: status(d, row),
        clock: clock_of(d, &state, row),
    };
    let mut groups = Vec::new();
    if holds::<Supervisor>(&d.staff) || holds::<Leader>(&d.staff) && !found.ordered.is_empty() {
        groups.push(Group {
            title: d.t("chases.ordered"),
            none: d.t("chases.none_ordered"),
            lines: found.ordered.iter().map(line).collect(),
            others: true,
        });
    }
    groups.push(Group {
        title: d.t("chases.own"),
        none: d.t("chases.none_own"),
        lines: found.own.iter().map(line).collect(),
        others: false,
    });
    Ok(page(
        StatusCode::OK,
        &ListPage {
            d,
            place: "chases",
            groups,
            supervises: holds::<Supervisor>(&d.staff),
        },
    ))
}

/// The page of a chase.
pub fn href(row: &ChaseRow) -> String {
    format!("/office/chases/{}/{}", row.organ, row.id)
}

/// Where it stands, in a word.
pub fn status(d: &Desk, row: &ChaseRow) -> String {
    let word = match row.asked_until {
        Some(_) => "time_asked",
        None => row.status.as_str(),
    };
    d.t(&format!("chases.status.{word}"))
}

/// How far its last day is; what waits for the organ above has none.
pub fn clock_of(d: &Desk, state: &State, row: &ChaseRow) -> Clock {
    clock(d, &state.app, row.due, row.closed_on)
}
