//! The forms of the consolidation: those of the sum, and those of a unit's return.

use app::{
    Error, consolidation,
    reports::{Key, Scope},
    rights::{Head, Leader, Overseer, Supervisor},
};
use axum::{
    extract::{Path, State as Shared},
    response::{IntoResponse, Redirect, Response},
};

use super::unit;
use crate::{
    office::{
        desk::{Desk, Seat},
        posted::Form,
        problem::Problem,
        reports::steps::{self, Step, missing, refusal, take},
    },
    state::State,
};

type Answer = Result<Response, Problem>;

pub async fn save(
    Shared(state): Shared<State>,
    Seat { d: desk, .. }: Seat<Supervisor>,
    Path(year): Path<i16>,
    form: Form,
) -> Answer {
    take(
        &state,
        &desk,
        Scope::Consolidated,
        year,
        form,
        Step::Sections,
    )
    .await
}

pub async fn answer(
    Shared(state): Shared<State>,
    Seat { d: desk, .. }: Seat<Supervisor>,
    Path(year): Path<i16>,
    form: Form,
) -> Answer {
    take(&state, &desk, Scope::Consolidated, year, form, Step::Answer).await
}

pub async fn review(
    Shared(state): Shared<State>,
    Seat { d: desk, .. }: Seat<Head>,
    Path(year): Path<i16>,
    form: Form,
) -> Answer {
    take(&state, &desk, Scope::Consolidated, year, form, Step::Review).await
}

pub async fn sign(
    Shared(state): Shared<State>,
    Seat { d: desk, .. }: Seat<Leader>,
    Path(year): Path<i16>,
    form: Form,
) -> Answer {
    take(&state, &desk, Scope::Consolidated, year, form, Step::Sign).await
}

pub async fn send_back(
    Shared(state): Shared<State>,
    Seat { d: desk, .. }: Seat<Overseer>,
    Path(year): Path<i16>,
    form: Form,
) -> Answer {
    take(
        &state,
        &desk,
        Scope::Consolidated,
        year,
        form,
        Step::SendBack,
    )
    .await
}

pub async fn submit(
    Shared(state): Shared<State>,
    Seat { d: desk, .. }: Seat<Supervisor>,
    Path(year): Path<i16>,
    form: Form,
) -> Answer {
    take(&state, &desk, Scope::Consolidated, year, form, Step::Submit).await
}

pub async fn reopen(
    Shared(state): Shared<State>,
    Seat { d: desk, .. }: Seat<Supervisor>,
    Path(year): Path<i16>,
    form: Form,
) -> Answer {
    take(&state, &desk, Scope::Consolidated, year, form, Step::Reopen).await
}

/// Publishes the sum and, with it, every unit's accepted report.
pub async fn publish(
    Shared(state): Shared<State>,
    Seat { d: desk, by }: Seat<Supervisor>,
    Path(year): Path<i16>,
    form: Form,
) -> Answer {
    let seen = desk.ok(form.version())?;
    let done = consolidation::publish_together(&state.app, &by, year, seen).await;
    let done = done.map(|count| format!("together&n={count}"));
    finish(&state, &desk, year, "publish", form, done).await
}

/// Reminds every unit that has not reported.
pub async fn chase_all(
    Shared(state): Shared<State>,
    Seat { d: desk, by }: Seat<Supervisor>,
    Path(year): Path<i16>,
    form: Form,
) -> Answer {
    let done = consolidation::chase_all(&state.app, &by, year, form.text("note")).await;
    let done = done.map(|count| format!("chased&n={count}"));
    finish(&state, &desk, year, "chase", form, done).await
}

pub async fn accept(
    Shared(state): Shared<State>,
    Seat { d: desk, .. }: Seat<Supervisor>,
    Path((year, code)): Path<(i16, String)>,
    form: Form,
) -> Answer {
    let seen = desk.ok(form.version())?;
    let note = form.text("note");
    let done = consolidation::accept(&state.app, &desk.staff, &code, year, seen, note).await;
    finish_unit(&state, &desk, year, &code, "accept", "accepted", form, done).await
}

pub async fn return_it(
    Shared(state): Shared<State>,
    Seat { d: desk, .. }: Seat<Supervisor>,
    Path((year, code)): Path<(i16, String)>,
    form: Form,
) -> Answer {
    let seen = desk.ok(form.version())?;
    let note = form.text("note");
    let done = consolidation::send_back(&state.app, &desk.staff, &code, year, seen, note).await;
    finish_unit(&state, &desk, year, &code, "return", "returned", form, done).await
}

pub async fn chase(
    Shared(state): Shared<State>,
    Seat { d: desk, .. }: Seat<Supervisor>,
    Path((year, code)): Path<(i16, String)>,
    form: Form,
) -> Answer {
    let seen = desk.ok(form.version())?;
    let note = form.text("note");
    let done = consolidation::chase(&state.app, &desk.staff, &code, year, seen, note).await;
    finish_unit(
        &state,
        &desk,
        year,
        &code,
        "chase",
        "chased&n=1",
        form,
        done,
    )
    .await
}

/// Files a return that came on paper or by mail.
pub async fn receive(
    Shared(state): Shared<State>,
    Seat { d: desk, .. }: Seat<Supervisor>,
    Path((year, code)): Path<(i16, String)>,
    form: Form,
) -> Answer {
    let seen = desk.ok(form.version())?;
    let (word, done) = match form.files("file").into_iter().next() {
        None => ("", Err(missing("file", "请选择文件", "Choose a file"))),
        Some(file) => {
            let app = &state.app;
            match consolidation::receive(app, &desk.staff, &code, year, seen, &file).await {
                Ok(received) if received.findings.is_empty() => ("received", Ok(received.version)),
                Ok(received) => ("received_faulty", Ok(received.version)),
                Err(error) => ("", Err(error)),
            }
        }
    };
    finish_unit(&state, &desk, year, &code, "receive", word, form, done).await
}

/// Back to the page of the sum.
async fn finish(
    state: &State,
    desk: &Desk,
    year: i16,
    place: &str,
    form: Form,
    done: app::Result<String>,
) -> Answer {
    let key = Key {
        scope: Scope::Consolidated,
        year,
        seen: 0,
    };
    let (word, done) = match done {
        Ok(word) => (word, Ok(0)),
        Err(error) => (String::new(), Err(error)),
    };
    steps::finish(state, desk, key, place, &word, form, done).await
}

#[expect(clippy::too_many_arguments, reason = "one form has this many parts")]
async fn finish_unit(
    state: &State,
    desk: &Desk,
    year: i16,
    code: &str,
    step: &str,
    word: &str,
    form: Form,
    done: app::Result<i64>,
) -> Answer {
    let error: Error = match done {
        Ok(_) => {
            let to = format!("/office/consolidation/{year}/units/{code}?done={word}");
            return Ok(Redirect::to(&to).into_response());
        }
        Err(error) => error,
    };
    let (status, notice) = refusal(desk, step, error)?;
    unit::render(
        state,
        desk,
        year,
        code,
        status,
        Some((step, form)),
        vec![notice],
    )
    .await
}
