//! 公开目录: the heads of Art. 20 at a glance, what an inspector would find, and why nothing stands where nothing stands.

use app::{
    Error, FieldError,
    catalogue::{self, StateForm},
    rights::{DisclosureHead, Reader, holds},
};
use axum::{
    extract::{Query, State as Shared},
    http::{Method, StatusCode},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use law::catalogue::{Standing, Why};

use super::{
    again::Said,
    desk::{Desk, Seat},
    nav::Entry,
    page,
    posted::Form,
    problem::{Notice, Problem},
};
use crate::{
    kit::{
        field::Field,
        guard::fresh_key,
        pager::Query as Asked,
        route::{Route, staff},
    },
    state::State,
};

/// The link to this wing.
pub const NAV: Entry = Entry::of::<Reader>("catalogue", "/office/catalogue");

/// The addresses of this wing.
#[rustfmt::skip]
#[must_use]
pub fn routes() -> Vec<Route> {
    vec![
        staff::<Reader>(Method::GET, "/office/catalogue", get(show)),
        staff::<DisclosureHead>(Method::POST, "/office/catalogue", post(say)),
    ]
}

struct Row {
    name: String,
    standing: String,
    said: String,
    /// What an inspection would find, with its rule; or empty.
    found: String,
    count: String,
    newest: String,
    /// Where its public items are listed, or empty.
    href: String,
}

#[derive(askama::Template)]
#[template(path = "office/catalogue.html")]
struct CataloguePage<'a> {
    d: &'a Desk,
    place: &'static str,
    notices: Vec<Notice>,
    rows: Vec<Row>,
    fields: Vec<Field>,
    version: i64,
    key: String,
}

pub async fn show(
    Shared(state): Shared<State>,
    Seat { d: desk, .. }: Seat<Reader>,
    Query(query): Query<Asked>,
) -> Result<Response, Problem> {
    let notices = desk.done("catalogue.done", &query).into_iter().collect();
    render(
        &state,
        &desk,
        StatusCode::OK,
        (&Form::default(), &[]),
        notices,
    )
    .await
}

pub async fn say(
    Shared(state): Shared<State>,
    Seat { d: desk, by }: Seat<DisclosureHead>,
    form: Form,
) -> Result<Response, Problem> {
    let version = desk.ok(form.version())?;
    let said = StateForm {
        head: form.text("head").parse().unwrap_or(0),
        why: form.text("why").into(),
        organ: form.text("organ").into(),
    };
    let error: Error = match catalogue::state(&state.app, &by, version, &said).await {
        Ok(()) => return Ok(Redirect::to("/office/catalogue?done=stated").into_response()),
        Err(error) => error,
    };
    let words = Said {
        refused: desk.t("office.problem.refused"),
        meanwhile: desk.t("office.problem.conflict"),
        ..Said::default()
    };
    let again = desk.again(error, &words)?;
    render(
        &state,
        &desk,
        again.status,
        (&form, &again.wrong),
        again.notices,
    )
    .await
}

async fn render(
    state: &State,
    d: &Desk,
    status: StatusCode,
    (form, wrong): (&Form, &[FieldError]),
    notices: Vec<Notice>,
) -> Result<Response, Problem> {
    let seen = d.ok(catalogue::coverage(&state.app, &d.staff).await)?;
    let organs = d.ok(store::published::organs(&state.app.store)
        .await
        .map_err(Error::from))?;
    let named = |code: &str| {
        let known = organs.iter().find(|organ| organ.code == code);
        known.map_or_else(String::new, |organ| organ.name.clone())
    };
    let rows = seen
        .heads
        .iter()
        .map(|(head, standing)| {
            let stated = head
                .stated
                .as_ref()
                .filter(|_| *standing == Standing::NotConcerned);
            let why = stated.and_then(|stated| stated.why);
            let why = why.map_or_else(String::new, |why| {
                d.t(&format!("organs.why.{}", why.code()))
            });
            let other = stated.map_or_else(String::new, |stated| named(&stated.organ));
            let place = format!("heads/{}", head.number);
            let found = seen.findings.iter().find(|one| one.place == place);
            Row {
                found: found.map_or_else(String::new, |one| {
                    format!("{} [{}]", one.message(d.lang), one.id.id())
                }),
                name: d.t(&format!("items.head.{}", head.number)),
                standing: d.t(&format!("catalogue.standing.{}", standing.code())),
                said: [why, other]
                    .into_iter()
                    .filter(|said| !said.is_empty())
                    .collect::<Vec<_>>()
                    .join("："),
                count: head.items.to_string(),
                newest: head.newest.map(|on| on.to_string()).unwrap_or_default(),
                href: if head.items > 0 {
                    format!(
                        "/policies?organ={}&column=content&head={}",
                        d.staff.organ, head.number
                    )
                } else {
                    String::new()
                },
            }
        })
        .collect();
    let mut fields = Vec::new();
    if holds::<DisclosureHead>(&d.staff) {
        let empty = seen.heads.iter().filter(|(head, _)| head.items == 0);
        let heads: Vec<(String, String)> = empty
            .map(|(head, _)| {
                let number = head.number.to_string();
                let name = d.t(&format!("items.head.{number}"));
                (number, name)
            })
            .collect();
        let mut whys = Vec::from(Why::ALL.map(|why| {
            let code = why.code();
            (code.to_string(), d.t(&format!("organs.why.{code}")))
        }));
        whys.push((String::new(), d.t("catalogue.take_back")));
        let mut others = vec![(String::new(), "—".to_string())];
        others.extend(
            organs
                .iter()
                .filter(|organ| organ.code != d.staff.organ)
                .map(|organ| (organ.code.clone(), organ.name.clone())),
        );
        if !heads.is_empty() {
            let field = |name: &str| Field::new("select", name, &d.t(&format!("catalogue.{name}")));
            fields = vec![
                field("head").required().choices(heads),
                field("why").required().choices(whys),
                field("organ")
                    .hint(&d.t("catalogue.organ_hint"))
                    .choices(others),
            ];
        }
    }
    Ok(page(
        status,
        &CataloguePage {
            d,
            place: "catalogue",
            notices,
            rows,
            fields: fields
                .into_iter()
                .map(|field| field.filled(form).checked(wrong, d.lang))
                .collect(),
            version: seen.version,
            key: fresh_key(),
        },
    ))
}
