//! 台账: acts appended, never changed; per organ in one total order, chained by hash.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;
use sha2::{Digest, Sha256};
use sqlx::{AnyConnection, any::AnyRow};

use crate::{
    Error, Result, Store, Stream, Tx,
    columns::{date, instant, int, stored_instant, text},
};

/// An act to be appended.
#[derive(Debug, Clone, Copy)]
pub struct NewAct<'a> {
    pub organ: &'a str,
    /// What it is about.
    pub stream: &'a Stream,
    /// The version of the stream that the author saw: 0 for a new one.
    pub expected: i64,
    pub kind: &'a str,
    pub body: &'a Value,
    /// The day it happened.
    pub on: Date,
    /// Id of the member of staff, or a word such as `applicant`.
    pub actor: &'a str,
}

/// 办理动作: one act as it stands in the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Act {
    pub organ: String,
    /// Gapless from 1 in each organ.
    pub seq: i64,
    /// As it is spelt in the ledger, which may be a way that this program does not know: see [`Act::about`].
    pub stream: String,
    /// Gapless from 1 in each stream.
    pub version: i64,
    pub kind: String,
    /// JSON text with sorted keys.
    pub body: String,
    pub on_date: Date,
    pub recorded_at: Timestamp,
    pub actor: String,
    /// Hash of the organ's act before, empty for the first.
    pub prev: String,
    /// SHA-256, hexadecimal, over every field above.
    pub hash: String,
}

impl Act {
    /// What the act is about.
    ///
    /// # Errors
    /// A stream of a kind that this program does not know.
    pub fn about(&self) -> Result<Stream> {
        self.stream
            .parse()
            .map_err(|error: Error| self.unreadable(error))
    }

    /// The body, as the stream's own type.
    ///
    /// # Errors
    /// [`Error::Act`] when it is damaged or of another shape.
    pub fn body<T: DeserializeOwned>(&self) -> Result<T> {
        serde_json::from_str(&self.body).map_err(|error| self.unreadable(error))
    }

    /// The act is of a kind that its stream does not know.
    #[must_use]
    pub fn unknown_kind(&self) -> Error {
        let word = self.stream.split('/').next().unwrap_or_default();
        self.unreadable(format!("a {word} knows no act of kind {}", self.kind))
    }

    /// What it says, by its kind, as the law of its stream reads it.
    pub(crate) fn event<E, X: std::fmt::Display>(
        &self,
        read: impl FnOnce(&str, serde_json::Value) -> std::result::Result<E, X>,
    ) -> Result<E> {
        read(&self.kind, self.body()?).map_err(|error| self.unreadable(error))
    }

    /// What is wrong with this act, under its number.
    pub(crate) fn unreadable(&self, detail: impl std::fmt::Display) -> Error {
        Error::Act {
            organ: self.organ.clone(),
            seq: self.seq,
            detail: detail.to_string(),
        }
    }

    /// The hash that this act must carry: SHA-256 over `mingbai.act.1`, organ, seq, stream, version, kind,
    /// body, date, instant (UTC with six decimals), actor and prev, in UTF-8, each with its length before
    /// it as eight bytes, most significant first; so no two different acts have the same encoding.
    #[must_use]
    pub fn computed_hash(&self) -> String {
        let mut hasher = Sha256::new();
        let numbers = [self.seq.to_string(), self.version.to_string()];
        let dates = [self.on_date.to_string(), stored_instant(self.recorded_at)];
        for field in [
            "mingbai.act.1",
            &self.organ,
            &numbers[0],
            &self.stream,
            &numbers[1],
            &self.kind,
            &self.body,
            &dates[0],
            &dates[1],
            &self.actor,
            &self.prev,
        ] {
            hasher.update((field.len() as u64).to_be_bytes());
            hasher.update(field.as_bytes());
        }
        hex::encode(hasher.finalize())
    }
}

/// Takes the organ's head: until the transaction ends, nobody else appends to this organ, and what is read of its streams
/// after this call stays as it was read. Whatever judges a stream inside a transaction takes the head first.
pub async fn lock(tx: &mut Tx, organ: &str) -> Result<Head> {
    Ok(locked(tx, organ).await?.0)
}

/// The same with the instant of the organ's last act; one that cannot be read holds nobody up.
async fn locked(tx: &mut Tx, organ: &str) -> Result<(Head, Option<Timestamp>)> {
    let head = sqlx::query(
        "INSERT INTO heads (organ, seq, hash, recorded_at) VALUES ($1, 0, '', '') \
         ON CONFLICT (organ) DO UPDATE SET seq = heads.seq RETURNING seq, hash, recorded_at",
    )
    .bind(organ)
    .fetch_one(tx.db())
    .await?;
    let stands = Head {
        organ: organ.into(),
        seq: int(&head, "seq")?,
        hash: text(&head, "hash")?,
    };
    Ok((stands, instant(&head, "recorded_at").ok()))
}

