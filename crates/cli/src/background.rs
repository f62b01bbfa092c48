//! What runs beside the pages: the clock service, the worker, the look-out for a new calendar.

use std::time::Duration;

use app::App;
use jiff::Timestamp;

/// How often the worker looks for jobs.
const LOOK: Duration = Duration::from_secs(1);
/// How often a look for new notices about working days is taken.
const CALENDAR: Duration = Duration::from_secs(10);
/// How often the clock service looks what is due, in seconds.
const HOUR: i64 = 3600;

/// Reminds at start and each hour, and runs jobs as they come, until stopped.
pub async fn work(app: App, node: String) {
    let mut tick = tokio::time::interval(LOOK);
    let mut reminded: Option<Timestamp> = None;
    loop {
        tick.tick().await;
        let now = app.clock.now();
        if reminded.is_none_or(|at| now.as_second() - at.as_second() >= HOUR) {
            match app::reminders::enqueue(&app).await {
                Ok(()) => reminded = Some(now),
                Err(error) => tracing::error!(%error, "nobody could be reminded"),
            }
            if let Err(error) = app::health::sweep(&app).await {
                tracing::error!(%error, "what has run out could not be swept");
            }
        }
        if let Err(error) = app::jobs::run_due(&app, &node).await {
            tracing::error!(%error, "jobs could not be run");
        }
    }
}

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
