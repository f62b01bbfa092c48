//! One chase: what is to be mended, how far it is, and the steps that this person may do now.

use app::{
    Error,
    chases::{self, ChaseView, StepForm},
    rights::{CaseWorker, Reader, Supervisor},
};
use axum::{
    extract::{Path, Query, State as Shared},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use jiff::civil::Date;
use law::chase::{Event, Kind, Side};

use super::{clock_of, status};
use crate::{
    kit::{field::Field, guard::fresh_key, pager::Query as Asked},
    office::{
        clock::Clock,
        desk::{Desk, Seat},
        inspection::mend,
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
}

#[derive(askama::Template)]
#[template(path = "office/chases/one.html")]
struct OnePage<'a> {
    d: &'a Desk,
    place: &'static str,
    notices: Vec<Notice>,
    view: &'a ChaseView,
    about: String,
    /// Rule and the text behind it.
    cite: String,
    /// Whether the fault is found today.
    stands: String,
    /// Where it is mended; empty where this person cannot.
    mend: String,
    status: String,
    clock: Clock,
    told: Vec<Told>,
    steps: Vec<Step>,
    version: i64,
    key: String,
}

pub async fn show(
    Shared(state): Shared<State>,
    Seat { d: desk, .. }: Seat<Reader>,
    Path((organ, id)): Path<(String, String)>,
    Query(query): Query<Asked>,
) -> Result<Response, Problem> {
    let notices = desk.done("chases.done", &query).into_iter().collect();
    let ok = StatusCode::OK;
    render(
        &state,
        &desk,
        (&organ, &id),
        (ok, Tried::default(), notices),
    )
    .await
}

pub async fn below(
    Shared(state): Shared<State>,
    Seat { d: desk, by }: Seat<CaseWorker>,
    Path((organ, id)): Path<(String, String)>,
    form: Form,
) -> Result<Response, Problem> {
    let (said, seen) = desk.ok(said(&form))?;
    let about = (organ.as_str(), id.as_str());
    let done = chases::below(&state.app, &by, about, (seen, form.key()), &said).await;
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
    let done = chases::above(&state.app, &by, about, (seen, form.key()), &said).await;
    answer(&state, &desk, about, form, (said.kind, done)).await
}

/// What was sent, and the version that was seen.
fn said(form: &Form) -> app::Result<(StepForm, i64)> {
    let said = StepForm {
        kind: Kind::of(form.text("step")).ok_or(Error::NotFound)?,
        text: form.text("text").into(),
        answer_by: form.date("answer_by"),
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
            let to = format!("/office/chases/{organ}/{id}?done={}", kind.word());
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
    let view = d.ok(chases::open(&state.app, &d.staff, organ, id).await)?;
    let row = &view.row;
    let own = view.side == Side::Below;
    let steps = view
        .allowed
        .iter()
        .enumerate()
        .map(|(place, kind)| step(state, d, &view, (*kind, place == 0), &tried))
        .collect();
    let rule = law::rule::Rule::of(&row.rule);
    let stands = match &view.watch {
        Some(watch) => d.tn("chases.stands", "date", watch.first()),
        None => d.t("chases.gone"),
    };
    Ok(page(
        code,
        &OnePage {
            d,
            place: "chases",
            notices,
            about: d.lang.pick(&row.zh, &row.en).to_string(),
            cite: rule.map_or_else(String::new, |rule| rule.cited(&rule.citation(), d.lang)),
            stands,
            mend: match &view.watch {
                Some(watch) if own => mend(d, watch),
                _ => String::new(),
            },
            status: status(d, row),
            clock: clock_of(d, state, row),
            told: view
                .acts
                .iter()
                .map(|(on, event)| told(d, *on, event))
                .collect(),
            steps,
            version: row.version,
            key: fresh_key(),
            view: &view,
        },
    ))
}

/// The form of a step; the first that may be done is open, and the one that was tried.
fn step(
    state: &State,
    d: &Desk,
    view: &ChaseView,
    (kind, first): (Kind, bool),
    tried: &Tried,
) -> Step {
    let word = kind.word();
    // What is typed about, and whether a day is named.
    let (asks, day) = match kind {
        Kind::Answered => ("what", false),
        Kind::TimeAsked | Kind::Extended | Kind::Returned => ("why", true),
        Kind::TimeRefused | Kind::Withdrawn => ("why", false),
        Kind::Accepted => ("note", false),
        Kind::Ordered | Kind::Received | Kind::Escalated => ("", false),
    };
    let mut fields = Vec::new();
    if day {
        fields.push(Field::new("date", "answer_by", &d.t("chases.answer_by")).required());
    }
    if !asks.is_empty() {
        let text = Field::new("textarea", "text", &d.t(&format!("chases.{asks}")));
        let free = kind == Kind::Accepted && view.watch.is_none();
        fields.push(if free { text } else { text.required() });
    }
    let proposed = Form::of(&[("answer_by", &proposed(state, d, view, kind))]);
    let side = if view.side == Side::Below {
        "below"
    } else {
        "above"
    };
    let step = Step {
        word,
        title: d.t(&format!("chases.step.{word}")),
        action: format!("/office/chases/{}/{}/{side}", view.row.organ, view.row.id),
        fields,
        open: false,
    };
    step.filled(d, tried, &proposed, first)
}

/// The day that stands in a form before another is typed: the one that was asked for, or the usual days from today.
fn proposed(state: &State, d: &Desk, view: &ChaseView, kind: Kind) -> String {
    let app = &state.app;
    match (kind, &view.state.asked) {
        (Kind::Extended, Some((until, _))) => until.to_string(),
        (Kind::Returned, _) => {
            law::chase::answer_by(d.today, &app.calendar, &app.settings.inspection).to_string()
        }
        _ => String::new(),
    }
}

fn told(d: &Desk, on: Date, event: &Event) -> Told {
    let by = |day: Date| d.tn("chases.by", "date", day);
    let (day, text) = match event {
        Event::Ordered(one) => (Some(one.answer_by), one.note.as_str()),
        Event::Received => (None, ""),
        Event::Answered(one) => (None, one.text.as_str()),
        Event::TimeAsked(one) => (Some(one.answer_by), one.reason.as_str()),
        Event::TimeRefused(one) => (None, one.reason.as_str()),
        Event::Extended(one) => (Some(one.answer_by), one.reason.as_str()),
        Event::Escalated(one) => (Some(one.due), ""),
        Event::Returned(one) => (Some(one.answer_by), one.reason.as_str()),
        Event::Accepted(one) => (None, one.note.as_str()),
        Event::Withdrawn(one) => (None, one.reason.as_str()),
    };
    let what = match event {
        Event::Ordered(one) if one.by_rule => "ordered_by_rule",
        _ => event.kind().word(),
    };
    Told {
        on: on.to_string(),
        what: d.t(&format!("chases.told.{what}")),
        text: [day.map(by).unwrap_or_default(), text.to_string()]
            .join(" ")
            .trim()
            .to_string(),
    }
}
