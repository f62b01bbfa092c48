//! Ed25519 keys under a name (C2SP signed-note, tlog-cosignature): one kind signs texts, the other cosigns checkpoints with the time.

use std::{fmt, str::FromStr};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};
use sha2::{Digest, Sha256};

use crate::Malformed;

/// What a key signs. A key of one kind is never used for the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The text of a note.
    Text,
    /// The text of a checkpoint and the time at which it was seen: a witness's.
    Cosignature,
}

impl Kind {
    const fn byte(self) -> u8 {
        match self {
            Self::Text => 1,
            Self::Cosignature => 4,
        }
    }

    fn of_byte(byte: u8) -> Option<Self> {
        [Self::Text, Self::Cosignature]
            .into_iter()
            .find(|kind| kind.byte() == byte)
    }
}

/// The name of a key and its public half, as others are given it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicKey {
    pub name: String,
    pub kind: Kind,
    bytes: [u8; 32],
}

impl PublicKey {
    /// The first four bytes of SHA-256 over name, kind and key: by them a signature names its key.
    #[must_use]
    pub fn id(&self) -> [u8; 4] {
        let mut hasher = Sha256::new();
        hasher.update(self.name.as_bytes());
        hasher.update([b'\n', self.kind.byte()]);
        hasher.update(self.bytes);
        let digest = hasher.finalize();
        [digest[0], digest[1], digest[2], digest[3]]
    }

    pub(crate) fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        UnparsedPublicKey::new(&ED25519, &self.bytes)
            .verify(message, signature)
            .is_ok()
    }
}

/// The form `name+id+key` of signed-note.
impl fmt::Display for PublicKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = [&[self.kind.byte()], &self.bytes[..]].concat();
        write!(
            formatter,
            "{}+{}+{}",
            self.name,
            hex::encode(self.id()),
            STANDARD.encode(key)
        )
    }
}

impl FromStr for PublicKey {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        read(text.trim())
            .ok_or_else(|| Malformed::new(format!("{text}: not a key of the form name+id+key")))
    }
}

fn read(text: &str) -> Option<PublicKey> {
    let mut parts = text.splitn(3, '+');
    let (name, id, key) = (parts.next()?, parts.next()?, parts.next()?);
    let key = STANDARD.decode(key).ok()?;
    let (kind, bytes) = key.split_first()?;
    let found = PublicKey {
        name: name.into(),
        kind: Kind::of_byte(*kind)?,
        bytes: bytes.try_into().ok()?,
    };
    (fits(name) && hex::encode(found.id()) == id).then_some(found)
}

/// Whether a name can be that of a key.
#[must_use]
pub fn fits(name: &str) -> bool {
    !name.is_empty() && !name.contains(|c: char| c.is_whitespace() || c.is_control() || c == '+')
}

/// A key with its secret half.
pub struct SigningKey {
    pair: Ed25519KeyPair,
    public: PublicKey,
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "SigningKey({})", self.public)
    }
}

impl SigningKey {
    /// The key of a seed.
    ///
    /// # Errors
    /// The name is empty or holds a blank or a plus sign.
    pub fn from_seed(seed: &[u8; 32], name: &str, kind: Kind) -> Result<Self, Malformed> {
        let pair = Ed25519KeyPair::from_seed_unchecked(seed)
            .map_err(|_| Malformed::new("the key of the log could not be made"))?;
        if !fits(name) {
            return Err(Malformed::new(format!("\"{name}\" cannot name a log")));
        }
        let bytes = pair
            .public_key()
            .as_ref()
            .try_into()
            .map_err(|_| Malformed::new("a public key has 32 bytes"))?;
        let public = PublicKey {
            name: name.into(),
            kind,
            bytes,
        };
        Ok(Self { pair, public })
    }

    #[must_use]
    pub fn public(&self) -> &PublicKey {
        &self.public
    }

    /// The note of a text, which ends with a newline, signed by a key of texts.
    #[must_use]
    pub fn sign(&self, text: &str) -> String {
        let line = self.line(self.pair.sign(text.as_bytes()).as_ref());
        format!("{text}\n{line}")
    }

    /// The signature line of a witness who saw this text of a checkpoint at `time`, in seconds since 1970.
    #[must_use]
    pub fn cosign(&self, text: &str, time: u64) -> String {
        let signature = self.pair.sign(cosigned(text, time).as_bytes());
        self.line(&[&time.to_be_bytes()[..], signature.as_ref()].concat())
    }

    fn line(&self, signature: &[u8]) -> String {
        let bytes = [&self.public.id()[..], signature].concat();
        format!("\u{2014} {} {}\n", self.public.name, STANDARD.encode(bytes))
    }
}

/// What a witness signs.
pub(crate) fn cosigned(text: &str, time: u64) -> String {
    format!("cosignature/v1\ntime {time}\n{text}")
}
