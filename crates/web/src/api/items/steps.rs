//! 主动公开: drafting, reviewing, publishing, repealing an item, for programs. Each step is another role's.

use app::{
    items::{self, ItemForm as Entered, Opinion, Said, Step, TiesForm},
    rights::{Author, Head, Leader, Publisher, Reviewer},
};
use axum::{extract::State as Shared, http::StatusCode, response::Response};
use serde::Deserialize;
use utoipa::ToSchema;

use super::gists::GistForm;
use crate::{
    api::{
        attachment::{Attachment, uploads},
        caller::{Caller, Program},
        input::{self, Json, Key, Maybe, Names, Seen},
        problem::{Problem, Problems},
        requests::{Acted, tagged},
    },
    state::State,
};

/// An item as it is drafted.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ItemForm {
    /// `guide`, `rules`, `content` or `reports` (P-3).
    pub column: String,
    /// Head of Art. 20, 1 to 15, for `content`; 0 where none applies.
    #[serde(default)]
    #[schema(maximum = 15)]
    pub head: u8,
    #[schema(max_length = 200)]
    pub title: String,
    #[serde(default)]
    #[schema(max_length = 80)]
    pub document_number: String,
    /// 成文日期.
    #[schema(value_type = String, format = Date)]
    pub made_on: String,
    #[serde(default)]
    pub summary: String,
    /// HTML, cleaned before it is stored, or plain text.
    #[serde(default)]
    pub body: String,
    /// `proactive`, `on_request` or `withheld` (S-8).
    pub source_class: String,
    /// Code of the kind (`data/item-kinds.tsv` of the crate law); empty: the plain kind of the column.
    #[serde(default)]
    pub kind: String,
    #[serde(default)]
    pub attachments: Vec<Attachment>,
    /// Attachments of the earlier version that stay, by hash.
    #[serde(default)]
    pub keep: Vec<String>,
    /// 施行日期, or empty.
    #[serde(default)]
    pub in_force_from: String,
    /// 有效期至, or empty.
    #[serde(default)]
    pub in_force_until: String,
    /// What it explains: 索引号, 文号 or address of each (S-13).
    #[serde(default)]
    #[schema(max_items = 20)]
    pub explains: Vec<String>,
    /// What it amends, likewise (P-8).
    #[serde(default)]
    #[schema(max_items = 20)]
    pub amends: Vec<String>,
    /// What of its own organ it repeals: marked repealed when this is published (P-10).
    #[serde(default)]
    #[schema(max_items = 20)]
    pub repeals: Vec<String>,
    /// Of a draft that was read from a document: what `POST /api/v1/items/document` gave as `arrived`.
    #[serde(default)]
    pub arrived: String,
    /// Last day for comments, of a draft that is out for comment, or empty (S-10).
    #[serde(default)]
    pub comments_until: String,
    /// Why that is less than 30 days after its publication.
    #[serde(default)]
    #[schema(max_length = 500)]
    pub comments_short: String,
    /// The consultation whose result this is: its 索引号, 文号 or address; one (S-11).
    #[serde(default)]
    #[schema(max_items = 20)]
    pub answers: Vec<String>,
    /// What was said on it and what became of that, of a result.
    #[serde(default)]
    #[schema(max_items = 200)]
    pub gists: Vec<GistForm>,
}

impl ItemForm {
    fn entered(self, caller: &Caller) -> Result<Entered, Problem> {
        let made_on =
            input::date(&self.made_on).ok_or_else(|| input::no_date(caller, "made_on"))?;
        let day = |field: &'static str, text: &str| {
            if text.is_empty() {
                return Ok(None);
            }
            let day = input::date(text).ok_or_else(|| input::no_date(caller, field))?;
            Ok::<_, Problem>(Some(day))
        };
        Ok(Entered {
            column: self.column,
            kind: self.kind,
            head: self.head,
            title: self.title,
            document_number: self.document_number,
            made_on: Some(made_on),
            summary: self.summary,
            body: self.body,
            source_class: self.source_class,
            attachments: uploads(caller, "attachments", self.attachments)?,
            keep: self.keep,
            in_force_from: day("in_force_from", &self.in_force_from)?,
            in_force_until: day("in_force_until", &self.in_force_until)?,
            comments_until: day("comments_until", &self.comments_until)?,
            comments_short: self.comments_short,
            gists: self
                .gists
                .into_iter()
                .map(|gist| gist.entered(caller))
                .collect::<Result<_, _>>()?,
            ties: TiesForm {
                explains: self.explains.join("\n"),
                amends: self.amends.join("\n"),
                repeals: self.repeals.join("\n"),
                answers: self.answers.join("\n"),
            },
            arrived: self.arrived,
        })
    }
}

