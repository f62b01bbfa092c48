//! The organ's requests: filtered, sorted, paged, as a table or as CSV.

use app::rights::Reader;
use axum::{
    extract::{Query, State as Shared},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use store::requests::{Filter, RequestRow, Sort};

use super::words;
use crate::{
    kit::{
        field::Field,
        pager::{Pager, Query as Asked, address, page_of, pager},
    },
    office::{
        clock::{Clock, clock},
        desk::{Desk, PAGE, Seat},
        page,
        posted::Form,
        problem::Problem,
        timeline::outcome,
    },
    state::State,
};

/// The most rows a CSV carries: as many as a bureau has in decades.
const MOST_ROWS: i64 = 20_000;

struct Row {
    href: String,
    number: String,
    applicant: String,
    channel: String,
    received: String,
    status: String,
    clock: Clock,
    result: String,
}

#[derive(askama::Template)]
#[template(path = "office/requests/list.html")]
struct ListPage<'a> {
    d: &'a Desk,
    place: &'static str,
    filters: Vec<Field>,
    total: String,
    csv: String,
    register: String,
    register_words: String,
    rows: Vec<Row>,
    pager: Pager,
}

pub async fn list(
    Shared(state): Shared<State>,
    Seat { d: desk, .. }: Seat<Reader>,
    Query(query): Query<Asked>,
) -> Result<Response, Problem> {
    let d = &desk;
    let app = &state.app;
    let mut filter = filter_of(&query);
    if query.get("as").is_some_and(|form| form == "csv") {
        return csv(d, app, filter).await;
    }
    filter.limit = PAGE;
    filter.offset = (page_of(&query) - 1) * PAGE;
    let (rows, total) = d.ok(app::requests::list(app, &d.staff, &filter).await)?;
    let row = |row: &RequestRow| Row {
        href: format!("/office/requests/{}", row.id),
        number: row.number.clone(),
        applicant: words::applicant(d, &row.applicant),
        channel: words::channel(d, &row.channel),
        received: row
            .received_on
            .map_or_else(|| d.t("requests.list.not_received"), |on| on.to_string()),
        status: words::status(d, &row.status),
        clock: clock(d, app, row.due, row.closed_on),
        result: row
            .code
            .as_deref()
            .map(|code| outcome(d, code))
            .unwrap_or_default(),
    };
    let year = query
        .get("year")
        .and_then(|year| year.parse().ok())
        .unwrap_or_else(|| d.today.year());
    let mut as_csv = query.clone();
    as_csv.remove("page");
    as_csv.insert("as".into(), "csv".into());
    Ok(page(
        StatusCode::OK,
        &ListPage {
            d,
            place: "requests",
            filters: filters(d, &query),
            total: d.tn("requests.list.total", "n", total),
            csv: address("/office/requests", &as_csv),
            register: format!("/office/requests/register?year={year}"),
            register_words: d.tn("letters.register", "year", year),
            rows: rows.iter().map(row).collect(),
            pager: pager("/office/requests", &query, PAGE, total),
        },
    ))
}

fn filter_of(query: &Asked) -> Filter {
    let text = |name: &str| {
        query
            .get(name)
            .map(|text| text.trim().to_string())
            .filter(|text| !text.is_empty())
    };
    Filter {
        status: text("status"),
        text: text("number"),
        year: text("year").and_then(|year| year.parse().ok()),
        sort: if text("sort").as_deref() == Some("due") {
            Sort::Due
        } else {
            Sort::Newest
        },
        ..Filter::default()
    }
}

fn filters(d: &Desk, query: &Asked) -> Vec<Field> {
    let form = query
        .iter()
        .fold(Form::default(), |form, (key, value)| form.with(key, value));
    let mut statuses = d.named("requests.status", &words::STATUSES);
    statuses.insert(0, ("pending".into(), d.t("requests.status.pending")));
    let year = d.today.year();
    let years = (0..6)
        .map(|back| ((year - back).to_string(), (year - back).to_string()))
        .collect();
    vec![
        Field::new("select", "status", &d.t("requests.list.status"))
            .choices(words::or_all(d, statuses))
            .filled(&form),
        Field::new("select", "year", &d.t("office.year"))
            .choices(words::or_all(d, years))
            .filled(&form),
        Field::new("search", "number", &d.t("requests.list.number")).filled(&form),
        Field::new("select", "sort", &d.t("office.sort"))
            .choices(d.named("requests.sorts", &["newest", "due"]))
            .filled(&form),
    ]
    .into_iter()
    .map(Field::free)
    .collect()
}

/// The whole filtered list, without anything about the applicant but his kind.
async fn csv(d: &Desk, app: &app::App, mut filter: Filter) -> Result<Response, Problem> {
    let mut out = String::from("\u{feff}");
    let heads = [
        "number",
        "submitted",
        "received",
        "channel",
        "applicant",
        "status",
        "due",
        "closed",
        "result",
    ];
    let heads: Vec<String> = heads
        .iter()
        .map(|head| d.t(&format!("requests.list.{head}")))
        .collect();
    out.push_str(&line(&heads));
    filter.limit = 200;
    while filter.offset < MOST_ROWS {
        let (rows, total) = d.ok(app::requests::list(app, &d.staff, &filter).await)?;
        for row in &rows {
            let date =
                |on: Option<jiff::civil::Date>| on.map(|on| on.to_string()).unwrap_or_default();
            out.push_str(&line(&[
                row.number.clone(),
                row.submitted_on.to_string(),
                date(row.received_on),
                words::channel(d, &row.channel),
                words::applicant(d, &row.applicant),
                words::status(d, &row.status),
                date(row.due),
                date(row.closed_on),
                row.code
                    .as_deref()
                    .map(|code| outcome(d, code))
                    .unwrap_or_default(),
            ]));
        }
        filter.offset += filter.limit;
        if filter.offset >= total {
            break;
        }
    }
    let name = format!("attachment; filename=\"requests-{}.csv\"", d.today);
    Ok((
        [
            (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_string()),
            (header::CONTENT_DISPOSITION, name),
        ],
        out,
    )
        .into_response())
}

/// One CSV line; a cell that a spreadsheet would take for a formula is quoted as text.
fn line(cells: &[String]) -> String {
    let cells: Vec<String> = cells
        .iter()
        .map(|cell| {
            let guard = if cell.starts_with(['=', '+', '-', '@']) {
                "'"
            } else {
                ""
            };
            format!("\"{guard}{}\"", cell.replace('"', "\"\""))
        })
        .collect();
    format!("{}\r\n", cells.join(","))
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn cells_are_quoted_and_formulas_are_text() {
        let cells = ["a\"b".to_string(), "=1+1".to_string(), String::new()];
        assert_eq!(line(&cells), "\"a\"\"b\",\"'=1+1\",\"\"\r\n");
    }
}
