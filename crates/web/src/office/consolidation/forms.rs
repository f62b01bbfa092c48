//! The forms that the consolidation alone has: publishing and chasing all at once, and those of a unit's return.

use app::{
    consolidation,
    reports::{Key, Scope},
    rights::Supervisor,
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
        reports::steps::{self, missing, refusal},
    },
    state::State,
};

type Answer = Result<Response, Problem>;

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
    Seat { d: desk, by }: Seat<Supervisor>,
    Path((year, code)): Path<(i16, String)>,
    form: Form,
) -> Answer {
    let seen = desk.ok(form.version())?;
    let note = form.text("note");
    let done = consolidation::accept(&state.app, &by, &code, year, seen, note).await;
    Unit {
        year,
        code: &code,
        step: "accept",
    }
    .finish(&state, &desk, "accepted", form, done)
    .await
}

pub async fn return_it(
    Shared(state): Shared<State>,
    Seat { d: desk, by }: Seat<Supervisor>,
    Path((year, code)): Path<(i16, String)>,
    form: Form,
) -> Answer {
    let seen = desk.ok(form.version())?;
    let note = form.text("note");
    let done = consolidation::send_back(&state.app, &by, &code, year, seen, note).await;
    Unit {
        year,
        code: &code,
        step: "return",
    }
    .finish(&state, &desk, "returned", form, done)
    .await
}

pub async fn chase(
    Shared(state): Shared<State>,
    Seat { d: desk, by }: Seat<Supervisor>,
    Path((year, code)): Path<(i16, String)>,
    form: Form,
) -> Answer {
    let seen = desk.ok(form.version())?;
    let note = form.text("note");
    let done = consolidation::chase(&state.app, &by, &code, year, seen, note).await;
    Unit {
        year,
        code: &code,
        step: "chase",
    }
    .finish(&state, &desk, "chased&n=1", form, done)
    .await
}

/// Files a return that came on paper or by mail.
pub async fn receive(
    Shared(state): Shared<State>,
    Seat { d: desk, by }: Seat<Supervisor>,
    Path((year, code)): Path<(i16, String)>,
    form: Form,
) -> Answer {
    let seen = desk.ok(form.version())?;
    let (word, done) = match form.files("file").into_iter().next() {
        None => ("", Err(missing("file", "请选择文件", "Choose a file"))),
        Some(file) => {
            match consolidation::receive(&state.app, &by, &code, year, seen, &file).await {
                Ok(received) if received.findings.is_empty() => ("received", Ok(received.version)),
                Ok(received) => ("received_faulty", Ok(received.version)),
                Err(error) => ("", Err(error)),
            }
        }
    };
    Unit {
        year,
        code: &code,
        step: "receive",
    }
    .finish(&state, &desk, word, form, done)
    .await
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

/// The form of a unit's return.
struct Unit<'a> {
    year: i16,
    code: &'a str,
    step: &'a str,
}

impl Unit<'_> {
    /// Back to the unit's page: with a word of what was done, or with what stands against it and what was typed.
    async fn finish(
        self,
        state: &State,
        desk: &Desk,
        word: &str,
        form: Form,
        done: app::Result<i64>,
    ) -> Answer {
        let Self { year, code, step } = self;
        let Err(error) = done else {
            let to = format!("/office/consolidation/{year}/units/{code}?done={word}");
            return Ok(Redirect::to(&to).into_response());
        };
        let (status, notice) = refusal(desk, step, error)?;
        let typed = Some((step, form));
        unit::render(state, desk, year, code, status, typed, vec![notice]).await
    }
}
