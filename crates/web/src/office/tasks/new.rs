//! 下达任务: one point for several organs, each with its last day.

use app::{
    FieldError,
    rights::Supervisor,
    tasks::{self, GiveForm},
};
use axum::{
    extract::State as Shared,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use law::task::Wants;
use store::organs::OrganRow;

use super::{given::address, wants};
use crate::{
    kit::{field::Field, guard::fresh_key},
    office::{
        again::Said,
        desk::{Desk, Seat},
        page,
        posted::Form,
        problem::{Notice, Problem},
    },
    state::State,
};

/// An organ below that may be chosen.
struct Organ {
    code: String,
    name: String,
    chosen: bool,
    /// Its own last day, as typed.
    due: String,
    /// The name of that field, and what it is called aloud.
    field: String,
    label: String,
}

#[derive(askama::Template)]
#[template(path = "office/tasks/new.html")]
struct NewPage<'a> {
    d: &'a Desk,
    place: &'static str,
    notices: Vec<Notice>,
    fields: Vec<Field>,
    /// Legend and errors of the organs.
    organs_field: Field,
    organs: Vec<Organ>,
    all: bool,
    key: String,
}

pub async fn blank(
    Shared(state): Shared<State>,
    seat: Seat<Supervisor>,
) -> Result<Response, Problem> {
    let year = seat.d.today.year().to_string();
    let form = Form::of(&[("year", &year), ("wants", "material")]);
    ask(&state, &seat, StatusCode::OK, (&form, &[]), Vec::new()).await
}

async fn below(state: &State, Seat { d, by }: &Seat<Supervisor>) -> Result<Vec<OrganRow>, Problem> {
    d.ok(store::organs::children(&state.app.store, &by.organ).await)
}

/// The name of an organ's own last day.
fn own(code: &str) -> String {
    format!("due-{code}")
}

async fn ask(
    state: &State,
    seat: &Seat<Supervisor>,
    status: StatusCode,
    (form, wrong): (&Form, &[FieldError]),
    notices: Vec<Notice>,
) -> Result<Response, Problem> {
    let d = &seat.d;
    let field = |kind, name: &str| Field::new(kind, name, &d.t(&format!("tasks.field.{name}")));
    let choices = Wants::all()
        .iter()
        .map(|one| (one.to_string(), wants(d, one)))
        .collect();
    let fields = [
        field("textarea", "text")
            .required()
            .rows(3)
            .hint(&d.t("tasks.text_hint")),
        field("number", "year").required(),
        field("text", "source")
            .required()
            .hint(&d.t("tasks.source_hint")),
        field("text", "point").hint(&d.t("tasks.point_hint")),
        field("select", "wants")
            .required()
            .hint(&d.t("tasks.wants_hint"))
            .choices(choices),
        field("date", "due").hint(&d.t("tasks.due_hint")),
    ];
    let chosen = form.all("organs");
    let organs = below(state, seat).await?.into_iter().map(|row| {
        let field = own(&row.code);
        Organ {
            chosen: chosen.contains(&row.code),
            due: form.raw(&field),
            label: d.tn("tasks.due_of", "organ", &row.short_name),
            field,
            name: row.short_name,
            code: row.code,
        }
    });
    Ok(page(
        status,
        &NewPage {
            d,
            place: "tasks",
            notices,
            fields: fields
                .into_iter()
                .map(|field| field.filled(form).checked(wrong, d.lang))
                .collect(),
            organs_field: field("check", "organs")
                .required()
                .hint(&d.t("tasks.organs_hint"))
                .checked(wrong, d.lang),
            organs: organs.collect(),
            all: form.text("all") == "1",
            key: fresh_key(),
        },
    ))
}

pub async fn send(
    Shared(state): Shared<State>,
    seat: Seat<Supervisor>,
    form: Form,
) -> Result<Response, Problem> {
    let d = &seat.d;
    let codes: Vec<String> = if form.text("all") == "1" {
        let all = below(&state, &seat).await?;
        all.into_iter().map(|row| row.code).collect()
    } else {
        form.all("organs")
    };
    let said = GiveForm {
        year: form.text("year").parse().unwrap_or_default(),
        text: form.text("text").into(),
        source: form.text("source").into(),
        point: form.text("point").into(),
        wants: form.text("wants").into(),
        due: form.date("due"),
        organs: codes
            .into_iter()
            .map(|code| {
                let due = form.text(&own(&code)).to_string();
                (code, due)
            })
            .collect(),
    };
    match tasks::give(&state.app, &seat.by, form.key(), &said).await {
        Ok(lot) => {
            let to = format!("{}?done=given", address(said.year.into(), &lot));
            Ok(Redirect::to(&to).into_response())
        }
        Err(error) => {
            let words = Said {
                refused: d.t("office.problem.refused"),
                meanwhile: d.t("office.problem.conflict"),
                ..Said::default()
            };
            let again = d.again(error, &words)?;
            let tried = (&form, again.wrong.as_slice());
            ask(&state, &seat, again.status, tried, again.notices).await
        }
    }
}
