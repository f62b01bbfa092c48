//! Whether this node can serve: its database answers.

use axum::{extract::State as Shared, http::StatusCode, response::IntoResponse};

use crate::state::State;

pub async fn show(Shared(state): Shared<State>) -> impl IntoResponse {
    match store::published::organ(&state.app.store, "").await {
        Ok(_) => (StatusCode::OK, "ok"),
        Err(error) => {
            tracing::error!(%error, "the database does not answer");
            (
                StatusCode::SERVICE_UNAVAILABLE,
                "the database does not answer",
            )
        }
    }
}
