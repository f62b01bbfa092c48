//! Messages: question and answer once they were read and shown, and the figures of how the public was answered.

use jiff::civil::Date;

use super::{MOST_ADDRESSES, Public};
use crate::{
    Result, Store,
    columns::{date, int, text},
    messages::{MessageRow, message_of},
};

/// A question with its answer, without the writer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    pub organ: String,
    pub id: String,
    /// `inquiry`, `fault` or `complaint`.
    pub topic: String,
    /// Path of the page that it is about, or empty.
    pub page: String,
    pub received_on: Date,
    pub replied_on: Option<Date>,
    pub outcome: String,
    pub title: String,
    pub question: String,
    pub answer: String,
    pub published_on: Date,
    /// Hash of the act that made it public.
    pub act_hash: String,
}

pub type PublicMessage = Public<Message>;

/// Which messages to list; newest first.
#[derive(Debug, Clone, Default)]
pub struct MessageFilter {
    pub topic: Option<String>,
    /// Those published before this day, or on it with a smaller id: the last one of the page before.
    pub before: Option<(Date, String)>,
    /// At most 100.
    pub limit: i64,
}

/// What all may read.
///
/// # Errors
/// The database.
pub async fn messages(store: &Store, filter: &MessageFilter) -> Result<Vec<PublicMessage>> {
    let (day, id) = filter.before.clone().map_or_else(
        || (String::from("9"), String::new()),
        |(day, id)| (day.to_string(), id),
    );
    let rows = sqlx::query(
        "SELECT * FROM messages WHERE public = 1 AND (CAST($1 AS TEXT) IS NULL OR topic = $1) \
         AND (published_on < $2 OR (published_on = $2 AND id < $3)) ORDER BY published_on DESC, id DESC LIMIT $4",
    )
    .bind(filter.topic.as_deref())
    .bind(day)
    .bind(id)
    .bind(filter.limit.clamp(1, 100))
    .fetch_all(store.pool())
    .await?;
    let mut found = Vec::new();
    for row in &rows {
        found.extend(shown(message_of(row)?));
    }
    Ok(found)
}

/// The months, such as `2026-03`, in which messages became public that still are.
///
/// # Errors
/// The database.
pub async fn message_months(store: &Store) -> Result<Vec<String>> {
    let (mut months, mut after) = (Vec::new(), String::new());
    // From one month to the next by the index.
    while let Some(row) = sqlx::query(
        "SELECT published_on FROM messages WHERE public = 1 AND published_on > $1 ORDER BY published_on LIMIT 1",
    )
    .bind(&after)
    .fetch_optional(store.pool())
    .await?
    {
        let month = date(&row, "published_on")?;
        after = month.last_of_month().to_string();
        months.push(month.strftime("%Y-%m").to_string());
    }
    Ok(months)
}

/// Organ, id and day of the messages that became public in a month; at most as many as a file of the site map holds.
///
/// # Errors
/// The database.
pub async fn messages_of_month(
    store: &Store,
    month: &str,
) -> Result<Vec<Public<(String, String, Date)>>> {
    let rows = sqlx::query(
        "SELECT organ, id, published_on FROM messages WHERE public = 1 AND published_on >= $1 AND published_on <= $2 \
         ORDER BY published_on, organ, id LIMIT $3",
    )
    .bind(format!("{month}-01"))
    .bind(format!("{month}-31"))
    .bind(MOST_ADDRESSES)
    .fetch_all(store.pool())
    .await?;
    rows.iter()
        .map(|row| {
            let day = date(row, "published_on")?;
            Ok(Public((text(row, "organ")?, text(row, "id")?, day)))
        })
        .collect()
}

/// One of them.
///
/// # Errors
/// The database.
pub async fn message(store: &Store, organ: &str, id: &str) -> Result<Option<PublicMessage>> {
    let row = crate::messages::get(store, organ, id).await?;
    Ok(row.and_then(shown))
}

fn shown(row: MessageRow) -> Option<PublicMessage> {
    let published_on = row.published_on.filter(|_| row.public == 1)?;
    Some(Public(Message {
        organ: row.organ,
        id: row.id,
        topic: row.topic,
        page: row.page,
        received_on: row.received_on,
        replied_on: row.replied_on,
        outcome: row.outcome,
        title: row.title,
        question: row.question,
        answer: row.answer,
        published_on,
        act_hash: row.act_hash,
    }))
}

/// How the messages of one kind that came in within a year were answered. What was handed on counts where it went; what was said on
/// drafts is counted beside them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answering {
    pub topic: String,
    pub received: i64,
    pub replied: i64,
    pub open: i64,
    pub set_aside: i64,
    /// Answered after the last day, or still open after it.
    pub late: i64,
    /// Where the writer said that he was not answered.
    pub doubted: i64,
    pub shown: i64,
}

/// The figures of a year, a row for each kind, as of `today`; of all organs.
///
/// # Errors
/// The database.
pub async fn answering(store: &Store, year: i16, today: Date) -> Result<Vec<Public<Answering>>> {
    let rows = sqlx::query(
        "SELECT topic, COUNT(*) AS received, \
         CAST(SUM(CASE WHEN status = 'replied' THEN 1 ELSE 0 END) AS BIGINT) AS replied, \
         CAST(SUM(CASE WHEN status IN ('open', 'drafted') THEN 1 ELSE 0 END) AS BIGINT) AS still_open, \
         CAST(SUM(CASE WHEN status = 'set_aside' THEN 1 ELSE 0 END) AS BIGINT) AS aside, \
         CAST(SUM(CASE WHEN status <> 'set_aside' AND COALESCE(first_replied_on, $3) > first_due THEN 1 ELSE 0 END) AS BIGINT) AS late, \
         CAST(SUM(CASE WHEN doubted_on IS NOT NULL THEN 1 ELSE 0 END) AS BIGINT) AS doubted, \
         CAST(SUM(public) AS BIGINT) AS shown \
         FROM messages WHERE received_on >= $1 AND received_on <= $2 AND status <> 'handed_over' \
         AND topic <> 'opinion' GROUP BY topic ORDER BY topic",
    )
    .bind(format!("{year:04}-01-01"))
    .bind(format!("{year:04}-12-31"))
    .bind(today.to_string())
    .fetch_all(store.pool())
    .await?;
    rows.iter()
        .map(|row| {
            Ok(Public(Answering {
                topic: text(row, "topic")?,
                received: int(row, "received")?,
                replied: int(row, "replied")?,
                open: int(row, "still_open")?,
                set_aside: int(row, "aside")?,
                late: int(row, "late")?,
                doubted: int(row, "doubted")?,
                shown: int(row, "shown")?,
            }))
        })
        .collect()
}
