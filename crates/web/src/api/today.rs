//! Who the token is, and what is due.

use app::{rights::Reader, today::Due};
use axum::{Json, extract::State as Shared, http::Method, routing::get};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    caller::Program,
    problem::{Problem, Problems},
    requests::Request,
};
use crate::{
    kit::route::{Route, token},
    state::State,
};

/// The addresses of this wing.
#[rustfmt::skip]
#[must_use]
pub fn routes() -> Vec<Route> {
    vec![
        token::<Reader>(Method::GET, "/api/v1/me", get(me)),
        token::<Reader>(Method::GET, "/api/v1/today", get(today)),
    ]
}

/// The program behind the token.
#[derive(Debug, Serialize, ToSchema)]
pub struct Me {
    pub organ: String,
    pub name: String,
    pub roles: Vec<String>,
    /// Today in China, which every date of this API means.
    #[schema(value_type = String, format = Date)]
    pub today: String,
}

/// Who the token is.
#[utoipa::path(get, path = "/api/v1/me", tag = "today", responses((status = 200, body = Me), Problems))]
pub async fn me(Shared(state): Shared<State>, Program { caller, .. }: Program<Reader>) -> Json<Me> {
    Json(Me {
        organ: caller.staff.organ,
        name: caller.staff.name,
        roles: caller
            .staff
            .roles
            .iter()
            .map(|role| role.as_str().to_string())
            .collect(),
        today: state.app.clock.today().to_string(),
    })
}

/// The organ's open requests by last day.
#[derive(Debug, Serialize, ToSchema)]
pub struct Today {
    /// Past the last day.
    pub late: Vec<Request>,
    /// At most two working days left.
    pub soon: Vec<Request>,
    /// At most five working days left.
    pub near: Vec<Request>,
    pub later: Vec<Request>,
    /// Waiting for the applicant.
    pub waiting: Vec<Request>,
}

/// What is due, by last day, as the clock stands today.
#[utoipa::path(get, path = "/api/v1/today", tag = "today", responses((status = 200, body = Today), Problems))]
pub async fn today(
    Shared(state): Shared<State>,
    Program { caller, .. }: Program<Reader>,
) -> Result<Json<Today>, Problem> {
    let cases = caller.ok(app::today::cases(&state.app, &caller.staff).await)?;
    let shown = |level: &str| -> Vec<Request> {
        let of_level = cases.iter().filter(|due| due.level() == level).cloned();
        of_level
            .map(|due: Due| Request {
                due: due.assessment.due.map(|date| date.to_string()),
                working_days_left: due.days_left,
                ..Request::of(due.row)
            })
            .collect()
    };
    Ok(Json(Today {
        late: shown("late"),
        soon: shown("soon"),
        near: shown("near"),
        later: shown("later"),
        waiting: shown("waiting"),
    }))
}
