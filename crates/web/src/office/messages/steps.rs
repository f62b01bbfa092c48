//! The acts of a message: each reads its form, calls its operation, and shows the page again where nothing was saved.

use app::{
    Error, FieldError,
    messages::{self},
    rights::{Author, Head, Publisher, Reviewer},
};
use axum::{
    extract::{Path, State as Shared},
    response::{IntoResponse, Redirect, Response},
};
use law::message::{Aside, Kind, PublicText};

use super::{list::reply_of, one::render};
use crate::{
    office::{
        desk::{Desk, Seat},
        posted::Form,
        problem::Problem,
    },
    state::State,
};

/// On to the page with its word, or the page again with what was typed.
async fn then(
    state: &State,
    d: &Desk,
    id: &str,
    (kind, form): (Kind, Form),
    done: app::Result<()>,
) -> Result<Response, Problem> {
    let kind = kind.as_str();
    let Err(error) = done else {
        return Ok(Redirect::to(&format!("/office/messages/{id}?done={kind}")).into_response());
    };
    let (status, tried, notices) = d.tried(kind, form, error)?;
    render(state, d, id, status, &tried, notices).await
}

pub async fn draft(
    Shared(state): Shared<State>,
    Seat { d, by }: Seat<Author>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Problem> {
    let done = async {
        let reply = reply_of(&form)?;
        let one = [(id.clone(), form.version()?)];
        messages::draft(&state.app, &by, &one, &reply).await
    }
    .await;
    then(&state, &d, &id, (Kind::Drafted, form), done).await
}

pub async fn send(
    Shared(state): Shared<State>,
    Seat { d, by }: Seat<Head>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Problem> {
    let done = async {
        let read = (form.text("read"), form.text("exception"));
        messages::send(&state.app, &by, &id, form.version()?, read).await
    }
    .await;
    then(&state, &d, &id, (Kind::Replied, form), done).await
}

pub async fn give_back(
    Shared(state): Shared<State>,
    Seat { d, by }: Seat<Head>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Problem> {
    let done = async {
        messages::give_back(&state.app, &by, &id, form.version()?, form.text("reason")).await
    }
    .await;
    then(&state, &d, &id, (Kind::Returned, form), done).await
}

pub async fn hand_over(
    Shared(state): Shared<State>,
    Seat { d, by }: Seat<Author>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Problem> {
    let done = async {
        let to = (form.text("to"), form.text("reason"));
        messages::hand_over(&state.app, &by, &id, form.version()?, to).await
    }
    .await;
    then(&state, &d, &id, (Kind::HandedOver, form), done).await
}

pub async fn set_aside(
    Shared(state): Shared<State>,
    Seat { d, by }: Seat<Author>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Problem> {
    let done = async {
        let why = Aside::of(form.text("why")).ok_or_else(|| {
            Error::Invalid(vec![FieldError::new(
                "why",
                "form",
                "请选择不予办理的原因",
                "Choose why nothing can be done",
            )])
        })?;
        let why = (why, form.text("reason"));
        messages::set_aside(&state.app, &by, &id, form.version()?, why).await
    }
    .await;
    then(&state, &d, &id, (Kind::SetAside, form), done).await
}

pub async fn draft_public(
    Shared(state): Shared<State>,
    Seat { d, by }: Seat<Author>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Problem> {
    let done = async {
        let text = PublicText {
            title: form.text("title").to_string(),
            question: form.raw("question"),
            answer: form.raw("answer"),
        };
        messages::draft_public(&state.app, &by, &id, form.version()?, &text).await
    }
    .await;
    then(&state, &d, &id, (Kind::PublicDrafted, form), done).await
}

pub async fn publish(
    Shared(state): Shared<State>,
    Seat { d, by }: Seat<Reviewer>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Problem> {
    let done = async {
        let read = (form.text("read"), form.text("exception"));
        messages::publish(&state.app, &by, &id, form.version()?, read).await
    }
    .await;
    then(&state, &d, &id, (Kind::Published, form), done).await
}

pub async fn give_back_public(
    Shared(state): Shared<State>,
    Seat { d, by }: Seat<Reviewer>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Problem> {
    let done = async {
        let reason = form.text("reason");
        messages::give_back_public(&state.app, &by, &id, form.version()?, reason).await
    }
    .await;
    then(&state, &d, &id, (Kind::PublicReturned, form), done).await
}

pub async fn withdraw(
    Shared(state): Shared<State>,
    Seat { d, by }: Seat<Publisher>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Problem> {
    let done = async {
        messages::withdraw(&state.app, &by, &id, form.version()?, form.text("reason")).await
    }
    .await;
    then(&state, &d, &id, (Kind::Withdrawn, form), done).await
}
