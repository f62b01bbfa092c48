//! What is owed, by last day; one reply to many alike; what is done with.

use app::{
    FieldError,
    messages::{self, Reply, Waiting},
    rights::{Author, Reader, holds},
};
use axum::{
    extract::{Query, State as Shared},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use law::message::{Outcome, Topic};

use super::forms::reply_fields;
use crate::{
    kit::{
        field::Field,
        guard::fresh_key,
        pager::{Query as Asked, given},
    },
    office::{
        again::Said,
        clock::{Clock, clock},
        desk::{Desk, PAGE, Seat},
        page,
        posted::Form,
        problem::{Notice, Problem},
    },
    state::State,
};

struct Row {
    id: String,
    version: i64,
    href: String,
    number: String,
    /// Its first words.
    about: String,
    topic: String,
    received: String,
    clock: Clock,
    status: String,
    /// May be answered together with others of its kind.
    open: bool,
    chosen: bool,
}

struct Group {
    topic: &'static str,
    title: String,
    rows: Vec<Row>,
    /// One reply to those that are ticked; empty for whoever does not answer, or where there is only one.
    fields: Vec<Field>,
    tried: bool,
}

#[derive(askama::Template)]
#[template(path = "office/messages/list.html")]
struct ListPage<'a> {
    d: &'a Desk,
    place: &'static str,
    notices: Vec<Notice>,
    groups: Vec<Group>,
    to_clear: Vec<Row>,
    key: String,
}

#[derive(askama::Template)]
#[template(path = "office/messages/done.html")]
struct DonePage<'a> {
    d: &'a Desk,
    place: &'static str,
    rows: Vec<Row>,
    older: String,
}

pub async fn show(
    Shared(state): Shared<State>,
    Seat { d: desk, .. }: Seat<Reader>,
    Query(query): Query<Asked>,
) -> Result<Response, Problem> {
    let notices = desk.done("messages.done", &query).into_iter().collect();
    render(
        &state,
        &desk,
        StatusCode::OK,
        (&Form::default(), &[]),
        notices,
    )
    .await
}

/// One reply to all that are ticked.
pub async fn reply(
    Shared(state): Shared<State>,
    Seat { d: desk, by }: Seat<Author>,
    form: Form,
) -> Result<Response, Problem> {
    let chosen: Vec<(String, i64)> = form
        .all("message")
        .iter()
        .filter_map(|one| {
            let (id, version) = one.split_once('.')?;
            Some((id.to_string(), version.parse().ok()?))
        })
        .collect();
    let done = match reply_of(&form) {
        Ok(reply) => messages::draft(&state.app, &by, &chosen, &reply).await,
        Err(error) => Err(error),
    };
    let Err(error) = done else {
        return Ok(Redirect::to("/office/messages?done=reply_drafted").into_response());
    };
    let said = Said {
        prefix: format!("{}-", form.text("topic")),
        refused: desk.t("office.problem.refused"),
        meanwhile: desk.t("office.problem.conflict"),
    };
    let again = desk.again(error, &said)?;
    render(
        &state,
        &desk,
        again.status,
        (&form, &again.wrong),
        again.notices,
    )
    .await
}

/// The reply that a form holds.
pub fn reply_of(form: &Form) -> app::Result<Reply> {
    let outcome = Outcome::of(form.text("outcome")).ok_or_else(|| {
        app::Error::Invalid(vec![FieldError::new(
            "outcome",
            "form",
            "请选择办理结果",
            "Choose how it ends",
        )])
    })?;
    Ok(Reply {
        outcome,
        words: form.raw("words"),
        looked_at: form.raw("looked_at"),
    })
}

async fn render(
    state: &State,
    d: &Desk,
    status: StatusCode,
    (typed, wrong): (&Form, &[FieldError]),
    notices: Vec<Notice>,
) -> Result<Response, Problem> {
    let desk = d.ok(messages::desk(&state.app, &d.staff).await)?;
    let chosen = typed.all("message");
    let mut groups = Vec::new();
    for topic in Topic::ANSWERED {
        let code = topic.code();
        let rows: Vec<Row> = desk
            .owed
            .iter()
            .filter(|one| one.row.topic == code)
            .map(|one| line(state, d, one, &chosen))
            .collect();
        if rows.is_empty() {
            continue;
        }
        let alike = rows.iter().filter(|row| row.open).count() > 1;
        let tried = typed.text("topic") == code;
        let blank = Form::default();
        let (form, wrong) = if tried {
            (typed, wrong)
        } else {
            (&blank, &[][..])
        };
        let fields = if alike && holds::<Author>(&d.staff) {
            reply_fields(d, topic)
        } else {
            Vec::new()
        };
        groups.push(Group {
            topic: code,
            title: d.t(&format!("messages.topic.{code}")),
            rows,
            fields: fields
                .into_iter()
                .map(|field| field.within(code).filled(form).checked(wrong, d.lang))
                .collect(),
            tried,
        });
    }
    let to_clear = desk
        .to_clear
        .iter()
        .map(|one| line(state, d, one, &[]))
        .collect();
    Ok(page(
        status,
        &ListPage {
            d,
            place: "messages",
            notices,
            groups,
            to_clear,
            key: fresh_key(),
        },
    ))
}

fn line(state: &State, d: &Desk, one: &Waiting, chosen: &[String]) -> Row {
    let row = &one.row;
    Row {
        id: row.id.clone(),
        version: row.version,
        href: format!("/office/messages/{}", row.id),
        number: row.number.clone(),
        about: one.about.clone(),
        topic: d.t(&format!("messages.topic.{}", row.topic)),
        received: row.received_on.to_string(),
        clock: clock(
            d,
            &state.app,
            row.due,
            row.replied_on.filter(|_| row.due.is_none()),
        ),
        status: d.t(&format!("messages.status.{}", row.status)),
        open: row.status == "open",
        chosen: chosen.contains(&format!("{}.{}", row.id, row.version)),
    }
}

pub async fn done(
    Shared(state): Shared<State>,
    Seat { d: desk, .. }: Seat<Reader>,
    Query(query): Query<Asked>,
) -> Result<Response, Problem> {
    let d = &desk;
    let before = given(&query, "before").unwrap_or_default();
    let mut rows = d.ok(messages::done(&state.app, &d.staff, &before, PAGE + 1).await)?;
    let most = usize::try_from(PAGE).unwrap_or_default();
    let more = rows.len() > most;
    rows.truncate(most);
    let older = rows
        .last()
        .filter(|_| more)
        .map(|last| format!("/office/messages/done?before={}", last.id))
        .unwrap_or_default();
    let rows = rows
        .into_iter()
        .map(|row| {
            let about = row.title.clone();
            line(&state, d, &Waiting { row, about }, &[])
        })
        .collect();
    Ok(page(
        StatusCode::OK,
        &DonePage {
            d,
            place: "messages",
            rows,
            older,
        },
    ))
}
