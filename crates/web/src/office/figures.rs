//! Figures of 表二 and 表四 that no act counts: entered by hand, each with its source.

use app::{
    Error, FieldError, figures,
    rights::{CaseWorker, Reader},
};
use axum::{
    extract::{Path, Query, State as Shared},
    http::{Method, StatusCode},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use law::report::figure::ROWS;

use super::{
    desk::{Desk, Seat},
    page,
    posted::Form,
    problem::{Notice, Problem},
};
use crate::{
    kit::{
        download::encoded,
        field::Field,
        pager::Query as Asked,
        route::{Route, staff},
    },
    office::nav::Entry,
    state::State,
};

/// The link to this wing.
pub const NAV: Entry = Entry::of::<Reader>("figures", "/office/figures/{year}");

/// The addresses of this wing.
#[rustfmt::skip]
#[must_use]
pub fn routes() -> Vec<Route> {
    vec![
        staff::<Reader>(Method::GET, "/office/figures/{year}", get(show)),
        staff::<CaseWorker>(Method::POST, "/office/figures/{year}", post(enter)),
    ]
}

struct Row {
    id: usize,
    label: &'static str,
    value: String,
    source: String,
    reason: String,
    href: String,
    chosen: bool,
}

struct Block {
    title: String,
    rows: Vec<Row>,
}

#[derive(askama::Template)]
#[template(path = "office/figures.html")]
struct FiguresPage<'a> {
    d: &'a Desk,
    place: &'static str,
    title: String,
    year: i16,
    years: Vec<i16>,
    notice: Option<Notice>,
    blocks: Vec<Block>,
    may_enter: bool,
    fields: Vec<Field>,
    /// The cell of the report that the person came from, or empty.
    back: String,
}

/// How many of [`ROWS`] belong to 表二.
const TABLE2_ROWS: usize = 10;

pub async fn show(
    Shared(state): Shared<State>,
    Seat { d: desk, .. }: Seat<Reader>,
    Path(year): Path<i16>,
    Query(query): Query<Asked>,
) -> Result<Response, Problem> {
    let chosen = query.get("row").map(String::as_str).unwrap_or_default();
    let known = desk.ok(figures::list(&state.app, &desk.staff, year).await)?;
    let known = known.into_iter().find(|figure| figure.row == chosen);
    let form = known
        .map_or_else(
            || Form::of(&[("row", chosen)]),
            |figure| {
                Form::of(&[
                    ("row", chosen),
                    ("value", &figure.value),
                    ("source", &figure.source),
                ])
            },
        )
        .with("back", query.get("back").map_or("", String::as_str));
    render(
        &state,
        &desk,
        year,
        StatusCode::OK,
        &form,
        &[],
        desk.done("figures.done", &query),
    )
    .await
}

pub async fn enter(
    Shared(state): Shared<State>,
    Seat { d: desk, by }: Seat<CaseWorker>,
    Path(year): Path<i16>,
    form: Form,
) -> Result<Response, Problem> {
    let figure = figures::NewFigure {
        year,
        row: form.text("row").into(),
        value: form.text("value").into(),
        source: form.text("source").into(),
        reason: form.text("reason").into(),
    };
    match figures::enter(&state.app, &by, &figure).await {
        Ok(()) => {
            // Whoever came from a cell of the report goes back to it and sees the new number.
            let back = form.text("back");
            let to = if back.starts_with("/office/reports/") {
                format!("{back}?done=figure")
            } else {
                let row = encoded(form.text("row"));
                format!("/office/figures/{year}?done=figure&row={row}")
            };
            Ok(Redirect::to(&to).into_response())
        }
        Err(Error::Invalid(wrong)) => {
            let notice = desk.invalid(&wrong, "");
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            render(&state, &desk, year, status, &form, &wrong, Some(notice)).await
        }
        Err(other) => Err(Problem::new(&desk, other)),
    }
}

async fn render(
    state: &State,
    d: &Desk,
    year: i16,
    status: StatusCode,
    form: &Form,
    wrong: &[FieldError],
    notice: Option<Notice>,
) -> Result<Response, Problem> {
    let entered = d.ok(figures::list(&state.app, &d.staff, year).await)?;
    let chosen = form.text("row");
    let row = |(id, label): (usize, &'static str)| {
        let figure = entered.iter().find(|figure| figure.row == label);
        Row {
            id,
            label,
            value: figure
                .map(|figure| figure.value.clone())
                .unwrap_or_default(),
            source: figure
                .map(|figure| figure.source.clone())
                .unwrap_or_default(),
            reason: figure
                .map(|figure| figure.reason.clone())
                .unwrap_or_default(),
            href: format!("/office/figures/{year}?row={}#enter", encoded(label)),
            chosen: chosen == label,
        }
    };
    let all: Vec<(usize, &'static str)> = ROWS.into_iter().enumerate().collect();
    let (table2, table4) = all.split_at(TABLE2_ROWS);
    let block = |key: &str, rows: &[(usize, &'static str)]| Block {
        title: d.t(key),
        rows: rows.iter().copied().map(row).collect(),
    };
    let blocks = vec![
        block("figures.table2", table2),
        block("figures.table4", table4),
    ];
    let choices = ROWS
        .iter()
        .map(|row| ((*row).to_string(), (*row).to_string()))
        .collect();
    let text = |kind, name: &str| Field::new(kind, name, &d.t(&format!("figures.{name}")));
    let fields = vec![
        text("select", "row").required().choices(choices),
        text("text", "value")
            .required()
            .hint(&d.t("figures.value_hint")),
        text("text", "source")
            .required()
            .hint(&d.t("figures.source_hint")),
        text("textarea", "reason")
            .rows(2)
            .hint(&d.t("figures.reason_hint")),
    ];
    let this = d.today.year();
    Ok(page(
        status,
        &FiguresPage {
            d,
            place: "figures",
            title: d.tn("figures.title", "year", year),
            year,
            years: (this - 3..=this).rev().collect(),
            notice,
            blocks,
            may_enter: d.works_cases(),
            back: form.text("back").to_string(),
            fields: fields
                .into_iter()
                .map(|field| field.filled(form).checked(wrong, d.lang))
                .collect(),
        },
    ))
}
