//! One organ and its five columns (P-3).

use askama::Template;
use axum::{
    extract::{Path, State as Shared},
    http::StatusCode,
    response::Response,
};
use jiff::civil::Date;
use store::published::{self, PublicFilter, PublicItem, PublicOrgan, PublicReport, Stats};

use super::{
    page::{Page, public},
    problem::{OrProblem, Problem},
};
use crate::state::State;

/// A head of Art. 20 and how many items stand under it.
struct Head {
    number: i64,
    name: String,
    count: i64,
}

#[derive(Template)]
#[template(path = "portal/organ.html")]
struct OrganPage {
    p: Page,
    o: PublicOrgan,
    /// The column shown, or empty for the organ's own page.
    tab: &'static str,
    /// Particulars: key of the name, value.
    facts: Vec<(&'static str, String)>,
    stats: Stats,
    /// Heads of Art. 20 with how many items stand under each.
    heads: Vec<Head>,
    reports: Vec<PublicReport>,
    items: Vec<PublicItem>,
}

pub async fn show(
    state: Shared<State>,
    code: Path<String>,
    page: Page,
) -> Result<Response, Problem> {
    column(state, code, page, "").await
}

pub async fn guide(
    state: Shared<State>,
    code: Path<String>,
    page: Page,
) -> Result<Response, Problem> {
    column(state, code, page, "guide").await
}

pub async fn rules(
    state: Shared<State>,
    code: Path<String>,
    page: Page,
) -> Result<Response, Problem> {
    column(state, code, page, "rules").await
}

pub async fn content(
    state: Shared<State>,
    code: Path<String>,
    page: Page,
) -> Result<Response, Problem> {
    column(state, code, page, "content").await
}

pub async fn reports(
    state: Shared<State>,
    code: Path<String>,
    page: Page,
) -> Result<Response, Problem> {
    column(state, code, page, "reports").await
}

pub async fn apply(
    state: Shared<State>,
    code: Path<String>,
    page: Page,
) -> Result<Response, Problem> {
    column(state, code, page, "apply").await
}

async fn column(
    Shared(state): Shared<State>,
    Path(code): Path<String>,
    page: Page,
    tab: &'static str,
) -> Result<Response, Problem> {
    let store = &state.app.store;
    let o = published::organ(store, &code)
        .await
        .or_problem(&page)?
        .ok_or_else(|| Problem::new(&page, app::Error::NotFound))?;
    let since = Date::constant(state.app.clock.today().year(), 1, 1);
    let stats = published::stats(store, Some(&code), since)
        .await
        .or_problem(&page)?;
    let heads = if tab == "content" {
        let counted = published::heads(store, &code).await.or_problem(&page)?;
        (1..=15)
            .map(|number| Head {
                number,
                name: page.head(number),
                count: counted
                    .iter()
                    .find(|(its, _)| *its == number)
                    .map_or(0, |(_, n)| *n),
            })
            .collect()
    } else {
        Vec::new()
    };
    let reports = if tab == "reports" {
        published::reports(store, &code).await.or_problem(&page)?
    } else {
        Vec::new()
    };
    let items = match tab {
        "" | "rules" => {
            let filter = PublicFilter {
                organ: Some(code),
                column: (tab == "rules").then(|| "rules".to_string()),
                limit: if tab == "rules" { 50 } else { 10 },
                ..PublicFilter::default()
            };
            published::items(store, &filter).await.or_problem(&page)?.0
        }
        _ => Vec::new(),
    };
    let facts = facts(&o);
    let p = page
        .at("organs")
        .tag("ColumnName", o.name.clone())
        .tag("ColumnType", "政府信息公开");
    Ok(public(
        StatusCode::OK,
        &OrganPage {
            p,
            o,
            tab,
            facts,
            stats,
            heads,
            reports,
            items,
        },
    ))
}

fn facts(o: &PublicOrgan) -> Vec<(&'static str, String)> {
    [
        ("duties", &o.duties),
        ("leader", &o.leader),
        ("address", &o.address),
        ("postcode", &o.postcode),
        ("hours", &o.hours),
        ("telephone", &o.telephone),
        ("fax", &o.fax),
        ("email", &o.email),
        ("review_body", &o.review_body),
        ("court", &o.court),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_empty())
    .map(|(key, value)| (key, value.clone()))
    .collect()
}
