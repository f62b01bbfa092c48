//! 审计日志: what happened at the doors and to rights, settings and data, apart from acts. One chain of the whole installation: each
//! row holds the hash of the one before, and a seal over its own hash that nobody makes without the installation's key.
//!
//! A row is written in the transaction of what it records, as the last thing in it: the chain has one end, which all writers take
//! in turn. Rows are never changed. Those whose time has passed go together, and the row that says so holds the chain.

mod rows;

use jiff::{Timestamp, civil::Date, tz::Offset};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use sqlx::{AnyConnection, any::AnyRow};

pub use rows::{Filter, page};

use crate::{
    Error, Result, Store, Tx,
    columns::{date, instant, int, stored_instant, text},
    ledger::after,
    marks,
    people::Keys,
};

/// The mark that holds the end of the chain: number and hash of the last row.
pub(crate) const HEAD: &str = "audit";
/// The mark that holds the settings as they were last seen.
const SETTINGS: &str = "audit-settings";

/// The kind of the row that says that older ones went; its detail names the last of them, `through`, with `hash` and `day`.
pub const TRIMMED: &str = "log_trimmed";
/// The kind of the row after which the rows before are held by the chain alone: somebody looked, and sealed with another key.
pub const SEALED: &str = "rows_sealed";

/// A row to be written.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NewEntry {
    pub kind: &'static str,
    /// Code of the organ it concerns; empty: the installation.
    pub organ: String,
    /// Id of the member of staff or the program; `system`, or empty for a visitor.
    pub actor: String,
    /// The login of whoever did it, or the name of the system user; empty for a visitor.
    pub login: String,
    /// Whom or what it was done to: a login, a request's id, the name of a token.
    pub whom: String,
    /// From which network, in a form that names no single person at home.
    pub place: String,
    /// What else there is to say; never an applicant's data.
    pub detail: Value,
}

/// A row as it stands.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Entry {
    pub seq: i64,
    pub at: Timestamp,
    /// The day in China.
    pub day: Date,
    pub kind: String,
    pub organ: String,
    pub actor: String,
    pub login: String,
    pub whom: String,
    pub place: String,
    /// JSON, as it was written.
    pub detail: String,
    pub prev: String,
    pub hash: String,
    pub seal: String,
}

impl Entry {
    /// The hash over all that the row says and the hash of the one before: SHA-256 of a JSON list, in hexadecimal.
    #[must_use]
    pub fn computed_hash(&self) -> String {
        let said = json!([
            "mingbai.audit.1",
            self.prev,
            self.seq,
            stored_instant(self.at),
            self.day.to_string(),
            self.kind,
            self.organ,
            self.actor,
            self.login,
            self.whom,
            self.place,
            self.detail,
        ]);
        hex::encode(Sha256::digest(said.to_string().as_bytes()))
    }

    /// The seal that belongs to the row's hash.
    #[must_use]
    pub fn seal_with(&self, keys: &Keys) -> String {
        hex::encode(keys.derive("audit", &self.hash))
    }

    /// The detail as JSON; null where it is none.
    #[must_use]
    pub fn said(&self) -> Value {
        serde_json::from_str(&self.detail).unwrap_or_default()
    }
}

/// Writes a row at the end of the chain.
///
/// # Errors
/// The database, or an end of the chain that is none.
pub async fn append(tx: &mut Tx, keys: &Keys, now: Timestamp, new: &NewEntry) -> Result<Entry> {
    let (seq, prev) = end(tx).await?;
    // Never before the row before it, whatever the clock of this node says.
    let last = sqlx::query("SELECT at FROM audit WHERE seq = $1")
        .bind(seq)
        .fetch_optional(tx.db())
        .await?;
    let last = last.as_ref().map(|row| instant(row, "at")).transpose()?;
    let at = after(last, now);
    let mut entry = Entry {
        seq: seq + 1,
        at,
        day: Offset::constant(8).to_datetime(at).date(),
        kind: new.kind.into(),
        organ: new.organ.clone(),
        actor: new.actor.clone(),
        login: new.login.clone(),
        whom: new.whom.clone(),
        place: new.place.clone(),
        detail: new.detail.to_string(),
        prev,
        hash: String::new(),
        seal: String::new(),
    };
    entry.hash = entry.computed_hash();
    entry.seal = entry.seal_with(keys);
    insert(tx, &entry).await?;
    marks::set(tx, HEAD, &format!("{} {}", entry.seq, entry.hash)).await?;
    Ok(entry)
}

/// The end of the chain, which nobody else takes until this transaction ends.
async fn end(tx: &mut Tx) -> Result<(i64, String)> {
    let kept = marks::lock(tx, HEAD, "").await?;
    if kept.is_empty() {
        let row = sqlx::query("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1")
            .fetch_optional(tx.db())
            .await?;
        return row.map_or(Ok((0, String::new())), |row| {
            Ok((int(&row, "seq")?, text(&row, "hash")?))
        });
    }
    parse_head(&kept)
}

pub(crate) fn parse_head(kept: &str) -> Result<(i64, String)> {
    let (seq, hash) = kept.split_once(' ').unwrap_or_default();
    let seq = seq
        .parse()
        .map_err(|_| Error::Damaged(format!("mark {HEAD}: {kept} is no end of the audit log")))?;
    Ok((seq, hash.into()))
}

