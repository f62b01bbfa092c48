//! What the house does with a case: one posted form, one handling act, or the page again with the reason.

use app::{
    Error,
    requests::{self, Attach, Filed},
    rights::{CaseWorker, Handler},
};
use axum::{
    extract::{Path, State as Shared},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use law::{fields::ON, handling::Kind};

use super::{act::again, act_forms, case, handling_form as inner};
use crate::{
    kit::entry::day,
    office::{
        desk::{Desk, Seat},
        page,
        posted::Form,
        problem::Problem,
        timeline::names,
    },
    state::State,
};

#[derive(askama::Template)]
#[template(path = "office/requests/receipts.html")]
struct ReceiptsPage<'a> {
    d: &'a Desk,
    place: &'static str,
    title: String,
    receipts: Vec<Receipt>,
    href: String,
}

struct Receipt {
    number: String,
    code: String,
    href: String,
}

/// One handling act.
pub async fn handle(
    Shared(state): Shared<State>,
    Seat { d: desk, .. }: Seat<Handler>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Problem> {
    match record(&state, &desk, &id, &form).await {
        Ok(_) => Ok(done(&id, "acted")),
        Err(error) => again(&state, &desk, &id, form, error).await,
    }
}

async fn record(state: &State, desk: &Desk, id: &str, form: &Form) -> app::Result<i64> {
    let kind: Kind = act_forms::kind(form)?;
    let version = form.version()?;
    let new = inner::read(kind, form).map_err(Error::Invalid)?;
    let attach = Attach {
        files: form.files("files"),
        ..Attach::default()
    };
    let (app, staff) = (&state.app, &desk.staff);
    requests::handle(app, staff, id, version, form.key(), &new, &attach).await
}

/// The letter split into parts; their receipts are shown once more when the form is sent again.
pub async fn split(
    Shared(state): Shared<State>,
    Seat { d: desk, .. }: Seat<CaseWorker>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Problem> {
    let parts: Vec<String> = form
        .raw("parts")
        .replace("\r\n", "\n")
        .split("\n\n")
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(ToString::to_string)
        .collect();
    let made = async {
        let (version, on) = (form.version()?, day(&ON, &form)?);
        let (app, staff) = (&state.app, &desk.staff);
        requests::split(app, staff, &id, version, form.key(), &parts, on).await
    }
    .await;
    match made {
        Ok(all) => Ok(receipts(&desk, &id, "requests.split.done", all)),
        Err(error) => again(&state, &desk, &id, form, error).await,
    }
}

/// Answered together with another request.
pub async fn join(
    Shared(state): Shared<State>,
    Seat { d: desk, .. }: Seat<CaseWorker>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Problem> {
    let joined = async {
        let (version, on) = (form.version()?, day(&ON, &form)?);
        let (app, staff) = (&state.app, &desk.staff);
        requests::join(app, staff, &id, version, form.key(), form.text("lead"), on).await
    }
    .await;
    match joined {
        Ok(()) => Ok(done(&id, "joined")),
        Err(error) => again(&state, &desk, &id, form, error).await,
    }
}

/// A query code for a request that came without one.
pub async fn code(
    Shared(state): Shared<State>,
    Seat { d: desk, .. }: Seat<CaseWorker>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Problem> {
    match requests::give_code(&state.app, &desk.staff, &id).await {
        Ok(filed) => Ok(receipts(
            &desk,
            &id,
            "requests.query_code.done",
            vec![filed],
        )),
        Err(error) => again(&state, &desk, &id, form, error).await,
    }
}

/// The page with the applicant in full, once the look is on record. Never an address of its own.
pub async fn reveal(
    Shared(state): Shared<State>,
    Seat { d: desk, .. }: Seat<Handler>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Problem> {
    let (app, staff) = (&state.app, &desk.staff);
    match requests::reveal(app, staff, &id, form.key(), form.text("why")).await {
        Ok(full) => {
            let mut view = desk.ok(requests::open(app, staff, &id).await)?;
            view.applicant = full;
            let names = desk.ok(names(app, &staff.organ).await)?;
            let draft = case::Draft {
                full: true,
                ..case::Draft::default()
            };
            Ok(case::render(
                &state,
                &desk,
                StatusCode::OK,
                &view,
                &names,
                draft,
            ))
        }
        Err(error) => again(&state, &desk, &id, form, error).await,
    }
}

/// A copy of the proof of identity, once the look is on record.
pub async fn proof(
    Shared(state): Shared<State>,
    Seat { d: desk, .. }: Seat<Handler>,
    Path((id, hash)): Path<(String, String)>,
    form: Form,
) -> Result<Response, Problem> {
    let (app, staff) = (&state.app, &desk.staff);
    match requests::reveal_file(app, staff, &id, form.key(), form.text("why"), &hash).await {
        Ok((file, bytes)) => Ok(crate::kit::download::private(
            &file.name,
            &file.media,
            bytes,
        )),
        Err(error) => again(&state, &desk, &id, form, error).await,
    }
}

fn done(id: &str, word: &str) -> Response {
    Redirect::to(&format!("/office/requests/{id}?done={word}")).into_response()
}

fn receipts(d: &Desk, id: &str, title: &str, all: Vec<Filed>) -> Response {
    page(
        StatusCode::OK,
        &ReceiptsPage {
            d,
            place: "requests",
            title: d.t(title),
            receipts: all
                .into_iter()
                .map(|filed| Receipt {
                    href: format!("/office/requests/{}", filed.id),
                    number: filed.number,
                    code: filed.query_code,
                })
                .collect(),
            href: format!("/office/requests/{id}"),
        },
    )
}
