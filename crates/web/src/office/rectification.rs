//! 更正申请: the list with its form, one with its ending and its letter.

pub mod letter;

use app::{
    Error, FieldError,
    rectification::{self, Closing, NewRectification, RectificationView},
    rights::{CaseWorker, Reader},
};
use axum::{
    extract::{Path, Query, State as Shared},
    http::{Method, StatusCode},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use law::{
    fields::{ON, rectification::ENDING},
    handling::Ending,
};
use store::rectifications::{Body, RectificationRow};

use super::{
    again::Said,
    clock::{Clock, clock},
    desk::{Desk, Seat},
    letters, page,
    posted::Form,
    problem::{Notice, Problem},
    timeline::{Fact, FileLink, files},
};
use crate::{
    kit::{
        entry::day,
        field::Field,
        guard::fresh_key,
        pager::Query as Asked,
        route::{Route, staff},
    },
    office::nav::Entry,
    state::State,
};

/// The link to this wing.
pub const NAV: Entry = Entry::of::<Reader>("rectification", "/office/rectifications");

/// The addresses of this wing.
#[rustfmt::skip]
#[must_use]
pub fn routes() -> Vec<Route> {
    vec![
        staff::<Reader>(Method::GET, "/office/rectifications", get(list)),
        staff::<CaseWorker>(Method::POST, "/office/rectifications", post(file)),
        staff::<Reader>(Method::GET, "/office/rectifications/{id}", get(show)),
        staff::<CaseWorker>(Method::POST, "/office/rectifications/{id}/close", post(close)),
        staff::<CaseWorker>(Method::GET, "/office/rectifications/{id}/letter", get(letter::show)),
        staff::<CaseWorker>(Method::POST, "/office/rectifications/{id}/letter/check", post(letter::check)),
        staff::<CaseWorker>(Method::POST, "/office/rectifications/{id}/letter/preview", post(letter::preview)),
        staff::<CaseWorker>(Method::POST, "/office/rectifications/{id}/letter/issue", post(letter::issue)),
        staff::<CaseWorker>(Method::GET, "/office/rectifications/{id}/files/{hash}", get(download)),
    ]
}

struct Row {
    href: String,
    number: String,
    received: String,
    clock: Clock,
    status: String,
}

#[derive(askama::Template)]
#[template(path = "office/rectification/list.html")]
struct ListPage<'a> {
    d: &'a Desk,
    place: &'static str,
    notices: Vec<Notice>,
    rows: Vec<Row>,
    fields: Vec<Field>,
    open: bool,
    key: String,
}

#[derive(askama::Template)]
#[template(path = "office/rectification/one.html")]
struct OnePage<'a> {
    d: &'a Desk,
    place: &'static str,
    notices: Vec<Notice>,
    number: String,
    status: String,
    clock: Clock,
    person: Vec<Fact>,
    facts: Vec<Fact>,
    files: Vec<FileLink>,
    record: String,
    wrong: String,
    fields: Vec<Field>,
    /// The letter with which it ends, once it has ended.
    letter: Option<Paper>,
    href: String,
    version: i64,
    key: String,
}

struct Paper {
    name: String,
    /// Empty until it is out.
    number: String,
    /// Where it is written; empty for whoever only reads.
    href: String,
}

pub async fn list(
    Shared(state): Shared<State>,
    Seat { d: desk, .. }: Seat<Reader>,
    Query(query): Query<Asked>,
) -> Result<Response, Problem> {
    let form = Form::default().with("on", &desk.today.to_string());
    let notices = desk
        .done("rectification.done", &query)
        .into_iter()
        .collect();
    render_list(&state, &desk, StatusCode::OK, &form, &[], notices).await
}

pub async fn file(
    Shared(state): Shared<State>,
    Seat { d: desk, by }: Seat<CaseWorker>,
    form: Form,
) -> Result<Response, Problem> {
    let text = |name: &str| form.text(name).to_string();
    let new = NewRectification {
        name: text("name"),
        id_number: text("id_number"),
        phone: text("phone"),
        address: text("address"),
        record: text("record"),
        wrong: form.raw("wrong"),
        evidence: form.files("evidence"),
    };
    let done = async {
        let on = day(&ON, &form)?;
        rectification::file(&state.app, &by, &new, form.key(), on).await
    }
    .await;
    match done {
        Ok((id, _)) => Ok(
            Redirect::to(&format!("/office/rectifications/{id}?done=corrected")).into_response(),
        ),
        Err(error) => {
            let again = desk.again(error, &Said::default())?;
            let (status, notices) = (again.status, again.notices);
            render_list(&state, &desk, status, &form, &again.wrong, notices).await
        }
    }
}

async fn render_list(
    state: &State,
    d: &Desk,
    status: StatusCode,
    form: &Form,
    wrong: &[FieldError],
    notices: Vec<Notice>,
) -> Result<Response, Problem> {
    let rows = d.ok(rectification::list(&state.app, &d.staff).await)?;
    let field = |kind, name: &str| Field::new(kind, name, &d.t(&format!("rectification.{name}")));
    let fields = [
        field("text", "name").required(),
        field("text", "id_number").required(),
        field("tel", "phone"),
        field("text", "address"),
        field("text", "record").required(),
        field("textarea", "wrong").required(),
        field("file", "evidence").hint(&d.t("rectification.evidence_hint")),
        field("date", "on").required(),
    ];
    Ok(page(
        status,
        &ListPage {
            d,
            place: "rectification",
            notices,
            rows: rows.iter().map(|row| line(state, d, row)).collect(),
            fields: fields
                .into_iter()
                .map(|field| {
                    field
                        .autocomplete("off")
                        .filled(form)
                        .checked(wrong, d.lang)
                })
                .collect(),
            open: !wrong.is_empty(),
            key: fresh_key(),
        },
    ))
}

