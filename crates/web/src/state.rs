//! What every handler is given.

use std::sync::Arc;

use app::App;

use crate::kept::Kept;

#[derive(Clone)]
pub struct State {
    pub app: App,
    /// Item pages already written.
    pub kept: Arc<Kept>,
}

impl State {
    #[must_use]
    pub fn new(app: App) -> Self {
        Self {
            app,
            kept: Arc::new(Kept::default()),
        }
    }
}
