//! A catalogue: what waits for its reading as it would be public, and how each public line stands.

use app::{
    rights::{Reader, Reviewer, holds},
    standards::{self, Opened},
};
use axum::{
    extract::{Path, Query, State as Shared},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use law::standard::{Proposed, Row, Standing, digest};

use super::forms::ActForm;
use crate::{
    kit::{field::Field, guard::fresh_key, pager::Query as Asked, standards::Told},
    office::{
        desk::{Desk, Seat},
        page,
        posted::Form,
        problem::{Notice, Problem},
        tried::Tried,
    },
    state::State,
};

/// A public line in the table.
struct Line {
    id: String,
    row: Row,
    standing: String,
    late: bool,
    last_day: String,
    items: i64,
    newest: String,
}

#[derive(askama::Template)]
#[template(path = "office/standards/one.html")]
struct OnePage<'a> {
    d: &'a Desk,
    place: &'static str,
    notices: Vec<Notice>,
    id: String,
    field: String,
    /// What waits for its reading.
    proposed: Vec<Told>,
    /// Why it was sent back; empty where it was not.
    returned: String,
    /// Digest of what waits.
    read: String,
    forms: Vec<ActForm>,
    lines: Vec<Line>,
    version: i64,
    key: String,
}

pub async fn show(
    Shared(state): Shared<State>,
    Seat { d, .. }: Seat<Reader>,
    Path(id): Path<String>,
    Query(query): Query<Asked>,
) -> Result<Response, Problem> {
    let notices = d.done("standards.done", &query).into_iter().collect();
    render(&state, &d, &id, StatusCode::OK, &Tried::default(), notices).await
}

pub async fn approve(
    Shared(state): Shared<State>,
    Seat { d, by }: Seat<Reviewer>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Problem> {
    let done = async {
        let said = (form.text("read"), form.text("exception"));
        standards::approve(&state.app, &by, (&id, form.version()?), said).await
    }
    .await;
    then(&state, &d, &id, ("approve", form), done).await
}

pub async fn give_back(
    Shared(state): Shared<State>,
    Seat { d, by }: Seat<Reviewer>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Problem> {
    let done = async {
        let reason = form.text("reason");
        standards::give_back(&state.app, &by, (&id, form.version()?), reason).await
    }
    .await;
    then(&state, &d, &id, ("give_back", form), done).await
}

async fn then(
    state: &State,
    d: &Desk,
    id: &str,
    (act, typed): (&'static str, Form),
    done: app::Result<()>,
) -> Result<Response, Problem> {
    let Err(error) = done else {
        return Ok(Redirect::to(&format!("/office/standards/{id}?done={act}")).into_response());
    };
    let (status, tried, notices) = d.tried(act, typed, error)?;
    render(state, d, id, status, &tried, notices).await
}

async fn render(
    state: &State,
    d: &Desk,
    id: &str,
    status: StatusCode,
    tried: &Tried,
    mut notices: Vec<Notice>,
) -> Result<Response, Problem> {
    let opened = d.ok(standards::open(&state.app, &d.staff, id).await)?;
    if !opened.stops.is_empty() {
        let title = d.t("standards.stopped");
        notices.push(Notice::refused(&title, &opened.stops, d.lang));
    }
    if !opened.findings.is_empty() {
        let title = d.t("standards.found");
        notices.push(Notice {
            level: "warning",
            ..Notice::refused(&title, &opened.findings, d.lang)
        });
    }
    let course = &opened.state.course;
    let waits = opened.state.awaits();
    let returned = course.returned().map(|reading| {
        let words = d.t("standards.returned");
        words.replace("{reason}", &reading.note)
    });
    Ok(page(
        status,
        &OnePage {
            d,
            place: "catalogue",
            notices,
            forms: forms(d, state, &opened, tried),
            read: read(&opened),
            lines: opened.lines.iter().map(|line| shown(d, line)).collect(),
            proposed: opened
                .state
                .proposed
                .into_iter()
                .filter(|_| waits)
                .map(|row| Told::of(row, d.lang))
                .collect(),
            returned: returned.unwrap_or_default(),
            id: id.into(),
            field: opened.state.field,
            version: opened.version,
            key: fresh_key(),
        },
    ))
}

fn read(opened: &Opened) -> String {
    let proposed = Proposed {
        field: opened.state.field.clone(),
        rows: opened.state.proposed.clone(),
    };
    digest(&proposed).as_str().into()
}

/// What the secrecy reviewer may do with what waits.
fn forms(d: &Desk, state: &State, opened: &Opened, tried: &Tried) -> Vec<ActForm> {
    if !opened.state.awaits() || !holds::<Reviewer>(&d.staff) {
        return Vec::new();
    }
    let to = |act: &str| format!("/office/standards/{}/{act}", opened.id);
    let field = |kind, name: &str| Field::new(kind, name, &d.t(&format!("standards.{name}")));
    let exception = if state.app.settings.handling.small_bureau {
        vec![field("text", "exception").hint(&d.t("standards.exception_hint"))]
    } else {
        Vec::new()
    };
    let reason = vec![field("textarea", "reason").required().rows(2)];
    vec![
        tried.form(
            d,
            "approve",
            to("approve"),
            ("approve", "awaits_lead", "approve"),
            exception,
        ),
        tried.form(
            d,
            "give_back",
            to("give_back"),
            ("give_back", "", "give_back"),
            reason,
        ),
    ]
}

fn shown(d: &Desk, line: &standards::Line) -> Line {
    let live = line.found.as_ref().map(|found| found.live);
    let day = line.standing.last_day();
    let words = d.t("standards.last_day");
    Line {
        id: line.row.id().to_string(),
        standing: d.t(&format!("standards.state.{}", line.standing.code())),
        late: matches!(line.standing, Standing::Late(_)),
        last_day: day.map_or_else(String::new, |day| words.replace("{day}", &day.to_string())),
        items: live.map_or(0, |live| live.items),
        newest: live.map_or_else(String::new, |live| live.newest.to_string()),
        row: line.row.clone(),
    }
}
