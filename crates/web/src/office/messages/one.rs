//! One message: what was written, what was answered, what may be done now.

use app::{
    messages::{self, MessageView},
    rights::Reader,
};
use axum::{
    extract::{Path, Query, State as Shared},
    http::StatusCode,
    response::Response,
};

use super::forms::{ActForm, forms};
use crate::{
    kit::{guard::fresh_key, pager::Query as Asked},
    office::{
        clock::{Clock, clock},
        desk::{Desk, Seat},
        page,
        problem::{Notice, Problem},
        timeline::{self, Fact},
        tried::Tried,
    },
    state::State,
};

struct Step {
    on: String,
    title: String,
    by: String,
    note: String,
}

#[derive(askama::Template)]
#[template(path = "office/messages/one.html")]
struct OnePage<'a> {
    d: &'a Desk,
    place: &'static str,
    notices: Vec<Notice>,
    number: String,
    status: String,
    clock: Clock,
    /// Why the last day is that day.
    because: String,
    facts: Vec<Fact>,
    /// What was written; empty for whoever does not answer, or once erased.
    text: String,
    /// What the writer says was not answered.
    doubt: String,
    replies: Vec<String>,
    /// The reply that waits to be read.
    draft: String,
    public: Option<law::message::PublicText>,
    public_state: String,
    steps: Vec<Step>,
    forms: Vec<ActForm>,
    version: i64,
    key: String,
}

pub async fn show(
    Shared(state): Shared<State>,
    Seat { d: desk, .. }: Seat<Reader>,
    Path(id): Path<String>,
    Query(query): Query<Asked>,
) -> Result<Response, Problem> {
    let notices = desk.done("messages.done", &query).into_iter().collect();
    render(
        &state,
        &desk,
        &id,
        StatusCode::OK,
        &Tried::default(),
        notices,
    )
    .await
}

pub async fn render(
    state: &State,
    d: &Desk,
    id: &str,
    status: StatusCode,
    tried: &Tried,
    mut notices: Vec<Notice>,
) -> Result<Response, Problem> {
    let app = &state.app;
    let view = d.ok(messages::open(app, &d.staff, id).await)?;
    if !view.assessment.findings.is_empty() {
        let title = d.t("messages.one.late");
        notices.push(Notice::refused(&title, &view.assessment.findings, d.lang));
    }
    let names = d.ok(timeline::names(app, &d.staff.organ).await)?;
    let organs: Vec<(String, String)> = d
        .ok(store::organs::list(&app.store).await)?
        .into_iter()
        .map(|organ| (organ.code, organ.name))
        .collect();
    let row = &view.row;
    let text = |name: &str| view.sealed[name].as_str().unwrap_or_default().to_string();
    let replies = view.sealed["replies"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    let closed = row.replied_on.filter(|_| row.due.is_none());
    let because = view.assessment.last_day.as_ref().map(|last| {
        let why = d.lang.pick(&last.because.zh, &last.because.en);
        format!("{why} [{}]", last.because.rule)
    });
    Ok(page(
        status,
        &OnePage {
            d,
            place: "messages",
            notices,
            number: row.number.clone(),
            status: d.t(&format!("messages.status.{}", row.status)),
            clock: clock(d, app, row.due, closed),
            because: because.unwrap_or_default(),
            facts: facts(d, &view, &organs),
            text: text("text"),
            doubt: text("doubt"),
            replies: replies
                .iter()
                .filter_map(|reply| reply.as_str().map(str::to_string))
                .collect(),
            draft: if row.status == "drafted" {
                text("draft")
            } else {
                String::new()
            },
            public: view.state.publication.text.clone(),
            public_state: public_state(d, &view),
            steps: view.acts.iter().map(|act| step(d, &names, act)).collect(),
            forms: forms(d, &view, &organs, tried),
            version: view.version,
            key: fresh_key(),
        },
    ))
}

fn public_state(d: &Desk, view: &MessageView) -> String {
    let publication = &view.state.publication;
    match (&publication.withdrawn, publication.published_on) {
        (Some((on, _)), _) => d.tn("messages.one.withdrawn", "date", on),
        (None, Some(on)) => d.tn("messages.one.public_since", "date", on),
        (None, None) => d.t("messages.one.not_yet"),
    }
}

fn facts(d: &Desk, view: &MessageView, organs: &[(String, String)]) -> Vec<Fact> {
    let row = &view.row;
    let name_of = |code: &str| {
        let found = organs.iter().find(|(known, _)| known == code);
        found.map_or_else(|| code.to_string(), |(_, name)| name.clone())
    };
    let mut facts = vec![
        Fact::new(
            d.t("messages.writing.topic"),
            d.t(&format!("messages.topic.{}", row.topic)),
        ),
        Fact::new(d.t("messages.one.received"), row.received_on.to_string()),
        Fact::new(
            d.t("messages.one.agreed"),
            d.t(if row.agreed == 1 {
                "messages.one.yes"
            } else {
                "messages.one.no"
            }),
        ),
    ];
    for (label, value) in [
        ("page", row.page.clone()),
        ("handed_from", name_of(&row.handed_from)),
        ("handed_to", name_of(&row.handed_to)),
    ] {
        if !value.is_empty() {
            facts.push(Fact::new(d.t(&format!("messages.one.{label}")), value));
        }
    }
    if let Some(reply) = &view.state.reply {
        let name = d.t(&format!("messages.outcome.{}", reply.outcome.code()));
        facts.push(Fact::new(d.t("messages.one.outcome"), name));
    }
    for name in ["name", "phone", "email"] {
        let value = view.sealed[name].as_str().unwrap_or_default();
        if !value.is_empty() {
            facts.push(Fact::new(d.t(&format!("messages.writing.{name}")), value));
        }
    }
    facts
}

fn step(d: &Desk, names: &timeline::Names, act: &store::ledger::Act) -> Step {
    let told = act.told();
    let note = ["reason", "note", "looked_at", "exception"]
        .into_iter()
        .find_map(|name| told.text(name))
        .map(ToString::to_string);
    Step {
        on: act.on_date.to_string(),
        title: d.t(&format!("messages.step.{}", act.kind)),
        by: names
            .get(&act.actor)
            .cloned()
            .unwrap_or_else(|| d.t("messages.one.writer")),
        note: note.unwrap_or_default(),
    }
}
