//! The organ's items by status, column and title.

use app::rights::Reader;
use axum::{
    extract::{Query, State as Shared},
    http::StatusCode,
    response::Response,
};
use law::item::Status;
use store::items::{Filter, ItemRow};

use crate::{
    kit::{
        field::Field,
        pager::{Pager, Query as Asked, page_of, pager},
    },
    office::{
        desk::{Desk, PAGE, Seat},
        page,
        posted::Form,
        problem::Problem,
        requests::words,
    },
    state::State,
};

pub const STATUSES: [&str; 8] = [
    "draft",
    "in_review",
    "returned",
    "cleared",
    "published",
    "suspended",
    "withdrawn",
    "barred",
];

/// One item in a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    pub href: String,
    pub title: String,
    pub about: String,
    pub status: String,
    pub date: String,
}

#[derive(askama::Template)]
#[template(path = "office/items/list.html")]
struct ListPage<'a> {
    d: &'a Desk,
    place: &'static str,
    filters: Vec<Field>,
    total: String,
    rows: Vec<Line>,
    pager: Pager,
}

pub async fn list(
    Shared(state): Shared<State>,
    Seat { d: desk, .. }: Seat<Reader>,
    Query(query): Query<Asked>,
) -> Result<Response, Problem> {
    let d = &desk;
    let text = |name: &str| {
        query
            .get(name)
            .map(|text| text.trim().to_string())
            .filter(|text| !text.is_empty())
    };
    let filter = Filter {
        status: text("status"),
        column: text("column"),
        text: text("title"),
        limit: PAGE,
        offset: (page_of(&query) - 1) * PAGE,
    };
    let (rows, total) = d.ok(app::items::list(&state.app, &d.staff, &filter).await)?;
    let form = query
        .iter()
        .fold(Form::default(), |form, (key, value)| form.with(key, value));
    let filters = vec![
        Field::new("select", "status", &d.t("requests.list.status"))
            .choices(words::or_all(d, d.named("items.status", &STATUSES))),
        Field::new("select", "column", &d.t("office.fact.column")).choices(words::or_all(
            d,
            d.named("items.column", &["guide", "rules", "content", "reports"]),
        )),
        Field::new("search", "title", &d.t("office.fact.title")),
    ];
    Ok(page(
        StatusCode::OK,
        &ListPage {
            d,
            place: "items",
            filters: filters
                .into_iter()
                .map(|field| field.free().filled(&form))
                .collect(),
            total: d.tn("items.total", "n", total),
            rows: rows.iter().map(|row| line(d, row)).collect(),
            pager: pager("/office/items", &query, PAGE, total),
        },
    ))
}

/// An item as a line.
#[must_use]
pub fn line(d: &Desk, row: &ItemRow) -> Line {
    let parts = [
        d.t(&format!("items.column.{}", row.column)),
        row.document_number.clone(),
        row.index_number.clone(),
    ];
    let about: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    Line {
        href: format!("/office/items/{}", row.id),
        title: row.title.clone(),
        about: about.join(" · "),
        status: status(d, row),
        date: row.published_on.unwrap_or(row.made_on).to_string(),
    }
}

/// The plain status, with 已废止, 待定时发布 and what is public meanwhile said where it is so.
#[must_use]
pub fn status(d: &Desk, row: &ItemRow) -> String {
    if row.status == Status::Published && row.repealed_on.is_some() {
        return d.t("items.status.repealed");
    }
    if row.suspended_on.is_some() && row.status == Status::Published {
        return d.t("items.status.suspended");
    }
    let plain = if row.planned_at.is_empty() {
        d.t(&format!("items.status.{}", row.status))
    } else {
        let minute = row.planned_at.replace('T', " ");
        d.t("items.status.planned").replace("{at}", &minute)
    };
    if row.public && row.status != Status::Published {
        d.t("items.status.changing").replace("{status}", &plain)
    } else {
        plain
    }
}
