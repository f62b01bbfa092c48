//! 依申请公开: file, list, read, act.

pub mod handling;
pub mod letters;

use app::{
    requests::{self, Attach, NewRequest},
    rights::{CaseWorker, Handler, May, Reader},
};
use axum::{
    Json as Answer,
    extract::State as Shared,
    http::{Method, StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use law::case::{Act as LawAct, Applicant, Channel, Event};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use store::requests::{Filter, RequestRow, Sort};
use utoipa::ToSchema;

use super::{
    attachment::{Attachment, uploads},
    caller::Program,
    input::{self, Json, Key, Names, Query, Seen},
    problem::{Problem, Problems},
};
use crate::{
    kit::{
        download::file as as_file,
        route::{Route, token},
    },
    state::State,
};

/// The addresses of this wing.
#[rustfmt::skip]
#[must_use]
pub fn routes() -> Vec<Route> {
    vec![
        token::<Reader>(Method::GET, "/api/v1/requests", get(list)),
        token::<CaseWorker>(Method::POST, "/api/v1/requests", post(file)),
        token::<Reader>(Method::GET, "/api/v1/requests/{id}", get(one)),
        token::<CaseWorker>(Method::POST, "/api/v1/requests/{id}/acts", post(act)),
        token::<Handler>(Method::POST, "/api/v1/requests/{id}/handling", post(handling::handle)),
        token::<Reader>(Method::GET, "/api/v1/requests/{id}/letters", get(letters::list)),
        token::<CaseWorker>(Method::GET, "/api/v1/requests/{id}/letters/{letter}/{act}", get(letters::draft)),
        token::<CaseWorker>(Method::POST, "/api/v1/requests/{id}/letters/{letter}/{act}", post(letters::issue)),
        token::<Reader>(Method::GET, "/api/v1/requests/{id}/files/{hash}", get(download)),
    ]
}

/// One request, as lists show it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Request {
    pub id: String,
    /// 受理编号.
    pub number: String,
    #[schema(value_type = String, format = Date)]
    pub submitted_on: String,
    /// Day of receipt; null until both sides confirmed.
    #[schema(value_type = Option<String>, format = Date)]
    pub received_on: Option<String>,
    /// `counter`, `registered_mail`, `ordinary_mail`, `online` or `fax`.
    pub channel: String,
    /// Kind of applicant: a column of 表三.
    pub applicant: String,
    /// `unconfirmed`, `open`, `awaiting_correction`, `awaiting_reasons`, `awaiting_payment` or `closed`.
    pub status: String,
    /// Last day to answer.
    #[schema(value_type = Option<String>, format = Date)]
    pub due: Option<String>,
    /// Where an extension could reach.
    #[schema(value_type = Option<String>, format = Date)]
    pub latest: Option<String>,
    /// Counted partly from weekends only (C-8).
    pub provisional: bool,
    #[schema(value_type = Option<String>, format = Date)]
    pub closed_on: Option<String>,
    /// Outcome code (law.md 1.9).
    pub code: Option<String>,
    /// Row of 表三.
    pub report_row: Option<String>,
    pub version: i64,
    /// Working days until the last day, negative once late; only where the clock was run for today.
    pub working_days_left: Option<i64>,
}

impl Request {
    #[must_use]
    pub fn of(row: RequestRow) -> Self {
        let day = |date: Option<jiff::civil::Date>| date.map(|date| date.to_string());
        Self {
            submitted_on: row.submitted_on.to_string(),
            received_on: day(row.received_on),
            due: day(row.due),
            latest: day(row.latest),
            closed_on: day(row.closed_on),
            id: row.id,
            number: row.number,
            channel: row.channel,
            applicant: row.applicant,
            status: row.status,
            provisional: row.provisional,
            code: row.code,
            report_row: row.report_row,
            version: row.version,
            working_days_left: None,
        }
    }
}

/// A page of requests.
#[derive(Debug, Serialize, ToSchema)]
pub struct RequestPage {
    /// How many match in all.
    pub total: i64,
    pub requests: Vec<Request>,
}

const STATUSES: [&str; 7] = [
    "pending",
    "unconfirmed",
    "open",
    "awaiting_correction",
    "awaiting_reasons",
    "awaiting_payment",
    "closed",
];

/// The organ's requests, filtered, sorted, a page at a time.
#[utoipa::path(
    get,
    path = "/api/v1/requests",
    tag = "requests",
    params(
        ("status" = Option<String>, Query, description = "a status; `pending` is every one but `closed`"),
        ("number" = Option<String>, Query, description = "part of the 受理编号"),
        ("year" = Option<i16>, Query, description = "year of submission", minimum = 1950, maximum = 2200),
        ("sort" = Option<String>, Query, description = "`newest` or `due`"),
        ("page" = Option<i64>, Query, description = "from 1", minimum = 1, maximum = 100000),
        ("size" = Option<i64>, Query, description = "requests a page", minimum = 1, maximum = 200),
    ),
    responses((status = 200, body = RequestPage), Problems)
)]
pub async fn list(
    Shared(state): Shared<State>,
    Program { caller, .. }: Program<Reader>,
    query: Query,
) -> Result<Answer<RequestPage>, Problem> {
    let size = query.number(&caller, "size", (1, 200), 50)?;
    let page = query.number(&caller, "page", (1, 100_000), 1)?;
    let year = query.number(&caller, "year", (1950, 2200), 0)?;
    let sort = query.one_of(&caller, "sort", &["newest", "due"])?;
    let filter = Filter {
        status: query.one_of(&caller, "status", &STATUSES)?,
        text: query.text("number").map(ToString::to_string),
        year: i16::try_from(year).ok().filter(|year| *year > 0),
        sort: if sort.as_deref() == Some("due") {
            Sort::Due
        } else {
            Sort::Newest
        },
        limit: size,
        offset: (page - 1) * size,
        ..Filter::default()
    };
    let (rows, total) = caller.ok(requests::list(&state.app, &caller.staff, &filter).await)?;
    Ok(Answer(RequestPage {
        total,
        requests: rows.into_iter().map(Request::of).collect(),
    }))
}

