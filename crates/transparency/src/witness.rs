//! A witness (C2SP tlog-witness 1.0.0): cosigns a checkpoint of another's log if it continues what it cosigned before, and nothing else.

use std::{fmt, str::FromStr};

use base64::{Engine as _, engine::general_purpose::STANDARD};

use crate::{
    Malformed,
    checkpoint::{self, Checkpoint},
    key::PublicKey,
    note::Note,
    proof::{self, Stand},
    tree::{self, Hash},
};

/// A proof in a request has at most so many hashes.
const MOST_HASHES: usize = 63;

/// What a log sends: the size that the witness saw last, the proof that the new tree continues it, the new checkpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    pub old: u64,
    pub hashes: Vec<Hash>,
    /// A signed note.
    pub note: String,
}

impl fmt::Display for Request {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "old {}", self.old)?;
        for hash in &self.hashes {
            writeln!(formatter, "{}", STANDARD.encode(hash))?;
        }
        write!(formatter, "\n{}", self.note)
    }
}

impl FromStr for Request {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        let wrong = |what: &str| Malformed::new(format!("not a request to a witness: {what}"));
        let (head, note) = text
            .split_once("\n\n")
            .ok_or_else(|| wrong("no empty line"))?;
        let mut lines = head.split('\n');
        let old = lines
            .next()
            .and_then(|line| line.strip_prefix("old "))
            .filter(|number| !number.starts_with('0') || *number == "0")
            .and_then(|number| number.parse().ok())
            .ok_or_else(|| wrong("no old size"))?;
        let hashes: Vec<Hash> = lines
            .map(checkpoint::hash)
            .collect::<Option<_>>()
            .ok_or_else(|| wrong("a hash that is none"))?;
        if hashes.len() > MOST_HASHES {
            return Err(wrong("too many hashes"));
        }
        Ok(Self {
            old,
            hashes,
            note: note.into(),
        })
    }
}

/// Why a witness does not cosign. Each is an answer of its own in the protocol.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// 400: what was sent is of another form, or names an old size above the new one.
    Malformed(String),
    /// 403: no key that is trusted for this log signed it.
    Unsigned,
    /// 404: a log that nobody asked to be witnessed.
    UnknownLog,
    /// 409: the size that was cosigned last is another one.
    Size(u64),
    /// 422: it does not continue what was cosigned before.
    Inconsistent,
}

impl Refusal {
    /// The status of the answer over HTTP.
    #[must_use]
    pub fn status(&self) -> u16 {
        match self {
            Self::Malformed(_) => 400,
            Self::Unsigned => 403,
            Self::UnknownLog => 404,
            Self::Size(_) => 409,
            Self::Inconsistent => 422,
        }
    }
}

/// What was sent, from a log that is known: the checkpoint is signed by one of its keys. What was seen of it before is not looked at.
///
/// # Errors
/// The refusal.
pub fn read(request: &Request, known: &[PublicKey]) -> Result<(Checkpoint, Note), Refusal> {
    let malformed = |error: Malformed| Refusal::Malformed(error.to_string());
    let note: Note = request.note.parse().map_err(malformed)?;
    let checkpoint: Checkpoint = note.text.parse().map_err(malformed)?;
    let mut keys = known
        .iter()
        .filter(|key| key.name == checkpoint.origin)
        .peekable();
    if keys.peek().is_none() {
        return Err(Refusal::UnknownLog);
    }
    let mut signed = keys.filter_map(|key| note.signed_by(key)).peekable();
    if signed.peek().is_none() || !signed.all(|good| good) {
        return Err(Refusal::Unsigned);
    }
    Ok((checkpoint, note))
}

/// Whether a checkpoint continues what was cosigned last of its log; nothing was, where `seen` has size 0.
///
/// # Errors
/// The refusal.
pub fn judge(request: &Request, checkpoint: &Checkpoint, seen: Stand) -> Result<(), Refusal> {
    let new = checkpoint.stand();
    if request.old > new.size {
        let what = format!("old size {} above the new one, {}", request.old, new.size);
        return Err(Refusal::Malformed(what));
    }
    if request.old != seen.size {
        return Err(Refusal::Size(seen.size));
    }
    if new.size == 0 && new.root != tree::empty() {
        return Err(Refusal::Inconsistent);
    }
    let good = match request.old {
        0 => request.hashes.is_empty(),
        _ => proof::continues(seen, new, &request.hashes),
    };
    if good {
        Ok(())
    } else {
        Err(Refusal::Inconsistent)
    }
}
