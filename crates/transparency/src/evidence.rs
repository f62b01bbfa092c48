//! The file that a reader takes home (C2SP tlog-proof, `.tlog-proof`): leaf, what it names, the way to a root, and who signed that.

use std::{fmt, str::FromStr};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde::{Deserialize, Serialize};

use crate::{
    Malformed,
    checkpoint::{self, Checkpoint},
    key::PublicKey,
    leaf::{self, Leaf},
    note::Note,
    proof,
    tree::{self, Hash},
};

const FIRST: &str = "c2sp.org/tlog-proof@v1";
/// A tree of more than 2^64 leaves there is not.
const MOST_HASHES: usize = 64;

/// A proof file, read and not yet believed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// The entry of the leaf.
    pub entry: String,
    /// The record that the leaf names, as the site serves it; `None` where nothing is public, or where it is kept apart.
    pub record: Option<String>,
    pub index: u64,
    /// From the leaf upwards.
    pub hashes: Vec<Hash>,
    /// The checkpoint as it is served.
    pub note: String,
}

/// What the line `extra` holds; nobody signs it, the leaf's hash tells whether it is right.
#[derive(Serialize, Deserialize)]
struct Extra {
    entry: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    record: Option<String>,
}

impl fmt::Display for Evidence {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let extra = Extra {
            entry: self.entry.clone(),
            record: self.record.clone(),
        };
        let extra = serde_json::to_vec(&extra).unwrap_or_default();
        writeln!(formatter, "{FIRST}\nextra {}", STANDARD.encode(extra))?;
        writeln!(formatter, "index {}", self.index)?;
        for hash in &self.hashes {
            writeln!(formatter, "{}", STANDARD.encode(hash))?;
        }
        write!(formatter, "\n{}", self.note)
    }
}

impl FromStr for Evidence {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        let wrong = |what: &str| Malformed::new(format!("not a proof file: {what}"));
        let (head, note) = text
            .split_once("\n\n")
            .ok_or_else(|| wrong("no empty line"))?;
        let mut lines = head.split('\n');
        if lines.next() != Some(FIRST) {
            return Err(wrong("its first line is another"));
        }
        let extra: Extra = lines
            .next()
            .and_then(|line| line.strip_prefix("extra "))
            .and_then(|line| STANDARD.decode(line).ok())
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .ok_or_else(|| wrong("it holds no entry of a leaf"))?;
        let index = lines
            .next()
            .and_then(|line| line.strip_prefix("index "))
            .and_then(|number| number.parse().ok())
            .ok_or_else(|| wrong("no index"))?;
        let hashes: Vec<Hash> = lines
            .map(checkpoint::hash)
            .collect::<Option<_>>()
            .ok_or_else(|| wrong("a hash that is none"))?;
        if hashes.len() > MOST_HASHES {
            return Err(wrong("too many hashes"));
        }
        Ok(Self {
            entry: extra.entry,
            record: extra.record,
            index,
            hashes,
            note: note.into(),
        })
    }
}

/// What a proof file proves to somebody who trusts these keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proved {
    pub leaf: Leaf,
    pub checkpoint: Checkpoint,
    /// Each witness that was asked for, with the second since 1970 in which it saw the tree last.
    pub witnesses: Vec<(String, Option<u64>)>,
    /// The record was at hand, and is the one that the leaf names.
    pub record: bool,
}

/// Why it proves nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Doubt {
    /// A part of it cannot be read.
    Malformed(Malformed),
    /// The log's key did not sign the checkpoint.
    Unsigned,
    /// There is a signature under the name of the log's key, or of a witness, that is not of this text.
    Forged(String),
    /// The checkpoint is of a log of another name than the key's.
    OtherLog(String),
    /// The leaf is not in the tree that was signed.
    NotIncluded,
    /// The record is not the one that the leaf names.
    OtherRecord,
}

impl Evidence {
    /// Judges the proof by the log's key and the keys of witnesses. A record that was kept apart is judged in place of its own.
    ///
    /// # Errors
    /// It proves nothing, and why.
    pub fn judge(
        &self,
        log: &PublicKey,
        witnesses: &[PublicKey],
        apart: Option<&str>,
    ) -> Result<Proved, Doubt> {
        let note: Note = self.note.parse().map_err(Doubt::Malformed)?;
        match note.signed_by(log) {
            Some(true) => {}
            Some(false) => return Err(Doubt::Forged(log.name.clone())),
            None => return Err(Doubt::Unsigned),
        }
        let checkpoint: Checkpoint = note.text.parse().map_err(Doubt::Malformed)?;
        if checkpoint.origin != log.name {
            return Err(Doubt::OtherLog(checkpoint.origin));
        }
        let mut seen = Vec::new();
        for witness in witnesses {
            if note.signed_by(witness) == Some(false) {
                return Err(Doubt::Forged(witness.name.clone()));
            }
            seen.push((witness.name.clone(), note.cosigned_at(witness)));
        }
        let hash = tree::leaf(self.entry.as_bytes());
        if !proof::includes(
            &hash,
            self.index,
            checkpoint.size,
            &self.hashes,
            &checkpoint.root,
        ) {
            return Err(Doubt::NotIncluded);
        }
        let leaf = Leaf::of_entry(&self.entry).map_err(Doubt::Malformed)?;
        let record = apart.or(self.record.as_deref());
        if record.is_some_and(|record| leaf::digest(record) != leaf.record) {
            return Err(Doubt::OtherRecord);
        }
        Ok(Proved {
            leaf,
            checkpoint,
            witnesses: seen,
            record: record.is_some(),
        })
    }
}
