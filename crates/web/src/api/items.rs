//! 主动公开: the organ's items.

pub mod document;
pub mod gists;
pub mod publishing;
pub mod steps;

use app::{
    items,
    rights::{Author, Head, Leader, Publisher, Reader, Reviewer},
    upload::FileRef,
};
use axum::{
    Json as Answer,
    extract::State as Shared,
    http::{Method, StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post, put},
};
use serde::Serialize;
use store::items::{Filter, ItemRow};
use utoipa::ToSchema;

use super::{
    caller::Program,
    input::{Names, Query},
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
        token::<Reader>(Method::GET, "/api/v1/items", get(list)),
        token::<Author>(Method::POST, "/api/v1/items", post(steps::draft)),
        token::<Author>(Method::POST, "/api/v1/items/document", post(document::read)),
        token::<Author>(Method::PUT, "/api/v1/items/{id}", put(steps::revise)),
        token::<Author>(Method::POST, "/api/v1/items/{id}/submit", post(steps::submit)),
        token::<Head>(Method::POST, "/api/v1/items/{id}/check", post(steps::check)),
        token::<Reviewer>(Method::POST, "/api/v1/items/{id}/review", post(steps::review)),
        token::<Leader>(Method::POST, "/api/v1/items/{id}/sign", post(steps::sign)),
        token::<Publisher>(Method::POST, "/api/v1/items/{id}/publish", post(publishing::publish)),
        token::<Publisher>(Method::POST, "/api/v1/items/{id}/schedule", post(publishing::schedule)),
        token::<Publisher>(Method::POST, "/api/v1/items/{id}/unschedule", post(publishing::unschedule)),
        token::<Author>(Method::POST, "/api/v1/items/{id}/discard", post(publishing::discard)),
        token::<Publisher>(Method::POST, "/api/v1/items/{id}/suspend", post(publishing::suspend)),
        token::<Reviewer>(Method::POST, "/api/v1/items/{id}/restore", post(publishing::restore)),
        token::<Publisher>(Method::POST, "/api/v1/items/{id}/repeal", post(steps::repeal)),
        token::<Publisher>(Method::POST, "/api/v1/items/{id}/withdraw", post(steps::withdraw)),
        token::<Reader>(Method::GET, "/api/v1/items/{id}", get(one)),
    ]
}

/// One item, as lists show it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Item {
    pub id: String,
    /// 索引号, once published.
    pub index_number: String,
    /// `guide`, `rules`, `content` or `reports`.
    pub column: String,
    /// Head of Art. 20, 1 to 15, or 0.
    pub head: i64,
    pub title: String,
    pub document_number: String,
    #[schema(value_type = String, format = Date)]
    pub made_on: String,
    #[schema(value_type = Option<String>, format = Date)]
    pub published_on: Option<String>,
    pub validity: String,
    /// `draft`, `in_review`, `returned`, `cleared`, `published`, `withdrawn` or `barred`.
    pub status: String,
    /// Whether something of it is public, be it an older text than the one that is worked on.
    pub public: bool,
    /// Day and minute in China at which it is to be published, such as `2026-03-10T15:00`, or empty.
    pub planned_at: String,
    /// `proactive`, `on_request` or `withheld`.
    pub source_class: String,
    pub version: i64,
}

impl Item {
    fn of(row: &ItemRow) -> Self {
        Self {
            id: row.id.clone(),
            index_number: row.index_number.clone(),
            column: row.column.clone(),
            head: row.head,
            title: row.title.clone(),
            document_number: row.document_number.clone(),
            made_on: row.made_on.to_string(),
            published_on: row.published_on.map(|date| date.to_string()),
            validity: row.validity.clone(),
            status: row.status.to_string(),
            public: row.public,
            planned_at: row.planned_at.clone(),
            source_class: row.source_class.clone(),
            version: row.version,
        }
    }
}

/// A page of items.
#[derive(Debug, Serialize, ToSchema)]
pub struct ItemPage {
    pub total: i64,
    pub items: Vec<Item>,
}

