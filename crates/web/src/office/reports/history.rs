//! What was done with a report, by whom and when; and each published edition beside the one it corrected.

use app::{
    reports::{self, Scope},
    rights::Reader,
};
use axum::{
    extract::{Path, State as Shared},
    http::StatusCode,
    response::Response,
};
use law::report::compare;

use super::beside::{Prose, SideTable, prose, tables};
use crate::{
    office::{
        desk::{Desk, Seat},
        page,
        problem::Problem,
    },
    state::State,
};

struct Line {
    step: String,
    on: String,
    by: String,
    asked: String,
    note: String,
}

/// An edition with what it changed.
struct EditionView {
    title: String,
    reason: String,
    tables: Vec<SideTable>,
    prose: Vec<Prose>,
    changed: bool,
}

#[derive(askama::Template)]
#[template(path = "office/reports/history.html")]
struct HistoryPage<'a> {
    d: &'a Desk,
    place: &'static str,
    year: i16,
    title: String,
    lines: Vec<Line>,
    editions: Vec<EditionView>,
}

pub async fn show(
    Shared(state): Shared<State>,
    Seat { d: desk, .. }: Seat<Reader>,
    Path(year): Path<i16>,
) -> Result<Response, Problem> {
    let d = &desk;
    let organ = &d.staff.organ;
    let events = d.ok(reports::history(&state.app, organ, Scope::Own, year).await)?;
    let editions = d.ok(reports::editions(&state.app, organ, Scope::Own, year).await)?;
    let views = editions
        .windows(2)
        .rev()
        .map(|pair| {
            let (before, now) = (&pair[0], &pair[1]);
            let changed = compare::changed(&before.report, &now.report);
            let words: Vec<Prose> = prose(&before.report, &now.report)
                .into_iter()
                .filter(|section| section.lines.iter().any(|(mark, _)| *mark != "kept"))
                .collect();
            EditionView {
                title: d
                    .t("reports.history.edition")
                    .replace("{n}", &now.number.to_string())
                    .replace("{date}", &now.on.to_string()),
                reason: now.reason.clone(),
                changed: !changed.is_empty(),
                tables: tables(d, year, &changed)
                    .into_iter()
                    .filter(|table| !table.rows.is_empty())
                    .collect(),
                prose: words,
            }
        })
        .collect();
    Ok(page(
        StatusCode::OK,
        &HistoryPage {
            d,
            place: "reports",
            year,
            title: d.tn("reports.history.title", "year", year),
            lines: events
                .into_iter()
                .rev()
                .map(|event| Line {
                    step: d.lang.pick(event.step.zh(), event.step.en()).to_string(),
                    on: event.on.to_string(),
                    by: event.by,
                    asked: event.asked,
                    note: event.note,
                })
                .collect(),
            editions: views,
        },
    ))
}
