//! 摘要: which text was read, as a digest of its content (S-1, A-17).

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// SHA-256 of a content, as 64 lower-case hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Digest(String);

impl Digest {
    /// Over a name of what is digested and its fields, each with its length before it as eight bytes, most significant
    /// first; so no two different contents have the same encoding.
    #[must_use]
    pub fn of(name: &str, fields: &[&str]) -> Self {
        let mut hasher = Sha256::new();
        for field in std::iter::once(&name).chain(fields) {
            hasher.update((field.len() as u64).to_be_bytes());
            hasher.update(field.as_bytes());
        }
        Self(
            hasher
                .finalize()
                .iter()
                .map(|byte| format!("{byte:02x}"))
                .collect(),
        )
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The first eight digits: enough for people to tell two texts apart.
    #[must_use]
    pub fn short(&self) -> &str {
        self.0.get(..8).unwrap_or(&self.0)
    }
}

impl From<&str> for Digest {
    fn from(text: &str) -> Self {
        Self(text.trim().to_ascii_lowercase())
    }
}