const STATUSES: [&str; 7] = [
    "draft",
    "in_review",
    "returned",
    "cleared",
    "published",
    "withdrawn",
    "barred",
];

/// The columns of the platform (P-3).
const COLUMNS: [&str; 4] = ["guide", "rules", "content", "reports"];

/// The organ's items, a page at a time.
#[utoipa::path(
    get,
    path = "/api/v1/items",
    tag = "items",
    params(
        ("status" = Option<String>, Query, description = "a status"),
        ("column" = Option<String>, Query, description = "a column of the platform"),
        ("text" = Option<String>, Query, description = "part of the title or document number"),
        ("page" = Option<i64>, Query, minimum = 1, maximum = 100000),
        ("size" = Option<i64>, Query, minimum = 1, maximum = 200),
    ),
    responses((status = 200, body = ItemPage), Problems)
)]
pub async fn list(
    Shared(state): Shared<State>,
    Program { caller, .. }: Program<Reader>,
    query: Query,
) -> Result<Answer<ItemPage>, Problem> {
    let size = query.number(&caller, "size", (1, 200), 50)?;
    let page = query.number(&caller, "page", (1, 100_000), 1)?;
    let filter = Filter {
        status: query.one_of(&caller, "status", &STATUSES)?,
        column: query.one_of(&caller, "column", &COLUMNS)?,
        text: query.text("text").map(ToString::to_string),
        limit: size,
        offset: (page - 1) * size,
    };
    let (rows, total) = caller.ok(items::list(&state.app, &caller.staff, &filter).await)?;
    Ok(Answer(ItemPage {
        total,
        items: rows.iter().map(Item::of).collect(),
    }))
}

/// An attachment.
#[derive(Debug, Serialize, ToSchema)]
pub struct Attached {
    pub hash: String,
    pub name: String,
    pub media: String,
    pub size: u64,
}

/// One item, whole.
#[derive(Debug, Serialize, ToSchema)]
pub struct WholeItem {
    pub item: Item,
    pub summary: String,
    pub body_html: String,
    pub attachments: Vec<Attached>,
    /// Digest of the text as it stands: what a reading is of.
    pub read: String,
    /// The post whose act it waits for: `clerk`, `section_head`, `secrecy`, `leader`, `publisher`.
    pub waits_for: Option<String>,
    /// The last day to publish, as the kind of the item sets it.
    #[schema(value_type = Option<String>, format = Date)]
    pub publish_by: Option<String>,
    /// The kinds of act that this caller may do now.
    pub allowed: Vec<String>,
}

/// One item with its text.
#[utoipa::path(
    get,
    path = "/api/v1/items/{id}",
    tag = "items",
    params(("id" = String, Path, description = "id of the item")),
    responses((status = 200, body = WholeItem, headers(("ETag" = String, description = "the version"))), Problems)
)]
pub async fn one(
    Shared(state): Shared<State>,
    Program { caller, .. }: Program<Reader>,
    names: Names,
) -> Result<Response, Problem> {
    let view = caller.ok(items::open(&state.app, &caller.staff, names.first()).await)?;
    let files: Vec<FileRef> =
        caller.ok(serde_json::from_str(&view.row.attachments).map_err(app::Error::from))?;
    let (state, assessment) = (&view.state, &view.assessment);
    let body = WholeItem {
        read: state
            .text()
            .map(|text| text.as_str().to_string())
            .unwrap_or_default(),
        waits_for: assessment.waits_for.map(|post| post.as_str().to_string()),
        publish_by: assessment
            .last_day
            .as_ref()
            .map(|day| day.date().to_string()),
        allowed: assessment
            .allowed
            .iter()
            .map(|kind| kind.as_str().to_string())
            .collect(),
        item: Item::of(&view.row),
        summary: view.row.summary,
        body_html: view.row.body_html,
        attachments: files
            .into_iter()
            .map(|file| Attached {
                hash: file.hash,
                name: file.name,
                media: file.media,
                size: file.size,
            })
            .collect(),
    };
    let tag = format!("\"{}\"", view.row.version);
    Ok((StatusCode::OK, [(header::ETAG, tag)], Answer(body)).into_response())
}
