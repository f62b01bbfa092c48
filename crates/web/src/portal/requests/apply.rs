//! long: the form of Art. 29 whole, from its fields and its draft to its receipt.
//!
//! 申请: the form of Art. 29, checked whole, and the receipt. No purpose is asked.

use std::collections::BTreeMap;

use app::{
    Error, FieldError,
    door::Door,
    requests::{Filing, NewRequest},
};
use askama::Template;
use axum::{
    extract::{Query as Parameters, Request, State as Shared},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use law::{
    case::{Applicant, Channel},
    fields::request::ORGAN,
};
use store::published;

use crate::{
    kit::{
        download,
        form::{self, Form},
        guard::fresh_key,
        pager::Query,
    },
    portal::{
        page::{Page, private, public},
        problem::{OrProblem, Problem},
    },
    state::State,
};

/// A group of fields under one legend.
struct Group {
    legend: String,
    fields: Vec<Field>,
}

struct Field {
    name: &'static str,
    /// `text`, `tel`, `email`, `area`, `file` or `select`.
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
    /// Whether a browser can see that nothing was chosen: only where the first option is blank.
    fn must_choose(&self) -> bool {
        self.required
            && self
                .options
                .first()
                .is_some_and(|(value, _)| value.is_empty())
    }

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
#[template(path = "portal/requests/apply.html")]
struct ApplyPage {
    p: Page,
    key: String,
    /// Field, message, rule.
    /// Field, what is wrong with it, and the text that asks for it; a code says nothing to a citizen.
    wrong: Vec<(&'static str, String, String)>,
    groups: Vec<Group>,
    /// A saved draft was opened.
    opened: bool,
    /// The plain question, once an address has filed several.
    question: String,
}

/// 申请表 to print and fill in by hand (P-6).
#[derive(Template)]
#[template(path = "portal/requests/paper.html")]
struct Paper {
    p: Page,
    organ: Option<published::PublicOrgan>,
}

#[derive(Template)]
#[template(path = "portal/requests/receipt.html")]
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
    let organ = query.get("organ").cloned().unwrap_or_default();
    blank(
        &state,
        page,
        StatusCode::OK,
        [("organ".into(), organ)].into(),
        &[],
        false,
    )
    .await
}

/// What a draft is called where the visitor keeps it.
const DRAFT: &str = "政府信息公开申请草稿.txt";
const LONGEST_DRAFT: usize = 48 * 1024;

/// Saves the form as a draft: sealed into a file that the visitor keeps. It is in no address, where histories and logs would have
/// it, and nowhere on the server, which would have to bound, sweep and erase it.
pub async fn keep(
    Shared(state): Shared<State>,
    page: Page,
    request: Request,
) -> Result<Response, Problem> {
    let form = posted(&state, &page, request).await?;
    let mut given = fields_of(&form);
    given.remove("key");
    let sealed = app::door::seal_draft(&state.app, &given).or_problem(&page)?;
    if sealed.len() > LONGEST_DRAFT {
        let long = FieldError::new(
            "wanted",
            "form",
            "内容太长，不能存为草稿",
            "Too long to be saved as a draft",
        );
        return blank(
            &state,
            page,
            StatusCode::UNPROCESSABLE_ENTITY,
            given,
            &[long],
            false,
        )
        .await;
    }
    Ok(download::private(DRAFT, "text/plain", sealed.into_bytes()))
}

/// Opens a draft that the visitor kept.
pub async fn reopen(
    Shared(state): Shared<State>,
    page: Page,
    request: Request,
) -> Result<Response, Problem> {
    let form = posted(&state, &page, request).await?;
    let kept = form.files("draft").into_iter().next();
    let text = kept.and_then(|file| String::from_utf8(file.bytes).ok());
    let text = text.unwrap_or_default();
    let given = app::door::open_draft(&state.app, text.trim()).or_problem(&page)?;
    blank(&state, page, StatusCode::OK, given, &[], true).await
}

/// A form sent from one of our own pages.
async fn posted(state: &State, page: &Page, request: Request) -> Result<Form, Problem> {
    page.posted_here(request.headers())?;
    form::read(request, state).await.or_problem(page)
}

/// The fields of the form by name; files and the answer to the question are left out.
fn fields_of(form: &Form) -> Fields {
    NAMES
        .iter()
        .map(|name| ((*name).to_string(), form.raw(name)))
        .filter(|(_, value)| !value.is_empty())
        .collect()
}

const NAMES: [&str; 14] = [
    "organ",
    "wanted",
    "document_number",
    "form",
    "delivery",
    "applicant",
    "name",
    "id_number",
    "phone",
    "email",
    "address",
    "postcode",
    "help",
    "key",
];

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
    page: Page,
    request: Request,
) -> Result<Response, Problem> {
    let form = posted(&state, &page, request).await?;
    let door = app::door::door(&state.app, &page.remote)
        .await
        .or_problem(&page)?;
    app::door::count(&state.app, &page.remote)
        .await
        .or_problem(&page)?;
    let given = fields_of(&form);
    let text = |name: &str| given.get(name).cloned().unwrap_or_default();
    let applicant = KINDS.iter().find(|(word, _)| *word == text("applicant"));
    let mut wrong = Vec::new();
    let unnamed = law::intake::kind_of_applicant(applicant.is_some());
    wrong.extend(unnamed.map(|one| FieldError::new("applicant", one.id.id(), one.zh, one.en)));
    let organ = published::organ(&state.app.store, &text("organ"))
        .await
        .or_problem(&page)?;
    if organ.is_none() {
        wrong.push(FieldError::at(
            &ORGAN,
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
    let filing = Filing {
        oral: false,
        help: text("help"),
        proof: form.files("proof"),
        attachments: form.files("attachments"),
    };
    wrong.extend(sizes(&state, &filing));
    if let Err(Error::Invalid(more)) = app::requests::check(&new) {
        wrong.extend(more);
    }
    match door {
        Door::Open => {}
        Door::Shut => return Err(Problem::new(&page, Error::Throttled)),
        Door::Question => {
            if !app::door::answers(&state.app, &key, form.text("answer")) {
                wrong.push(FieldError::new(
                    "answer",
                    "form",
                    "请回答表单最后的问题",
                    "Answer the question at the end of the form",
                ));
            }
        }
    }
    let unprocessable = StatusCode::UNPROCESSABLE_ENTITY;
    let (Some(organ), true) = (organ, wrong.is_empty()) else {
        return blank(&state, page, unprocessable, given, &wrong, false).await;
    };
    let today = state.app.clock.today();
    let bytes = filing
        .proof
        .iter()
        .chain(&filing.attachments)
        .map(|file| file.bytes.len())
        .sum();
    match app::door::leave(&state.app, &page.remote, bytes).await {
        Ok(()) => {}
        Err(Error::Invalid(wrong)) => {
            return blank(&state, page, unprocessable, given, &wrong, false).await;
        }
        Err(error) => return Err(Problem::new(&page, error)),
    }
    let filed = app::requests::file_with(&state.app, &new, &filing, &key, "applicant", today).await;
    if filed.is_err() {
        // Nothing of it was kept.
        app::door::take_back(&state.app, &page.remote, bytes)
            .await
            .or_problem(&page)?;
    }
    let filed = match filed {
        Err(Error::Invalid(wrong)) => {
            return blank(&state, page, unprocessable, given, &wrong, false).await;
        }
        other => other.or_problem(&page)?,
    };
    Ok(private(
        StatusCode::OK,
        &Receipt {
            p: page.at("apply"),
            organ,
            on: today,
            number: filed.number,
            code: filed.query_code,
        },
    )
    .into_response())
}

/// Files that are too large for the door, each named.
fn sizes(state: &State, filing: &Filing) -> Vec<FieldError> {
    let most = state.app.settings.door.file_limit;
    let too_large = |field, files: &[app::upload::Upload]| {
        files
            .iter()
            .filter(|file| file.bytes.len() > most)
            .map(|file| {
                let megabytes = most / (1024 * 1024);
                FieldError::new(
                    field,
                    "upload",
                    format!("“{}”超过 {megabytes} MB", file.name),
                    format!("“{}” is larger than {megabytes} MB", file.name),
                )
            })
            .collect::<Vec<_>>()
    };
    let mut wrong = too_large("proof", &filing.proof);
    wrong.extend(too_large("attachments", &filing.attachments));
    wrong
}

async fn blank(
    state: &State,
    page: Page,
    status: StatusCode,
    given: Fields,
    wrong: &[FieldError],
    opened: bool,
) -> Result<Response, Problem> {
    let organs = published::organs(&state.app.store)
        .await
        .or_problem(&page)?;
    let p = page.at("apply");
    let key = given
        .get("key")
        .filter(|key| key.len() >= 16)
        .cloned()
        .unwrap_or_else(fresh_key);
    let groups = groups(&p, &organs, &given, wrong);
    let door = app::door::door(&state.app, &p.remote)
        .await
        .or_problem(&p)?;
    let question = if door == Door::Question {
        let asked = app::door::question(&state.app, &key);
        p.lang.pick(&asked.zh, &asked.en).to_string()
    } else {
        String::new()
    };
    let wrong = wrong
        .iter()
        .map(|error| {
            (
                error.field,
                p.lang.pick(&error.zh, &error.en).to_string(),
                law::rule::Rule::of(error.rule)
                    .map(|rule| rule.cited(&rule.citation(), p.lang))
                    .unwrap_or_default(),
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
            opened,
            question,
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
            label: p.t(&format!("requests.asking.{name}")),
            hint: match name {
                "wanted" | "phone" | "id_number" | "proof" | "attachments" | "help" => {
                    p.t(&format!("requests.asking.{name}_hint"))
                }
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
                    p.t(&format!("requests.asking.{name}_{word}")),
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
        .push((String::new(), p.t("requests.asking.choose")));
    organ
        .options
        .extend(organs.iter().map(|o| (o.code.clone(), o.name.clone())));
    let kinds: Vec<&str> = KINDS.iter().map(|(word, _)| *word).collect();
    let group = |name: &str, fields: Vec<Field>| Group {
        legend: p.t(&format!("requests.asking.{name}")),
        fields,
    };
    vec![
        group("to_whom", vec![organ]),
        group(
            "about_it",
            vec![
                field("wanted", "area", true, ""),
                field("document_number", "text", false, "off"),
                field("attachments", "file", false, ""),
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
                field("proof", "file", false, ""),
                field("phone", "tel", false, "tel"),
                field("email", "email", false, "email"),
                field("address", "text", false, "address-line1"),
                field("postcode", "text", false, "postal-code"),
                field("help", "text", false, "off"),
            ],
        ),
    ]
}
