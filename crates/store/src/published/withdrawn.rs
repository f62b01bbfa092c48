//! What the public is told of an item that it could read and that was withdrawn or suspended: when, of a withdrawal why, and nothing
//! else of it.

use jiff::civil::Date;
use law::item::Withdrawal;

use super::Public;
use crate::{
    Result, Store,
    columns::{date, text},
};

/// The day of a withdrawal and the reason that was given with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withdrawn {
    pub on: Date,
    /// Empty where none was given.
    pub reason: String,
}

/// The withdrawal of an item that had been published; `None` for any other, a draft as well as what never was.
///
/// # Errors
/// The database.
pub async fn withdrawn(store: &Store, organ: &str, id: &str) -> Result<Option<Public<Withdrawn>>> {
    let row = sqlx::query(
        "SELECT a.on_date, a.body FROM acts a JOIN items i ON i.organ = a.organ AND a.stream = 'item/' || i.id \
         WHERE i.organ = $1 AND i.id = $2 AND i.status = 'withdrawn' AND i.published_on IS NOT NULL \
         AND a.kind = 'withdrawn' ORDER BY a.version DESC LIMIT 1",
    )
    .bind(organ)
    .bind(id)
    .fetch_optional(store.pool())
    .await?;
    let Some(row) = row else {
        return Ok(None);
    };
    let said: Withdrawal = serde_json::from_str(&text(&row, "body")?)?;
    Ok(Some(Public(Withdrawn {
        on: date(&row, "on_date")?,
        reason: said.reason,
    })))
}

/// The day since which an item that had been published is under a check; `None` for any other. Why is not for the public: it may say what
/// must not be said.
///
/// # Errors
/// The database.
pub async fn suspended(store: &Store, organ: &str, id: &str) -> Result<Option<Public<Date>>> {
    let row = sqlx::query(
        "SELECT suspended_on FROM items WHERE organ = $1 AND id = $2 AND suspended_on IS NOT NULL",
    )
    .bind(organ)
    .bind(id)
    .fetch_optional(store.pool())
    .await?;
    row.map(|row| Ok(Public(date(&row, "suspended_on")?)))
        .transpose()
}
