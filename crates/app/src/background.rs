//! What runs beside the pages on every node: the clock service, and a worker for each lane of jobs.

use std::time::Duration;

use jiff::{Timestamp, civil::Date};
use store::public_log::Stuck;

use crate::{
    App,
    jobs::{Lane, run_lane},
};

/// How often a worker looks for jobs, and the clock service at the clock.
const LOOK: Duration = Duration::from_secs(1);
/// How often the ledger is looked at for acts of other processes: what they changed is forgotten here within a second.
const FOLLOW: Duration = Duration::from_millis(300);
/// After how long a witness that did not cosign is asked again.
const AGAIN: Duration = Duration::from_secs(30);
/// How often the public log looks whether this node wrote something, and how many such looks are a second.
const NEWS: Duration = Duration::from_millis(200);
const PER_SECOND: u32 = 5;
/// How often the clock service looks what is due, in seconds.
const HOUR: i64 = 3600;

/// Reminds at start and each hour, counts anew each day what moved, and runs jobs as they come, until dropped. None of these
/// waits for another: a mail server that takes a connection and never answers holds up mail alone.
pub async fn work(app: App, node: String) {
    tokio::join!(
        clock(&app),
        follow(&app),
        titles(&app),
        public_log(&app),
        witnesses(&app),
        worker(&app, &node, Lane::House),
        worker(&app, &node, Lane::Mail)
    );
}

/// Gives the requests of an older version the titles that they lack, once at start; again after a while where the database was away.
async fn titles(app: &App) {
    loop {
        match crate::subjects::complete(app).await {
            Ok(0) => return,
            Ok(drafted) => return tracing::info!(drafted, "requests of before have a subject now"),
            Err(error) => tracing::error!(%error, "subjects could not be drafted"),
        }
        tokio::time::sleep(AGAIN).await;
    }
}

async fn clock(app: &App) {
    let mut tick = tokio::time::interval(LOOK);
    let mut reminded: Option<Timestamp> = None;
    let mut counted: Option<Date> = None;
    loop {
        tick.tick().await;
        let now = app.clock.now();
        app.subjects.sweep(now);
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
        if let Err(error) = crate::unfound::flush(app).await {
            tracing::warn!(%error, "searches without result wait to be counted");
        }
        let today = app.clock.today();
        if counted != Some(today) {
            match crate::requests::recount_all(app).await {
                Ok(()) => counted = Some(today),
                Err(error) => tracing::error!(%error, "last days could not be counted anew"),
            }
            if let Err(error) = crate::audit::trim(app).await {
                tracing::error!(%error, "rows of the audit log could not go");
            }
            if let Err(error) = crate::items::enqueue(app).await {
                tracing::error!(%error, "nobody will look through what is public");
            }
        }
    }
}

/// Looks several times a second what other processes wrote, so that nobody is shown a kept page that they changed. Waits for nothing
/// else that follows the ledger: the index may be busy for minutes after an import.
async fn follow(app: &App) {
    let mut tick = tokio::time::interval(FOLLOW);
    tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tick.tick().await;
        if let Err(error) = store::tidings::follow(&app.store).await {
            tracing::error!(%error, "what other processes wrote could not be seen");
        }
    }
}

/// Looks for news of the public log several times a second where this node wrote something, and once a second for what others wrote.
async fn public_log(app: &App) {
    let mut tick = tokio::time::interval(NEWS);
    let mut followed = None;
    let mut stuck = Stuck::new();
    let mut looked: u32 = 0;
    loop {
        tick.tick().await;
        looked = looked.wrapping_add(1);
        let stands = app.store.tidings().now();
        if followed == Some(stands) && !looked.is_multiple_of(PER_SECOND) {
            continue;
        }
        match crate::public_log::catch_up(app, &mut stuck).await {
            Ok(_) => followed = Some(stands),
            Err(error) => tracing::error!(%error, "the public log could not follow"),
        }
    }
}

/// Hands news of the public log to its witnesses. One that does not answer is asked again after a while, and holds nothing else up.
async fn witnesses(app: &App) {
    let witnesses = match crate::witness::witnesses(&app.settings) {
        Ok(witnesses) => witnesses,
        Err(wrong) => return tracing::error!(wrong),
    };
    if witnesses.is_empty() {
        return;
    }
    loop {
        let pause = match crate::witness::outside::submit(app, &witnesses).await {
            Ok(failed) if failed.is_empty() => LOOK,
            Ok(failed) => {
                for (url, wrong) in failed {
                    tracing::warn!(url, wrong, "a witness did not cosign the public log");
                }
                AGAIN
            }
            Err(error) => {
                tracing::error!(%error, "the public log could not be handed to witnesses");
                AGAIN
            }
        };
        tokio::time::sleep(pause).await;
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
