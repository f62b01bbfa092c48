//! 内部办理: what the house does with a case beside the statutory acts, for programs.

use app::{
    requests::{self, Attach, Handling},
    rights::Handler,
};
use axum::{extract::State as Shared, http::StatusCode, response::Response};
use law::handling::Event;
use serde::Deserialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::{Acted, tagged};
use crate::{
    api::{
        attachment::{Attachment, uploads},
        caller::Program,
        input::{self, Json, Key, Names, Seen},
        problem::{Problem, Problems},
    },
    state::State,
};

/// A handling act: `kind`, `on` and the particulars of the kind beside `files`.
#[derive(Debug, Deserialize, ToSchema)]
pub struct HandlingForm {
    #[serde(default)]
    pub files: Vec<Attachment>,
    /// `handed_over`, `returned_by_office`, `search_recorded`, `decision_prepared`, `section_reviewed`,
    /// `legally_reviewed`, `signed`, `served`, `risk_noted`, `help_given`, `letter_voided` …
    #[schema(example = "search_recorded")]
    pub kind: String,
    #[schema(value_type = String, format = Date)]
    pub on: String,
    /// Particulars of the kind.
    #[serde(flatten)]
    #[schema(value_type = Object)]
    pub particulars: Map<String, Value>,
}

/// Appends one handling act, if it is the caller's turn and the order holds.
#[utoipa::path(
    post,
    path = "/api/v1/requests/{id}/handling",
    tag = "requests",
    params(
        ("id" = String, Path, description = "id of the request"),
        ("Idempotency-Key" = String, Header, description = "8 to 128 characters; the same key acts once"),
        ("If-Match" = String, Header, description = "the version that was read"),
    ),
    request_body = HandlingForm,
    responses((status = 201, body = Acted, headers(("ETag" = String, description = "the new version"))), Problems)
)]
pub async fn handle(
    Shared(state): Shared<State>,
    Program { caller, .. }: Program<Handler>,
    names: Names,
    Key(key): Key,
    Seen(version): Seen,
    Json(form): Json<HandlingForm>,
) -> Result<Response, Problem> {
    let on = input::date(&form.on).ok_or_else(|| input::no_date(&caller, "on"))?;
    let asked = form.kind.parse().ok().map(law::fields::of_handling);
    let event: Event = input::act(&caller, form.kind, asked, form.particulars)?;
    let attach = Attach {
        files: uploads(&caller, "files", form.files)?,
        ..Attach::default()
    };
    let new = Handling { on, event };
    let (app, staff) = (&state.app, &caller.staff);
    let version =
        caller
            .ok(requests::handle(app, staff, names.first(), version, &key, &new, &attach).await)?;
    Ok(tagged(StatusCode::CREATED, version, Acted { version }))
}
