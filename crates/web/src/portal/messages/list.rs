//! What was asked and answered, and how the year's messages were dealt with.

use askama::Template;
use axum::{
    extract::{Query as Parameters, State as Shared},
    response::Response,
};
use law::message::Topic;
use store::published::{self, Answering, Kind, MessageFilter, Public, PublicMessage, Subject};

use crate::{
    kit::pager::{Query, given},
    portal::{
        page::{Page, ROWS, kept},
        problem::{OrProblem, Problem},
    },
    state::State,
};

struct Tab {
    href: String,
    label: String,
    current: bool,
}

#[derive(Template)]
#[template(path = "portal/messages/list.html")]
struct List {
    p: Page,
    tabs: Vec<Tab>,
    messages: Vec<PublicMessage>,
    /// Where the older ones are; empty on the last page.
    older: String,
    year: i16,
    figures: Vec<Public<Answering>>,
}

pub async fn show(
    Shared(state): Shared<State>,
    Parameters(query): Parameters<Query>,
    page: Page,
) -> Result<Response, Problem> {
    let store = &state.app.store;
    let topic = given(&query, "topic").filter(|code| Topic::of(code).is_some());
    let before = given(&query, "before").and_then(|place| {
        let (day, id) = place.split_once('.')?;
        Some((day.parse().ok()?, id.to_string()))
    });
    let filter = MessageFilter {
        topic: topic.clone(),
        before,
        limit: ROWS + 1,
    };
    let mut messages = published::messages(store, &filter)
        .await
        .or_problem(&page)?;
    let more = messages.len() > usize::try_from(ROWS).unwrap_or_default();
    messages.truncate(usize::try_from(ROWS).unwrap_or_default());
    let same = topic
        .as_deref()
        .map_or_else(String::new, |topic| format!("topic={topic}&"));
    let older = messages
        .last()
        .filter(|_| more)
        .map(|last| format!("/messages?{same}before={}.{}", last.published_on, last.id))
        .unwrap_or_default();
    let today = state.app.clock.today();
    let figures = published::answering(store, today.year(), today)
        .await
        .or_problem(&page)?;
    let p = page.at("messages");
    let tab = |code: Option<Topic>| Tab {
        href: code.map_or_else(
            || "/messages".into(),
            |topic| format!("/messages?topic={}", topic.code()),
        ),
        label: code.map_or_else(
            || p.t("portal.all"),
            |topic| p.t2("messages.topic", topic.code()),
        ),
        current: topic.as_deref() == code.map(Topic::code),
    };
    let tabs = std::iter::once(None)
        .chain(Topic::ANSWERED.map(Some))
        .map(tab)
        .collect();
    Ok(kept(
        &List {
            p,
            tabs,
            messages,
            older,
            year: today.year(),
            figures,
        },
        [Subject::All(Kind::Message)],
    ))
}
