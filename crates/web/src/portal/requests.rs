//! 依申请公开: applying, and following what became of it.

pub mod apply;
pub mod progress;

use axum::{
    http::Method,
    routing::{get, post},
};

use crate::kit::route::{Route, large, open};

/// The largest form with attachments that a stranger may send, in bytes; what each file may weigh is a setting.
const APPLY_LIMIT: usize = 32 * 1024 * 1024;

/// The addresses of this wing.
#[rustfmt::skip]
#[must_use]
pub fn routes() -> Vec<Route> {
    vec![
        open(Method::GET, "/apply", get(apply::show)),
        open(Method::POST, "/apply", large(APPLY_LIMIT, post(apply::send))),
        open(Method::POST, "/apply/draft", large(APPLY_LIMIT, post(apply::keep))),
        open(Method::POST, "/apply/reopen", post(apply::reopen)),
        open(Method::GET, "/apply/paper", get(apply::paper)),
        open(Method::GET, "/progress", get(progress::ask)),
        open(Method::POST, "/progress", post(progress::show)),
        open(Method::POST, "/progress/files", post(progress::download)),
        open(Method::POST, "/progress/opinion", post(progress::rate)),
    ]
}
