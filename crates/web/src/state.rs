//! What every handler is given.

use std::sync::Arc;

use app::App;

use crate::{api::caller::Throttle, kit::kept::Kept};

#[derive(Clone)]
pub struct State {
    pub app: App,
    /// Item pages already written.
    pub kept: Arc<Kept>,
    /// How often each token of the API may call.
    pub throttle: Throttle,
}

impl State {
    #[must_use]
    pub fn new(app: App) -> Self {
        Self {
            throttle: Throttle::new(app.settings.api_calls_per_minute),
            app,
            kept: Arc::new(Kept::default()),
        }
    }
}
