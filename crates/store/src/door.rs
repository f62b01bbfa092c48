//! What the doors remember of strangers for a while: failures with growing waits, what was used on a day, and a write
//! that shows that the database still takes one.

use jiff::{SignedDuration, Timestamp, civil::Date};

use crate::{
    Result, Store, Tx,
    columns::{instant, int, stored_instant},
};

/// How long a key waits after so many failures.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// Failures without any wait.
    pub free: i64,
    /// The first wait; each further failure doubles it.
    pub first: SignedDuration,
    pub longest: SignedDuration,
    /// After so long without a failure all is forgotten.
    pub forgotten: SignedDuration,
}

impl Patience {
    fn after(&self, failures: i64) -> SignedDuration {
        let Ok(doublings) = u32::try_from(failures - self.free) else {
            return SignedDuration::ZERO;
        };
        let wait = self
            .first
            .checked_mul(1_i32.checked_shl(doublings.min(20)).unwrap_or(i32::MAX));
        wait.unwrap_or(self.longest).min(self.longest)
    }
}

/// Counts a try before its outcome is known. `false`: the key has to wait, and nothing was counted.
///
/// One statement takes the row's lock, so that of tries made at once each sees those before it.
///
/// # Errors
/// The database.
pub async fn knock(tx: &mut Tx, key: &str, now: Timestamp, patience: &Patience) -> Result<bool> {
    // A wait that is longer than any we give comes from a clock that was ahead: it is no wait.
    let row = sqlx::query(
        "INSERT INTO throttles (key, failures, until, touched) VALUES ($1, 1, $2, $2) \
         ON CONFLICT (key) DO UPDATE SET touched = excluded.touched, failures = CASE \
         WHEN throttles.touched < $3 OR throttles.touched > $4 THEN 1 ELSE throttles.failures + 1 END \
         WHERE throttles.until <= excluded.touched OR throttles.until > $4 RETURNING failures",
    )
    .bind(key)
    .bind(stored_instant(now))
    .bind(stored_instant(now - patience.forgotten))
    .bind(stored_instant(now + patience.longest))
    .fetch_optional(tx.db())
    .await?;
    let Some(row) = row else {
        return Ok(false);
    };
    let wait = patience.after(int(&row, "failures")?);
    sqlx::query("UPDATE throttles SET until = $2 WHERE key = $1")
        .bind(key)
        .bind(stored_instant(now + wait))
        .execute(tx.db())
        .await?;
    Ok(true)
}

/// Whether a key has to wait now.
///
/// # Errors
/// The database.
pub async fn waits(store: &Store, key: &str, now: Timestamp, patience: &Patience) -> Result<bool> {
    let row = sqlx::query("SELECT until FROM throttles WHERE key = $1")
        .bind(key)
        .fetch_optional(store.pool())
        .await?;
    let Some(row) = row else {
        return Ok(false);
    };
    let until = instant(&row, "until")?;
    Ok(until > now && until <= now + patience.longest)
}

/// Forgets the failures of a key: the last try was right.
///
/// # Errors
/// The database.
pub async fn forgive(tx: &mut Tx, key: &str) -> Result<()> {
    sqlx::query("DELETE FROM throttles WHERE key = $1")
        .bind(key)
        .execute(tx.db())
        .await?;
    Ok(())
}

/// Takes from what a key may use on a day; `false`, and nothing taken, where it would be more than `most`. A negative amount gives back.
///
/// # Errors
/// The database.
pub async fn take(tx: &mut Tx, day: Date, key: &str, amount: i64, most: i64) -> Result<bool> {
    if amount > most {
        return Ok(false);
    }
    let row = sqlx::query(
        "INSERT INTO allowances (day, key, used) VALUES ($1, $2, $3) \
         ON CONFLICT (day, key) DO UPDATE SET used = allowances.used + excluded.used \
         WHERE allowances.used + excluded.used <= $4 RETURNING used",
    )
    .bind(day.to_string())
    .bind(key)
    .bind(amount)
    .bind(most)
    .fetch_optional(tx.db())
    .await?;
    Ok(row.is_some())
}

/// Removes what has run out: sessions, throttles, attempts, allowances of earlier days.
///
/// # Errors
/// The database.
pub async fn sweep(tx: &mut Tx, now: Timestamp, today: Date) -> Result<()> {
    let day_ago = now - SignedDuration::from_hours(24);
    for (statement, until) in [
        (
            // So long after a session has run out a form is still known as his who filled it in.
            "DELETE FROM sessions WHERE expires_at <= $1",
            stored_instant(day_ago),
        ),
        (
            "DELETE FROM throttles WHERE touched < $1",
            stored_instant(day_ago),
        ),
        (
            "DELETE FROM attempts WHERE at < $1",
            stored_instant(day_ago),
        ),
        ("DELETE FROM allowances WHERE day < $1", today.to_string()),
    ] {
        sqlx::query(statement).bind(until).execute(tx.db()).await?;
    }
    Ok(())
}

/// A write that means nothing, to see whether one is possible.
///
/// # Errors
/// It is not.
pub async fn pulse(tx: &mut Tx, now: Timestamp) -> Result<()> {
    sqlx::query("DELETE FROM attempts WHERE key = 'pulse'")
        .execute(tx.db())
        .await?;
    sqlx::query("INSERT INTO attempts (key, at) VALUES ('pulse', $1)")
        .bind(stored_instant(now))
        .execute(tx.db())
        .await?;
    Ok(())
}
