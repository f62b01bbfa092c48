//! A request handed in at the counter, by post or by fax: typed in by the clerk.

use app::{Error, FieldError, requests::NewRequest};
use axum::{extract::State as Shared, http::StatusCode, response::Response};
use law::case::{Applicant, Channel};
use serde::de::DeserializeOwned;

use super::words;
use crate::{
    office::{
        desk::{CaseWorker, Desk},
        field::Field,
        form::{Form, fresh_key},
        page,
        problem::{Notice, Problem},
    },
    state::State,
};

struct Part {
    title: String,
    fields: Vec<Field>,
}

#[derive(askama::Template)]
#[template(path = "office/requests/new.html")]
struct NewPage<'a> {
    d: &'a Desk,
    place: &'static str,
    notice: Option<Notice>,
    parts: Vec<Part>,
    key: String,
}

#[derive(askama::Template)]
#[template(path = "office/requests/filed.html")]
struct FiledPage<'a> {
    d: &'a Desk,
    place: &'static str,
    number: String,
    code: String,
    href: String,
}

pub async fn blank(CaseWorker(desk): CaseWorker) -> Response {
    let form = Form::of(&[
        ("channel", "counter"),
        ("applicant", "natural"),
        ("form", "paper"),
        ("delivery", "pickup"),
    ])
    .with("on", &desk.today.to_string());
    render(&desk, StatusCode::OK, &form, &[])
}

/// Files the request and shows its receipt. Sent twice, the form shows the same receipt again, so the
/// page needs no address of its own and the query code never stands in one.
pub async fn file(
    Shared(state): Shared<State>,
    CaseWorker(desk): CaseWorker,
    form: Form,
) -> Result<Response, Problem> {
    match record(&state, &desk, &form).await {
        Ok(filed) => Ok(page(
            StatusCode::OK,
            &FiledPage {
                d: &desk,
                place: "requests",
                number: filed.number,
                code: filed.query_code,
                href: format!("/office/requests/{}", filed.id),
            },
        )),
        Err(Error::Invalid(wrong)) => Ok(render(
            &desk,
            StatusCode::UNPROCESSABLE_ENTITY,
            &form,
            &wrong,
        )),
        Err(other) => Err(Problem::new(&desk, other)),
    }
}

async fn record(state: &State, desk: &Desk, form: &Form) -> app::Result<app::requests::Filed> {
    let mut wrong = Vec::new();
    let channel: Option<Channel> = word(form, "channel");
    if channel.is_none() {
        wrong.push(FieldError::new(
            "channel",
            "A-31.1",
            "请选择申请渠道",
            "Choose how the request came in",
        ));
    }
    let applicant: Option<Applicant> = word(form, "applicant");
    if applicant.is_none() {
        wrong.push(FieldError::new(
            "applicant",
            "R-48",
            "请选择申请人类别",
            "Choose the kind of applicant",
        ));
    }
    let on = form.date("on");
    if on.is_none() {
        wrong.push(FieldError::new(
            "on",
            "A-31.2",
            "请填写收到日期，如 2026-03-02",
            "Enter the day it came in, such as 2026-03-02",
        ));
    }
    let (Some(channel), Some(applicant), Some(on)) = (channel, applicant, on) else {
        return Err(Error::Invalid(wrong));
    };
    let text = |name: &str| form.text(name).to_string();
    let new = NewRequest {
        organ: desk.staff.organ.clone(),
        channel,
        applicant,
        name: text("name"),
        id_number: text("id_number"),
        phone: text("phone"),
        email: text("email"),
        address: text("address"),
        postcode: text("postcode"),
        wanted: form.raw("wanted"),
        document_number: text("document_number"),
        form: text("form"),
        delivery: text("delivery"),
    };
    app::requests::file_on(&state.app, &new, form.key(), &desk.staff.id, on).await
}

fn word<T: DeserializeOwned>(form: &Form, name: &str) -> Option<T> {
    serde_json::from_value(form.text(name).into()).ok()
}

fn render(d: &Desk, status: StatusCode, form: &Form, wrong: &[FieldError]) -> Response {
    let field = |kind, name: &str| Field::new(kind, name, &d.t(&format!("office.new.{name}")));
    let radio = |name: &str, prefix: &str, choices: &[&str]| {
        field("radio", name)
            .required()
            .choices(words::named(d, prefix, choices))
    };
    let hinted = |field: Field| {
        let hint = d.t(&format!("office.new.{}_hint", field.name));
        field.hint(&hint)
    };
    let channels: Vec<&str> = words::CHANNELS
        .into_iter()
        .filter(|channel| *channel != "online")
        .collect();
    let parts = [
        (
            "office.new.coming_in",
            vec![
                hinted(radio("channel", "channel", &channels)),
                hinted(field("date", "on").required()),
            ],
        ),
        (
            "office.case.applicant",
            vec![
                radio("applicant", "applicant", &words::APPLICANTS),
                field("text", "name").required(),
                hinted(field("text", "id_number").required()),
                hinted(field("tel", "phone")),
                field("email", "email"),
                field("text", "address"),
                field("text", "postcode"),
            ],
        ),
        (
            "office.case.wanted",
            vec![
                hinted(field("textarea", "wanted").required()),
                field("text", "document_number"),
                radio("form", "form", &["paper", "electronic", "inspect"]),
                radio(
                    "delivery",
                    "delivery",
                    &["pickup", "post", "email", "online"],
                ),
            ],
        ),
    ]
    .into_iter()
    .map(|(title, fields)| Part {
        title: d.t(title),
        fields: fields
            .into_iter()
            .map(|field| {
                field
                    .autocomplete("off")
                    .filled(form)
                    .checked(wrong, d.lang)
            })
            .collect(),
    })
    .collect();
    let notice = (!wrong.is_empty())
        .then(|| Notice::invalid(&d.t("office.problem.invalid"), wrong, "", d.lang));
    page(
        status,
        &NewPage {
            d,
            place: "requests",
            notice,
            parts,
            key: fresh_key(),
        },
    )
}