/// A request to be filed. No purpose is asked.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RequestForm {
    #[schema(value_type = String, example = "online")]
    pub channel: Channel,
    #[schema(value_type = String, example = "natural")]
    pub applicant: Applicant,
    #[schema(max_length = 60)]
    pub name: String,
    #[schema(max_length = 40)]
    pub id_number: String,
    #[serde(default)]
    #[schema(max_length = 40)]
    pub phone: String,
    #[serde(default)]
    #[schema(max_length = 120)]
    pub email: String,
    #[serde(default)]
    #[schema(max_length = 200)]
    pub address: String,
    #[serde(default)]
    #[schema(max_length = 10)]
    pub postcode: String,
    /// 所需信息的名称、文号或者其他特征性描述.
    #[schema(max_length = 2000)]
    pub wanted: String,
    #[serde(default)]
    #[schema(max_length = 80)]
    pub document_number: String,
    /// `paper`, `electronic` or `inspect`.
    pub form: String,
    /// `email`, `post`, `pickup` or `online`.
    pub delivery: String,
    /// Day it reached the organ, if not today: a letter counts from the day it was signed for.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    pub on: Option<String>,
}

/// The receipt.
#[derive(Debug, Serialize, ToSchema)]
pub struct Filed {
    pub id: String,
    pub number: String,
    /// With the number, opens the applicant's progress page. Shown here only.
    pub query_code: String,
}

