//! 遮盖: the form of a partial disclosure, and what was found in the file.

use app::{
    Error,
    requests::{self, CaseView, Marks},
    rights::CaseWorker,
};
use axum::{
    extract::{Path, State as Shared},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use law::fields::redaction::FILE;

use super::{act::again, case::Draft};
use crate::{
    kit::field::Field,
    office::{
        desk::{Desk, Seat},
        page,
        posted::Form,
        problem::Problem,
    },
    state::State,
};

#[derive(askama::Template)]
#[template(path = "office/requests/redacted.html")]
struct RedactedPage<'a> {
    d: &'a Desk,
    place: &'static str,
    back: String,
    /// Mark and how often it was found.
    found: Vec<(String, usize)>,
    notices: Vec<String>,
    href: String,
    name: String,
    size: String,
}

/// Makes the file and shows what was found, for a last look before the answer goes out.
pub async fn redact(
    Shared(state): Shared<State>,
    Seat { d: desk, .. }: Seat<CaseWorker>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Problem> {
    let made = async {
        let (app, staff) = (&state.app, &desk.staff);
        let files = form.files("file");
        if files.len() > 1 {
            return Err(Error::at(&FILE, "一次遮盖一个文件", "One file at a time"));
        }
        let marks = Marks {
            phrases: form.raw("phrases"),
            pages: form.text("pages").into(),
            reason: form.text("reason").into(),
        };
        let (version, key) = (form.version()?, form.key());
        requests::redact(app, staff, &id, version, key, files.first(), &marks).await
    }
    .await;
    let back = format!("/office/requests/{id}");
    match made {
        Ok(Some(made)) => Ok(page(
            StatusCode::OK,
            &RedactedPage {
                d: &desk,
                place: "requests",
                found: made.found,
                notices: made
                    .notices
                    .iter()
                    .map(|notice| desk.lang.pick(&notice.zh(), &notice.en()).to_string())
                    .collect(),
                href: format!("{back}/files/{}", made.file.hash),
                size: crate::kit::download::size(made.file.size),
                name: made.file.name,
                back,
            },
        )),
        Ok(None) => Ok(Redirect::to(&format!("{back}?done=acted")).into_response()),
        Err(error) => again(&state, &desk, &id, form, error).await,
    }
}

/// The fields, where a file may be redacted now.
pub fn fields(d: &Desk, case: &CaseView, draft: &Draft) -> Vec<Field> {
    let allowed = case
        .handling
        .allowed
        .contains(&law::handling::Kind::Redacted);
    if !(allowed && d.works_cases()) {
        return Vec::new();
    }
    let mine = draft.typed.text("kind") == "redacted";
    [
        ("file", "file"),
        ("phrases", "textarea"),
        ("pages", "text"),
        ("reason", "text"),
    ]
    .into_iter()
    .map(|(name, input)| {
        let mut field = Field::new(input, name, &d.t(&format!("letters.redact.{name}")))
            .hint(&d.t(&format!("letters.redact.{name}_hint")))
            .within("act-redacted");
        if ["file", "reason"].contains(&name) {
            field = field.required();
        }
        if mine {
            field = field.filled(&draft.typed).checked(&draft.wrong, d.lang);
        }
        field
    })
    .collect()
}
