//! 文书模板: those in use, what may stand in them, and how each looks.

use app::requests::letters;
use axum::{
    extract::{Path, State as Shared},
    http::StatusCode,
    response::Response,
};
use law::{letter::Kind, rule::Rule};

use crate::{
    office::{desk::Desk, page, problem::Problem},
    state::State,
};

struct Row {
    name: String,
    file: String,
    rule: Rule,
    own: bool,
    text: String,
    preview: String,
}

#[derive(askama::Template)]
#[template(path = "office/letters/templates.html")]
struct TemplatesPage<'a> {
    d: &'a Desk,
    place: &'static str,
    rows: Vec<Row>,
    /// Name and meaning.
    placeholders: Vec<(String, String)>,
    folder: String,
}

pub async fn list(Shared(state): Shared<State>, desk: Desk) -> Response {
    let d = &desk;
    page(
        StatusCode::OK,
        &TemplatesPage {
            d,
            place: "requests",
            rows: letters::templates(&state.app)
                .into_iter()
                .map(|template| Row {
                    name: super::name(d, template.kind),
                    file: format!("{}.txt", template.kind),
                    rule: template.kind.rule(),
                    own: template.own,
                    text: template.text,
                    preview: format!("/office/letters/{}/preview", template.kind),
                })
                .collect(),
            placeholders: letters::placeholders()
                .map(|(name, zh, en)| (format!("{{{name}}}"), d.lang.pick(zh, en).to_string()))
                .collect(),
            folder: state.app.settings.letters.templates.clone(),
        },
    )
}

/// A template as PDF, filled with made-up facts.
pub async fn preview(
    Shared(state): Shared<State>,
    desk: Desk,
    Path(letter): Path<String>,
) -> Result<Response, Problem> {
    let kind: Kind = desk.ok(letter.parse().map_err(|_| app::Error::NotFound))?;
    let bytes = desk.ok(letters::preview_template(&state.app, kind).await)?;
    let name = format!("{}（样例）.pdf", kind.zh());
    Ok(crate::kit::download::file(&name, "application/pdf", bytes))
}
