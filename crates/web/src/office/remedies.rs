//! 行政复议 and 行政诉讼: opened and closed, counted in 表四.

mod steps;

pub use steps::step;

use app::{
    Error, FieldError, remedies,
    rights::{CaseWorker, Reader},
};
use axum::{
    extract::{Path, Query, State as Shared},
    http::{Method, StatusCode},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use law::{
    fields::remedy::{CLOSED_ON, OPENED_ON, REQUEST, RESULT, TRACK},
    report::{Outcome4, Track},
};
use store::{remedies::RemedyRow, requests::RequestRow};

use super::{
    again::Said,
    desk::{Desk, Seat},
    page,
    posted::Form,
    problem::{Notice, NoticeLine, Problem, line},
    timeline::Fact,
};
use crate::{
    kit::{
        field::Field,
        guard::fresh_key,
        pager::Query as Asked,
        route::{Route, staff},
    },
    office::nav::Entry,
    state::State,
};

/// The link to this wing.
pub const NAV: Entry = Entry::of::<Reader>("remedies", "/office/remedies");

/// The addresses of this wing.
#[rustfmt::skip]
#[must_use]
pub fn routes() -> Vec<Route> {
    vec![
        staff::<Reader>(Method::GET, "/office/remedies", get(show)),
        staff::<CaseWorker>(Method::POST, "/office/remedies", post(open)),
        staff::<CaseWorker>(Method::POST, "/office/remedies/{id}/steps", post(step)),
        staff::<CaseWorker>(Method::POST, "/office/remedies/{id}/close", post(close)),
    ]
}

struct CloseForm {
    title: String,
    submit: String,
    open: bool,
    fields: Vec<Field>,
}

struct Row {
    id: String,
    track: String,
    result: String,
    /// What the organ has to do next.
    due: String,
    facts: Vec<Fact>,
    request: String,
    request_href: String,
    version: i64,
    /// What is unusual about it.
    warning: Option<NoticeLine>,
    close: Option<CloseForm>,
    step: Option<CloseForm>,
}

#[derive(askama::Template)]
#[template(path = "office/remedies.html")]
struct RemediesPage<'a> {
    d: &'a Desk,
    place: &'static str,
    notices: Vec<Notice>,
    rows: Vec<Row>,
    fields: Vec<Field>,
    key: String,
}

/// A form that could not be saved: which one, what it held, what was wrong.
#[derive(Default)]
struct Draft {
    /// Id of the remedy to be closed, or empty for a new one.
    id: String,
    typed: Form,
    wrong: Vec<FieldError>,
    notices: Vec<Notice>,
}

pub async fn show(
    Shared(state): Shared<State>,
    Seat { d: desk, .. }: Seat<Reader>,
    Query(query): Query<Asked>,
) -> Result<Response, Problem> {
    let mut draft = Draft {
        typed: Form::of(&[
            ("track", "review"),
            ("request", query.get("request").map_or("", String::as_str)),
        ])
        .with("on", &desk.today.to_string()),
        ..Draft::default()
    };
    draft.notices.extend(desk.done("remedies.done", &query));
    render(&state, &desk, StatusCode::OK, draft).await
}

pub async fn open(
    Shared(state): Shared<State>,
    Seat { d: desk, by }: Seat<CaseWorker>,
    form: Form,
) -> Result<Response, Problem> {
    let done = async {
        let track = Track::ALL
            .into_iter()
            .find(|track| track.code() == form.text("track"));
        let (Some(track), Some(on)) = (track, form.date("on")) else {
            let field = if track.is_none() { TRACK } else { OPENED_ON };
            return Err(Error::at(
                &field,
                "请选择程序并填写立案日期",
                "Choose the procedure and enter the day it was opened",
            ));
        };
        let request = request_id(&state, &desk, form.text("request")).await?;
        remedies::open(
            &state.app,
            &by,
            &remedies::NewRemedy {
                track,
                request,
                on,
                body: form.text("body").to_string(),
                number: form.text("number").to_string(),
            },
            form.key(),
        )
        .await
    }
    .await;
    match done {
        Ok(_) => Ok(Redirect::to("/office/remedies?done=opened").into_response()),
        Err(error) => {
            again(
                &state,
                &desk,
                Draft {
                    typed: form,
                    ..Draft::default()
                },
                error,
            )
            .await
        }
    }
}

