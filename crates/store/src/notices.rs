//! 提醒: which reminders were given, and the notices that they left on people's desks.

use jiff::{Timestamp, civil::Date};
use sqlx::any::AnyRow;

use crate::{
    Result, Store, Tx,
    columns::{instant, int, opt_text, stored_instant, text},
};

/// One line on a desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeRow {
    pub organ: String,
    pub id: String,
    /// Who is told; empty where nobody holds the role yet.
    pub staff: String,
    /// In which role.
    pub role: String,
    /// The stream concerned, e.g. `request/01J…`.
    pub about: String,
    pub step: String,
    /// Names the sentence; `detail` fills it.
    pub text_key: String,
    /// JSON object without personal data.
    pub detail: String,
    pub made_at: Timestamp,
    pub read_at: Option<String>,
    pub read_by: String,
}

/// Remembers that a step was told for a due date. Returns whether it was new: a step is told once.
pub async fn remember(
    tx: &mut Tx,
    organ: &str,
    about: &str,
    due: Date,
    step: &str,
    now: Timestamp,
) -> Result<bool> {
    let added = sqlx::query(
        "INSERT INTO reminders (organ, about, due, step, made_at) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (organ, about, due, step) DO NOTHING",
    )
    .bind(organ)
    .bind(about)
    .bind(due.to_string())
    .bind(step)
    .bind(stored_instant(now))
    .execute(tx.db())
    .await?
    .rows_affected();
    Ok(added == 1)
}

/// Whether a step was told for a due date: a look before a transaction is begun for it.
pub async fn remembered(
    store: &Store,
    organ: &str,
    about: &str,
    due: Date,
    step: &str,
) -> Result<bool> {
    let row = sqlx::query(
        "SELECT COUNT(*) AS n FROM reminders WHERE organ = $1 AND about = $2 AND due = $3 AND step = $4",
    )
    .bind(organ)
    .bind(about)
    .bind(due.to_string())
    .bind(step)
    .fetch_one(store.pool())
    .await?;
    Ok(int(&row, "n")? > 0)
}

/// How many notices a person has not read.
pub async fn waiting(store: &Store, organ: &str, staff: &str) -> Result<i64> {
    let row = sqlx::query(
        "SELECT COUNT(*) AS n FROM notices WHERE organ = $1 AND staff = $2 AND read_at IS NULL",
    )
    .bind(organ)
    .bind(staff)
    .fetch_one(store.pool())
    .await?;
    int(&row, "n")
}

/// Hands what a person has not read on to another, or to whoever holds the role where `to` is empty; returns how many.
pub async fn hand_on(tx: &mut Tx, organ: &str, from: &str, to: &str) -> Result<u64> {
    let moved = sqlx::query(
        "UPDATE notices SET staff = $3 WHERE organ = $1 AND staff = $2 AND read_at IS NULL",
    )
    .bind(organ)
    .bind(from)
    .bind(to)
    .execute(tx.db())
    .await?;
    Ok(moved.rows_affected())
}

pub async fn insert(tx: &mut Tx, row: &NoticeRow) -> Result<()> {
    sqlx::query(
        "INSERT INTO notices (organ, id, staff, role, about, step, text_key, detail, made_at, read_at, read_by) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    )
    .bind(&row.organ)
    .bind(&row.id)
    .bind(&row.staff)
    .bind(&row.role)
    .bind(&row.about)
    .bind(&row.step)
    .bind(&row.text_key)
    .bind(&row.detail)
    .bind(stored_instant(row.made_at))
    .bind(row.read_at.as_deref())
    .bind(&row.read_by)
    .execute(tx.db())
    .await?;
    Ok(())
}

/// What a person was told, newest first; with what was told to a role that nobody held then.
pub async fn of_staff(
    store: &Store,
    organ: &str,
    staff: &str,
    unread: bool,
    limit: i64,
) -> Result<Vec<NoticeRow>> {
    let rows = sqlx::query(
        "SELECT * FROM notices WHERE organ = $1 AND (staff = $2 OR staff = '') \
         AND ($3 = 0 OR read_at IS NULL) ORDER BY made_at DESC, id DESC LIMIT $4",
    )
    .bind(organ)
    .bind(staff)
    .bind(i64::from(unread))
    .bind(limit)
    .fetch_all(store.pool())
    .await?;
    rows.iter().map(notice_of).collect()
}

/// Every notice about one stream, oldest first: who was told what, and when it was read.
pub async fn about(store: &Store, organ: &str, about: &str) -> Result<Vec<NoticeRow>> {
    let rows =
        sqlx::query("SELECT * FROM notices WHERE organ = $1 AND about = $2 ORDER BY made_at, id")
            .bind(organ)
            .bind(about)
            .fetch_all(store.pool())
            .await?;
    rows.iter().map(notice_of).collect()
}

/// Notes that a person read one notice; one that was read stays as it is.
pub async fn read(tx: &mut Tx, organ: &str, id: &str, staff: &str, now: Timestamp) -> Result<()> {
    sqlx::query(
        "UPDATE notices SET read_at = $4, read_by = $3 WHERE organ = $1 AND id = $2 \
         AND (staff = $3 OR staff = '') AND read_at IS NULL",
    )
    .bind(organ)
    .bind(id)
    .bind(staff)
    .bind(stored_instant(now))
    .execute(tx.db())
    .await?;
    Ok(())
}

fn notice_of(row: &AnyRow) -> Result<NoticeRow> {
    Ok(NoticeRow {
        organ: text(row, "organ")?,
        id: text(row, "id")?,
        staff: text(row, "staff")?,
        role: text(row, "role")?,
        about: text(row, "about")?,
        step: text(row, "step")?,
        text_key: text(row, "text_key")?,
        detail: text(row, "detail")?,
        made_at: instant(row, "made_at")?,
        read_at: opt_text(row, "read_at")?,
        read_by: text(row, "read_by")?,
    })
}
