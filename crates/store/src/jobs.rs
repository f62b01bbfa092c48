//! 待办作业: rows claimed with a lease, so that any node may run them and a dead node's are taken over.

use jiff::{Timestamp, ToSpan};
use sqlx::any::AnyRow;

use crate::{
    Result, Store, Tx,
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

/// A job to be run at or after `run_at`.
#[derive(Debug, Clone)]
pub struct NewJob<'a> {
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
    .bind(ulid::Ulid::generate().to_string())
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

/// Takes the oldest job that is due and that nobody holds, for `seconds`.
pub async fn lease(tx: &mut Tx, now: Timestamp, worker: &str, seconds: i64) -> Result<Option<Job>> {
    let row = sqlx::query(
        "UPDATE jobs SET leased_by = $1, leased_until = $2, attempts = attempts + 1 \
         WHERE id = (SELECT id FROM jobs WHERE run_at <= $3 AND leased_until <= $3 ORDER BY run_at LIMIT 1) \
         AND leased_until <= $3 RETURNING id, organ, kind, body, attempts",
    )
    .bind(worker)
    .bind(stored_instant(now + seconds.seconds()))
    .bind(stored_instant(now))
    .fetch_optional(tx.db())
    .await?;
    row.as_ref().map(job_of).transpose()
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

/// How many jobs wait or run.
pub async fn pending(store: &Store) -> Result<i64> {
    let row = sqlx::query("SELECT COUNT(*) AS n FROM jobs")
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
