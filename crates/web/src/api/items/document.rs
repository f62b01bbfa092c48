//! 主动公开: a document as the draft of an item, for programs. Nothing is recorded; the draft goes back by `POST /api/v1/items`.

use app::{
    items::{self, Attached},
    rights::Author,
};
use axum::{Json as Answer, extract::State as Shared, response::IntoResponse, response::Response};
use law::personal::Weight;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    api::{
        attachment::{Attachment, uploads},
        caller::Program,
        input::Json,
        problem::{Problem, Problems},
    },
    state::State,
};

/// A document to read.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DocumentForm {
    pub document: Attachment,
    /// Whether the document itself goes with the item where it is clean.
    #[serde(default)]
    pub attach: bool,
}

/// What was read; empty where the document does not say it. People check each before it is saved.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReadDocument {
    pub title: String,
    pub document_number: String,
    #[schema(value_type = Option<String>, format = Date)]
    pub made_on: Option<jiff::civil::Date>,
    pub addressees: String,
    pub summary: String,
    /// HTML; pictures stand in it as `files/HASH` and want a text alternative.
    pub body: String,
    pub left: Vec<LeftOut>,
    pub finds: Vec<Found>,
    /// `no`, `yes`, `hides` (what its readers do not see), `finds` (personal data) or `kind`.
    pub attached: String,
    /// To be given back as `arrived` with the draft.
    pub arrived: String,
}

/// What was left out or changed on the way.
#[derive(Debug, Serialize, ToSchema)]
pub struct LeftOut {
    pub what: String,
    pub count: usize,
    pub message: String,
}

/// Personal data in the draft, or in what was left out of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Found {
    /// `title`, `summary`, `body`, or a place in the document.
    pub place: String,
    pub line: usize,
    pub what: String,
    pub masked: String,
    /// Whether it may not become public as it is; otherwise a person looks.
    pub blocks: bool,
    /// It stands in the document alone, not in the draft.
    pub left_out: bool,
}

/// Reads a document as the draft of an item. Nothing is recorded.
#[utoipa::path(
    post,
    path = "/api/v1/items/document",
    tag = "items",
    request_body = DocumentForm,
    responses((status = 200, body = ReadDocument), Problems)
)]
pub async fn read(
    Shared(state): Shared<State>,
    Program { caller, by }: Program<Author>,
    Json(form): Json<DocumentForm>,
) -> Result<Response, Problem> {
    let documents = uploads(&caller, "document", vec![form.document])?;
    let Some(document) = documents.into_iter().next() else {
        return Err(caller.problem("malformed"));
    };
    let read = caller.ok(items::arrive(&state.app, &by, &document, form.attach).await)?;
    let lang = caller.lang;
    let left = read.left.iter().map(|left| LeftOut {
        what: items::left_word(left),
        count: left.count,
        message: left.message(lang),
    });
    let finds = read.finds.into_iter().map(|find| Found {
        place: find.place,
        line: find.hit.line,
        what: lang.pick(find.hit.kind.zh(), find.hit.kind.en()).into(),
        masked: find.hit.masked,
        blocks: find.hit.weight == Weight::Blocks,
        left_out: find.left_out,
    });
    let answer = ReadDocument {
        left: left.collect(),
        finds: finds.collect(),
        title: read.form.title,
        document_number: read.form.document_number,
        made_on: read.form.made_on,
        addressees: read.addressees,
        summary: read.form.summary,
        body: read.form.body,
        attached: match read.attached {
            Attached::No => "no",
            Attached::Yes => "yes",
            Attached::Hides => "hides",
            Attached::Finds => "finds",
            Attached::Kind => "kind",
        }
        .into(),
        arrived: read.form.arrived,
    };
    Ok(Answer(answer).into_response())
}
