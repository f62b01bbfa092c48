//! 邮件: what was handed to the mail server. No address is kept here: it is opened at sending time.

use jiff::Timestamp;
use sqlx::any::AnyRow;

use crate::{
    Result, Store, Tx,
    columns::{stored_instant, text},
};

/// One mail of one job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailRow {
    pub organ: String,
    /// Id of the job; the Message-ID is made from it.
    pub job: String,
    pub template: String,
    pub about: String,
    pub message_id: String,
    /// `handing`: being handed over, so that after a crash nobody knows; `handed`: the server took it;
    /// `skipped`: there was nobody to send it to, or mail is off.
    pub state: String,
    pub at: String,
}

/// Notes where a mail stands.
pub async fn note(tx: &mut Tx, row: &MailRow, now: Timestamp) -> Result<()> {
    sqlx::query(
        "INSERT INTO mails (organ, job, template, about, message_id, state, at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) \
         ON CONFLICT (organ, job) DO UPDATE SET state = excluded.state, at = excluded.at",
    )
    .bind(&row.organ)
    .bind(&row.job)
    .bind(&row.template)
    .bind(&row.about)
    .bind(&row.message_id)
    .bind(&row.state)
    .bind(stored_instant(now))
    .execute(tx.db())
    .await?;
    Ok(())
}

pub async fn get(store: &Store, organ: &str, job: &str) -> Result<Option<MailRow>> {
    let row = sqlx::query("SELECT * FROM mails WHERE organ = $1 AND job = $2")
        .bind(organ)
        .bind(job)
        .fetch_optional(store.pool())
        .await?;
    row.as_ref().map(mail_of).transpose()
}

/// An organ's mail, newest first.
pub async fn list(store: &Store, organ: &str, limit: i64) -> Result<Vec<MailRow>> {
    let rows =
        sqlx::query("SELECT * FROM mails WHERE organ = $1 ORDER BY at DESC, job DESC LIMIT $2")
            .bind(organ)
            .bind(limit)
            .fetch_all(store.pool())
            .await?;
    rows.iter().map(mail_of).collect()
}

fn mail_of(row: &AnyRow) -> Result<MailRow> {
    Ok(MailRow {
        organ: text(row, "organ")?,
        job: text(row, "job")?,
        template: text(row, "template")?,
        about: text(row, "about")?,
        message_id: text(row, "message_id")?,
        state: text(row, "state")?,
        at: text(row, "at")?,
    })
}
