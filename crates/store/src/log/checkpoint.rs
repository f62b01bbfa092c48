//! 检查点: how many acts there are and what they are, in a text to be signed and kept elsewhere.

use std::{fmt, str::FromStr};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use jiff::Timestamp;
use sqlx::AnyConnection;

use transparency::{Hash, Note, SigningKey};

use super::{grow, heads_at, keep};
use crate::{Error, Result, Store, audit, columns::int, ledger::Head, people::Keys};

/// What only grows beside the ledger: rows of people (erased ones stay), bound keys of forms, and the sum of all running numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Anchored {
    pub people: i64,
    pub claims: i64,
    pub numbers: i64,
}

impl Anchored {
    pub(crate) async fn now(connection: &mut AnyConnection) -> Result<Self> {
        let row = sqlx::query(
            "SELECT (SELECT COUNT(*) FROM people) AS people, (SELECT COUNT(*) FROM claims) AS claims, \
             (SELECT CAST(COALESCE(SUM(value), 0) AS BIGINT) FROM counters) AS numbers",
        )
        .fetch_one(connection)
        .await?;
        Ok(Self {
            people: int(&row, "people")?,
            claims: int(&row, "claims")?,
            numbers: int(&row, "numbers")?,
        })
    }
}

/// A checkpoint: the three lines of C2SP tlog-checkpoint, and lines of our own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// The log's name, which is also its key's.
    pub origin: String,
    /// How many acts.
    pub size: u64,
    /// The root of the tree of their hashes.
    pub root: Hash,
    pub taken: Timestamp,
    /// The fingerprint of the master key.
    pub key: String,
    pub anchored: Anchored,
    /// Number and hash of the last row of the audit log; `None` in a checkpoint of before it.
    pub audit: Option<(i64, String)>,
    /// The last act of each organ.
    pub heads: Vec<Head>,
}

/// Origin, size and root in base64, one a line; then `taken`, `key`, `people`, `claims`, `numbers`, each with its value; then
/// `audit` with number and hash of the last row of the audit log; then a line `organ`, code, number and hash of its last act for each organ.
impl fmt::Display for Checkpoint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Anchored {
            people,
            claims,
            numbers,
        } = self.anchored;
        writeln!(formatter, "{}\n{}", self.origin, self.size)?;
        writeln!(formatter, "{}", self.root_text())?;
        writeln!(formatter, "taken {}\nkey {}", self.taken, self.key)?;
        writeln!(
            formatter,
            "people {people}\nclaims {claims}\nnumbers {numbers}"
        )?;
        if let Some((seq, hash)) = &self.audit {
            writeln!(formatter, "audit {seq} {hash}")?;
        }
        for head in &self.heads {
            writeln!(formatter, "organ {} {} {}", head.organ, head.seq, head.hash)?;
        }
        Ok(())
    }
}

impl FromStr for Checkpoint {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let wrong = |what: &str| Error::Damaged(format!("not a checkpoint: {what}"));
        let mut lines = text.lines();
        let mut next = |what| lines.next().ok_or_else(|| wrong(what));
        let origin = next("no origin")?.to_string();
        let size = next("no size")?.parse().map_err(|_| wrong("the size"))?;
        let root = STANDARD
            .decode(next("no root")?)
            .ok()
            .and_then(|bytes| bytes.try_into().ok())
            .ok_or_else(|| wrong("the root"))?;
        let mut found = Self {
            origin,
            size,
            root,
            taken: Timestamp::UNIX_EPOCH,
            key: String::new(),
            anchored: Anchored::default(),
            audit: None,
            heads: Vec::new(),
        };
        for line in lines {
            let words: Vec<&str> = line.split(' ').collect();
            let number = |word: &str| word.parse::<i64>().map_err(|_| wrong(line));
            match words[..] {
                ["taken", at] => found.taken = at.parse().map_err(|_| wrong(line))?,
                ["key", key] => found.key = key.into(),
                ["people", count] => found.anchored.people = number(count)?,
                ["claims", count] => found.anchored.claims = number(count)?,
                ["numbers", count] => found.anchored.numbers = number(count)?,
                ["audit", seq, hash] => found.audit = Some((number(seq)?, hash.into())),
                ["organ", organ, seq, hash] => found.heads.push(Head {
                    organ: organ.into(),
                    seq: number(seq)?,
                    hash: hash.into(),
                }),
                // Of a later program: the tree covers all acts whatever else is said.
                _ => {}
            }
        }
        Ok(found)
    }
}

/// Takes a checkpoint of everything as it stands, and signs it. Acts that come while it is taken are in the next one.
///
/// # Errors
/// The database.
pub async fn take(
    store: &Store,
    keys: &Keys,
    key: &SigningKey,
    now: Timestamp,
) -> Result<(Checkpoint, String)> {
    let mut tx = store.begin().await?;
    let tree = grow(&mut tx).await?;
    tx.commit().await?;
    let mut snapshot = store.snapshot().await?;
    let size = i64::try_from(tree.size()).unwrap_or(i64::MAX);
    let checkpoint = Checkpoint {
        origin: key.public().name.clone(),
        size: tree.size(),
        root: tree.root(),
        taken: now,
        key: keys.fingerprint(),
        anchored: Anchored::now(&mut snapshot).await?,
        audit: audit::head(&mut snapshot).await?,
        heads: heads_at(&mut snapshot, size).await?,
    };
    snapshot.rollback().await?;
    let note = key.sign(&checkpoint.to_string());
    let mut tx = store.begin().await?;
    keep(&mut tx, &note, now).await?;
    tx.commit().await?;
    Ok((checkpoint, note))
}

impl Checkpoint {
    /// The root in base64, as it stands in the text.
    #[must_use]
    pub fn root_text(&self) -> String {
        STANDARD.encode(self.root)
    }

    /// The checkpoint in a note, believed or not: see [`Note::signed_by`].
    ///
    /// # Errors
    /// It is none.
    pub fn in_note(note: &Note) -> Result<Self> {
        note.text.parse()
    }
}