/// The id of a new item.
#[derive(Debug, serde::Serialize, ToSchema)]
pub struct Drafted {
    pub id: String,
    pub version: i64,
}

/// Starts an item.
#[utoipa::path(
    post,
    path = "/api/v1/items",
    tag = "items",
    params(("Idempotency-Key" = String, Header, description = "8 to 128 characters; the same key starts it once")),
    request_body = ItemForm,
    responses((status = 201, body = Drafted, headers(("ETag" = String, description = "the version"))), Problems)
)]
pub async fn draft(
    Shared(state): Shared<State>,
    Program { caller, by }: Program<Author>,
    Key(key): Key,
    Json(form): Json<ItemForm>,
) -> Result<Response, Problem> {
    let form = form.entered(&caller)?;
    let id = caller.ok(items::draft(&state.app, &by, &form, &key).await)?;
    let version = 1;
    Ok(tagged(
        StatusCode::CREATED,
        version,
        Drafted { id, version },
    ))
}

/// Changes a draft, whose review starts again, or begins the change of what is published: the public text stays meanwhile.
#[utoipa::path(
    put,
    path = "/api/v1/items/{id}",
    tag = "items",
    params(
        ("id" = String, Path, description = "id of the item"),
        ("If-Match" = String, Header, description = "the version that was read"),
    ),
    request_body = ItemForm,
    responses((status = 200, body = Acted, headers(("ETag" = String, description = "the new version"))), Problems)
)]
pub async fn revise(
    Shared(state): Shared<State>,
    Program { caller, by }: Program<Author>,
    names: Names,
    Seen(version): Seen,
    Json(form): Json<ItemForm>,
) -> Result<Response, Problem> {
    let form = form.entered(&caller)?;
    let version = caller.ok(items::revise(&state.app, &by, names.first(), version, &form).await)?;
    Ok(tagged(StatusCode::OK, version, Acted { version }))
}

/// What may be said when a draft is sent for review.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SubmitForm {
    /// Why personal data in it may be public all the same; without one such data keeps it from the public.
    #[schema(max_length = 500)]
    pub lawful_reason: String,
}

/// 送审: sends a draft for review.
#[utoipa::path(
    post,
    path = "/api/v1/items/{id}/submit",
    tag = "items",
    params(
        ("id" = String, Path, description = "id of the item"),
        ("If-Match" = String, Header, description = "the version that was read"),
    ),
    request_body = Option<SubmitForm>,
    responses((status = 201, body = Acted, headers(("ETag" = String, description = "the new version"))), Problems)
)]
pub async fn submit(
    Shared(state): Shared<State>,
    Program { caller, .. }: Program<Author>,
    names: Names,
    Seen(version): Seen,
    Maybe(form): Maybe<SubmitForm>,
) -> Result<Response, Problem> {
    take(
        &state,
        &caller,
        (names.first(), version),
        Step::Submit,
        &Said {
            lawful_reason: form.lawful_reason,
            ..Said::default()
        },
    )
    .await
}

/// A reader's opinion (A-17, S-7).
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReviewForm {
    /// True: may be published. False: goes back.
    pub clear: bool,
    /// The basis of the opinion, or what is to be mended.
    #[schema(max_length = 500)]
    pub basis: String,
    /// Why one person does two steps, in a bureau too small for two.
    #[serde(default)]
    #[schema(max_length = 500)]
    pub exception: String,
    /// What the secrecy reviewer saw in attachments that no program can read; needed where there are such (S-1).
    #[serde(default)]
    #[schema(max_length = 500)]
    pub looked: String,
    /// The digest of the text that was read; without it, that of the version in If-Match.
    #[serde(default)]
    pub read: Option<String>,
}

impl ReviewForm {
    fn said(self) -> Said {
        Said {
            opinion: Some(if self.clear {
                Opinion::Agree
            } else {
                Opinion::Return
            }),
            basis: self.basis,
            exception: self.exception,
            looked: self.looked,
            read: self.read,
            ..Said::default()
        }
    }
}

/// 复审: the section head reads first after the author.
#[utoipa::path(
    post,
    path = "/api/v1/items/{id}/check",
    tag = "items",
    params(
        ("id" = String, Path, description = "id of the item"),
        ("If-Match" = String, Header, description = "the version that was read"),
    ),
    request_body = ReviewForm,
    responses((status = 201, body = Acted, headers(("ETag" = String, description = "the new version"))), Problems)
)]
pub async fn check(
    Shared(state): Shared<State>,
    Program { caller, .. }: Program<Head>,
    names: Names,
    Seen(version): Seen,
    Json(form): Json<ReviewForm>,
) -> Result<Response, Problem> {
    take(
        &state,
        &caller,
        (names.first(), version),
        Step::Check,
        &form.said(),
    )
    .await
}

