//! 自查: what an inspector would find of the organ, and of the county; who answers for each column.

mod columns;
mod lines;
mod request;

use app::{
    chases, inspection,
    rights::{DisclosureHead, Reader, Supervisor, holds},
};
use axum::{
    extract::{Path, Query, State as Shared},
    http::{Method, StatusCode},
    response::Response,
    routing::{get, post},
};

use self::lines::{Line, Whose, line};
pub use self::{lines::mend, request::href as request_below};
use super::{
    desk::{Desk, Seat},
    page,
    problem::{Notice, Problem},
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
pub const NAV: Entry = Entry::of::<Reader>("inspection", "/office/inspection");

/// The addresses of this wing.
#[rustfmt::skip]
#[must_use]
pub fn routes() -> Vec<Route> {
    vec![
        staff::<Reader>(Method::GET, "/office/inspection", get(show)),
        staff::<Supervisor>(Method::GET, "/office/inspection/county", get(county)),
        staff::<Supervisor>(Method::GET, "/office/inspection/organs/{code}", get(below)),
        staff::<Supervisor>(Method::GET, "/office/inspection/organs/{code}/requests/{id}", get(request::show)),
        staff::<Reader>(Method::GET, "/office/inspection/columns", get(columns::show)),
        staff::<DisclosureHead>(Method::POST, "/office/inspection/columns", post(columns::keep)),
        staff::<Reader>(Method::POST, "/office/inspection/columns/review", post(columns::review)),
    ]
}

/// Faults under one heading.
struct Group {
    title: String,
    /// What is said where there are none.
    none: String,
    lines: Vec<Line>,
}

#[derive(askama::Template)]
#[template(path = "office/inspection/organ.html")]
struct OrganPage<'a> {
    d: &'a Desk,
    place: &'static str,
    title: String,
    lead: String,
    notices: Vec<Notice>,
    groups: Vec<Group>,
    more: bool,
    /// The person's own organ.
    own: bool,
    supervises: bool,
}

struct OrganLine {
    name: String,
    href: String,
    today: i64,
    soon: i64,
    oldest: String,
    /// Chases that are not closed, and the list of just these.
    chased: i64,
    chases: String,
}

#[derive(askama::Template)]
#[template(path = "office/inspection/county.html")]
struct CountyPage<'a> {
    d: &'a Desk,
    place: &'static str,
    site: Vec<Line>,
    organs: Vec<OrganLine>,
    today: i64,
    soon: i64,
    chased: i64,
    behind: String,
}

pub async fn show(
    Shared(state): Shared<State>,
    Seat { d: desk, .. }: Seat<Reader>,
    Query(query): Query<Asked>,
) -> Result<Response, Problem> {
    let found = desk.ok(inspection::own(&state.app, &desk.staff).await)?;
    let notices = desk.done("inspection.done", &query).into_iter().collect();
    organ(&state, &desk, found, notices).await
}

pub async fn below(
    Shared(state): Shared<State>,
    Seat { d: desk, by }: Seat<Supervisor>,
    Path(code): Path<String>,
) -> Result<Response, Problem> {
    let found = desk.ok(inspection::below(&state.app, &by, &code).await)?;
    organ(&state, &desk, found, Vec::new()).await
}

async fn organ(
    state: &State,
    d: &Desk,
    found: inspection::Inspection,
    notices: Vec<Notice>,
) -> Result<Response, Problem> {
    let running = &d.ok(chases::running(&state.app, &d.staff, &found.organ).await)?;
    let own = found.organ == d.staff.organ;
    let whose = if own {
        Whose::Own
    } else {
        Whose::Below(&found.organ)
    };
    let ahead = state.app.settings.inspection.soon_days;
    let group = |title: String, none: &str, watches: &[law::inspection::Watch]| Group {
        title: format!("{title} · {}", watches.len()),
        none: d.t(none),
        lines: watches
            .iter()
            .map(|one| line(d, one, whose, running))
            .collect(),
    };
    let groups = vec![
        group(
            d.t("inspection.today"),
            "inspection.none_today",
            &found.today,
        ),
        group(
            d.tn("inspection.soon", "days", ahead),
            "inspection.none_soon",
            &found.soon,
        ),
    ];
    Ok(page(
        StatusCode::OK,
        &OrganPage {
            d,
            place: "inspection",
            title: if own {
                d.t("inspection.title")
            } else {
                d.tn("inspection.title_of", "organ", &found.name)
            },
            lead: d.tn("inspection.lead", "date", d.today),
            notices,
            groups,
            more: found.more,
            own,
            supervises: holds::<Supervisor>(&d.staff),
        },
    ))
}

pub async fn county(
    Shared(state): Shared<State>,
    Seat { d: desk, by }: Seat<Supervisor>,
) -> Result<Response, Problem> {
    let d = &desk;
    let found = d.ok(inspection::county(&state.app, &by).await)?;
    let chased = d.ok(chases::counts(&state.app, &by).await)?;
    let chased = |code: &str| chased.iter().find(|(organ, _)| organ == code);
    let organs: Vec<OrganLine> = found
        .organs
        .into_iter()
        .map(|one| OrganLine {
            chased: chased(&one.organ).map_or(0, |(_, n)| *n),
            chases: format!("/office/chases?organ={}", one.organ),
            href: format!("/office/inspection/organs/{}", one.organ),
            name: one.name,
            today: one.today,
            soon: one.soon - one.today,
            oldest: one.oldest.map(|on| on.to_string()).unwrap_or_default(),
        })
        .collect();
    Ok(page(
        StatusCode::OK,
        &CountyPage {
            d,
            place: "inspection",
            site: found
                .site
                .iter()
                .map(|one| line(d, one, Whose::Own, &[]))
                .collect(),
            today: organs.iter().map(|one| one.today).sum(),
            soon: organs.iter().map(|one| one.soon).sum(),
            chased: organs.iter().map(|one| one.chased).sum(),
            organs,
            behind: match found.behind {
                0 => String::new(),
                behind => d.tn("inspection.behind", "n", behind),
            },
        },
    ))
}
