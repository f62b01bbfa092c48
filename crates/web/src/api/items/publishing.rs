//! 发布, now or at its minute, and what takes back what was begun, for programs.

use app::{
    items::{Said, Step},
    rights::{Author, Publisher, Reviewer},
};
use axum::{extract::State as Shared, response::Response};
use serde::Deserialize;
use utoipa::ToSchema;

use super::steps::{WithdrawForm, take};
use crate::{
    api::{
        caller::Program,
        input::{Json, Maybe, Names, Seen},
        problem::{Problem, Problems},
        requests::Acted,
    },
    state::State,
};

/// What may be said when a cleared item is published.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct PublishForm {
    /// Why who had a hand in it publishes it, in a bureau too small for two (S-7).
    #[schema(max_length = 500)]
    pub exception: String,
    /// What changed; needed where the text takes the place of a public one.
    #[schema(max_length = 500)]
    pub note: String,
    /// Whether what the text says is another thing now: subscribers are told of nothing else.
    pub major: Option<bool>,
}

/// When a cleared item is to be published.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ScheduleForm {
    /// Day and minute in China, such as `2026-03-10T15:00`.
    pub at: String,
    #[serde(default)]
    #[schema(max_length = 500)]
    pub exception: String,
    #[serde(default)]
    #[schema(max_length = 500)]
    pub note: String,
    #[serde(default)]
    pub major: Option<bool>,
}

/// Why something begun is taken back.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct DropForm {
    #[schema(max_length = 500)]
    pub reason: String,
}

/// 发布: puts a cleared item on the portal today.
#[utoipa::path(
    post,
    path = "/api/v1/items/{id}/publish",
    tag = "items",
    params(
        ("id" = String, Path, description = "id of the item"),
        ("If-Match" = String, Header, description = "the version that was read"),
    ),
    request_body = Option<PublishForm>,
    responses((status = 201, body = Acted, headers(("ETag" = String, description = "the new version"))), Problems)
)]
pub async fn publish(
    Shared(state): Shared<State>,
    Program { caller, .. }: Program<Publisher>,
    names: Names,
    Seen(version): Seen,
    Maybe(form): Maybe<PublishForm>,
) -> Result<Response, Problem> {
    take(
        &state,
        &caller,
        (names.first(), version),
        Step::Publish,
        &Said {
            exception: form.exception,
            note: form.note,
            major: form.major,
            ..Said::default()
        },
    )
    .await
}

/// 定时发布: this very text is published at its minute; a change of the text takes the schedule back.
#[utoipa::path(
    post,
    path = "/api/v1/items/{id}/schedule",
    tag = "items",
    params(
        ("id" = String, Path, description = "id of the item"),
        ("If-Match" = String, Header, description = "the version that was read"),
    ),
    request_body = ScheduleForm,
    responses((status = 201, body = Acted, headers(("ETag" = String, description = "the new version"))), Problems)
)]
pub async fn schedule(
    Shared(state): Shared<State>,
    Program { caller, .. }: Program<Publisher>,
    names: Names,
    Seen(version): Seen,
    Json(form): Json<ScheduleForm>,
) -> Result<Response, Problem> {
    let said = Said {
        at: form.at,
        exception: form.exception,
        note: form.note,
        major: form.major,
        ..Said::default()
    };
    let at = (names.first(), version);
    take(&state, &caller, at, Step::Schedule, &said).await
}

/// 取消定时: the item waits for the publisher again.
#[utoipa::path(
    post,
    path = "/api/v1/items/{id}/unschedule",
    tag = "items",
    params(
        ("id" = String, Path, description = "id of the item"),
        ("If-Match" = String, Header, description = "the version that was read"),
    ),
    request_body = Option<DropForm>,
    responses((status = 201, body = Acted, headers(("ETag" = String, description = "the new version"))), Problems)
)]
pub async fn unschedule(
    Shared(state): Shared<State>,
    Program { caller, .. }: Program<Publisher>,
    names: Names,
    Seen(version): Seen,
    Maybe(form): Maybe<DropForm>,
) -> Result<Response, Problem> {
    let at = (names.first(), version);
    take(&state, &caller, at, Step::Unschedule, &form.said()).await
}

/// 放弃修改: the change of a published item is dropped, and what is public stays.
#[utoipa::path(
    post,
    path = "/api/v1/items/{id}/discard",
    tag = "items",
    params(
        ("id" = String, Path, description = "id of the item"),
        ("If-Match" = String, Header, description = "the version that was read"),
    ),
    request_body = Option<DropForm>,
    responses((status = 201, body = Acted, headers(("ETag" = String, description = "the new version"))), Problems)
)]
pub async fn discard(
    Shared(state): Shared<State>,
    Program { caller, .. }: Program<Author>,
    names: Names,
    Seen(version): Seen,
    Maybe(form): Maybe<DropForm>,
) -> Result<Response, Problem> {
    let at = (names.first(), version);
    take(&state, &caller, at, Step::Discard, &form.said()).await
}

impl DropForm {
    fn said(self) -> Said {
        Said {
            reason: self.reason,
            ..Said::default()
        }
    }
}

/// 暂停公开: what is published is taken from the public for the time of a check.
#[utoipa::path(
    post,
    path = "/api/v1/items/{id}/suspend",
    tag = "items",
    params(
        ("id" = String, Path, description = "id of the item"),
        ("If-Match" = String, Header, description = "the version that was read"),
    ),
    request_body = WithdrawForm,
    responses((status = 201, body = Acted, headers(("ETag" = String, description = "the new version"))), Problems)
)]
pub async fn suspend(
    Shared(state): Shared<State>,
    Program { caller, .. }: Program<Publisher>,
    names: Names,
    Seen(version): Seen,
    Json(form): Json<WithdrawForm>,
) -> Result<Response, Problem> {
    let at = (names.first(), version);
    take(&state, &caller, at, Step::Suspend, &form.said()).await
}

/// 恢复公开: the secrecy reviewer says why what was found may be public.
#[utoipa::path(
    post,
    path = "/api/v1/items/{id}/restore",
    tag = "items",
    params(
        ("id" = String, Path, description = "id of the item"),
        ("If-Match" = String, Header, description = "the version that was read"),
    ),
    request_body = WithdrawForm,
    responses((status = 201, body = Acted, headers(("ETag" = String, description = "the new version"))), Problems)
)]
pub async fn restore(
    Shared(state): Shared<State>,
    Program { caller, .. }: Program<Reviewer>,
    names: Names,
    Seen(version): Seen,
    Json(form): Json<WithdrawForm>,
) -> Result<Response, Problem> {
    let at = (names.first(), version);
    take(&state, &caller, at, Step::Restore, &form.said()).await
}