/// Files a request with the organ of the token.
#[utoipa::path(
    post,
    path = "/api/v1/requests",
    tag = "requests",
    params(("Idempotency-Key" = String, Header, description = "8 to 128 characters; the same key files once")),
    request_body = RequestForm,
    responses((status = 201, body = Filed), Problems)
)]
pub async fn file(
    Shared(state): Shared<State>,
    Program { caller, .. }: Program<CaseWorker>,
    Key(key): Key,
    Json(form): Json<RequestForm>,
) -> Result<(StatusCode, Answer<Filed>), Problem> {
    let on = match form.on.as_deref() {
        None => state.app.clock.today(),
        Some(text) => input::date(text).ok_or_else(|| input::no_date(&caller, "on"))?,
    };
    let new = NewRequest {
        organ: caller.staff.organ.clone(),
        channel: form.channel,
        applicant: form.applicant,
        name: form.name,
        id_number: form.id_number,
        phone: form.phone,
        email: form.email,
        address: form.address,
        postcode: form.postcode,
        wanted: form.wanted,
        document_number: form.document_number,
        form: form.form,
        delivery: form.delivery,
    };
    let filed = caller.ok(requests::file_on(&state.app, &new, &key, &caller.staff.id, on).await)?;
    Ok((
        StatusCode::CREATED,
        Answer(Filed {
            id: filed.id,
            number: filed.number,
            query_code: filed.query_code,
        }),
    ))
}

/// One act of a case.
#[derive(Debug, Serialize, ToSchema)]
pub struct CaseAct {
    pub version: i64,
    pub kind: String,
    #[schema(value_type = String, format = Date)]
    pub on: String,
    pub recorded_at: String,
    /// Who did it, by name.
    pub by: String,
    /// Particulars as in `docs/law/formats.md`; no personal data.
    #[schema(value_type = Object)]
    pub body: Value,
}

/// Why an act is not allowed now.
#[derive(Debug, Serialize, ToSchema)]
pub struct Refusal {
    pub kind: String,
    pub rule: String,
    pub citation: String,
    pub message: String,
}

/// One case with its clock. Name, number and contact of the applicant are not given out.
#[derive(Debug, Serialize, ToSchema)]
pub struct Case {
    pub request: Request,
    /// What is asked for; empty once the person was erased.
    pub wanted: String,
    pub document_number: String,
    /// The assessment of `docs/law/formats.md`: status, last day, allowed acts, findings, reasons.
    #[schema(value_type = Object)]
    pub assessment: Value,
    pub refusals: Vec<Refusal>,
    pub acts: Vec<CaseAct>,
}

/// Particulars of an act that are nobody's business outside.
const INSIDE: [&str; 3] = ["person", "query_hash", "help"];

/// One case: what happened, the last day and why, what the law allows now.
#[utoipa::path(
    get,
    path = "/api/v1/requests/{id}",
    tag = "requests",
    params(("id" = String, Path, description = "id of the request")),
    responses((status = 200, body = Case, headers(("ETag" = String, description = "the version, for If-Match"))), Problems)
)]
pub async fn one(
    Shared(state): Shared<State>,
    Program { caller, .. }: Program<Reader>,
    names: Names,
) -> Result<Response, Problem> {
    let app = &state.app;
    let view = caller.ok(requests::open(app, &caller.staff, names.first()).await)?;
    let people = caller.ok(store::staff::names(&app.store, &caller.staff.organ).await)?;
    let by = |actor: &str| {
        people
            .iter()
            .find(|(id, _)| id == actor)
            .map_or_else(|| actor.to_string(), |(_, name)| name.clone())
    };
    let acts = view
        .acts
        .iter()
        .map(|act| {
            let body = match act.told() {
                store::Told::Whole(mut fields) => {
                    fields.retain(|name, _| !INSIDE.contains(&name.as_str()));
                    app::upload::hide_names(&mut fields);
                    Value::Object(fields)
                }
                store::Told::Damaged => Value::Null,
            };
            CaseAct {
                version: act.version,
                kind: act.kind.clone(),
                on: act.on_date.to_string(),
                recorded_at: act.recorded_at.to_string(),
                by: by(&act.actor),
                body,
            }
        })
        .collect();
    let refusals = view
        .assessment
        .refusals
        .iter()
        .map(|(kind, finding)| Refusal {
            kind: kind.as_str().into(),
            rule: finding.id.to_string(),
            citation: finding.cited(caller.lang),
            message: finding.message(caller.lang).to_string(),
        })
        .collect();
    let word = |name: &str| {
        view.applicant[name]
            .as_str()
            .unwrap_or_default()
            .to_string()
    };
    let version = view.version;
    let case = Case {
        wanted: word("wanted"),
        document_number: word("document_number"),
        assessment: caller.ok(serde_json::to_value(&view.assessment).map_err(app::Error::from))?,
        refusals,
        acts,
        request: Request {
            working_days_left: view
                .assessment
                .due
                .filter(|_| view.assessment.closed_on.is_none())
                .map(|due| app::today::left(app, app.clock.today(), due)),
            ..Request::of(view.row)
        },
    };
    Ok(tagged(StatusCode::OK, version, case))
}

