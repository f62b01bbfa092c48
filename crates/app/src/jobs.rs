//! 作业: work left behind by transactions, run by any node, tried again when it fails, shown when it is given up.

use std::time::Duration;

use store::jobs::{DeadJob, Job, Kinds};

use crate::{
    App, Result,
    audit::{Event, Kind, Who, record},
    rights::{Admin, By},
};

/// How long a node may hold one job, in seconds: longer than [`DEADLINE`].
const LEASE_SECONDS: i64 = 120;
/// How long one job may take; then it is cut off and tried again later.
const DEADLINE: Duration = Duration::from_secs(90);
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

/// Jobs that one worker runs one after the other. Mail waits for a server that is not ours, and must not hold up reminders.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lane {
    Mail,
    /// Everything else: the database is all that it needs.
    House,
}

impl Lane {
    fn kinds(self) -> Kinds<'static> {
        match self {
            Self::Mail => Kinds::Only("mail"),
            Self::House => Kinds::AllBut("mail"),
        }
    }
}

/// Runs jobs of every kind until none is due. Returns how many were run.
pub async fn run_due(app: &App, worker: &str) -> Result<usize> {
    run(app, worker, Kinds::All).await
}

/// Runs the jobs of one lane until none is due. Returns how many were run.
pub async fn run_lane(app: &App, worker: &str, lane: Lane) -> Result<usize> {
    run(app, worker, lane.kinds()).await
}

async fn run(app: &App, worker: &str, kinds: Kinds<'_>) -> Result<usize> {
    let mut count = 0;
    while store::jobs::waiting(&app.store, app.clock.now(), kinds).await? {
        let mut tx = app.store.begin().await?;
        let now = app.clock.now();
        let leased = store::jobs::lease_of(&mut tx, now, worker, LEASE_SECONDS, kinds).await?;
        tx.commit().await?;
        let Some(job) = leased else { break };
        let ran = if job.attempts > MOST_ATTEMPTS {
            // Leased often, never finished: whoever ran it died of it.
            Ran::Hopeless("it never came to an end".into())
        } else {
            match tokio::time::timeout(DEADLINE, one(app, &job)).await {
                Ok(ran) => ran.unwrap_or_else(|error| Ran::Later(error.to_string())),
                Err(_) => Ran::Later(format!("not done within {} seconds", DEADLINE.as_secs())),
            }
        };
        finish(app, worker, &job, ran).await?;
        count += 1;
    }
    Ok(count)
}

async fn one(app: &App, job: &Job) -> Result<Ran> {
    match job.kind.as_str() {
        "remind" => crate::reminders::remind(app, &job.organ)
            .await
            .map(|_| Ran::Done),
        crate::items::LOOK => crate::items::look(app, &job.organ).await,
        crate::items::JOB => crate::items::run(app, job).await,
        "mail" => crate::mail::deliver(app, job).await,
        crate::checkpoint::JOB => crate::checkpoint::run(app, &job.organ).await,
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

pub async fn overview(app: &App, staff: &By<Admin>) -> Result<Overview> {
    Ok(Overview {
        pending: store::jobs::pending_of(&app.store, &staff.organ).await?,
        dead: store::jobs::dead(&app.store, &staff.organ).await?,
        mails: store::mails::list(&app.store, &staff.organ, 100).await?,
    })
}

/// Tries a job that was given up once more, from the beginning.
pub async fn revive(app: &App, staff: &By<Admin>, id: &str) -> Result<()> {
    let mut tx = app.store.begin().await?;
    store::jobs::revive(&mut tx, &staff.organ, id, app.clock.now()).await?;
    changed(app, &mut tx, staff, (id, "revive")).await?;
    tx.commit().await?;
    Ok(())
}

/// Throws a job that was given up away.
pub async fn discard(app: &App, staff: &By<Admin>, id: &str) -> Result<()> {
    let mut tx = app.store.begin().await?;
    store::jobs::discard(&mut tx, &staff.organ, id).await?;
    changed(app, &mut tx, staff, (id, "discard")).await?;
    tx.commit().await?;
    tracing::info!(job = %id, staff = %staff.id, "a dead job was discarded");
    Ok(())
}

/// The audit log says who did what to a job that was given up.
async fn changed(
    app: &App,
    tx: &mut store::Tx,
    staff: &By<Admin>,
    (id, done): (&str, &str),
) -> Result<()> {
    let event = Event::new(Kind::JobChanged).to(id);
    let event = event.saying(serde_json::json!({ "done": done }));
    record(app, tx, &Who::of(staff), event).await?;
    Ok(())
}
