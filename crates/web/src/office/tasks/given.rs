//! What an organ has given to those below: by task with how they stand, each number a link to what it counts.

use app::{
    rights::{By, Supervisor},
    tasks,
};
use axum::{
    extract::{Path, Query, State as Shared},
    http::StatusCode,
    response::Response,
};
use store::tasks::{Lot, Part, TaskRow};

use super::{href, place_of, source, status, wants};
use crate::{
    kit::{
        leaf,
        pager::{Query as Asked, given},
    },
    office::{
        clock::{Clock, clock},
        desk::{Desk, PAGE, Seat},
        page,
        problem::{Notice, Problem},
    },
    state::State,
};

/// Organs on a page of a task.
const ORGANS: i64 = 100;

/// A number, and the list of what it counts; no link where it counts nothing.
struct Number {
    n: i64,
    href: String,
    label: String,
    /// Late ones are marked.
    late: bool,
}

struct Task {
    href: String,
    words: String,
    source: String,
    due: String,
    numbers: Vec<Number>,
}

#[derive(askama::Template)]
#[template(path = "office/tasks/given.html")]
struct GivenPage<'a> {
    d: &'a Desk,
    place: &'static str,
    notices: Vec<Notice>,
    year: i64,
    tasks: Vec<Task>,
    heads: Vec<String>,
    /// The nearest years with tasks, and their addresses.
    years: Vec<(i64, String)>,
    previous: String,
    next: String,
}

pub async fn list(state: &State, d: &Desk, query: &Asked) -> Result<Response, Problem> {
    let by = d.ok(By::<Supervisor>::of(&d.staff))?;
    let year = given(query, "year").and_then(|year| year.parse().ok());
    let year = year.unwrap_or_else(|| i64::from(d.today.year()));
    let (at, way) = place_of(query);
    let found = d.ok(tasks::given(&state.app, &by, year, &at, PAGE + 1).await)?;
    let mut lots = found.lots;
    let leaf = leaf::cut(("/office/tasks", query, way), &mut lots, PAGE, |lot| {
        lot.lot.clone()
    });
    let near = [found.earlier, found.later].into_iter().flatten();
    Ok(page(
        StatusCode::OK,
        &GivenPage {
            d,
            place: "tasks",
            notices: d.done("tasks.done", query).into_iter().collect(),
            year,
            tasks: lots.iter().map(|lot| task(d, year, lot)).collect(),
            heads: Part::ALL.map(|part| label(d, part)).into(),
            years: near
                .map(|year| (year, format!("/office/tasks?year={year}")))
                .collect(),
            previous: leaf.previous,
            next: leaf.next,
        },
    ))
}

fn task(d: &Desk, year: i64, lot: &Lot) -> Task {
    let base = address(year, &lot.lot);
    let (first, last) = lot.due;
    let number = |part: Part| {
        let n = match part {
            Part::All => lot.organs,
            Part::Done => lot.done,
            Part::Handed => lot.handed,
            Part::Open => lot.open,
            Part::Late => lot.late,
        };
        Number {
            n,
            href: format!("{base}?show={}", part.word()),
            label: label(d, part),
            late: part == Part::Late && n > 0,
        }
    };
    Task {
        words: lot.words.clone(),
        source: source(&lot.title, &lot.point),
        due: if first == last {
            first.to_string()
        } else {
            format!("{first} – {last}")
        },
        numbers: Part::ALL.map(number).into(),
        href: base,
    }
}

fn label(d: &Desk, part: Part) -> String {
    d.t(&format!("tasks.part.{}", part.word()))
}

/// The page of what was given in one form.
pub fn address(year: i64, lot: &str) -> String {
    format!("/office/tasks/lots/{year}/{lot}")
}

struct Line {
    organ: String,
    href: String,
    status: String,
    /// Of what waits for a word no clock runs: its last day alone.
    clock: Option<Clock>,
    due: String,
    handed: String,
    /// The public item by which it was done, or empty.
    item: String,
}

#[derive(askama::Template)]
#[template(path = "office/tasks/lot.html")]
struct LotPage<'a> {
    d: &'a Desk,
    place: &'static str,
    notices: Vec<Notice>,
    words: String,
    source: String,
    year: i64,
    wants: String,
    /// Each part with its address, and whether it is the one that is shown.
    parts: Vec<(String, String, bool)>,
    lines: Vec<Line>,
    next: String,
}

pub async fn lot(
    Shared(state): Shared<State>,
    Seat { d: desk, by }: Seat<Supervisor>,
    Path((year, lot)): Path<(i64, String)>,
    Query(query): Query<Asked>,
) -> Result<Response, Problem> {
    let d = &desk;
    let shown = given(&query, "show").unwrap_or_default();
    let shown = Part::ALL.into_iter().find(|part| part.word() == shown);
    let shown = shown.unwrap_or(Part::All);
    let after = given(&query, "after").unwrap_or_default();
    let asked = (after.as_str(), ORGANS + 1);
    let found = tasks::lot(&state.app, &by, (year, &lot), shown, asked).await;
    let (first, mut rows) = d.ok(found)?;
    let base = address(year, &lot);
    let way = if after.is_empty() {
        leaf::Way::First
    } else {
        leaf::Way::On
    };
    let leaf = leaf::cut((&base, &query, way), &mut rows, ORGANS, |row: &TaskRow| {
        row.organ.clone()
    });
    let organs = d.ok(store::organs::children(&state.app.store, &by.organ).await)?;
    let line = |row: &TaskRow| Line {
        organ: organs
            .iter()
            .find(|organ| organ.code == row.organ)
            .map_or_else(|| row.organ.clone(), |organ| organ.short_name.clone()),
        href: href(row),
        status: status(d, row),
        clock: (row.status != "handed").then(|| clock(d, &state.app, row.owed_by, row.closed_on)),
        due: row.due.to_string(),
        handed: row.handed_on.map(|on| on.to_string()).unwrap_or_default(),
        item: if row.item.is_empty() {
            String::new()
        } else {
            format!("/items/{}/{}", row.organ, row.item)
        },
    };
    Ok(page(
        StatusCode::OK,
        &LotPage {
            d,
            place: "tasks",
            notices: d.done("tasks.done", &query).into_iter().collect(),
            words: first.words.clone(),
            source: source(&first.title, &first.point),
            year,
            wants: wants(d, &d.ok(first.wants())?),
            parts: Part::ALL
                .map(|part| {
                    let to = format!("{base}?show={}", part.word());
                    (label(d, part), to, part == shown)
                })
                .into(),
            lines: rows.iter().map(line).collect(),
            next: leaf.next,
        },
    ))
}
