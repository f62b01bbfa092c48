//! The look-out for a new calendar.

use std::time::Duration;

use app::App;

/// How often a look for new notices about working days is taken.
const CALENDAR: Duration = Duration::from_secs(10);
/// Ends when notices were imported that this node does not count with yet.
pub async fn new_calendar(app: App) {
    let mut tick = tokio::time::interval(CALENDAR);
    loop {
        tick.tick().await;
        match app::calendar::behind(&app).await {
            Ok(true) => return,
            Ok(false) => {}
            Err(error) => tracing::error!(%error, "the calendar could not be looked at"),
        }
    }
}
