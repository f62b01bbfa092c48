//! The organ's requests: searched, filtered, sorted, paged by key, as a table or as CSV.

use app::{
    audit::{Event, Kind, Who},
    csv::line,
    rights::Reader,
};
use axum::{
    extract::{Query, State as Shared},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use law::outcome::Code;
use store::requests::{At, Filter, RequestRow, Sort};

use super::words;
use crate::{
    kit::{
        field::Field,
        leaf::{self, Way},
        pager::{Query as Asked, address, given},
    },
    office::{
        clock::{Clock, clock},
        desk::{Desk, PAGE, Seat},
        page,
        posted::Form,
        problem::Problem,
        timeline::{Names, names, outcome},
    },
    state::State,
};

/// The most rows a CSV carries: as many as a bureau has in decades.
const MOST_ROWS: i64 = 20_000;

struct Row {
    href: String,
    subject: String,
    number: String,
    applicant: String,
    channel: String,
    received: String,
    status: String,
    clock: Clock,
    result: String,
    hands: String,
}

#[derive(askama::Template)]
#[template(path = "office/requests/list.html")]
struct ListPage<'a> {
    d: &'a Desk,
    place: &'static str,
    filters: Vec<Field>,
    total: String,
    /// What a search for words left out.
    left_out: Vec<String>,
    csv: String,
    register: String,
    register_words: String,
    rows: Vec<Row>,
    previous: String,
    next: String,
}

pub async fn list(
    Shared(state): Shared<State>,
    Seat { d: desk, .. }: Seat<Reader>,
    Query(query): Query<Asked>,
) -> Result<Response, Problem> {
    let d = &desk;
    let app = &state.app;
    let mut filter = filter_of(&query);
    let words = given(&query, "words").unwrap_or_default();
    if query.get("as").is_some_and(|form| form == "csv") {
        return csv(d, app, filter, &words).await;
    }
    // One more than is shown tells whether there is another page.
    filter.limit = PAGE + 1;
    let at = at_of(&query);
    let mut listed = d.ok(app::requests::page(app, &d.staff, &filter, &words, &at).await)?;
    let way = match at {
        At::First => Way::First,
        At::After(..) => Way::On,
        At::Before(..) => Way::Back,
    };
    let place = |row: &RequestRow| {
        let (day, number) = store::requests::key(row, filter.sort);
        format!("{day}~{number}")
    };
    let leaf = leaf::cut(
        ("/office/requests", &query, way),
        &mut listed.rows,
        PAGE,
        place,
    );
    let staff = d.ok(names(app, &d.staff.organ).await)?;
    let row = |row: &RequestRow| Row {
        href: format!("/office/requests/{}", row.id),
        subject: listed.subjects.get(&row.id).cloned().unwrap_or_default(),
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
        hands: [
            row.office.clone(),
            staff.get(&row.handler).cloned().unwrap_or_default(),
        ]
        .into_iter()
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" · "),
    };
    let year = query
        .get("year")
        .and_then(|year| year.parse().ok())
        .unwrap_or_else(|| d.today.year());
    let mut as_csv = query.clone();
    as_csv.remove("after");
    as_csv.remove("before");
    as_csv.insert("as".into(), "csv".into());
    let offices = d.ok(app::requests::offices(app, &d.staff).await)?;
    let total = if listed.total.more {
        "requests.list.total_more"
    } else {
        "requests.list.total"
    };
    let left_out = [
        (listed.found.more, "requests.list.more_found"),
        (listed.found.cut, "requests.list.oldest_left"),
    ];
    Ok(page(
        StatusCode::OK,
        &ListPage {
            d,
            place: "requests",
            filters: filters(d, &query, &offices, &staff),
            total: d.tn(total, "n", listed.total.n),
            left_out: left_out
                .into_iter()
                .filter(|(is, _)| *is)
                .map(|(_, key)| d.tn(key, "n", app::subjects::HANDED_ON))
                .collect(),
            csv: address("/office/requests", &as_csv),
            register: format!("/office/requests/register?year={year}"),
            register_words: d.tn("letters.register", "year", year),
            rows: listed.rows.iter().map(row).collect(),
            previous: leaf.previous,
            next: leaf.next,
        },
    ))
}