/// Writes a row as it is: of a backup.
pub(crate) async fn insert(tx: &mut Tx, entry: &Entry) -> Result<()> {
    sqlx::query(
        "INSERT INTO audit (seq, at, day, kind, organ, actor, login, whom, place, detail, prev, hash, seal) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
    )
    .bind(entry.seq)
    .bind(stored_instant(entry.at))
    .bind(entry.day.to_string())
    .bind(&entry.kind)
    .bind(&entry.organ)
    .bind(&entry.actor)
    .bind(&entry.login)
    .bind(&entry.whom)
    .bind(&entry.place)
    .bind(&entry.detail)
    .bind(&entry.prev)
    .bind(&entry.hash)
    .bind(&entry.seal)
    .execute(tx.db())
    .await?;
    Ok(())
}

/// Lets go of the rows of days before `first`, and writes down which they were. Returns how many went.
///
/// # Errors
/// The database.
pub async fn trim(
    tx: &mut Tx,
    keys: &Keys,
    now: Timestamp,
    first: Date,
    by: &NewEntry,
) -> Result<u64> {
    end(tx).await?;
    // Whatever a clock did, nothing goes that stands after a row which is kept.
    let last = sqlx::query(
        "SELECT * FROM audit WHERE seq < COALESCE((SELECT MIN(seq) FROM audit WHERE day >= $1), 9223372036854775807) \
         ORDER BY seq DESC LIMIT 1",
    )
        .bind(first.to_string())
        .fetch_optional(tx.db())
        .await?;
    let Some(last) = last.as_ref().map(entry_of).transpose()? else {
        return Ok(0);
    };
    let gone = sqlx::query("DELETE FROM audit WHERE seq <= $1")
        .bind(last.seq)
        .execute(tx.db())
        .await?;
    let new = NewEntry {
        kind: TRIMMED,
        detail: json!({"through": last.seq, "hash": last.hash, "day": last.day, "rows": gone.rows_affected()}),
        ..by.clone()
    };
    append(tx, keys, now, &new).await?;
    Ok(gone.rows_affected())
}

/// The settings as they were last seen, to be compared with those of now; nobody else compares until this transaction ends.
///
/// # Errors
/// The database.
pub async fn settings_seen(tx: &mut Tx) -> Result<String> {
    marks::lock(tx, SETTINGS, "").await
}

/// Keeps the settings of now.
///
/// # Errors
/// The database.
pub async fn see_settings(tx: &mut Tx, settings: &str) -> Result<()> {
    marks::set(tx, SETTINGS, settings).await
}

/// The end of the chain as it is kept: number and hash of the last row; `None` before the first.
pub(crate) async fn head(connection: &mut AnyConnection) -> Result<Option<(i64, String)>> {
    let kept = marks::get(connection, HEAD).await?;
    let kept = kept.filter(|kept| !kept.is_empty());
    kept.as_deref().map(parse_head).transpose()
}

/// The day of the oldest row that is kept.
///
/// # Errors
/// The database.
pub async fn oldest(store: &Store) -> Result<Option<Date>> {
    let row = sqlx::query("SELECT day FROM audit ORDER BY seq LIMIT 1")
        .fetch_optional(store.pool())
        .await?;
    row.as_ref().map(|row| date(row, "day")).transpose()
}

pub(crate) fn entry_of(row: &AnyRow) -> Result<Entry> {
    Ok(Entry {
        seq: int(row, "seq")?,
        at: instant(row, "at")?,
        day: date(row, "day")?,
        kind: text(row, "kind")?,
        organ: text(row, "organ")?,
        actor: text(row, "actor")?,
        login: text(row, "login")?,
        whom: text(row, "whom")?,
        place: text(row, "place")?,
        detail: text(row, "detail")?,
        prev: text(row, "prev")?,
        hash: text(row, "hash")?,
        seal: text(row, "seal")?,
    })
}

#[cfg(test)]
mod tests {
    use sqlx::Executor;

    use super::*;

    /// Where there is no room for the row, there is none for what it would tell of.
    #[tokio::test]
    async fn a_full_disk_refuses_the_act_and_never_silences_the_log() {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}", folder.path().join("a.db").display());
        let store = Store::open(&url).await.unwrap();
        let keys = Keys::new([7; 32]);
        let now = "2026-03-02T01:00:00Z".parse().unwrap();
        let both = async |number: i64| {
            let mut tx = store.begin().await?;
            crate::counters::next(&mut tx, "A", "acts").await?;
            let new = NewEntry {
                kind: "sign_in",
                detail: json!({ "long": format!("{number}{}", "x".repeat(3000)) }),
                ..NewEntry::default()
            };
            append(&mut tx, &keys, now, &new).await?;
            tx.commit().await
        };
        both(0).await.unwrap();
        let mut connection = store.write.acquire().await.unwrap();
        let full = "PRAGMA max_page_count = 1";
        connection.execute(full).await.unwrap();
        drop(connection);
        let mut refused = 0;
        for number in 1..40 {
            refused += i64::from(both(number).await.is_err());
        }
        assert!(refused > 0, "there was room for all");
        let mut connection = store.write.acquire().await.unwrap();
        connection
            .execute("PRAGMA max_page_count = 1000000")
            .await
            .unwrap();
        drop(connection);
        let mut tx = store.begin().await.unwrap();
        let acts = crate::counters::next(&mut tx, "A", "acts").await.unwrap() - 1;
        drop(tx);
        let rows = page(&store, &Filter::default(), 100).await.unwrap();
        assert_eq!(i64::try_from(rows.len()).unwrap(), acts);
        assert_eq!(acts, 40 - refused);
    }
}
