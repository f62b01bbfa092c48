//! The organ's items by status, column and title.

use app::rights::Reader;
use axum::{
    extract::{Query, State as Shared},
    http::StatusCode,
    response::Response,
};
use law::item::Status;
use store::items::{At, Filter, ItemRow};

use crate::{
    kit::{
        field::Field,
        leaf::{self, Way},
        pager::{Query as Asked, given},
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
    previous: String,
    next: String,
}

pub async fn list(
    Shared(state): Shared<State>,
    Seat { d: desk, .. }: Seat<Reader>,
    Query(query): Query<Asked>,
) -> Result<Response, Problem> {
    let d = &desk;
    let text = |name: &str| given(&query, name);
    let filter = Filter {
        status: text("status"),
        column: text("column"),
        text: text("title"),
        // One more than is shown tells whether there is another page.
        limit: PAGE + 1,
        offset: 0,
    };
    let at = match (text("after"), text("before")) {
        (Some(id), _) => At::After(id),
        (None, Some(id)) => At::Before(id),
        (None, None) => At::First,
    };
    let (mut rows, total) = d.ok(app::items::page(&state.app, &d.staff, &filter, &at).await)?;
    let way = match at {
        At::First => Way::First,
        At::After(_) => Way::On,
        At::Before(_) => Way::Back,
    };
    let leaf = leaf::cut(("/office/items", &query, way), &mut rows, PAGE, |row| {
        row.id.clone()
    });
    let words = if total.more {
        "items.total_more"
    } else {
        "items.total"
    };
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
            total: d.tn(words, "n", total.n),
            rows: rows.iter().map(|row| line(d, row)).collect(),
            previous: leaf.previous,
            next: leaf.next,
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