fn line(state: &State, d: &Desk, row: &RectificationRow) -> Row {
    Row {
        href: format!("/office/rectifications/{}", row.id),
        number: row.number.clone(),
        received: row.received_on.to_string(),
        clock: clock(d, &state.app, row.due, row.closed_on),
        status: status(d, row),
    }
}

fn status(d: &Desk, row: &RectificationRow) -> String {
    if row.result.is_empty() {
        d.t("rectification.open")
    } else {
        d.t(&format!("rectification.endings.{}", row.result))
    }
}

pub async fn show(
    Shared(state): Shared<State>,
    Seat { d: desk, .. }: Seat<Reader>,
    Path(id): Path<String>,
    Query(query): Query<Asked>,
) -> Result<Response, Problem> {
    let view = desk.ok(rectification::open(&state.app, &desk.staff, &id).await)?;
    let form = Form::default().with("on", &desk.today.to_string());
    let notices = desk
        .done("rectification.done", &query)
        .into_iter()
        .collect();
    Ok(render_one(
        &state,
        &desk,
        StatusCode::OK,
        &view,
        &form,
        &[],
        notices,
    ))
}

pub async fn close(
    Shared(state): Shared<State>,
    Seat { d: desk, by }: Seat<CaseWorker>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Problem> {
    let done = async {
        let ending = Ending::ALL
            .into_iter()
            .find(|ending| ending.as_str() == form.text("ending"))
            .ok_or_else(|| Error::at(&ENDING, "请选择处理结果", "Choose how it ended"))?;
        let closing = Closing {
            ending,
            to: form.text("to").to_string(),
            note: form.raw("note"),
            on: day(&ON, &form)?,
        };
        rectification::close(&state.app, &by, &id, form.version()?, &closing).await
    }
    .await;
    let error = match done {
        Ok(()) => {
            return Ok(
                Redirect::to(&format!("/office/rectifications/{id}?done=closed")).into_response(),
            );
        }
        Err(error) => error,
    };
    let said = Said {
        refused: desk.t("office.problem.refused"),
        meanwhile: desk.t("office.problem.conflict"),
        ..Said::default()
    };
    let again = desk.again(error, &said)?;
    let view = desk.ok(rectification::open(&state.app, &desk.staff, &id).await)?;
    Ok(render_one(
        &state,
        &desk,
        again.status,
        &view,
        &form,
        &again.wrong,
        again.notices,
    ))
}

fn render_one(
    state: &State,
    d: &Desk,
    status_code: StatusCode,
    view: &RectificationView,
    form: &Form,
    wrong: &[FieldError],
    notices: Vec<Notice>,
) -> Response {
    let row = &view.row;
    let text = |name: &str| view.person[name].as_str().unwrap_or_default().to_string();
    let endings = Ending::ALL
        .into_iter()
        .map(|ending| {
            (
                ending.as_str().to_string(),
                d.t(&format!("rectification.endings.{}", ending.as_str())),
            )
        })
        .collect();
    let field = |kind, name: &str| Field::new(kind, name, &d.t(&format!("rectification.{name}")));
    let may_close = d.works_cases() && row.closed_on.is_none();
    let fields = if may_close {
        vec![
            field("radio", "ending").required().choices(endings),
            field("text", "to"),
            field("textarea", "note"),
            field("date", "on").required(),
        ]
    } else {
        Vec::new()
    };
    let href = format!("/office/rectifications/{}", row.id);
    let letter = view.letter().map(|(kind, number)| Paper {
        name: letters::name(d, kind),
        href: if d.works_cases() && number.is_none() {
            format!("{href}/letter")
        } else {
            String::new()
        },
        number: number.unwrap_or_default(),
    });
    let mut facts = vec![Fact::new(
        d.t("rectification.received"),
        row.received_on.to_string(),
    )];
    for act in &view.acts {
        let Ok(Body::Closed(closed)) = Body::read(act) else {
            continue;
        };
        facts.push(Fact::new(d.t("rectification.ended"), closed.on.to_string()));
        for (name, text) in [("to", closed.to), ("note", closed.note)] {
            if !text.is_empty() {
                facts.push(Fact::new(d.t(&format!("rectification.{name}")), text));
            }
        }
    }
    page(
        status_code,
        &OnePage {
            d,
            place: "rectification",
            notices,
            number: row.number.clone(),
            status: status(d, row),
            clock: clock(d, &state.app, row.due, row.closed_on),
            person: ["name", "id_number", "phone", "address"]
                .into_iter()
                .filter(|name| !text(name).is_empty())
                .map(|name| Fact::new(d.t(&format!("rectification.{name}")), text(name)))
                .collect(),
            facts,
            files: view
                .acts
                .iter()
                .flat_map(|act| files(d, act.told().files(), &href))
                .collect(),
            record: text("record"),
            wrong: text("wrong"),
            fields: fields
                .into_iter()
                .map(|field| field.filled(form).checked(wrong, d.lang))
                .collect(),
            letter,
            href,
            version: row.version,
            key: fresh_key(),
        },
    )
}

pub async fn download(
    Shared(state): Shared<State>,
    Seat { d: desk, .. }: Seat<CaseWorker>,
    Path((id, hash)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let (file, bytes) =
        desk.ok(rectification::download(&state.app, &desk.staff, &id, &hash).await)?;
    Ok(crate::kit::download::file(&file.name, &file.media, bytes))
}