/// 审查: the secrecy reviewer clears an item or returns it. Nobody reads what he wrote or has read before.
#[utoipa::path(
    post,
    path = "/api/v1/items/{id}/review",
    tag = "items",
    params(
        ("id" = String, Path, description = "id of the item"),
        ("If-Match" = String, Header, description = "the version that was read"),
    ),
    request_body = ReviewForm,
    responses((status = 201, body = Acted, headers(("ETag" = String, description = "the new version"))), Problems)
)]
pub async fn review(
    Shared(state): Shared<State>,
    Program { caller, .. }: Program<Reviewer>,
    names: Names,
    Seen(version): Seen,
    Json(form): Json<ReviewForm>,
) -> Result<Response, Problem> {
    take(
        &state,
        &caller,
        (names.first(), version),
        Step::Review,
        &form.said(),
    )
    .await
}

/// 终审: the leader in charge reads last.
#[utoipa::path(
    post,
    path = "/api/v1/items/{id}/sign",
    tag = "items",
    params(
        ("id" = String, Path, description = "id of the item"),
        ("If-Match" = String, Header, description = "the version that was read"),
    ),
    request_body = ReviewForm,
    responses((status = 201, body = Acted, headers(("ETag" = String, description = "the new version"))), Problems)
)]
pub async fn sign(
    Shared(state): Shared<State>,
    Program { caller, .. }: Program<Leader>,
    names: Names,
    Seen(version): Seen,
    Json(form): Json<ReviewForm>,
) -> Result<Response, Problem> {
    take(
        &state,
        &caller,
        (names.first(), version),
        Step::Sign,
        &form.said(),
    )
    .await
}

/// Why a document no longer holds (P-10).
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RepealForm {
    #[schema(max_length = 500)]
    pub reason: String,
    /// The document that replaces it; empty where none does.
    #[serde(default)]
    pub by: String,
}

/// 废止: the document stays visible, marked.
#[utoipa::path(
    post,
    path = "/api/v1/items/{id}/repeal",
    tag = "items",
    params(
        ("id" = String, Path, description = "id of the item"),
        ("If-Match" = String, Header, description = "the version that was read"),
    ),
    request_body = RepealForm,
    responses((status = 201, body = Acted, headers(("ETag" = String, description = "the new version"))), Problems)
)]
pub async fn repeal(
    Shared(state): Shared<State>,
    Program { caller, .. }: Program<Publisher>,
    names: Names,
    Seen(version): Seen,
    Json(form): Json<RepealForm>,
) -> Result<Response, Problem> {
    let said = Said {
        reason: form.reason,
        by: form.by,
        ..Said::default()
    };
    take(
        &state,
        &caller,
        (names.first(), version),
        Step::Repeal,
        &said,
    )
    .await
}

/// Why an item is taken off the portal, for good or for a check, or comes back.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WithdrawForm {
    #[schema(max_length = 500)]
    pub reason: String,
}

impl WithdrawForm {
    pub(super) fn said(self) -> Said {
        Said {
            reason: self.reason,
            ..Said::default()
        }
    }
}

/// 撤回: takes a published item off the portal.
#[utoipa::path(
    post,
    path = "/api/v1/items/{id}/withdraw",
    tag = "items",
    params(
        ("id" = String, Path, description = "id of the item"),
        ("If-Match" = String, Header, description = "the version that was read"),
    ),
    request_body = WithdrawForm,
    responses((status = 201, body = Acted, headers(("ETag" = String, description = "the new version"))), Problems)
)]
pub async fn withdraw(
    Shared(state): Shared<State>,
    Program { caller, .. }: Program<Publisher>,
    names: Names,
    Seen(version): Seen,
    Json(form): Json<WithdrawForm>,
) -> Result<Response, Problem> {
    let said = Said {
        reason: form.reason,
        ..Said::default()
    };
    take(
        &state,
        &caller,
        (names.first(), version),
        Step::Withdraw,
        &said,
    )
    .await
}

/// Takes a step; the new version, in body and header.
pub(super) async fn take(
    state: &State,
    caller: &Caller,
    seen: (&str, i64),
    step: Step,
    said: &Said,
) -> Result<Response, Problem> {
    let version = caller.ok(step.take(&state.app, &caller.staff, seen, said).await)?;
    Ok(tagged(StatusCode::CREATED, version, Acted { version }))
}
