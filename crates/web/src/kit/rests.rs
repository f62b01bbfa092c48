//! What a page rests on. A page that says so, and nothing else, may be kept and given to everybody (docs/adr/0030).

use std::sync::Arc;

use axum::response::Response;
use store::published::Subject;

/// As long as none of its subjects changes, and the day lasts, the page would be written the same.
#[derive(Debug, Clone)]
pub struct Rests {
    pub subjects: Arc<[Subject]>,
    /// Whether it speaks the visitor's language.
    pub speaks: bool,
}

/// Says of a page what it rests on.
#[must_use]
pub fn on(mut response: Response, subjects: impl Into<Vec<Subject>>) -> Response {
    response.extensions_mut().insert(Rests {
        subjects: subjects.into().into(),
        speaks: true,
    });
    response
}

/// Says of a document that it is the same in every language and for every day of this program.
#[must_use]
pub fn on_nothing(mut response: Response) -> Response {
    response.extensions_mut().insert(Rests {
        subjects: [].into(),
        speaks: false,
    });
    response
}
