//! What runs beside the pages on every node: the clock service, and a worker for each lane of jobs.

use std::time::Duration;

use jiff::{Timestamp, civil::Date};

use crate::{
    App,
    jobs::{Lane, run_lane},
};

/// How often a worker looks for jobs, and the clock service at the clock.
const LOOK: Duration = Duration::from_secs(1);
/// How often the clock service looks what is due, in seconds.
const HOUR: i64 = 3600;

/// Reminds at start and each hour, counts anew each day what moved, and runs jobs as they come, until dropped. None of these
/// waits for another: a mail server that takes a connection and never answers holds up mail alone.
pub async fn work(app: App, node: String) {
    tokio::join!(
        clock(&app),
        worker(&app, &node, Lane::House),
        worker(&app, &node, Lane::Mail)
    );
}

async fn clock(app: &App) {
    let mut tick = tokio::time::interval(LOOK);
    let mut reminded: Option<Timestamp> = None;
    let mut counted: Option<Date> = None;
    loop {
        tick.tick().await;
        let now = app.clock.now();
        if reminded.is_none_or(|at| now.as_second() - at.as_second() >= HOUR) {
            match crate::reminders::enqueue(app).await {
                Ok(()) => reminded = Some(now),
                Err(error) => tracing::error!(%error, "nobody could be reminded"),
            }
            if let Err(error) = crate::checkpoint::enqueue(app).await {
                tracing::error!(%error, "no checkpoint could be taken");
            }
            if let Err(error) = crate::health::sweep(app).await {
                tracing::error!(%error, "what has run out could not be swept");
            }
        }
        let today = app.clock.today();
        if counted != Some(today) {
            match crate::requests::recount_all(app).await {
                Ok(()) => counted = Some(today),
                Err(error) => tracing::error!(%error, "last days could not be counted anew"),
            }
            if let Err(error) = crate::items::enqueue(app).await {
                tracing::error!(%error, "nobody will look through what is public");
            }
        }
    }
}

async fn worker(app: &App, node: &str, lane: Lane) {
    let mut tick = tokio::time::interval(LOOK);
    loop {
        tick.tick().await;
        if let Err(error) = run_lane(app, node, lane).await {
            tracing::error!(%error, ?lane, "jobs could not be run");
        }
    }
}