/// The clerk names a request by its number; the act names it by its id.
async fn request_id(state: &State, desk: &Desk, number: &str) -> app::Result<String> {
    if number.is_empty() {
        return Ok(String::new());
    }
    let found = store::requests::by_number(&state.app.store, number).await?;
    found
        .filter(|row| row.organ == desk.staff.organ)
        .map(|row| row.id)
        .ok_or_else(|| {
            Error::at(
                &REQUEST,
                format!("本机关没有编号为“{number}”的申请"),
                format!("This organ has no request numbered “{number}”"),
            )
        })
}

pub async fn close(
    Shared(state): Shared<State>,
    Seat { d: desk, by }: Seat<CaseWorker>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Problem> {
    let done = async {
        let result = Outcome4::ALL
            .into_iter()
            .find(|result| result.code() == form.text("result"));
        let (Some(result), Some(on)) = (result, form.date("on")) else {
            let field = if result.is_none() { RESULT } else { CLOSED_ON };
            return Err(Error::at(
                &field,
                "请选择审结结果并填写审结日期",
                "Choose the result and enter the day it ended",
            ));
        };
        let ending = remedies::Step::Closed {
            result,
            served_on: form.date("served_on"),
            comply_by: form.date("comply_by"),
        };
        remedies::step(&state.app, &by, &id, form.version()?, &ending, on).await
    }
    .await;
    match done {
        Ok(()) => Ok(Redirect::to(&format!("/office/remedies?done=closed#{id}")).into_response()),
        Err(error) => {
            again(
                &state,
                &desk,
                Draft {
                    id,
                    typed: form,
                    ..Draft::default()
                },
                error,
            )
            .await
        }
    }
}

/// The plain name of a procedure.
#[must_use]
pub fn track_name(d: &Desk, code: &str) -> String {
    Track::ALL
        .into_iter()
        .find(|track| track.code() == code)
        .map_or_else(
            || code.to_string(),
            |track| d.lang.pick(track.key(), track.en()).into(),
        )
}

/// How a case stands.
#[must_use]
pub fn result_name(d: &Desk, remedy: &RemedyRow) -> String {
    d.t(&format!(
        "remedies.results.{}",
        if remedy.closed_on.is_none() {
            "pending"
        } else {
            remedy.result.as_str()
        }
    ))
}

/// What the organ has to do next, and until when.
#[must_use]
pub fn next_due(d: &Desk, remedy: &RemedyRow) -> String {
    if let (Some(due), None, None) = (remedy.answer_due, remedy.answered_on, remedy.closed_on) {
        return d.tn("remedies.course.due_answer", "date", due);
    }
    if let (Some(due), None) = (remedy.comply_by, remedy.complied_on) {
        return d.tn("remedies.course.due_comply", "date", due);
    }
    String::new()
}

async fn again(
    state: &State,
    desk: &Desk,
    mut draft: Draft,
    error: Error,
) -> Result<Response, Problem> {
    let form = if draft.typed.text("step").is_empty() {
        "close"
    } else {
        "step"
    };
    let prefix = if draft.id.is_empty() {
        String::new()
    } else {
        format!("{form}-{}-", draft.id)
    };
    let again = desk.again(
        error,
        &Said {
            prefix,
            refused: desk.t("office.problem.refused"),
            meanwhile: desk.t("remedies.meanwhile"),
        },
    )?;
    draft.notices.extend(again.notices);
    draft.wrong = again.wrong;
    render(state, desk, again.status, draft).await
}

async fn render(
    state: &State,
    d: &Desk,
    status: StatusCode,
    draft: Draft,
) -> Result<Response, Problem> {
    let remedies = d.ok(remedies::list(&state.app, &d.staff).await)?;
    let mut rows = Vec::new();
    for remedy in &remedies {
        let request = match remedy.request.as_str() {
            "" => None,
            id => d.ok(store::requests::get(&state.app.store, &d.staff.organ, id).await)?,
        };
        rows.push(row(d, remedy, request.as_ref(), &draft));
    }
    let tracks = Track::ALL
        .into_iter()
        .map(|track| {
            (
                track.code().to_string(),
                d.lang.pick(track.key(), track.en()).to_string(),
            )
        })
        .collect();
    let text = |kind, name: &str| Field::new(kind, name, &d.t(&format!("remedies.{name}")));
    let fields = vec![
        text("radio", "track").required().choices(tracks),
        text("date", "on").required(),
        text("text", "request").hint(&d.t("remedies.request_hint")),
        Field::new("text", "body", &d.t("remedies.course.body")),
        Field::new("text", "number", &d.t("remedies.course.number")),
    ];
    let (typed, wrong) = if draft.id.is_empty() {
        (draft.typed.clone(), draft.wrong.as_slice())
    } else {
        (Form::of(&[("on", &d.today.to_string())]), &[][..])
    };
    Ok(page(
        status,
        &RemediesPage {
            d,
            place: "remedies",
            rows,
            fields: fields
                .into_iter()
                .map(|field| field.filled(&typed).checked(wrong, d.lang))
                .collect(),
            notices: draft.notices,
            key: fresh_key(),
        },
    ))
}

fn row(d: &Desk, remedy: &RemedyRow, request: Option<&RequestRow>, draft: &Draft) -> Row {
    let mut facts = vec![Fact::new(d.t("remedies.on"), remedy.opened_on.to_string())];
    for (name, text) in [("body", &remedy.body), ("number", &remedy.number)] {
        if !text.is_empty() {
            facts.push(Fact::new(
                d.t(&format!("remedies.course.{name}")),
                text.as_str(),
            ));
        }
    }
    let open = remedy.closed_on.is_none();
    for (name, on, shown) in [
        ("copy_on", remedy.copy_on, true),
        (
            "answer_due",
            remedy.answer_due,
            remedy.answered_on.is_none(),
        ),
        ("answered_on", remedy.answered_on, true),
        ("decision_due", remedy.decision_due, open),
        ("comply_by", remedy.comply_by, remedy.complied_on.is_none()),
        ("complied_on", remedy.complied_on, true),
    ] {
        if let Some(on) = on.filter(|_| shown) {
            facts.push(Fact::new(
                d.t(&format!("remedies.course.{name}")),
                on.to_string(),
            ));
        }
    }
    if let Some(on) = remedy.closed_on {
        facts.push(Fact::new(d.t("remedies.closed_on"), on.to_string()));
    }
    Row {
        id: remedy.id.clone(),
        track: track_name(d, &remedy.track),
        result: result_name(d, remedy),
        due: next_due(d, remedy),
        facts,
        request_href: if request.is_some() {
            format!("/office/requests/{}", remedy.request)
        } else {
            Default::default()
        },
        request: request
            .map(|request| d.tn("remedies.about", "number", &request.number))
            .unwrap_or_default(),
        warning: request
            .and_then(|request| remedies::unusual(remedy, request))
            .map(|finding| line(&finding, d.lang)),
        version: remedy.version,
        close: (open && d.works_cases()).then(|| close_form(d, remedy, draft)),
        step: steps::step_form(d, remedy, draft),
    }
}

fn close_form(d: &Desk, remedy: &RemedyRow, draft: &Draft) -> CloseForm {
    let id = &remedy.id;
    let results = Outcome4::ALL
        .into_iter()
        .filter(|result| *result != Outcome4::Pending)
        .map(|result| {
            (
                result.code().to_string(),
                d.t(&format!("remedies.results.{}_long", result.code())),
            )
        })
        .collect();
    let tried = draft.id == *id && draft.typed.text("step").is_empty();
    let fresh = Form::of(&[("on", &d.today.to_string())]);
    let typed = if tried { &draft.typed } else { &fresh };
    let wrong = if tried { draft.wrong.as_slice() } else { &[] };
    CloseForm {
        title: d.t("remedies.close"),
        submit: d.t("remedies.close"),
        open: tried,
        fields: [
            Field::new("radio", "result", &d.t("remedies.result"))
                .required()
                .choices(results),
            Field::new("date", "on", &d.t("remedies.closed_on")).required(),
            if remedy.track == Track::Review.code() {
                Field::new("date", "comply_by", &d.t("remedies.course.comply_by"))
                    .hint(&d.t("remedies.course.comply_by_hint"))
            } else {
                Field::new("date", "served_on", &d.t("remedies.course.served_on"))
                    .hint(&d.t("remedies.course.served_on_hint"))
            },
        ]
        .into_iter()
        .map(|field| {
            field
                .within(&format!("close-{id}"))
                .filled(typed)
                .checked(wrong, d.lang)
        })
        .collect(),
    }
}
