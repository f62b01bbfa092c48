//! What a line of the table refuses to somebody who is known goes into the audit log, by the line's pattern.

use app::Staff;
use axum::{extract::MatchedPath, http::request::Parts};

use super::Visitor;
use crate::state::State;

/// Writes it down. Where that cannot be done he is refused all the same.
pub async fn refusal(parts: &Parts, state: &State, staff: &Staff) {
    let path = parts.extensions.get::<MatchedPath>();
    let path = path.map_or("", MatchedPath::as_str);
    let what = format!("{} {path}", parts.method);
    let from = Visitor::of(parts, state).counted();
    if let Err(error) = app::audit::refused(&state.app, staff, &from, &what).await {
        tracing::error!(%error, "a refusal could not be written down");
    }
}