/// An answer with its version as ETag.
pub(super) fn tagged(status: StatusCode, version: i64, body: impl Serialize) -> Response {
    (
        status,
        [(header::ETAG, format!("\"{version}\""))],
        Answer(body),
    )
        .into_response()
}

/// An act to append: `kind`, `on` and the particulars of `docs/law/formats.md` beside `note` and `files`.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ActForm {
    /// A word to the applicant.
    #[serde(default)]
    #[schema(max_length = 4000)]
    pub note: String,
    /// Why a correction notice goes out late, or a second time: for a program of the head of the disclosure unit.
    #[serde(default)]
    #[schema(max_length = 1000)]
    pub despite: String,
    #[serde(default)]
    pub files: Vec<Attachment>,
    #[schema(example = "answered")]
    pub kind: String,
    #[schema(value_type = String, format = Date)]
    pub on: String,
    /// Particulars of the kind.
    #[serde(flatten)]
    #[schema(value_type = Object)]
    pub particulars: Map<String, Value>,
}

/// The new version of the case.
#[derive(Debug, Serialize, ToSchema)]
pub struct Acted {
    pub version: i64,
}

/// Appends one act, if the law allows it now.
#[utoipa::path(
    post,
    path = "/api/v1/requests/{id}/acts",
    tag = "requests",
    params(
        ("id" = String, Path, description = "id of the request"),
        ("Idempotency-Key" = String, Header, description = "8 to 128 characters; the same key acts once"),
        ("If-Match" = String, Header, description = "the version that was read"),
    ),
    request_body = ActForm,
    responses((status = 201, body = Acted, headers(("ETag" = String, description = "the new version"))), Problems)
)]
pub async fn act(
    Shared(state): Shared<State>,
    Program { caller, .. }: Program<CaseWorker>,
    names: Names,
    Key(key): Key,
    Seen(version): Seen,
    Json(form): Json<ActForm>,
) -> Result<Response, Problem> {
    let on = input::date(&form.on).ok_or_else(|| input::no_date(&caller, "on"))?;
    let asked = form.kind.parse().ok().map(law::fields::of_act);
    let event: Event = input::act(&caller, form.kind, asked, form.particulars)?;
    let act = LawAct { on, event };
    let attach = Attach {
        files: uploads(&caller, "files", form.files)?,
        note: form.note,
        despite: form.despite,
    };
    let may = caller.ok(May::of(&caller.staff, &act))?;
    let done = requests::act(&state.app, &may, names.first(), version, &key, &attach).await;
    let version = caller.ok(done)?;
    Ok(tagged(StatusCode::CREATED, version, Acted { version }))
}

/// A file named by one of the case's acts. Letters are not given to programs: they name the applicant.
#[utoipa::path(
    get,
    path = "/api/v1/requests/{id}/files/{hash}",
    tag = "requests",
    params(
        ("id" = String, Path, description = "id of the request"),
        ("hash" = String, Path, description = "SHA-256 of the file, as acts name it"),
    ),
    responses((status = 200, description = "the file", content_type = "application/octet-stream"), Problems)
)]
pub async fn download(
    Shared(state): Shared<State>,
    Program { caller, .. }: Program<Reader>,
    names: Names,
) -> Result<Response, Problem> {
    let (app, staff) = (&state.app, &caller.staff);
    let (file, bytes) =
        caller.ok(requests::download_unnamed(app, staff, names.first(), names.second()).await)?;
    Ok(as_file(&file.name, "application/octet-stream", bytes))
}
