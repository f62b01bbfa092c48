//! 发起督办: an order about one fault of one organ below.

use app::{
    FieldError,
    chases::{self, OrderForm},
    rights::Supervisor,
};
use axum::{
    extract::{Query, State as Shared},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};

use crate::{
    kit::{field::Field, guard::fresh_key, pager::Query as Asked},
    office::{
        again::Said,
        desk::{Desk, Seat},
        page,
        posted::Form,
        problem::{Notice, Problem},
    },
    state::State,
};

#[derive(askama::Template)]
#[template(path = "office/chases/new.html")]
struct NewPage<'a> {
    d: &'a Desk,
    place: &'static str,
    notices: Vec<Notice>,
    organ: String,
    organ_name: String,
    indicator: String,
    about: String,
    /// Rule and the text behind it.
    cite: String,
    at: String,
    fields: Vec<Field>,
    key: String,
}

pub async fn blank(
    Shared(state): Shared<State>,
    seat: Seat<Supervisor>,
    Query(query): Query<Asked>,
) -> Result<Response, Problem> {
    let said = |name: &str| query.get(name).cloned().unwrap_or_default();
    let app = &state.app;
    let day = law::chase::answer_by(seat.d.today, &app.calendar, &app.settings.inspection);
    let form = Form::of(&[
        ("organ", &said("organ")),
        ("indicator", &said("indicator")),
        ("at", &said("at")),
        ("answer_by", &day.to_string()),
    ]);
    ask(&state, &seat, StatusCode::OK, (&form, &[]), Vec::new()).await
}

async fn ask(
    state: &State,
    Seat { d, by }: &Seat<Supervisor>,
    status: StatusCode,
    (form, wrong): (&Form, &[FieldError]),
    notices: Vec<Notice>,
) -> Result<Response, Problem> {
    let (organ, indicator, at) = (form.text("organ"), form.text("indicator"), form.text("at"));
    let (row, watch) = d.ok(chases::fault(&state.app, by, (organ, indicator, at)).await)?;
    let fields = [
        Field::new("date", "answer_by", &d.t("chases.answer_by")).required(),
        Field::new("textarea", "text", &d.t("chases.note")).hint(&d.t("chases.note_hint")),
    ];
    Ok(page(
        status,
        &NewPage {
            d,
            place: "chases",
            notices,
            organ: organ.into(),
            organ_name: row.name,
            indicator: indicator.into(),
            about: watch.found(d.lang),
            cite: watch.rule.cited(&watch.rule.citation(), d.lang),
            at: at.into(),
            fields: fields
                .into_iter()
                .map(|field| field.filled(form).checked(wrong, d.lang))
                .collect(),
            key: fresh_key(),
        },
    ))
}

pub async fn send(
    Shared(state): Shared<State>,
    seat: Seat<Supervisor>,
    form: Form,
) -> Result<Response, Problem> {
    let desk = &seat.d;
    let said = OrderForm {
        organ: form.text("organ").into(),
        indicator: form.text("indicator").into(),
        place: form.text("at").into(),
        answer_by: form.date("answer_by"),
        text: form.text("text").into(),
    };
    match chases::order(&state.app, &seat.by, form.key(), &said).await {
        Ok(id) => {
            let to = format!("/office/chases/{}/{id}?done=ordered", said.organ);
            Ok(Redirect::to(&to).into_response())
        }
        Err(error) => {
            let words = Said {
                refused: desk.t("office.problem.refused"),
                meanwhile: desk.t("office.problem.conflict"),
                ..Said::default()
            };
            let again = desk.again(error, &words)?;
            let tried = (&form, again.wrong.as_slice());
            ask(&state, &seat, again.status, tried, again.notices).await
        }
    }
}
