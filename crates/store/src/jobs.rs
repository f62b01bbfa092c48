//! 待办作业: rows claimed with a lease, so that any node may run them and a dead node's are taken over.

use jiff::{Timestamp, ToSpan};
use sqlx::any::AnyRow;

use crate::{
    Error, Result, Store, Tx,
    columns::{int, stored_instant, text},
};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    pub id: String,
    pub organ: String,
    pub kind: String,
    /// JSON text.
    pub body: String,
    /// How many times it was leased, this one included.
    pub attempts: i64,
}

/// A job that was given up, for the administrator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeadJob {
    pub id: String,
    pub organ: String,
    pub kind: String,
    pub attempts: i64,
    pub last_error: String,
    pub dead_at: String,
}

/// A job to be run at or after `run_at`.
#[derive(Debug, Clone)]
pub struct NewJob<'a> {
    /// A ULID of the instant.
    pub id: &'a str,
    pub organ: &'a str,
    pub kind: &'a str,
    pub body: &'a serde_json::Value,
    pub run_at: Timestamp,
    /// A job with the same key that still waits makes this one superfluous.
    pub unique_key: Option<&'a str>,
}

/// Leaves a job in the transaction that made it necessary. Returns whether it was new.
pub async fn enqueue(tx: &mut Tx, new: &NewJob<'_>) -> Result<bool> {
    let added = sqlx::query(
        "INSERT INTO jobs (id, organ, kind, body, unique_key, run_at, leased_by, leased_until, attempts, last_error) \
         VALUES ($1, $2, $3, $4, $5, $6, '', '', 0, '') ON CONFLICT (unique_key) DO NOTHING",
    )
    .bind(new.id)
    .bind(new.organ)
    .bind(new.kind)
    .bind(new.body.to_string())
    .bind(new.unique_key)
    .bind(stored_instant(new.run_at))
    .execute(tx.db())
    .await?
    .rows_affected();
    Ok(added == 1)
}

