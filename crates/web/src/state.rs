//! What every handler is given.

use std::sync::Arc;

use app::App;

use crate::{
    api::caller::Throttle,
    front::{Trust, spool::Spool},
    portal::site::health::Pulse,
};

#[derive(Clone)]
pub struct State {
    pub app: App,
    /// Whose word about a visitor is believed.
    pub trust: Trust,
    /// Where large forms lie while they come in.
    pub spool: Arc<Spool>,
    /// Whether the database was well when it was last looked at.
    pub pulse: Arc<Pulse>,
    /// How often each token of the API may call.
    pub throttle: Throttle,
}

impl State {
    /// Wrong settings of the front door were refused when the server started; here they mean that nobody is believed.
    #[must_use]
    pub fn new(app: App) -> Self {
        let trust = Trust::of(&app.settings.server).unwrap_or_else(|wrong| {
            tracing::error!(%wrong, "no proxy is believed");
            Trust::nobody()
        });
        Self {
            spool: Spool::new(&app.settings.server, trust.clone()),
            trust,
            pulse: Arc::default(),
            throttle: Throttle::new(app.settings.api_calls_per_minute),
            app,
        }
    }
}
