//! 事由: the form by which a clerk calls a request otherwise.

use app::{
    Error, requests,
    requests::CaseView,
    rights::{By, CaseWorker},
    subjects,
};
use axum::{
    extract::{Path, State as Shared},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use law::subject::LONGEST;

use super::case::{Draft, render};
use crate::{
    kit::field::Field,
    office::{
        again::Said,
        desk::{Desk, Seat},
        posted::Form,
        problem::Problem,
        timeline::names,
    },
    state::State,
};

/// The word by which the case page knows that this form came back.
pub const KIND: &str = "subject";

/// The form, filled with what it is called now.
pub struct SubjectForm {
    pub field: Field,
    /// Number of the title shown, sent back with the new one.
    pub seen: i64,
    pub open: bool,
}

/// The form, for whoever may call it otherwise.
pub fn form(d: &Desk, case: &CaseView, draft: &Draft) -> Option<SubjectForm> {
    let (title, seen) = case.subject.clone()?;
    let mine = draft.typed.text("kind") == KIND;
    let now = Form::default().with("subject", &title);
    let field = Field::new("text", "subject", &d.t("requests.subject.label"))
        .hint(&d.tn("requests.subject.hint", "n", LONGEST))
        .required()
        .within("act-subject");
    let field = if mine {
        field.filled(&draft.typed).checked(&draft.wrong, d.lang)
    } else {
        field.filled(&now)
    };
    d.works_cases().then_some(SubjectForm {
        field,
        seen,
        open: mine,
    })
}

pub async fn change(
    Shared(state): Shared<State>,
    Seat { d: desk, by }: Seat<CaseWorker>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Problem> {
    match changed(&state, &by, &id, &form).await {
        Ok(()) => Ok(Redirect::to(&format!("/office/requests/{id}?done=subject")).into_response()),
        Err(error) => {
            let again = desk.again(
                error,
                &Said {
                    prefix: "act-subject-".into(),
                    meanwhile: desk.t("requests.subject.meanwhile"),
                    ..Said::default()
                },
            )?;
            let status = if again.stale {
                StatusCode::CONFLICT
            } else {
                again.status
            };
            let draft = Draft {
                notices: again.notices,
                wrong: again.wrong,
                typed: form,
                ..Draft::default()
            };
            let case = desk.ok(requests::open(&state.app, &desk.staff, &id).await)?;
            let names = desk.ok(names(&state.app, &desk.staff.organ).await)?;
            Ok(render(&state, &desk, status, &case, &names, draft))
        }
    }
}

async fn changed(state: &State, by: &By<CaseWorker>, id: &str, form: &Form) -> app::Result<()> {
    let seen = form.text("seen").parse().map_err(|_| Error::ahead())?;
    let title = form.text("subject");
    subjects::change(&state.app, by, id, (title, seen), form.key()).await
}
