//! An applicant looked for by name, proof of identity or telephone: each request found is a look on record.

use app::rights::CaseWorker;
use axum::{extract::State as Shared, http::StatusCode, response::Response};

use super::words;
use crate::{
    kit::{field::Field, guard::fresh_key},
    office::{
        again::Said,
        clock::{Clock, clock},
        desk::{Desk, Seat},
        page,
        posted::Form,
        problem::{Notice, Problem},
    },
    state::State,
};

struct Row {
    href: String,
    subject: String,
    number: String,
    clock: Clock,
    status: String,
}

#[derive(askama::Template)]
#[template(path = "office/requests/found.html")]
struct FoundPage<'a> {
    d: &'a Desk,
    place: &'static str,
    notices: Vec<Notice>,
    fields: Vec<Field>,
    key: String,
    /// `None` before anybody was looked for.
    rows: Option<Vec<Row>>,
    total: String,
}

/// The form.
pub async fn ask(Seat { d: desk, .. }: Seat<CaseWorker>) -> Response {
    let fields = fields(&desk, &Form::default(), &[]);
    render(&desk, StatusCode::OK, fields, Vec::new(), None)
}

/// What was found, once the look is on record. Never an address of its own.
pub async fn find(
    Shared(state): Shared<State>,
    Seat { d: desk, by }: Seat<CaseWorker>,
    form: Form,
) -> Result<Response, Problem> {
    let d = &desk;
    let app = &state.app;
    let asked = (form.text("applicant"), form.text("why"));
    match app::requests::of_applicant(app, &by, asked, form.key()).await {
        Ok(rows) => {
            let mut subjects = d.ok(app::subjects::of_rows(app, &d.staff.organ, &rows).await)?;
            let rows = rows
                .iter()
                .map(|row| Row {
                    href: format!("/office/requests/{}", row.id),
                    subject: subjects.remove(&row.id).unwrap_or_default(),
                    number: row.number.clone(),
                    clock: clock(d, app, row.due, row.closed_on),
                    status: words::status(d, &row.status),
                })
                .collect();
            let fields = fields(d, &form, &[]);
            Ok(render(d, StatusCode::OK, fields, Vec::new(), Some(rows)))
        }
        Err(error) => {
            let again = d.again(error, &Said::default())?;
            let fields = fields(d, &form, &again.wrong);
            Ok(render(d, again.status, fields, again.notices, None))
        }
    }
}

fn fields(d: &Desk, typed: &Form, wrong: &[app::FieldError]) -> Vec<Field> {
    ["applicant", "why"]
        .into_iter()
        .map(|name| {
            Field::new("text", name, &d.t(&format!("requests.found.{name}")))
                .hint(&d.t(&format!("requests.found.{name}_hint")))
                .required()
                .filled(typed)
                .checked(wrong, d.lang)
        })
        .collect()
}

fn render(
    d: &Desk,
    status: StatusCode,
    fields: Vec<Field>,
    notices: Vec<Notice>,
    rows: Option<Vec<Row>>,
) -> Response {
    page(
        status,
        &FoundPage {
            d,
            place: "requests",
            notices,
            fields,
            key: fresh_key(),
            total: d.tn(
                "requests.list.total",
                "n",
                rows.as_ref().map_or(0, Vec::len),
            ),
            rows,
        },
    )
}