/// Writes an act only directly after the version that its author saw, in one statement.
const NEXT: &str = "INSERT INTO acts (organ, seq, stream, version, kind, body, on_date, recorded_at, actor, prev, hash) \
        SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11 \
        WHERE (SELECT COALESCE(MAX(version), 0) FROM acts WHERE organ = $1 AND stream = $3) = $4 - 1";

/// Appends one act. Locks the organ's head row, so that acts of one organ queue and organs never
/// wait for each other; then, under the lock, compares `expected` with the version that the stream has.
///
/// # Errors
/// [`Error::Conflict`] when the stream has moved on since `expected`, [`Error::Ahead`] when it never had that version.
pub async fn append(tx: &mut Tx, now: Timestamp, new: &NewAct<'_>) -> Result<Act> {
    let (head, last) = locked(tx, new.organ).await?;
    let mut act = Act {
        organ: new.organ.into(),
        seq: head.seq + 1,
        stream: new.stream.to_string(),
        version: new.expected.saturating_add(1),
        kind: new.kind.into(),
        body: new.body.to_string(),
        on_date: new.on,
        recorded_at: after(last, now),
        actor: new.actor.into(),
        prev: head.hash,
        hash: String::new(),
    };
    act.hash = act.computed_hash();
    if written(tx, NEXT, &act).await? == 0 {
        let last = version(tx, new.organ, new.stream).await?;
        return Err(if new.expected > last {
            Error::Ahead
        } else {
            Error::Conflict
        });
    }
    tx.changes.act(&act.organ, act.seq, new.stream);
    sqlx::query("UPDATE heads SET seq = $2, hash = $3, recorded_at = $4 WHERE organ = $1")
        .bind(&act.organ)
        .bind(act.seq)
        .bind(&act.hash)
        .bind(stored_instant(act.recorded_at))
        .execute(tx.db())
        .await?;
    Ok(act)
}

/// The instant under which an act is recorded: now, in microseconds as it is stored and hashed, but never before the act before it,
/// whatever the clock of this node says.
pub(crate) fn after(last: Option<Timestamp>, now: Timestamp) -> Timestamp {
    let now = stored_instant(now).parse().unwrap_or(now);
    last.map_or(now, |last| now.max(last))
}

/// Sets the instant of every head to that of its last act, after acts were written as they are.
pub(crate) async fn set_instants(tx: &mut Tx) -> Result<()> {
    sqlx::query(
        "UPDATE heads SET recorded_at = COALESCE(\
         (SELECT a.recorded_at FROM acts a WHERE a.organ = heads.organ AND a.seq = heads.seq), '')",
    )
    .execute(tx.db())
    .await?;
    Ok(())
}

const AS_IT_IS: &str = "INSERT INTO acts (organ, seq, stream, version, kind, body, on_date, recorded_at, actor, prev, hash) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";

/// Writes an act as it is, as a backup holds it.
pub(crate) async fn insert(tx: &mut Tx, act: &Act) -> Result<()> {
    written(tx, AS_IT_IS, act).await?;
    Ok(())
}

/// Runs a statement over the eleven columns of an act; how many rows it wrote.
async fn written(tx: &mut Tx, statement: &'static str, act: &Act) -> Result<u64> {
    let done = sqlx::query(statement)
        .bind(&act.organ)
        .bind(act.seq)
        .bind(&act.stream)
        .bind(act.version)
        .bind(&act.kind)
        .bind(&act.body)
        .bind(act.on_date.to_string())
        .bind(stored_instant(act.recorded_at))
        .bind(&act.actor)
        .bind(&act.prev)
        .bind(&act.hash)
        .execute(tx.db())
        .await?;
    Ok(done.rows_affected())
}

const STREAM: &str = "SELECT organ, seq, stream, version, kind, body, on_date, recorded_at, actor, prev, hash \
     FROM acts WHERE organ = $1 AND stream = $2 ORDER BY version";

/// All acts of a stream, in order.
pub async fn stream(store: &Store, organ: &str, stream: &Stream) -> Result<Vec<Act>> {
    let rows = sqlx::query(STREAM)
        .bind(organ)
        .bind(stream.to_string())
        .fetch_all(store.pool())
        .await?;
    rows.iter().map(act_of).collect()
}

/// The same inside a transaction.
pub async fn stream_tx(tx: &mut Tx, organ: &str, stream: &Stream) -> Result<Vec<Act>> {
    let rows = sqlx::query(STREAM)
        .bind(organ)
        .bind(stream.to_string())
        .fetch_all(tx.db())
        .await?;
    rows.iter().map(act_of).collect()
}

/// The version that a stream stands at; 0 for one that has no acts.
pub async fn version(tx: &mut Tx, organ: &str, stream: &Stream) -> Result<i64> {
    let row = sqlx::query(
        "SELECT CAST(COALESCE(MAX(version), 0) AS BIGINT) AS version FROM acts \
         WHERE organ = $1 AND stream = $2",
    )
    .bind(organ)
    .bind(stream.to_string())
    .fetch_one(tx.db())
    .await?;
    int(&row, "version")
}

