//! 预览: a text that is not public yet, for whoever was given its link. No other page, list or index knows of it, and nobody keeps it.

use app::items::{Preview, Previewed};
use askama::Template;
use axum::{
    extract::{Path, State as Shared},
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use jiff::tz::Offset;
use law::item::{Content, Gist, Taken, Tie};
use store::published::PublicItem;

use crate::{
    kit::download,
    portal::{
        page::{self, Page},
        problem::OrProblem,
    },
    state::State,
};

#[derive(Template)]
#[template(path = "portal/items/preview.html")]
struct PreviewPage {
    p: Page,
    organ: String,
    until: String,
    content: Content,
    facts: Vec<(&'static str, String)>,
    /// The text, its pictures with their addresses.
    body: String,
    /// Attachments that the text does not show itself: address, name, size in bytes.
    files: Vec<(String, String, u64)>,
    /// What it names of what is public.
    related: Vec<(Tie, PublicItem)>,
}

impl PreviewPage {
    fn outcome(gist: &Gist) -> &'static str {
        gist.outcome.map_or("", Taken::code)
    }
}

/// Nothing is shown, and why.
#[derive(Template)]
#[template(path = "portal/items/preview_closed.html")]
struct ClosedPage {
    p: Page,
    /// The word of the reason.
    word: &'static str,
}

pub async fn show(
    Shared(state): Shared<State>,
    Path(secret): Path<String>,
    page: Page,
) -> Response {
    let shown = app::items::preview(&state.app, (&secret, &page.remote)).await;
    let response = match shown.or_problem(&page) {
        Ok(Preview::Text(text)) => {
            let written = written(page, &secret, *text);
            page::private(StatusCode::OK, &written)
        }
        Ok(Preview::Public(organ, id)) => {
            Redirect::to(&format!("/items/{organ}/{id}")).into_response()
        }
        Ok(Preview::Changed) => closed(page, StatusCode::GONE, "changed"),
        Err(problem) if problem.is_nothing() => closed(page, StatusCode::NOT_FOUND, "ended"),
        Err(problem) => problem.into_response(),
    };
    between_us(response)
}

pub async fn file(
    Shared(state): Shared<State>,
    Path((secret, hash)): Path<(String, String)>,
    page: Page,
) -> Response {
    let found = app::items::preview_file(&state.app, (&secret, &page.remote), &hash).await;
    let response = match found.or_problem(&page) {
        Ok((file, bytes)) => download::file(&file.name, &file.media, bytes),
        Err(problem) if problem.is_nothing() => closed(page, StatusCode::NOT_FOUND, "ended"),
        Err(problem) => problem.into_response(),
    };
    between_us(response)
}

fn closed(p: Page, status: StatusCode, word: &'static str) -> Response {
    page::private(status, &ClosedPage { p, word })
}

/// Kept by nobody, listed nowhere, and its address told to no other site.
fn between_us(mut response: Response) -> Response {
    for (name, value) in [
        (header::CACHE_CONTROL, "no-store"),
        (header::REFERRER_POLICY, "no-referrer"),
        (HeaderName::from_static("x-robots-tag"), "noindex, nofollow"),
    ] {
        response
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
    }
    response
}

fn written(p: Page, secret: &str, text: Previewed) -> PreviewPage {
    let until = Offset::constant(8).to_datetime(text.until);
    let content = &text.content;
    let files = format!("/preview/{secret}/files/");
    let pictures = app::items::pictures(&content.body_html);
    let others = content
        .attachments
        .iter()
        .filter(|file| pictures.iter().all(|picture| picture.hash != file.hash));
    PreviewPage {
        until: until.strftime("%Y-%m-%d %H:%M").to_string(),
        facts: facts(&p, &text),
        body: app::items::shown_at(&content.body_html, &files),
        files: others
            .map(|file| {
                (
                    format!("{files}{}", file.hash),
                    file.name.clone(),
                    file.size,
                )
            })
            .collect(),
        related: text.related,
        organ: text.organ,
        content: text.content,
        p,
    }
}

/// The header as the portal will have it (P-9), by the names of its labels.
fn facts(p: &Page, text: &Previewed) -> Vec<(&'static str, String)> {
    let content = &text.content;
    let day = |on: Option<jiff::civil::Date>| on.map_or_else(String::new, |on| on.to_string());
    let topic = match content.head {
        0 => p.column(content.column.as_str()),
        head => p.head(i64::from(head)),
    };
    [
        ("index_number", text.index_number.clone()),
        ("topic", topic),
        ("organ", text.organ.clone()),
        ("document_number", content.document_number.clone()),
        ("made_on", content.made_on.to_string()),
        ("published_on", day(text.first_on)),
        ("in_force_from", day(content.in_force_from)),
        ("in_force_until", day(content.in_force_until)),
        ("comments_until", day(content.comments_until)),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_empty())
    .collect()
}
