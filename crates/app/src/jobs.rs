//! 作业: work left behind by transactions, run by any node, tried again when it fails, shown when it is given up.

use store::jobs::{DeadJob, Job};

use crate::{App, Result, Role, Staff};

/// How long a node may hold one job, in seconds: longer than the slowest of them.
const LEASE_SECONDS: i64 = 120;
/// After so many attempts a job is given up: with the pauses between, about a day.
const MOST_ATTEMPTS: i64 = 11;

/// How a job went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ran {
    Done,
    /// Not now: again after a pause.
    Later(String),
    /// Never: given up at once.
    Hopeless(String),
}

/// Lets go of what a worker of this name held when it died.
pub async fn release(app: &App, worker: &str) -> Result<()> {
    let mut tx = app.store.begin().await?;
    store::jobs::release(&mut tx, worker).await?;
    tx.commit().await?;
    Ok(())
}

/// Runs jobs until none is due. Returns how many were run.
pub async fn run_due(app: &App, worker: &str) -> Result<usize> {
    let mut count = 0;
    while store::jobs::waiting(&app.store, app.clock.now()).await? {
        let mut tx = app.store.begin().await?;
        let leased = store::jobs::lease(&mut tx, app.clock.now(), worker, LEASE_SECONDS).await?;
        tx.commit().await?;
        let Some(job) = leased else { break };
        let ran = if job.attempts > MOST_ATTEMPTS {
            // Leased often, never finished: whoever ran it died of it.
            Ran::Hopeless("it never came to an end".into())
        } else {
            run(app, &job)
                .await
                .unwrap_or_else(|error| Ran::Later(error.to_string()))
        };
        finish(app, worker, &job, ran).await?;
        count += 1;
    }
    Ok(count)
}

async fn run(app: &App, job: &Job) -> Result<Ran> {
    match job.kind.as_str() {
        "remind" => crate::reminders::remind(app, &job.organ)
            .await
            .map(|_| Ran::Done),
        "mail" => crate::mail::deliver(app, job).await,
        other => Ok(Ran::Hopeless(format!(
            "no program for jobs of kind {other}"
        ))),
    }
}

async fn finish(app: &App, worker: &str, job: &Job, ran: Ran) -> Result<()> {
    let now = app.clock.now();
    let mut tx = app.store.begin().await?;
    match ran {
        Ran::Done => {
            store::jobs::done(&mut tx, &job.id, worker).await?;
        }
        Ran::Later(why) if job.attempts < MOST_ATTEMPTS => {
            tracing::warn!(job = %job.id, kind = %job.kind, attempt = job.attempts, %why, "a job is tried again later");
            store::jobs::failed(&mut tx, now, job, &why).await?;
        }
        Ran::Later(why) | Ran::Hopeless(why) => {
            tracing::error!(job = %job.id, kind = %job.kind, %why, "a job was given up");
            store::jobs::died(&mut tx, now, job, &why).await?;
        }
    }
    tx.commit().await?;
    Ok(())
}

/// What the administrator sees: what waits, and what was given up.
#[derive(Debug, Clone)]
pub struct Overview {
    pub pending: i64,
    pub dead: Vec<DeadJob>,
    pub mails: Vec<store::mails::MailRow>,
}

pub async fn overview(app: &App, staff: &Staff) -> Result<Overview> {
    staff.require(&[Role::Admin])?;
    Ok(Overview {
        pending: store::jobs::pending_of(&app.store, &staff.organ).await?,
        dead: store::jobs::dead(&app.store, &staff.organ).await?,
        mails: store::mails::list(&app.store, &staff.organ, 100).await?,
    })
}

/// Tries a job that was given up once more, from the beginning.
pub async fn revive(app: &App, staff: &Staff, id: &str) -> Result<()> {
    staff.require(&[Role::Admin])?;
    let mut tx = app.store.begin().await?;
    store::jobs::revive(&mut tx, &staff.organ, id, app.clock.now()).await?;
    tx.commit().await?;
    Ok(())
}

/// Throws a job that was given up away.
pub async fn discard(app: &App, staff: &Staff, id: &str) -> Result<()> {
    staff.require(&[Role::Admin])?;
    let mut tx = app.store.begin().await?;
    store::jobs::discard(&mut tx, &staff.organ, id).await?;
    tx.commit().await?;
    tracing::info!(job = %id, staff = %staff.id, "a dead job was discarded");
    Ok(())
}