/// Acts of an organ after `after`, in order, at most `limit`.
pub async fn tail(store: &Store, organ: &str, after: i64, limit: i64) -> Result<Vec<Act>> {
    let rows = sqlx::query(
        "SELECT organ, seq, stream, version, kind, body, on_date, recorded_at, actor, prev, hash \
         FROM acts WHERE organ = $1 AND seq > $2 ORDER BY seq LIMIT $3",
    )
    .bind(organ)
    .bind(after)
    .bind(limit)
    .fetch_all(store.pool())
    .await?;
    rows.iter().map(act_of).collect()
}

/// Acts of one kind that happened in a year, in order.
pub async fn of_kind(store: &Store, organ: &str, kind: &str, year: i16) -> Result<Vec<Act>> {
    let rows = sqlx::query(
        "SELECT organ, seq, stream, version, kind, body, on_date, recorded_at, actor, prev, hash \
         FROM acts WHERE organ = $1 AND kind = $2 AND on_date >= $3 AND on_date <= $4 ORDER BY seq",
    )
    .bind(organ)
    .bind(kind)
    .bind(format!("{year:04}-01-01"))
    .bind(format!("{year:04}-12-31"))
    .fetch_all(store.pool())
    .await?;
    rows.iter().map(act_of).collect()
}

/// How many acts of one kind happened in a year in an organ and in those directly below it, vertical ones left out.
pub async fn count_below(store: &Store, parent: &str, kind: &str, year: i16) -> Result<i64> {
    let row = sqlx::query(
        "SELECT COUNT(*) AS n FROM organs JOIN acts ON acts.organ = organs.code \
         WHERE (organs.code = $1 OR organs.parent = $1) AND organs.kind <> 'vertical' \
         AND acts.kind = $2 AND acts.on_date >= $3 AND acts.on_date <= $4",
    )
    .bind(parent)
    .bind(kind)
    .bind(format!("{year:04}-01-01"))
    .bind(format!("{year:04}-12-31"))
    .fetch_one(store.pool())
    .await?;
    int(&row, "n")
}

/// One act by its number.
pub async fn act(store: &Store, organ: &str, seq: i64) -> Result<Option<Act>> {
    let row = sqlx::query(
        "SELECT organ, seq, stream, version, kind, body, on_date, recorded_at, actor, prev, hash \
         FROM acts WHERE organ = $1 AND seq = $2",
    )
    .bind(organ)
    .bind(seq)
    .fetch_optional(store.pool())
    .await?;
    row.as_ref().map(act_of).transpose()
}

/// Where an organ's ledger stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    pub organ: String,
    pub seq: i64,
    pub hash: String,
}

pub async fn heads(store: &Store) -> Result<Vec<Head>> {
    let mut connection = store.pool().acquire().await?;
    heads_in(&mut connection).await
}

pub(crate) async fn heads_in(connection: &mut AnyConnection) -> Result<Vec<Head>> {
    let rows = sqlx::query("SELECT organ, seq, hash FROM heads ORDER BY organ")
        .fetch_all(connection)
        .await?;
    rows.iter()
        .map(|row| {
            Ok(Head {
                organ: text(row, "organ")?,
                seq: int(row, "seq")?,
                hash: text(row, "hash")?,
            })
        })
        .collect()
}

/// Binds an idempotency key to `reference`. `None`: the key is fresh and now bound;
/// `Some(earlier)`: it was bound before, and nothing more should be done.
pub async fn claim(tx: &mut Tx, organ: &str, key: &str, reference: &str) -> Result<Option<String>> {
    let fresh = sqlx::query(
        "INSERT INTO claims (organ, key, reference) VALUES ($1, $2, $3) \
         ON CONFLICT (organ, key) DO NOTHING",
    )
    .bind(organ)
    .bind(key)
    .bind(reference)
    .execute(tx.db())
    .await?
    .rows_affected();
    if fresh == 1 {
        return Ok(None);
    }
    let row = sqlx::query("SELECT reference FROM claims WHERE organ = $1 AND key = $2")
        .bind(organ)
        .bind(key)
        .fetch_one(tx.db())
        .await?;
    Ok(Some(text(&row, "reference")?))
}

/// What a form's key was claimed for before; nothing is claimed.
pub async fn claimed(store: &Store, organ: &str, key: &str) -> Result<Option<String>> {
    let row = sqlx::query("SELECT reference FROM claims WHERE organ = $1 AND key = $2")
        .bind(organ)
        .bind(key)
        .fetch_optional(store.pool())
        .await?;
    row.map(|row| text(&row, "reference")).transpose()
}

pub(crate) fn act_of(row: &AnyRow) -> Result<Act> {
    Ok(Act {
        organ: text(row, "organ")?,
        seq: int(row, "seq")?,
        stream: text(row, "stream")?,
        version: int(row, "version")?,
        kind: text(row, "kind")?,
        body: text(row, "body")?,
        on_date: date(row, "on_date")?,
        recorded_at: instant(row, "recorded_at")?,
        actor: text(row, "actor")?,
        prev: text(row, "prev")?,
        hash: text(row, "hash")?,
    })
}
