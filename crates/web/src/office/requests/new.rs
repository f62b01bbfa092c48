//! A request handed in at the counter, by post or by fax: typed in by the clerk.

use app::{
    Error, FieldError,
    requests::{Filing, NewRequest},
    rights::CaseWorker,
};
use axum::{extract::State as Shared, http::StatusCode, response::Response};
use law::{
    case::{Applicant, Channel},
    fields::request::{CHANNEL, ON},
};
use serde::de::DeserializeOwned;

use super::words;
use crate::{
    kit::{field::Field, guard::fresh_key},
    office::{
        again::Said,
        desk::{Desk, Seat},
        page,
        posted::Form,
        problem::{Notice, Problem},
        timeline::Fact,
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
    notices: Vec<Notice>,
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
    /// What else the receipt says: receipt date and why, channel, last day, contact (F-D1).
    facts: Vec<Fact>,
    because: String,
    href: String,
}

pub async fn blank(Seat { d: desk, .. }: Seat<CaseWorker>) -> Response {
    let form = Form::of(&[
        ("channel", "counter"),
        ("applicant", "natural"),
        ("form", "paper"),
        ("delivery", "pickup"),
    ])
    .with("on", &desk.today.to_string());
    render(&desk, StatusCode::OK, &form, &[], Vec::new())
}

/// Files the request and shows its receipt. Sent twice, the form shows the same receipt again, so the
/// page needs no address of its own and the query code never stands in one.
pub async fn file(
    Shared(state): Shared<State>,
    Seat { d: desk, .. }: Seat<CaseWorker>,
    form: Form,
) -> Result<Response, Problem> {
    match record(&state, &desk, &form).await {
        Ok(filed) => receipt(&state, &desk, filed).await,
        // This very form was sent before with other content: it is not offered once more.
        Err(Error::Conflict) => Err(Problem::new(&desk, Error::Conflict)),
        Err(error) => {
            let words = Said {
                refused: desk.t("office.problem.refused"),
                ..Said::default()
            };
            let again = desk.again(error, &words)?;
            let (status, notices) = (again.status, again.notices);
            Ok(render(&desk, status, &form, &again.wrong, notices))
        }
    }
}

/// 登记回执 (F-D1): printed at the counter, sent back with the letter.
async fn receipt(
    state: &State,
    d: &Desk,
    filed: app::requests::Filed,
) -> Result<Response, Problem> {
    let case = d.ok(app::requests::open(&state.app, &d.staff, &filed.id).await)?;
    let organ = d.ok(app::organs::get(&state.app, &d.staff.organ).await)?;
    let fact =
        |name: &str, value: String| Fact::new(d.t(&format!("letters.receipt.{name}")), value);
    let mut facts = vec![
        fact("on", case.row.submitted_on.to_string()),
        fact("channel", words::channel(d, &case.row.channel)),
        fact(
            "received",
            case.assessment
                .receipt
                .map_or_else(|| d.t("letters.receipt.unconfirmed"), |on| on.to_string()),
        ),
    ];
    if let Some(due) = case.assessment.due {
        facts.push(fact("due", due.to_string()));
    }
    let wanted = case.applicant["wanted"].as_str().unwrap_or_default();
    facts.push(fact("wanted", wanted.to_string()));
    let contact: Vec<&str> = [&organ.name, &organ.address, &organ.telephone]
        .into_iter()
        .map(String::as_str)
        .filter(|text| !text.is_empty())
        .collect();
    facts.push(fact("contact", contact.join(" ")));
    let because = case
        .assessment
        .because
        .first()
        .map(|why| format!("{} {}", d.lang.pick(&why.zh, &why.en), why.citation))
        .unwrap_or_default();
    Ok(page(
        StatusCode::OK,
        &FiledPage {
            d,
            place: "requests",
            number: filed.number,
            code: filed.query_code,
            facts,
            because,
            href: format!("/office/requests/{}", filed.id),
        },
    ))
}

async fn record(state: &State, desk: &Desk, form: &Form) -> app::Result<app::requests::Filed> {
    let mut wrong = Vec::new();
    let channel: Option<Channel> = word(form, "channel");
    if channel.is_none() {
        wrong.push(FieldError::at(
            &CHANNEL,
            "请选择申请渠道",
            "Choose how the request came in",
        ));
    }
    let applicant: Option<Applicant> = word(form, "applicant");
    let unnamed = law::intake::kind_of_applicant(applicant.is_some());
    wrong.extend(unnamed.map(|one| FieldError::new("applicant", one.id.id(), one.zh, one.en)));
    let on = form.date("on");
    if on.is_none() {
        wrong.push(FieldError::at(
            &ON,
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
    let filing = Filing {
        oral: form.text("oral") == "yes",
        help: form.text("help").to_string(),
        proof: form.files("proof"),
        attachments: form.files("attachments"),
    };
    app::requests::file_with(&state.app, &new, &filing, form.key(), &desk.staff.id, on).await
}

fn word<T: DeserializeOwned>(form: &Form, name: &str) -> Option<T> {
    serde_json::from_value(form.text(name).into()).ok()
}

fn render(
    d: &Desk,
    status: StatusCode,
    form: &Form,
    wrong: &[FieldError],
    notices: Vec<Notice>,
) -> Response {
    let field = |kind, name: &str| Field::new(kind, name, &d.t(&format!("requests.new.{name}")));
    let radio = |name: &str, section: &str, choices: &[&str]| {
        field("radio", name)
            .required()
            .choices(d.named(section, choices))
    };
    // What a letter does not say is recorded so, and asked for afterwards.
    let radio_or_unsaid = |name: &str, section: &str, choices: &[&str]| {
        let mut choices = d.named(section, choices);
        choices.push((String::new(), d.t("requests.new.unsaid")));
        field("radio", name).choices(choices)
    };
    let hinted = |field: Field| {
        let hint = d.t(&format!("requests.new.{}_hint", field.name));
        field.hint(&hint)
    };
    let more = |kind, name: &str| Field::new(kind, name, &d.t(&format!("requests.new.{name}")));
    let more_hinted =
        |kind, name: &str| more(kind, name).hint(&d.t(&format!("requests.new.{name}_hint")));
    let parts = [
        (
            "requests.new.coming_in",
            vec![
                hinted(radio("channel", "requests.channel", &words::CHANNELS)),
                more("check", "oral").choices(vec![("yes".into(), d.t("requests.new.oral_yes"))]),
                hinted(field("date", "on").required()),
            ],
        ),
        (
            "requests.case.applicant",
            vec![
                radio("applicant", "requests.applicant", &words::APPLICANTS),
                field("text", "name"),
                hinted(field("text", "id_number")),
                more_hinted("file", "proof"),
                hinted(field("tel", "phone")),
                field("email", "email"),
                field("text", "address"),
                field("text", "postcode"),
                more_hinted("text", "help"),
            ],
        ),
        (
            "requests.case.wanted",
            vec![
                hinted(field("textarea", "wanted")),
                field("text", "document_number"),
                more_hinted("file", "attachments"),
                radio_or_unsaid("form", "requests.form", &["paper", "electronic", "inspect"]),
                radio_or_unsaid(
                    "delivery",
                    "requests.delivery",
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
    page(
        status,
        &NewPage {
            d,
            place: "requests",
            notices,
            parts,
            key: fresh_key(),
        },
    )
}
