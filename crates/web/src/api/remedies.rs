//! 行政复议、行政诉讼.

use app::{
    remedies::{self, NewRemedy, Procedure},
    rights::{CaseWorker, Reader},
};
use axum::{
    Json as Answer,
    extract::State as Shared,
    http::{Method, StatusCode},
    routing::{get, post},
};
use law::report::{Outcome4, Track};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    caller::Program,
    input::{self, Json, Key, Names, Seen},
    problem::{Problem, Problems},
};
use crate::{
    kit::route::{Route, token},
    state::State,
};

/// The addresses of this wing.
#[rustfmt::skip]
#[must_use]
pub fn routes() -> Vec<Route> {
    vec![
        token::<Reader>(Method::GET, "/api/v1/remedies", get(list)),
        token::<CaseWorker>(Method::POST, "/api/v1/remedies", post(open)),
        token::<CaseWorker>(Method::POST, "/api/v1/remedies/{id}/close", post(close)),
        token::<CaseWorker>(Method::POST, "/api/v1/remedies/{id}/steps", post(step)),
    ]
}

/// One case of 复议 or 诉讼.
#[derive(Debug, Serialize, ToSchema)]
pub struct Remedy {
    pub id: String,
    /// `review`, `direct_suit` or `suit_after_review`.
    pub track: String,
    /// Id of the request, or empty.
    pub request: String,
    #[schema(value_type = String, format = Date)]
    pub opened_on: String,
    #[schema(value_type = Option<String>, format = Date)]
    pub closed_on: Option<String>,
    /// `upheld`, `corrected`, `otherwise`, or empty while it lasts.
    pub result: String,
    pub version: i64,
}

/// The organ's cases.
#[derive(Debug, Serialize, ToSchema)]
pub struct Remedies {
    pub remedies: Vec<Remedy>,
}

/// The organ's cases, newest first.
#[utoipa::path(get, path = "/api/v1/remedies", tag = "remedies", responses((status = 200, body = Remedies), Problems))]
pub async fn list(
    Shared(state): Shared<State>,
    Program { caller, .. }: Program<Reader>,
) -> Result<Answer<Remedies>, Problem> {
    let rows = caller.ok(remedies::list(&state.app, &caller.staff).await)?;
    Ok(Answer(Remedies {
        remedies: rows
            .into_iter()
            .map(|row| Remedy {
                id: row.id,
                track: row.track,
                request: row.request,
                opened_on: row.opened_on.to_string(),
                closed_on: row.closed_on.map(|date| date.to_string()),
                result: row.result,
                version: row.version,
            })
            .collect(),
    }))
}

/// A case to be opened.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RemedyForm {
    #[schema(value_type = String, example = "review")]
    pub track: Track,
    /// Id of the request, or empty.
    #[serde(default)]
    pub request: String,
    /// Day the organ was told.
    #[schema(value_type = String, format = Date)]
    pub on: String,
    /// The review organ or the court; empty where not known yet.
    #[serde(default)]
    pub body: String,
    /// Its case number.
    #[serde(default)]
    pub number: String,
}

/// The id of a new case.
#[derive(Debug, Serialize, ToSchema)]
pub struct Opened {
    pub id: String,
}

/// Opens a case.
#[utoipa::path(
    post,
    path = "/api/v1/remedies",
    tag = "remedies",
    params(("Idempotency-Key" = String, Header, description = "8 to 128 characters; the same key opens once")),
    request_body = RemedyForm,
    responses((status = 201, body = Opened), Problems)
)]
pub async fn open(
    Shared(state): Shared<State>,
    Program { caller, by }: Program<CaseWorker>,
    Key(key): Key,
    Json(form): Json<RemedyForm>,
) -> Result<(StatusCode, Answer<Opened>), Problem> {
    let new = NewRemedy {
        track: form.track,
        request: form.request,
        on: input::date(&form.on).ok_or_else(|| input::no_date(&caller, "on"))?,
        body: form.body,
        number: form.number,
    };
    let id = caller.ok(remedies::open(&state.app, &by, &new, &key).await)?;
    Ok((StatusCode::CREATED, Answer(Opened { id })))
}

/// How a case ended.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ResultForm {
    /// `upheld`, `corrected` or `otherwise`.
    #[schema(value_type = String, example = "upheld")]
    pub result: Outcome4,
    #[schema(value_type = String, format = Date)]
    pub on: String,
}

/// Records how a case ended.
#[utoipa::path(
    post,
    path = "/api/v1/remedies/{id}/close",
    tag = "remedies",
    params(
        ("id" = String, Path, description = "id of the case"),
        ("If-Match" = String, Header, description = "the version that was read"),
    ),
    request_body = ResultForm,
    responses((status = 204, description = "recorded"), Problems)
)]
pub async fn close(
    Shared(state): Shared<State>,
    Program { caller, by }: Program<CaseWorker>,
    names: Names,
    Seen(version): Seen,
    Json(form): Json<ResultForm>,
) -> Result<StatusCode, Problem> {
    let on = input::date(&form.on).ok_or_else(|| input::no_date(&caller, "on"))?;
    caller.ok(remedies::close(&state.app, &by, names.first(), version, form.result, on).await)?;
    Ok(StatusCode::NO_CONTENT)
}

/// A step of a review or suit between its opening and its end (D-12, D-14).
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum StepName {
    /// The copy of the application came, ordinary procedure: the answer period begins.
    CopiedOrdinary,
    /// The copy came, simple procedure.
    CopiedSimple,
    /// The written answer and the evidence were handed in.
    Answered,
    /// The review organ extended its period.
    Extended,
    /// What was ordered was done.
    Complied,
}

/// One more step.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StepForm {
    pub step: StepName,
    #[schema(value_type = String, format = Date)]
    pub on: String,
}

/// Records one more step of a case.
#[utoipa::path(
    post,
    path = "/api/v1/remedies/{id}/steps",
    tag = "remedies",
    params(
        ("id" = String, Path, description = "id of the case"),
        ("If-Match" = String, Header, description = "the version that was read"),
    ),
    request_body = StepForm,
    responses((status = 204, description = "recorded"), Problems)
)]
pub async fn step(
    Shared(state): Shared<State>,
    Program { caller, by }: Program<CaseWorker>,
    names: Names,
    Seen(version): Seen,
    Json(form): Json<StepForm>,
) -> Result<StatusCode, Problem> {
    let on = input::date(&form.on).ok_or_else(|| input::no_date(&caller, "on"))?;
    let step = match form.step {
        StepName::CopiedOrdinary => remedies::Step::Copied(Procedure::Ordinary),
        StepName::CopiedSimple => remedies::Step::Copied(Procedure::Simple),
        StepName::Answered => remedies::Step::Answered,
        StepName::Extended => remedies::Step::Extended,
        StepName::Complied => remedies::Step::Complied,
    };
    caller.ok(remedies::step(&state.app, &by, names.first(), version, &step, on).await)?;
    Ok(StatusCode::NO_CONTENT)
}
