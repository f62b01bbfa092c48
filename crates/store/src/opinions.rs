//! 意见: what the public says on a draft that is out for comment, found by the page that it is about.

use std::collections::BTreeMap;

use jiff::civil::Date;
use law::item::Accounts;
use sqlx::any::AnyRow;

use crate::{
    Result, Store, Tx,
    columns::{date, int, text},
    messages::{MessageRow, message_of},
};

/// The page of an item, as a message names it.
#[must_use]
pub fn page_of(organ: &str, id: &str) -> String {
    format!("/items/{organ}/{id}")
}

/// The item that a message names: its organ and id.
#[must_use]
pub fn item_of(page: &str) -> Option<(&str, &str)> {
    let (organ, id) = page.strip_prefix("/items/")?.split_once('/')?;
    (!organ.is_empty() && !id.is_empty() && !id.contains('/')).then_some((organ, id))
}

/// The opinions on an item, the first first: those after the opinion `after`, or all where it is empty; `status` alone, or all where it
/// is empty; at most `limit`.
///
/// # Errors
/// The database.
pub async fn of_item(
    store: &Store,
    (organ, id): (&str, &str),
    (status, after): (&str, &str),
    limit: i64,
) -> Result<Vec<MessageRow>> {
    let rows = sqlx::query(
        "SELECT * FROM messages WHERE organ = $1 AND page = $2 AND topic = 'opinion' AND id > $3 \
         AND ($4 = '' OR status = $4) ORDER BY id LIMIT $5",
    )
    .bind(organ)
    .bind(page_of(organ, id))
    .bind(after)
    .bind(status)
    .bind(limit.clamp(1, 200))
    .fetch_all(store.pool())
    .await?;
    rows.iter().map(message_of).collect()
}

const COUNTED: &str = "SELECT status, gist, COUNT(*) AS n FROM messages \
    WHERE organ = $1 AND page = $2 AND topic = 'opinion' GROUP BY status, gist";

/// How the opinions on an item stand; its last day for comments is the caller's to say.
///
/// # Errors
/// The database.
pub async fn accounts(store: &Store, organ: &str, id: &str) -> Result<Accounts> {
    let rows = sqlx::query(COUNTED)
        .bind(organ)
        .bind(page_of(organ, id))
        .fetch_all(store.pool())
        .await?;
    counted(&rows)
}

/// The same under the heads of a transaction.
///
/// # Errors
/// The database.
pub async fn accounts_tx(tx: &mut Tx, organ: &str, id: &str) -> Result<Accounts> {
    let rows = sqlx::query(COUNTED)
        .bind(organ)
        .bind(page_of(organ, id))
        .fetch_all(tx.db())
        .await?;
    counted(&rows)
}

fn counted(rows: &[AnyRow]) -> Result<Accounts> {
    let mut accounts = Accounts::default();
    let mut groups = BTreeMap::new();
    for row in rows {
        let number = u32::try_from(int(row, "n")?).unwrap_or(u32::MAX);
        match text(row, "status")?.as_str() {
            "grouped" => {
                groups.insert(text(row, "gist")?, number);
            }
            "set_aside" => accounts.refused += number,
            _ => accounts.open += number,
        }
    }
    accounts.groups = groups;
    Ok(accounts)
}

/// The public result of the consultation that an item is: organ and id.
///
/// # Errors
/// The database.
pub async fn result_of(store: &Store, organ: &str, id: &str) -> Result<Option<(String, String)>> {
    const RESULT: &str = "SELECT organ, id FROM ties WHERE other_organ = $1 AND other_id = $2 AND tie = 'answers' \
        ORDER BY id LIMIT 1";
    let row = sqlx::query(RESULT)
        .bind(organ)
        .bind(id)
        .fetch_optional(store.pool())
        .await?;
    row.as_ref()
        .map(|row| Ok((text(row, "organ")?, text(row, "id")?)))
        .transpose()
}

/// Whether that result is public, under the heads of a transaction.
///
/// # Errors
/// The database.
pub async fn is_told(tx: &mut Tx, organ: &str, id: &str) -> Result<bool> {
    const TOLD: &str = "SELECT 1 AS n FROM ties WHERE other_organ = $1 AND other_id = $2 AND tie = 'answers' LIMIT 1";
    let row = sqlx::query(TOLD)
        .bind(organ)
        .bind(id)
        .fetch_optional(tx.db())
        .await?;
    Ok(row.is_some())
}

/// A consultation whose result is owed (S-11).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Untold {
    pub id: String,
    pub title: String,
    /// The last day for comments, which has passed.
    pub comments_until: Date,
}

/// The public consultations of an organ that ended before a day and whose result is not public, the earliest first.
///
/// # Errors
/// The database.
pub async fn untold(store: &Store, organ: &str, day: Date, limit: i64) -> Result<Vec<Untold>> {
    let rows = sqlx::query(
        "SELECT p.id, p.title, p.comments_until FROM public_items p WHERE p.organ = $1 AND p.comments_until < $2 \
         AND p.repealed_on IS NULL AND NOT EXISTS (SELECT 1 FROM ties t WHERE t.other_organ = p.organ \
         AND t.other_id = p.id AND t.tie = 'answers') ORDER BY p.comments_until, p.id LIMIT $3",
    )
    .bind(organ)
    .bind(day.to_string())
    .bind(limit.clamp(1, 200))
    .fetch_all(store.pool())
    .await?;
    rows.iter()
        .map(|row| {
            Ok(Untold {
                id: text(row, "id")?,
                title: text(row, "title")?,
                comments_until: date(row, "comments_until")?,
            })
        })
        .collect()
}
