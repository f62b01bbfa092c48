//! Signed notes (C2SP signed-note 1.0.0) with Ed25519: a text, an empty line, and lines of signatures.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};
use sha2::{Digest, Sha256};

use crate::{Error, Result, people::Keys};

const TYPE: u8 = 1;
/// So many signatures are read of a note.
const MOST_LINES: usize = 64;
/// A note is not longer than this, in bytes: an installation of some ten thousand organs.
const MOST_BYTES: usize = 4 << 20;

/// The name of a key and its public half, as others are given it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogKeyName {
    pub name: String,
    public: Vec<u8>,
}

impl LogKeyName {
    fn id(&self) -> [u8; 4] {
        let mut hasher = Sha256::new();
        hasher.update(self.name.as_bytes());
        hasher.update([b'\n', TYPE]);
        hasher.update(&self.public);
        let digest = hasher.finalize();
        [digest[0], digest[1], digest[2], digest[3]]
    }
}

/// The form `name+id+key` of signed-note.
impl std::fmt::Display for LogKeyName {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let key = [&[TYPE], &self.public[..]].concat();
        write!(
            formatter,
            "{}+{}+{}",
            self.name,
            hex::encode(self.id()),
            STANDARD.encode(key)
        )
    }
}

impl std::str::FromStr for LogKeyName {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let wrong = || Error::Damaged(format!("{text}: not a key of the form name+id+key"));
        let mut parts = text.trim().splitn(3, '+');
        let (Some(name), Some(id), Some(key)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(wrong());
        };
        let key = STANDARD.decode(key).map_err(|_| wrong())?;
        let (kind, public) = key.split_first().ok_or_else(wrong)?;
        let found = Self {
            name: name.into(),
            public: public.to_vec(),
        };
        if *kind == TYPE && public.len() == 32 && hex::encode(found.id()) == id && fits(name) {
            Ok(found)
        } else {
            Err(wrong())
        }
    }
}

/// Whether a name can be that of a key.
fn fits(name: &str) -> bool {
    !name.is_empty() && !name.contains(|c: char| c.is_whitespace() || c.is_control() || c == '+')
}

/// The key with which an installation signs its checkpoints. It comes from the master key, so that all nodes of an installation have
/// the same.
pub struct LogKey {
    pair: Ed25519KeyPair,
    name: LogKeyName,
}

impl std::fmt::Debug for LogKey {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "LogKey({})", self.name)
    }
}

impl LogKey {
    /// The key of an installation under a name, which is best its address without scheme.
    ///
    /// # Errors
    /// The name is empty or holds a blank or a plus sign.
    pub fn of(keys: &Keys, name: &str) -> Result<Self> {
        Self::from_seed(&keys.derive("log", "ed25519"), name)
    }

    /// The key of a seed.
    ///
    /// # Errors
    /// As [`LogKey::of`].
    pub fn from_seed(seed: &[u8; 32], name: &str) -> Result<Self> {
        let pair = Ed25519KeyPair::from_seed_unchecked(seed)
            .map_err(|_| Error::Damaged("the key of the log could not be made".into()))?;
        if !fits(name) {
            return Err(Error::Damaged(format!("\"{name}\" cannot name a log")));
        }
        let public = pair.public_key().as_ref().to_vec();
        let name = LogKeyName {
            name: name.into(),
            public,
        };
        Ok(Self { pair, name })
    }

    #[must_use]
    pub fn name(&self) -> &LogKeyName {
        &self.name
    }

    /// The note of a text, which ends with a newline.
    #[must_use]
    pub fn sign(&self, text: &str) -> String {
        let signature = self.pair.sign(text.as_bytes());
        let bytes = [&self.name.id()[..], signature.as_ref()].concat();
        format!(
            "{text}\n\u{2014} {} {}\n",
            self.name.name,
            STANDARD.encode(bytes)
        )
    }
}

/// A note as it was found, not yet believed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// What is signed, with its last newline.
    pub text: String,
    /// Name, and the bytes of key id and signature.
    signatures: Vec<(String, Vec<u8>)>,
}

impl std::str::FromStr for Note {
    type Err = Error;

    fn from_str(note: &str) -> Result<Self> {
        let wrong = |what: &str| Error::Damaged(format!("not a signed note: {what}"));
        if note.len() > MOST_BYTES {
            return Err(wrong("too long"));
        }
        if note.chars().any(|c| c < ' ' && c != '\n') {
            return Err(wrong("control characters"));
        }
        let (text, lines) = note
            .rsplit_once("\n\n")
            .ok_or_else(|| wrong("no empty line"))?;
        let lines = lines
            .strip_suffix('\n')
            .ok_or_else(|| wrong("the last line has no end"))?;
        let mut signatures = Vec::new();
        for line in lines.split('\n') {
            let parts = line
                .strip_prefix("\u{2014} ")
                .and_then(|line| line.split_once(' '));
            let (name, bytes) = parts.ok_or_else(|| wrong("a signature line of another form"))?;
            let bytes = STANDARD
                .decode(bytes)
                .map_err(|_| wrong("a signature is not base64"))?;
            if bytes.len() < 5 || !fits(name) {
                return Err(wrong("a signature line of another form"));
            }
            signatures.push((name.to_string(), bytes));
        }
        if signatures.len() > MOST_LINES {
            return Err(wrong("too many signatures"));
        }
        Ok(Self {
            text: format!("{text}\n"),
            signatures,
        })
    }
}

impl Note {
    /// Whether the key signed this text: `None` if it did not sign at all.
    #[must_use]
    pub fn signed_by(&self, key: &LogKeyName) -> Option<bool> {
        let id = key.id();
        let public = UnparsedPublicKey::new(&ED25519, &key.public);
        let mut lines = self
            .signatures
            .iter()
            .filter(|(name, bytes)| *name == key.name && bytes.starts_with(&id))
            .peekable();
        lines.peek()?;
        Some(lines.all(|(_, bytes)| public.verify(self.text.as_bytes(), &bytes[4..]).is_ok()))
    }
}