/// Where the page begins: `day~number` of the row before or behind it.
fn at_of(query: &Asked) -> At {
    let key = |name: &str| {
        let key = given(query, name)?;
        let (day, number) = key.split_once('~')?;
        Some((day.to_string(), number.to_string()))
    };
    match (key("after"), key("before")) {
        (Some((day, number)), _) => At::After(day, number),
        (None, Some((day, number))) => At::Before(day, number),
        (None, None) => At::First,
    }
}

fn filter_of(query: &Asked) -> Filter {
    let text = |name: &str| given(query, name);
    let day = |name: &str| text(name).and_then(|day| day.parse().ok());
    Filter {
        status: text("status"),
        text: text("number"),
        year: text("year").and_then(|year| year.parse().ok()),
        code: text("code"),
        handler: text("handler"),
        office: text("office"),
        due_from: day("due_from"),
        due_to: day("due_to"),
        sort: if text("sort").as_deref() == Some("due") {
            Sort::Due
        } else {
            Sort::Newest
        },
        ..Filter::default()
    }
}

fn filters(d: &Desk, query: &Asked, offices: &[String], staff: &Names) -> Vec<Field> {
    let form = query
        .iter()
        .fold(Form::default(), |form, (key, value)| form.with(key, value));
    let mut statuses = d.named("requests.status", &words::STATUSES);
    statuses.insert(0, ("pending".into(), d.t("requests.status.pending")));
    let year = d.today.year();
    let years = (0..6)
        .map(|back| ((year - back).to_string(), (year - back).to_string()))
        .collect();
    let codes = Code::ALL
        .into_iter()
        .map(|code| (code.as_str().to_string(), outcome(d, code.as_str())))
        .collect();
    let people = staff
        .iter()
        .map(|(id, name)| (id.clone(), name.clone()))
        .collect();
    let offices: Vec<(String, String)> = offices
        .iter()
        .map(|office| (office.clone(), office.clone()))
        .collect();
    let select = |name: &str, choices| {
        Field::new("select", name, &d.t(&format!("requests.list.{name}")))
            .choices(words::or_all(d, choices))
            .filled(&form)
    };
    let mut fields = vec![
        Field::new("search", "words", &d.t("requests.list.words")).filled(&form),
        select("status", statuses),
        select("code", codes),
        select("handler", people),
        Field::new("select", "year", &d.t("office.year"))
            .choices(words::or_all(d, years))
            .filled(&form),
        Field::new("search", "number", &d.t("requests.list.number")).filled(&form),
        Field::new("select", "sort", &d.t("office.sort"))
            .choices(d.named("requests.sorts", &["newest", "due"]))
            .filled(&form),
    ];
    if !offices.is_empty() {
        fields.insert(4, select("office", offices));
    }
    fields.into_iter().map(Field::free).collect()
}

/// The whole filtered list, without anything about the applicant but his kind.
async fn csv(
    d: &Desk,
    app: &app::App,
    mut filter: Filter,
    words: &str,
) -> Result<Response, Problem> {
    let event = Event::new(Kind::Exported).saying(serde_json::json!({ "what": "requests" }));
    d.ok(app::audit::note(app, &Who::of(&d.staff), event).await)?;
    let mut out = String::from("\u{feff}");
    let heads = [
        "number",
        "subject",
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
    let mut at = At::First;
    for _ in 0..MOST_ROWS / filter.limit {
        let listed = d.ok(app::requests::page(app, &d.staff, &filter, words, &at).await)?;
        for row in &listed.rows {
            let date =
                |on: Option<jiff::civil::Date>| on.map(|on| on.to_string()).unwrap_or_default();
            out.push_str(&line(&[
                row.number.clone(),
                listed.subjects.get(&row.id).cloned().unwrap_or_default(),
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
        let Some(last) = listed.rows.last() else {
            break;
        };
        let (day, number) = store::requests::key(last, filter.sort);
        at = At::After(day, number);
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
