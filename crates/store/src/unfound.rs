//! 无结果检索: what visitors looked for and did not find, counted by day. Not a projection, and nothing of a visitor.

use jiff::civil::Date;

use crate::{
    Result, Store, Tx,
    columns::{date, int, text},
};

/// A question without an answer, over some days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfound {
    pub query: String,
    pub times: i64,
    /// On how many days.
    pub days: i64,
    pub last: Date,
}

/// Counts a question so many times more. A new one is taken only while the day has fewer than `most`.
///
/// # Errors
/// The database.
pub async fn count(tx: &mut Tx, day: Date, query: &str, times: i64, most: i64) -> Result<()> {
    let counted =
        sqlx::query("UPDATE unfound SET times = times + $3 WHERE day = $1 AND query = $2")
            .bind(day.to_string())
            .bind(query)
            .bind(times)
            .execute(tx.db())
            .await?;
    if counted.rows_affected() > 0 {
        return Ok(());
    }
    let row = sqlx::query("SELECT COUNT(*) AS n FROM unfound WHERE day = $1")
        .bind(day.to_string())
        .fetch_one(tx.db())
        .await?;
    if int(&row, "n")? >= most {
        return Ok(());
    }
    sqlx::query(
        "INSERT INTO unfound (day, query, times) VALUES ($1, $2, $3) \
         ON CONFLICT (day, query) DO UPDATE SET times = unfound.times + $3",
    )
    .bind(day.to_string())
    .bind(query)
    .bind(times)
    .execute(tx.db())
    .await?;
    Ok(())
}

/// The questions of the days from `first` on, most often asked first, at most `limit`.
///
/// # Errors
/// The database.
pub async fn since(store: &Store, first: Date, limit: i64) -> Result<Vec<Unfound>> {
    let rows = sqlx::query(
        "SELECT query, CAST(SUM(times) AS BIGINT) AS asked, COUNT(*) AS days, MAX(day) AS latest FROM unfound \
         WHERE day >= $1 GROUP BY query ORDER BY asked DESC, latest DESC, query LIMIT $2",
    )
    .bind(first.to_string())
    .bind(limit.clamp(1, 1_000))
    .fetch_all(store.pool())
    .await?;
    rows.iter()
        .map(|row| {
            Ok(Unfound {
                query: text(row, "query")?,
                times: int(row, "asked")?,
                days: int(row, "days")?,
                last: date(row, "latest")?,
            })
        })
        .collect()
}

/// Forgets the days before `first`.
///
/// # Errors
/// The database.
pub async fn sweep(tx: &mut Tx, first: Date) -> Result<()> {
    sqlx::query("DELETE FROM unfound WHERE day < $1")
        .bind(first.to_string())
        .execute(tx.db())
        .await?;
    Ok(())
}
