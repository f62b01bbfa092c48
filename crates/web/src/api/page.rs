//! The description of the API: for programs as JSON, for people as a page.

use axum::{
    extract::State as Shared,
    http::header,
    response::{IntoResponse, Response},
    routing::get,
};
use serde_json::Value;

use crate::{
    kit::{
        rests,
        route::{Route, kept},
    },
    portal::page::{self, Page},
    state::State,
};

/// The addresses of this wing.
#[rustfmt::skip]
#[must_use]
pub fn routes() -> Vec<Route> {
    vec![
        kept("/api", get(show)),
        kept("/api/v1/openapi.json", get(json)),
    ]
}

/// `/api/v1/openapi.json`.
pub async fn json() -> Response {
    let kind = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CACHE_CONTROL, "no-cache"),
    ];
    rests::on_nothing((kind, super::description()).into_response())
}

struct Parameter {
    name: String,
    place: String,
    required: bool,
    description: String,
}

struct Operation {
    id: String,
    method: String,
    path: String,
    summary: String,
    roles: String,
    parameters: Vec<Parameter>,
    body: String,
    answers: Vec<(String, String)>,
}

struct Shape {
    name: String,
    description: String,
    /// Name, type, description.
    fields: Vec<(String, String, String)>,
}

#[derive(askama::Template)]
#[template(path = "portal/api.html")]
struct ApiPage {
    p: Page,
    operations: Vec<Operation>,
    shapes: Vec<Shape>,
}

/// `/api`: every operation and shape in plain HTML, made from the same description.
pub async fn show(Shared(_): Shared<State>, page: Page) -> Response {
    let api: Value = serde_json::from_str(&super::description()).unwrap_or_default();
    let operations = operations(&page, &api);
    let shapes = shapes(&api);
    let p = page.at("api");
    page::kept(
        &ApiPage {
            p,
            operations,
            shapes,
        },
        [],
    )
}

fn operations(page: &Page, api: &Value) -> Vec<Operation> {
    let mut found = Vec::new();
    for (path, methods) in api["paths"].as_object().into_iter().flatten() {
        for (method, operation) in methods.as_object().into_iter().flatten() {
            let parameters = operation["parameters"]
                .as_array()
                .into_iter()
                .flatten()
                .map(|parameter| Parameter {
                    name: text(&parameter["name"]),
                    place: text(&parameter["in"]),
                    required: parameter["required"].as_bool().unwrap_or_default(),
                    description: text(&parameter["description"]),
                })
                .collect();
            let body = &operation["requestBody"]["content"]["application/json"]["schema"];
            let answers = operation["responses"]
                .as_object()
                .into_iter()
                .flatten()
                .filter(|(status, _)| status.starts_with('2'))
                .map(|(status, answer)| {
                    let schema = &answer["content"]["application/json"]["schema"];
                    (status.clone(), shape_name(schema))
                })
                .collect();
            found.push(Operation {
                id: format!("{method}{}", path.replace(['/', '{', '}'], "-")),
                method: method.to_uppercase(),
                path: path.clone(),
                summary: text(&operation["summary"]),
                roles: roles(page, method, path),
                parameters,
                body: shape_name(body),
                answers,
            });
        }
    }
    found
}

/// Who may call it, from the table of routes.
fn roles(page: &Page, method: &str, path: &str) -> String {
    crate::routes::all()
        .into_iter()
        .find(|route| route.path == path && route.method.as_str().eq_ignore_ascii_case(method))
        .map(|route| match route.audience {
            crate::routes::Audience::Token(roles) | crate::routes::Audience::Staff(roles) => roles
                .iter()
                .map(|role| page.lang.pick(role.zh(), role.en()))
                .collect::<Vec<_>>()
                .join(page.lang.pick("、", ", ")),
            crate::routes::Audience::Public => String::new(),
        })
        .unwrap_or_default()
}

fn shapes(api: &Value) -> Vec<Shape> {
    api["components"]["schemas"]
        .as_object()
        .into_iter()
        .flatten()
        .map(|(name, schema)| Shape {
            name: name.clone(),
            description: text(&schema["description"]),
            fields: schema["properties"]
                .as_object()
                .into_iter()
                .flatten()
                .map(|(field, schema)| {
                    (field.clone(), kind_of(schema), text(&schema["description"]))
                })
                .collect(),
        })
        .collect()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_string()
}

fn shape_name(schema: &Value) -> String {
    schema["$ref"]
        .as_str()
        .and_then(|reference| reference.rsplit('/').next())
        .unwrap_or_default()
        .to_string()
}

/// The type of a field in a word.
fn kind_of(schema: &Value) -> String {
    let named = shape_name(schema);
    if !named.is_empty() {
        return named;
    }
    if !schema["items"].is_null() {
        return format!("[{}]", kind_of(&schema["items"]));
    }
    match &schema["type"] {
        Value::String(kind) => match schema["format"].as_str() {
            Some("date") => "date".into(),
            _ => kind.clone(),
        },
        Value::Array(kinds) => kinds
            .iter()
            .filter_map(Value::as_str)
            .collect::<Vec<_>>()
            .join(" | "),
        _ => "object".into(),
    }
}
