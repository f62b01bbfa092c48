//! 今日: my work by last day.

use app::{
    rights::{Anyone, Reader, holds},
    today::Due,
};
use axum::{
    extract::State as Shared,
    http::{Method, StatusCode},
    response::Response,
    routing::get,
};

use super::{
    clock::{Clock, clock, icon},
    desk::Desk,
    items, notices, page,
    problem::Problem,
    remedies,
    requests::words,
};
use crate::{
    kit::route::{Route, staff},
    office::nav::Entry,
    state::State,
};

/// The link to this wing.
pub const NAV: Entry = Entry::of::<Anyone>("today", "/office");

/// The addresses of this wing.
#[rustfmt::skip]
#[must_use]
pub fn routes() -> Vec<Route> {
    vec![
        staff::<Anyone>(Method::GET, "/office", get(show)),
    ]
}

struct CaseLine {
    href: String,
    number: String,
    about: String,
    clock: Clock,
    status: String,
}

struct Group {
    level: &'static str,
    icon: &'static str,
    title: String,
    cases: Vec<CaseLine>,
}

/// A line that leads elsewhere.
struct Other {
    href: String,
    title: String,
    status: String,
}

struct ItemGroup {
    id: &'static str,
    title: String,
    items: Vec<items::Line>,
}

#[derive(askama::Template)]
#[template(path = "office/today.html")]
struct TodayPage<'a> {
    d: &'a Desk,
    place: &'static str,
    /// Decisions that wait for this person.
    readings: Vec<CaseLine>,
    /// Decisions that somebody else has.
    elsewhere: Vec<CaseLine>,
    groups: Vec<Group>,
    has_cases: bool,
    remedies: Vec<Other>,
    rectifications: Vec<Other>,
    messages: Vec<Other>,
    items: Vec<ItemGroup>,
    /// Unread reminders, the newest of them, and how many there are.
    told: Vec<notices::Line>,
    untold: usize,
}

pub async fn show(Shared(state): Shared<State>, desk: Desk) -> Result<Response, Problem> {
    let d = &desk;
    let app = &state.app;
    let work = if holds::<Reader>(&d.staff) {
        d.ok(app::today::today(app, &d.staff).await)?
    } else {
        app::today::Today::default()
    };
    let case = |due: &Due| CaseLine {
        href: format!("/office/requests/{}", due.row.id),
        number: due.row.number.clone(),
        about: words::about(d, &due.row),
        clock: clock(d, app, due.assessment.due, None),
        status: words::status(d, &due.row.status),
    };
    let group = |level: &'static str, cases: &[Due]| Group {
        level,
        icon: icon(level),
        title: d.t(&format!("today.{level}")),
        cases: cases.iter().map(case).collect(),
    };
    let elsewhere = work
        .elsewhere
        .iter()
        .map(|(due, post)| CaseLine {
            status: d.tn(
                "requests.turn.waits",
                "post",
                d.lang.pick(post.zh(), post.en()),
            ),
            ..case(due)
        })
        .collect();
    let groups = vec![
        group("late", &work.late),
        group("soon", &work.soon),
        group("near", &work.near),
        group("later", &work.later),
        group("waiting", &work.waiting),
    ];
    let has_cases = groups.iter().any(|group| !group.cases.is_empty());
    let items = ["in_review", "cleared", "returned"]
        .into_iter()
        .filter_map(|status| {
            let items: Vec<items::Line> = work
                .items
                .iter()
                .filter(|(item, _)| item.status == status)
                .map(|(item, waits_for)| {
                    let line = items::line(d, item);
                    let waits = waits_for.map(|post| d.lang.pick(post.zh(), post.en()));
                    items::Line {
                        status: waits
                            .map_or(line.status, |post| d.tn("today.item_waits", "post", post)),
                        ..line
                    }
                })
                .collect();
            (!items.is_empty()).then(|| ItemGroup {
                id: status,
                title: d.t(&format!("today.items_{status}")),
                items,
            })
        })
        .chain(unexplained(d, app, &work.unexplained))
        .chain(unanswered(d, app, &work.unanswered))
        .collect();
    let (told, untold) = notices::on_desk(&state, d).await?;
    Ok(page(
        StatusCode::OK,
        &TodayPage {
            d,
            place: "today",
            readings: work.readings.iter().map(case).collect(),
            elsewhere,
            remedies: work
                .remedies
                .iter()
                .map(|row| Other {
                    href: format!("/office/remedies#{}", row.id),
                    title: format!("{} {}", remedies::track_name(d, &row.track), row.opened_on),
                    status: remedies::next_due(d, row),
                })
                .filter(|one| !one.status.is_empty())
                .collect(),
            rectifications: work
                .rectifications
                .iter()
                .map(|row| Other {
                    href: format!("/office/rectifications/{}", row.id),
                    title: row.number.clone(),
                    status: clock(d, app, row.due, None).text,
                })
                .collect(),
            messages: work
                .messages
                .iter()
                .map(|one| Other {
                    href: format!("/office/messages/{}", one.row.id),
                    title: if one.about.is_empty() {
                        one.row.number.clone()
                    } else {
                        one.about.clone()
                    },
                    status: one.row.due.map_or_else(
                        || d.t("messages.desk.to_clear"),
                        |due| clock(d, app, Some(due), None).text,
                    ),
                })
                .collect(),
            groups,
            has_cases,
            items,
            told,
            untold,
        },
    ))
}

/// Consultations that ended and whose result is owed (S-11).
fn unanswered(
    d: &Desk,
    app: &app::App,
    owed: &[(store::opinions::Untold, jiff::civil::Date)],
) -> Option<ItemGroup> {
    let line = |(one, last): &(store::opinions::Untold, jiff::civil::Date)| items::Line {
        href: format!("/office/items/{}/opinions", one.id),
        title: one.title.clone(),
        about: String::new(),
        status: clock(d, app, Some(*last), None).text,
        date: last.to_string(),
    };
    (!owed.is_empty()).then(|| ItemGroup {
        id: "unanswered",
        title: d.t("today.items_unanswered"),
        items: owed.iter().map(line).collect(),
    })
}

/// Documents whose explanation is owed (S-12).
fn unexplained(d: &Desk, app: &app::App, owed: &[store::ties::Unexplained]) -> Option<ItemGroup> {
    let line = |one: &store::ties::Unexplained| items::Line {
        href: format!("/office/items/{}", one.id),
        title: one.title.clone(),
        about: String::new(),
        status: clock(d, app, Some(one.explain_by), None).text,
        date: one.explain_by.to_string(),
    };
    (!owed.is_empty()).then(|| ItemGroup {
        id: "unexplained",
        title: d.t("today.items_unexplained"),
        items: owed.iter().map(line).collect(),
    })
}
