//! One task of an organ: what is to be done, how far it is, and the steps that this person may do now.

use app::{
    Error,
    rights::{CaseWorker, Reader, Supervisor},
    tasks::{self, StepForm, TaskView},
};
use axum::{
    extract::{Path, Query, State as Shared},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use jiff::civil::Date;
use law::task::{Event, Kind, Side, Wants};

use super::{given::address, source, status, wants};
use crate::{
    kit::{field::Field, guard::fresh_key, pager::Query as Asked},
    office::{
        clock::{Clock, clock},
        desk::{Desk, Seat},
        page,
        posted::Form,
        problem::{Notice, Problem},
        step::Step,
        tried::Tried,
    },
    state::State,
};

struct Told {
    on: String,
    what: String,
    text: String,
    /// The public item that it names, or empty.
    item: String,
}

#[derive(askama::Template)]
#[template(path = "office/tasks/one.html")]
struct OnePage<'a> {
    d: &'a Desk,
    place: &'static str,
    notices: Vec<Notice>,
    view: &'a TaskView,
    source: String,
    wants: String,
    status: String,
    late: bool,
    clock: Clock,
    /// Why it came back, while it is open again.
    returned: String,
    /// Leads to where what is wanted is drafted.
    drafts: bool,
    /// What stands above this page.
    back: String,
    told: Vec<Told>,
    steps: Vec<Step>,
    key: String,
}

pub async fn show(
    Shared(state): Shared<State>,
    Seat { d: desk, .. }: Seat<Reader>,
    Path((organ, id)): Path<(String, String)>,
    Query(query): Query<Asked>,
) -> Result<Response, Problem> {
    let notices = desk.done("tasks.done", &query).into_iter().collect();
    let shown = (StatusCode::OK, Tried::default(), notices);
    render(&state, &desk, (&organ, &id), shown).await
}

pub async fn below(
    Shared(state): Shared<State>,
    Seat { d: desk, by }: Seat<CaseWorker>,
    Path((organ, id)): Path<(String, String)>,
    form: Form,
) -> Result<Response, Problem> {
    let (said, seen) = desk.ok(said(&form))?;
    let about = (organ.as_str(), id.as_str());
    let done = tasks::below(&state.app, &by, about, (seen, form.key()), &said).await;
    answer(&state, &desk, about, form, (said.kind, done)).await
}

pub async fn above(
    Shared(state): Shared<State>,
    Seat { d: desk, by }: Seat<Supervisor>,
    Path((organ, id)): Path<(String, String)>,
    form: Form,
) -> Result<Response, Problem> {
    let (said, seen) = desk.ok(said(&form))?;
    let about = (organ.as_str(), id.as_str());
    let done = tasks::above(&state.app, &by, about, (seen, form.key()), &said).await;
    answer(&state, &desk, about, form, (said.kind, done)).await
}

/// What was sent, and the version that was seen.
fn said(form: &Form) -> app::Result<(StepForm, i64)> {
    let said = StepForm {
        kind: Kind::of(form.text("step")).ok_or(Error::NotFound)?,
        text: form.text("text").into(),
        due: form.date("due"),
        address: form.text("address").into(),
    };
    Ok((said, form.version()?))
}

async fn answer(
    state: &State,
    d: &Desk,
    (organ, id): (&str, &str),
    form: Form,
    (kind, done): (Kind, app::Result<()>),
) -> Result<Response, Problem> {
    match done {
        Ok(()) => {
            let to = format!("/office/tasks/{organ}/{id}?done={}", kind.word());
            Ok(Redirect::to(&to).into_response())
        }
        Err(error) => {
            let tried = d.tried(kind.word(), form, error)?;
            render(state, d, (organ, id), tried).await
        }
    }
}

async fn render(
    state: &State,
    d: &Desk,
    (organ, id): (&str, &str),
    (code, tried, notices): (StatusCode, Tried, Vec<Notice>),
) -> Result<Response, Problem> {
    let view = d.ok(tasks::open(&state.app, &d.staff, organ, id).await)?;
    let row = &view.row;
    let steps = view.allowed.iter().enumerate();
    let steps = steps.map(|(place, kind)| step(d, &view, (*kind, place == 0), &tried));
    Ok(page(
        code,
        &OnePage {
            d,
            place: "tasks",
            notices,
            source: source(&row.title, &row.point),
            wants: wants(d, &d.ok(row.wants())?),
            status: status(d, row),
            late: row.is_late(d.today),
            clock: clock(d, &state.app, row.owed_by, row.closed_on),
            returned: view.state.returned.clone().unwrap_or_default(),
            drafts: view.side == Side::Below
                && view.state.is_owed()
                && row.wants != Wants::Material.to_string()
                && d.writes_items(),
            back: match view.side {
                Side::Above => address(row.year, &row.lot),
                _ => "/office/tasks/own".into(),
            },
            told: view
                .acts
                .iter()
                .map(|(on, event)| told(d, organ, *on, event))
                .collect(),
            steps: steps.collect(),
            key: fresh_key(),
            view: &view,
        },
    ))
}

/// The form of a step; the first that may be done is open, and the one that was tried.
fn step(d: &Desk, view: &TaskView, (kind, first): (Kind, bool), tried: &Tried) -> Step {
    let word = kind.word();
    let row = &view.row;
    let day = |field: Field| match kind {
        Kind::Extended => field.required(),
        // Without a further day the one that stands stays, as long as it is ahead.
        _ => field.hint(&d.tn("tasks.further_hint", "date", row.due)),
    };
    let mut fields = Vec::new();
    if matches!(kind, Kind::Extended | Kind::Returned) {
        fields.push(day(Field::new("date", "due", &d.t("tasks.further"))));
    }
    let asks = match kind {
        Kind::HandedIn => "what",
        Kind::Taken => "note",
        _ => "why",
    };
    let text = Field::new("textarea", "text", &d.t(&format!("tasks.{asks}")));
    fields.push(if kind == Kind::Taken {
        text
    } else {
        text.required()
    });
    if kind == Kind::HandedIn {
        let label = d.t("tasks.field.address");
        fields.push(Field::new("text", "address", &label).hint(&d.t("tasks.address_hint")));
    }
    let side = if view.side == Side::Below {
        "below"
    } else {
        "above"
    };
    let step = Step {
        word,
        title: d.t(&format!("tasks.step.{word}")),
        action: format!("/office/tasks/{}/{}/{side}", row.organ, row.id),
        fields,
        open: false,
    };
    step.filled(d, tried, &Form::default(), first)
}

fn told(d: &Desk, organ: &str, on: Date, event: &Event) -> Told {
    let by = |day: Date| d.tn("tasks.by", "date", day);
    let (day, text) = match event {
        Event::Given(one) => (Some(one.due), ""),
        Event::HandedIn(one) => (None, one.text.as_str()),
        Event::Taken(one) => (None, one.note.as_str()),
        Event::Returned(one) => (one.due, one.reason.as_str()),
        Event::Extended(one) => (Some(one.due), one.reason.as_str()),
        Event::Published(_) => (None, ""),
        Event::CalledOff(one) => (None, one.reason.as_str()),
    };
    let item = match event {
        Event::HandedIn(one) if !one.item.is_empty() => format!("/items/{}", one.item),
        Event::Published(one) => format!("/items/{organ}/{}", one.item),
        _ => String::new(),
    };
    Told {
        on: on.to_string(),
        what: d.t(&format!("tasks.told.{}", event.kind().word())),
        text: [day.map(by).unwrap_or_default(), text.to_string()]
            .join(" ")
            .trim()
            .to_string(),
        item,
    }
}
