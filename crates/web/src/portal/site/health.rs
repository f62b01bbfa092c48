//! Whether this node can serve: its database answers and takes writes. Never waits long: who asks decides about life and
//! death of the node.

use std::time::Duration;

use axum::{extract::State as Shared, http::StatusCode, response::IntoResponse};
use tokio::{
    sync::Mutex,
    time::{Instant, timeout},
};

use crate::state::State;

/// How long the database may take to answer.
const PATIENCE: Duration = Duration::from_secs(3);
/// For how long an answer is given again: whoever asks often costs nothing.
const GOOD_FOR: Duration = Duration::from_secs(10);
const BAD_FOR: Duration = Duration::from_secs(1);
/// A long write, such as an import, keeps others waiting; only for so long is that health.
const LONGEST_WRITE: Duration = Duration::from_secs(60);

/// What the last look at the database showed.
#[derive(Debug, Default)]
pub struct Pulse(Mutex<Option<Look>>);

#[derive(Debug, Clone, Copy)]
struct Look {
    at: Instant,
    wrote: Instant,
    wrong: Option<&'static str>,
}

const AWAY: &str = "the database does not answer\n";
const NO_WRITES: &str = "the database takes no writes\n";

pub async fn show(Shared(state): Shared<State>) -> impl IntoResponse {
    let mut room = state.pulse.0.lock().await;
    let now = Instant::now();
    let look = match *room {
        Some(look) if now.duration_since(look.at) < good_for(&look) => look,
        earlier => look(&state, earlier, now).await,
    };
    *room = Some(look);
    drop(room);
    match look.wrong {
        None => (StatusCode::OK, "ok"),
        Some(wrong) => (StatusCode::SERVICE_UNAVAILABLE, wrong),
    }
}

fn good_for(look: &Look) -> Duration {
    if look.wrong.is_none() {
        GOOD_FOR
    } else {
        BAD_FOR
    }
}

async fn look(state: &State, earlier: Option<Look>, now: Instant) -> Look {
    let wrote = earlier.map_or(now, |look| look.wrote);
    let seen = |wrong, wrote| Look {
        at: Instant::now(),
        wrote,
        wrong,
    };
    match timeout(PATIENCE, store::published::organ(&state.app.store, "")).await {
        Ok(Ok(_)) => {}
        Ok(Err(error)) => {
            tracing::error!(%error, "the database does not answer");
            return seen(Some(AWAY), wrote);
        }
        Err(_) => {
            tracing::error!("the database does not answer in time");
            return seen(Some(AWAY), wrote);
        }
    }
    match timeout(PATIENCE, app::health::pulse(&state.app)).await {
        Ok(Ok(())) => seen(None, Instant::now()),
        Ok(Err(error)) => {
            tracing::error!(%error, "the database takes no writes");
            seen(Some(NO_WRITES), wrote)
        }
        Err(_) if now.duration_since(wrote) < LONGEST_WRITE => seen(None, wrote),
        Err(_) => {
            tracing::error!("no write could be made for a minute");
            seen(Some(NO_WRITES), wrote)
        }
    }
}
