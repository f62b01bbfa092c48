//! Signed notes (C2SP signed-note 1.0.0): a text, an empty line, and lines of signatures.

use std::str::FromStr;

use base64::{Engine as _, engine::general_purpose::STANDARD};

use crate::{
    Malformed,
    key::{self, Kind, PublicKey},
};

/// So many signatures are read of a note.
const MOST_LINES: usize = 64;
/// A note is not longer than this, in bytes: an installation of some ten thousand organs.
const MOST_BYTES: usize = 4 << 20;

/// A note as it was found, not yet believed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// What is signed, with its last newline.
    pub text: String,
    /// Name, and the bytes of key id and signature.
    signatures: Vec<(String, Vec<u8>)>,
}

/// The lines of signatures, each with its newline.
///
/// # Errors
/// A line is none.
fn lines(text: &str) -> Result<Vec<(String, Vec<u8>)>, Malformed> {
    let wrong = |what: &str| Malformed::new(format!("not a signed note: {what}"));
    let text = text
        .strip_suffix('\n')
        .ok_or_else(|| wrong("the last line has no end"))?;
    let mut signatures = Vec::new();
    for line in text.split('\n') {
        let parts = line
            .strip_prefix("\u{2014} ")
            .and_then(|line| line.split_once(' '));
        let (name, bytes) = parts.ok_or_else(|| wrong("a signature line of another form"))?;
        let bytes = STANDARD
            .decode(bytes)
            .map_err(|_| wrong("a signature is not base64"))?;
        if bytes.len() < 5 || !key::fits(name) {
            return Err(wrong("a signature line of another form"));
        }
        signatures.push((name.to_string(), bytes));
        if signatures.len() > MOST_LINES {
            return Err(wrong("too many signatures"));
        }
    }
    Ok(signatures)
}

impl FromStr for Note {
    type Err = Malformed;

    fn from_str(note: &str) -> Result<Self, Malformed> {
        let wrong = |what: &str| Malformed::new(format!("not a signed note: {what}"));
        if note.len() > MOST_BYTES {
            return Err(wrong("too long"));
        }
        if note.chars().any(|c| c < ' ' && c != '\n') {
            return Err(wrong("control characters"));
        }
        let (text, signatures) = note
            .rsplit_once("\n\n")
            .ok_or_else(|| wrong("no empty line"))?;
        Ok(Self {
            text: format!("{text}\n"),
            signatures: lines(signatures)?,
        })
    }
}

impl Note {
    /// A text with nothing but these signature lines, as a witness answers with them.
    ///
    /// # Errors
    /// A line is none.
    pub fn under(text: &str, signatures: &str) -> Result<Self, Malformed> {
        Ok(Self {
            text: text.into(),
            signatures: lines(signatures)?,
        })
    }

    /// Whether the key signed this text: `None` if it did not sign at all.
    #[must_use]
    pub fn signed_by(&self, key: &PublicKey) -> Option<bool> {
        let mut lines = self.of(key).peekable();
        lines.peek()?;
        Some(lines.all(|signature| self.holds(key, signature).is_some()))
    }

    /// When a witness cosigned this text, in seconds since 1970; the last time, where it did so several times. `None` if it did not, or
    /// if one of its lines is not good.
    #[must_use]
    pub fn cosigned_at(&self, key: &PublicKey) -> Option<u64> {
        if key.kind != Kind::Cosignature {
            return None;
        }
        let times: Option<Vec<u64>> = self
            .of(key)
            .map(|signature| self.holds(key, signature))
            .collect();
        times?.into_iter().max()
    }

    /// How many lines there are of keys with this name.
    #[must_use]
    pub fn names(&self) -> Vec<&str> {
        self.signatures
            .iter()
            .map(|(name, _)| name.as_str())
            .collect()
    }

    fn of(&self, key: &PublicKey) -> impl Iterator<Item = &[u8]> {
        let id = key.id();
        self.signatures
            .iter()
            .filter(move |(name, bytes)| *name == key.name && bytes.starts_with(&id))
            .map(|(_, bytes)| &bytes[4..])
    }

    /// The time of a good signature; 0 where the kind of key knows none.
    fn holds(&self, key: &PublicKey, signature: &[u8]) -> Option<u64> {
        match key.kind {
            Kind::Text => key.verifies(self.text.as_bytes(), signature).then_some(0),
            Kind::Cosignature => {
                let (time, signature) = signature.split_first_chunk::<8>()?;
                let time = u64::from_be_bytes(*time);
                key.verifies(key::cosigned(&self.text, time).as_bytes(), signature)
                    .then_some(time)
            }
        }
    }
}
