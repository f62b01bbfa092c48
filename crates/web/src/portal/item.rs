//! One item with its header (P-9), text, attachments, and how to verify it.

use askama::Template;
use axum::{
    extract::{Path, State as Shared},
    http::StatusCode,
    response::Response,
};
use store::published::{self, PublicItem};

use super::{
    page::{Page, public},
    problem::{OrProblem, Problem},
};
use crate::state::State;

#[derive(Template)]
#[template(path = "portal/item.html")]
struct ItemPage {
    p: Page,
    item: PublicItem,
    organ: String,
    facts: Vec<(&'static str, String)>,
    /// SVG.
    qr: String,
}

pub async fn show(
    Shared(state): Shared<State>,
    Path((organ, id)): Path<(String, String)>,
    page: Page,
) -> Result<Response, Problem> {
    let store = &state.app.store;
    let item = published::item(store, &organ, &id)
        .await
        .or_problem(&page)?
        .ok_or_else(|| Problem::new(&page, app::Error::NotFound))?;
    let organ = published::organ(store, &organ)
        .await
        .or_problem(&page)?
        .map_or(organ, |organ| organ.name);
    let p = page
        .at("policies")
        .tag("ArticleTitle", item.title.clone())
        .tag("PubDate", format!("{} 00:00", item.published_on))
        .tag("ContentSource", organ.clone())
        .tag("Description", item.summary.clone());
    let facts = [
        ("index_number", item.index_number.clone()),
        (
            "topic",
            if item.head > 0 {
                p.head(item.head)
            } else {
                p.column(&item.column)
            },
        ),
        ("organ", organ.clone()),
        ("document_number", item.document_number.clone()),
        ("made_on", item.made_on.to_string()),
        ("published_on", item.published_on.to_string()),
        ("validity", p.validity(&item.validity)),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_empty())
    .collect();
    let address = format!("https://{}/items/{}/{}", p.site_domain, item.organ, item.id);
    let qr = qr(&address);
    Ok(public(
        StatusCode::OK,
        &ItemPage {
            p,
            item,
            organ,
            facts,
            qr,
        },
    ))
}

/// The page's address as a QR code, or nothing where it is too long for one.
fn qr(address: &str) -> String {
    use fast_qr::{QRBuilder, convert::svg::SvgBuilder};
    QRBuilder::new(address)
        .build()
        .map(|code| SvgBuilder::default().to_str(&code))
        .map(|svg| svg.replacen("<svg", "<svg role=\"img\" aria-label=\"QR\"", 1))
        .unwrap_or_default()
}