/// Which jobs a worker takes: workers by kind, so that what waits for somebody else's server holds up nothing of the house.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kinds<'a> {
    All,
    Only(&'a str),
    AllBut(&'a str),
}

impl<'a> Kinds<'a> {
    /// The kind that is compared with (empty: none is), and whether a job must be of it.
    fn bound(self) -> (&'a str, i64) {
        match self {
            Self::All => ("", 0),
            Self::Only(kind) => (kind, 1),
            Self::AllBut(kind) => (kind, 0),
        }
    }
}

/// Whether a job is due that nobody holds: a look before a write transaction is begun for it.
pub async fn waiting(store: &Store, now: Timestamp, kinds: Kinds<'_>) -> Result<bool> {
    let (kind, is) = kinds.bound();
    let row = sqlx::query(
        "SELECT COUNT(*) AS n FROM jobs WHERE run_at <= $1 AND leased_until <= $1 AND dead_at = '' \
         AND CASE WHEN kind = $2 THEN 1 ELSE 0 END = $3",
    )
    .bind(stored_instant(now))
    .bind(kind)
    .bind(is)
    .fetch_one(store.pool())
    .await?;
    Ok(int(&row, "n")? > 0)
}

/// Takes the oldest job that is due and that nobody holds, for `seconds`.
pub async fn lease(tx: &mut Tx, now: Timestamp, worker: &str, seconds: i64) -> Result<Option<Job>> {
    lease_of(tx, now, worker, seconds, Kinds::All).await
}

/// The same among some kinds of jobs.
pub async fn lease_of(
    tx: &mut Tx,
    now: Timestamp,
    worker: &str,
    seconds: i64,
    kinds: Kinds<'_>,
) -> Result<Option<Job>> {
    let (kind, is) = kinds.bound();
    let row = sqlx::query(
        "UPDATE jobs SET leased_by = $1, leased_until = $2, attempts = attempts + 1 \
         WHERE id = (SELECT id FROM jobs WHERE run_at <= $3 AND leased_until <= $3 AND dead_at = '' \
         AND CASE WHEN kind = $4 THEN 1 ELSE 0 END = $5 ORDER BY run_at, id LIMIT 1) AND leased_until <= $3 RETURNING id, organ, kind, body, attempts",
    )
    .bind(worker)
    .bind(stored_instant(now + seconds.seconds()))
    .bind(stored_instant(now))
    .bind(kind)
    .bind(is)
    .fetch_optional(tx.db())
    .await?;
    row.as_ref().map(job_of).transpose()
}

/// Lets go of what a worker held when it died: called when it starts again under the same name.
pub async fn release(tx: &mut Tx, worker: &str) -> Result<()> {
    sqlx::query("UPDATE jobs SET leased_by = '', leased_until = '' WHERE leased_by = $1")
        .bind(worker)
        .execute(tx.db())
        .await?;
    Ok(())
}

/// The job is done, if the worker still holds it. Returns whether it did.
pub async fn done(tx: &mut Tx, id: &str, worker: &str) -> Result<bool> {
    let gone = sqlx::query("DELETE FROM jobs WHERE id = $1 AND leased_by = $2")
        .bind(id)
        .bind(worker)
        .execute(tx.db())
        .await?
        .rows_affected();
    Ok(gone == 1)
}

/// The job failed: let go of, to be tried again after a pause that doubles each time, at most a day.
pub async fn failed(tx: &mut Tx, now: Timestamp, job: &Job, error: &str) -> Result<()> {
    let pause = 30_i64
        .saturating_mul(1 << job.attempts.clamp(0, 12))
        .min(86_400);
    sqlx::query(
        "UPDATE jobs SET leased_by = '', leased_until = '', run_at = $2, last_error = $3 WHERE id = $1",
    )
    .bind(&job.id)
    .bind(stored_instant(now + pause.seconds()))
    .bind(error)
    .execute(tx.db())
    .await?;
    Ok(())
}

/// The job is given up: it stays, for the administrator to see, to try again or to discard.
pub async fn died(tx: &mut Tx, now: Timestamp, job: &Job, error: &str) -> Result<()> {
    sqlx::query(
        "UPDATE jobs SET leased_by = '', leased_until = '', dead_at = $2, last_error = $3 WHERE id = $1",
    )
    .bind(&job.id)
    .bind(stored_instant(now))
    .bind(error)
    .execute(tx.db())
    .await?;
    Ok(())
}

/// An organ's jobs that were given up, newest first.
pub async fn dead(store: &Store, organ: &str) -> Result<Vec<DeadJob>> {
    let rows = sqlx::query(
        "SELECT id, organ, kind, attempts, last_error, dead_at FROM jobs \
         WHERE organ = $1 AND dead_at <> '' ORDER BY dead_at DESC, id DESC LIMIT 200",
    )
    .bind(organ)
    .fetch_all(store.pool())
    .await?;
    rows.iter()
        .map(|row| {
            Ok(DeadJob {
                id: text(row, "id")?,
                organ: text(row, "organ")?,
                kind: text(row, "kind")?,
                attempts: int(row, "attempts")?,
                last_error: text(row, "last_error")?,
                dead_at: text(row, "dead_at")?,
            })
        })
        .collect()
}

/// Gives a dead job another life, from the first attempt on.
pub async fn revive(tx: &mut Tx, organ: &str, id: &str, now: Timestamp) -> Result<()> {
    let changed = sqlx::query(
        "UPDATE jobs SET dead_at = '', attempts = 0, run_at = $3 WHERE organ = $1 AND id = $2 AND dead_at <> ''",
    )
    .bind(organ)
    .bind(id)
    .bind(stored_instant(now))
    .execute(tx.db())
    .await?
    .rows_affected();
    one(changed)
}

/// Throws a dead job away.
pub async fn discard(tx: &mut Tx, organ: &str, id: &str) -> Result<()> {
    let gone = sqlx::query("DELETE FROM jobs WHERE organ = $1 AND id = $2 AND dead_at <> ''")
        .bind(organ)
        .bind(id)
        .execute(tx.db())
        .await?
        .rows_affected();
    one(gone)
}

fn one(rows: u64) -> Result<()> {
    if rows == 0 {
        return Err(Error::NotFound);
    }
    Ok(())
}

/// How many were given up, of any organ.
///
/// # Errors
/// The database.
pub async fn given_up(store: &Store) -> Result<i64> {
    let row = sqlx::query("SELECT COUNT(*) AS n FROM jobs WHERE dead_at <> ''")
        .fetch_one(store.pool())
        .await?;
    int(&row, "n")
}

/// How many jobs wait or run; those given up are not among them.
pub async fn pending(store: &Store) -> Result<i64> {
    let row = sqlx::query("SELECT COUNT(*) AS n FROM jobs WHERE dead_at = ''")
        .fetch_one(store.pool())
        .await?;
    int(&row, "n")
}

/// How many jobs of an organ wait or run.
pub async fn pending_of(store: &Store, organ: &str) -> Result<i64> {
    let row = sqlx::query("SELECT COUNT(*) AS n FROM jobs WHERE organ = $1 AND dead_at = ''")
        .bind(organ)
        .fetch_one(store.pool())
        .await?;
    int(&row, "n")
}

fn job_of(row: &AnyRow) -> Result<Job> {
    Ok(Job {
        id: text(row, "id")?,
        organ: text(row, "organ")?,
        kind: text(row, "kind")?,
        body: text(row, "body")?,
        attempts: int(row, "attempts")?,
    })
}
