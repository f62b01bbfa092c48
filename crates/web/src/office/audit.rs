//! 审计日志: the auditor's page, by day, kind and person, and the same as CSV.

use app::{
    audit::{self, COLUMNS, Kind, Who, cells},
    csv::line,
    rights::Auditor,
};
use axum::{
    body::Body,
    extract::{Query, State as Shared},
    http::{Method, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use futures::stream::try_unfold;
use jiff::tz::Offset;
use store::audit::{Entry, Filter};

use super::{
    desk::{Desk, PAGE, Seat},
    nav::Entry as Nav,
    page,
    posted::Form,
    problem::Problem,
};
use crate::{
    front::Visitor,
    kit::{
        field::Field,
        pager::{Query as Asked, address, given},
        route::{Route, staff},
    },
    state::State,
};

/// The link to this wing.
pub const NAV: Nav = Nav::of::<Auditor>("audit", "/office/audit");

/// Rows that are read at a time for a file.
const AT_ONCE: i64 = 1000;

/// The addresses of this wing.
#[rustfmt::skip]
#[must_use]
pub fn routes() -> Vec<Route> {
    vec![
        staff::<Auditor>(Method::GET, "/office/audit", get(show)),
        staff::<Auditor>(Method::GET, "/office/audit/export", get(export)),
    ]
}

struct Line {
    seq: i64,
    at: String,
    kind: String,
    /// It went wrong: shown with a mark and a word.
    failed: bool,
    who: String,
    whom: String,
    place: String,
    said: Vec<(String, String)>,
}

#[derive(askama::Template)]
#[template(path = "office/audit.html")]
struct AuditPage<'a> {
    d: &'a Desk,
    place: &'static str,
    filters: Vec<Field>,
    wrong: Vec<String>,
    lines: Vec<Line>,
    kept: String,
    csv: String,
    /// Where the older rows are; empty where there are none.
    older: String,
    /// The newest rows, where these are not they.
    newest: String,
}

pub async fn show(
    Shared(state): Shared<State>,
    seat: Seat<Auditor>,
    Query(query): Query<Asked>,
) -> Result<Response, Problem> {
    let d = &seat.d;
    let (filter, wrong) = filter_of(d, &query);
    let mut rows = d.ok(audit::page(&state.app, &seat.by, &filter, PAGE + 1).await)?;
    let more = rows.len() > usize::try_from(PAGE).unwrap_or(usize::MAX);
    if more {
        rows.pop();
    }
    let to = |base: &str, before: Option<i64>| {
        let mut query = query.clone();
        query.remove("before");
        if let Some(seq) = before {
            query.insert("before".into(), seq.to_string());
        }
        address(base, &query)
    };
    let oldest = d.ok(audit::oldest(&state.app, &seat.by).await)?;
    let kept = d
        .tn("audit.kept", "days", state.app.settings.audit.keep_days)
        .replace("{day}", &oldest.unwrap_or(d.today).to_string());
    let status = if wrong.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    Ok(page(
        status,
        &AuditPage {
            d,
            place: "audit",
            filters: filters(d, &query),
            wrong,
            older: rows
                .last()
                .filter(|_| more)
                .map(|row| to("/office/audit", Some(row.seq)))
                .unwrap_or_default(),
            newest: filter
                .before
                .map(|_| to("/office/audit", None))
                .unwrap_or_default(),
            csv: to("/office/audit/export", None),
            lines: rows.iter().map(|row| shown(d, row)).collect(),
            kept,
        },
    ))
}

/// All rows that the filter finds, as a file that is made while it goes out. That it was taken stands in the log first.
pub async fn export(
    Shared(state): Shared<State>,
    Seat { d, by }: Seat<Auditor>,
    visitor: Visitor,
    Query(query): Query<Asked>,
) -> Result<Response, Problem> {
    let (filter, wrong) = filter_of(&d, &query);
    if let Some(wrong) = wrong.into_iter().next() {
        let field = app::FieldError::new("day", "form", wrong.clone(), wrong);
        return Err(Problem::new(&d, app::Error::Invalid(vec![field])));
    }
    let app = state.app.clone();
    let who = Who::of(&by).from(&visitor.counted());
    let filter = d.ok(audit::export(&app, &who, filter).await)?;
    let head = format!("\u{feff}{}", line(&COLUMNS.map(String::from)));
    let lines = try_unfold(
        (app, by, filter, Some(head)),
        |(app, by, mut filter, head)| async move {
            if let Some(head) = head {
                return Ok(Some((head, (app, by, filter, None))));
            }
            let rows = audit::page(&app, &by, &filter, AT_ONCE).await?;
            let Some(last) = rows.last() else {
                return Ok(None);
            };
            filter.before = Some(last.seq);
            let text: String = rows.iter().map(|row| line(&cells(row))).collect();
            Ok::<_, app::Error>(Some((text, (app, by, filter, None))))
        },
    );
    let name = format!("attachment; filename=\"audit-{}.csv\"", d.today);
    Ok((
        [
            (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_string()),
            (header::CONTENT_DISPOSITION, name),
        ],
        Body::from_stream(lines),
    )
        .into_response())
}

/// What is asked for, and what of it is no day.
fn filter_of(d: &Desk, query: &Asked) -> (Filter, Vec<String>) {
    let mut wrong = Vec::new();
    let mut day = |name: &str| {
        let text = given(query, name)?;
        let read = text.parse().ok();
        if read.is_none() {
            let field = d.t(&format!("audit.{name}"));
            wrong.push(
                d.tn("audit.no_day", "field", field)
                    .replace("{text}", &text),
            );
        }
        read
    };
    let filter = Filter {
        from: day("from"),
        to: day("to"),
        kind: given(query, "kind"),
        person: given(query, "person"),
        before: given(query, "before").and_then(|seq| seq.parse().ok()),
    };
    (filter, wrong)
}

fn filters(d: &Desk, query: &Asked) -> Vec<Field> {
    let form = query
        .iter()
        .fold(Form::default(), |form, (key, value)| form.with(key, value));
    let words: Vec<&str> = Kind::ALL.iter().map(|kind| kind.as_str()).collect();
    let mut kinds = d.named("audit.kind", &words);
    kinds.insert(0, (String::new(), d.t("audit.all")));
    vec![
        Field::new("date", "from", &d.t("audit.from")).filled(&form),
        Field::new("date", "to", &d.t("audit.to")).filled(&form),
        Field::new("select", "kind", &d.t("audit.what"))
            .choices(kinds)
            .filled(&form),
        Field::new("search", "person", &d.t("audit.person"))
            .hint(&d.t("audit.person_hint"))
            .filled(&form),
    ]
    .into_iter()
    .map(Field::free)
    .collect()
}

fn shown(d: &Desk, row: &Entry) -> Line {
    let at = Offset::constant(8).to_datetime(row.at);
    let said = row.said();
    let said = said.as_object().into_iter().flatten();
    Line {
        seq: row.seq,
        at: at.strftime("%Y-%m-%d %H:%M:%S").to_string(),
        kind: d
            .known(&format!("audit.kind.{}", row.kind))
            .map_or_else(|| row.kind.clone(), str::to_string),
        failed: row.kind == Kind::SignInFailed.as_str(),
        who: if row.actor == "system" {
            d.tn("audit.system", "user", &row.login)
        } else if row.login.is_empty() {
            d.t("audit.nobody")
        } else {
            row.login.clone()
        },
        whom: row.whom.clone(),
        place: row.place.clone(),
        said: said
            .filter(|(_, value)| !value.is_null())
            .map(|(name, value)| {
                let name = d
                    .known(&format!("audit.detail.{name}"))
                    .map_or_else(|| name.clone(), str::to_string);
                let value = value
                    .as_str()
                    .map_or_else(|| value.to_string(), str::to_string);
                (name, value)
            })
            .collect(),
    }
}
