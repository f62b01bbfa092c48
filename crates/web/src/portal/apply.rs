//! 申请: the form of Art. 29, checked whole, and the receipt. No purpose is asked.

use std::collections::BTreeMap;

use app::{Error, FieldError, requests::NewRequest};
use askama::Template;
use axum::{
    Form,
    extract::{Query as Parameters, State as Shared},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use law::case::{Applicant, Channel};
use store::published;

use super::{
    page::{Page, private, public},
    pager::Query,
    problem::{OrProblem, Problem},
};
use crate::{office::form::same_origin, state::State};

/// A group of fields under one legend.
struct Group {
    legend: String,
    fields: Vec<Field>,
}

struct Field {
    name: &'static str,
    /// `text`, `tel`, `email`, `area` or `select`.
    kind: &'static str,
    label: String,
    hint: String,
    value: String,
    error: String,
    required: bool,
    auto: &'static str,
    options: Vec<(String, String)>,
}

impl Field {
    fn described(&self) -> String {
        let mut ids = Vec::new();
        if !self.hint.is_empty() {
            ids.push(format!("{}-hint", self.name));
        }
        if !self.error.is_empty() {
            ids.push(format!("{}-error", self.name));
        }
        ids.join(" ")
    }
}

#[derive(Template)]
#[template(path = "portal/apply.html")]
struct ApplyPage {
    p: Page,
    key: String,
    /// Field, message, rule.
    wrong: Vec<(&'static str, String, &'static str)>,
    groups: Vec<Group>,
}

/// 申请表 to print and fill in by hand (P-6).
#[derive(Template)]
#[template(path = "portal/paper.html")]
struct Paper {
    p: Page,
    organ: Option<published::PublicOrgan>,
}

#[derive(Template)]
#[template(path = "portal/receipt.html")]
struct Receipt {
    p: Page,
    organ: published::PublicOrgan,
    on: jiff::civil::Date,
    number: String,
    code: String,
}

type Fields = BTreeMap<String, String>;

const KINDS: [(&str, Applicant); 6] = [
    ("natural", Applicant::Natural),
    ("business", Applicant::Business),
    ("research", Applicant::Research),
    ("charity", Applicant::Charity),
    ("legal_service", Applicant::LegalService),
    ("other", Applicant::Other),
];

pub async fn show(
    Shared(state): Shared<State>,
    Parameters(query): Parameters<Query>,
    page: Page,
) -> Result<Response, Problem> {
    let mut given = Fields::new();
    given.insert(
        "organ".into(),
        query.get("organ").cloned().unwrap_or_default(),
    );
    blank(&state, page, StatusCode::OK, given, &[]).await
}

pub async fn paper(
    Shared(state): Shared<State>,
    Parameters(query): Parameters<Query>,
    page: Page,
) -> Result<Response, Problem> {
    let code = query.get("organ").map_or("", String::as_str);
    let organ = published::organ(&state.app.store, code)
        .await
        .or_problem(&page)?;
    let p = page.at("apply");
    Ok(public(StatusCode::OK, &Paper { p, organ }))
}

pub async fn send(
    Shared(state): Shared<State>,
    headers: axum::http::HeaderMap,
    page: Page,
    form: Result<Form<Fields>, axum::extract::rejection::FormRejection>,
) -> Result<Response, Problem> {
    if !same_origin(&headers) {
        return Err(Problem::new(&page, Error::Forbidden));
    }
    let Ok(Form(given)) = form else {
        return Err(Problem::new(&page, Error::Invalid(Vec::new())));
    };
    let text = |name: &str| given.get(name).cloned().unwrap_or_default();
    let applicant = KINDS.iter().find(|(word, _)| *word == text("applicant"));
    let mut wrong = Vec::new();
    if applicant.is_none() {
        wrong.push(FieldError::new(
            "applicant",
            "R-48",
            "请选择申请人类别",
            "Choose the kind of applicant",
        ));
    }
    let organ = published::organ(&state.app.store, &text("organ"))
        .await
        .or_problem(&page)?;
    if organ.is_none() {
        wrong.push(FieldError::new(
            "organ",
            "A-29.2",
            "请选择受理机关",
            "Choose the organ you ask",
        ));
    }
    let key = text("key");
    if key.len() < 16 || key.len() > 128 {
        wrong.push(FieldError::new(
            "key",
            "form",
            "表单已失效，请重新打开页面后提交",
            "The form has run out: open the page again",
        ));
    }
    let new = NewRequest {
        organ: text("organ"),
        channel: Channel::Online,
        applicant: applicant.map_or(Applicant::Natural, |(_, kind)| *kind),
        name: text("name"),
        id_number: text("id_number"),
        phone: text("phone"),
        email: text("email"),
        address: text("address"),
        postcode: text("postcode"),
        wanted: text("wanted"),
        document_number: text("document_number"),
        form: text("form"),
        delivery: text("delivery"),
    };
    if let Err(Error::Invalid(more)) = app::requests::check(&new) {
        wrong.extend(more);
    }
    let (Some(organ), true) = (organ, wrong.is_empty()) else {
        return blank(
            &state,
            page,
            StatusCode::UNPROCESSABLE_ENTITY,
            given,
            &wrong,
        )
        .await;
    };
    let filed = app::requests::file(&state.app, &new, &key)
        .await
        .or_problem(&page)?;
    Ok(private(
        StatusCode::OK,
        &Receipt {
            p: page.at("apply"),
            organ,
            on: state.app.clock.today(),
            number: filed.number,
            code: filed.query_code,
        },
    )
    .into_response())
}

async fn blank(
    state: &State,
    page: Page,
    status: StatusCode,
    given: Fields,
    wrong: &[FieldError],
) -> Result<Response, Problem> {
    let organs = published::organs(&state.app.store)
        .await
        .or_problem(&page)?;
    let p = page.at("apply");
    let key = given
        .get("key")
        .filter(|key| key.len() >= 16)
        .cloned()
        .unwrap_or_else(crate::office::form::fresh_key);
    let groups = groups(&p, &organs, &given, wrong);
    let wrong = wrong
        .iter()
        .map(|error| {
            (
                error.field,
                p.lang.pick(&error.zh, &error.en).to_string(),
                error.rule,
            )
        })
        .collect();
    Ok(private(
        status,
        &ApplyPage {
            p,
            key,
            wrong,
            groups,
        },
    ))
}

fn groups(
    p: &Page,
    organs: &[published::PublicOrgan],
    given: &Fields,
    wrong: &[FieldError],
) -> Vec<Group> {
    let field =
        |name: &'static str, kind: &'static str, required: bool, auto: &'static str| Field {
            name,
            kind,
            label: p.t(&format!("portal.form.{name}")),
            hint: match name {
                "wanted" | "phone" | "id_number" => p.t(&format!("portal.form.{name}_hint")),
                _ => String::new(),
            },
            value: given.get(name).cloned().unwrap_or_default(),
            error: wrong
                .iter()
                .filter(|error| error.field == name)
                .map(|error| p.lang.pick(&error.zh, &error.en))
                .collect::<Vec<_>>()
                .join(" "),
            required,
            auto,
            options: Vec::new(),
        };
    let select = |name: &'static str, words: &[&str]| {
        let options = words
            .iter()
            .map(|word| {
                (
                    (*word).to_string(),
                    p.t(&format!("portal.form.{name}_{word}")),
                )
            })
            .collect();
        Field {
            options,
            ..field(name, "select", true, "")
        }
    };
    let mut organ = field("organ", "select", true, "");
    organ
        .options
        .push((String::new(), p.t("portal.form.choose")));
    organ
        .options
        .extend(organs.iter().map(|o| (o.code.clone(), o.name.clone())));
    let kinds: Vec<&str> = KINDS.iter().map(|(word, _)| *word).collect();
    let group = |name: &str, fields: Vec<Field>| Group {
        legend: p.t(&format!("portal.form.{name}")),
        fields,
    };
    vec![
        group("to_whom", vec![organ]),
        group(
            "about_it",
            vec![
                field("wanted", "area", true, ""),
                field("document_number", "text", false, "off"),
                select("form", &["electronic", "paper", "inspect"]),
                select("delivery", &["online", "email", "post", "pickup"]),
            ],
        ),
        group(
            "about_you",
            vec![
                select("applicant", &kinds),
                field("name", "text", true, "name"),
                field("id_number", "text", true, "off"),
                field("phone", "tel", false, "tel"),
                field("email", "email", false, "email"),
                field("address", "text", false, "street-address"),
                field("postcode", "text", false, "postal-code"),
            ],
        ),
    ]
}
