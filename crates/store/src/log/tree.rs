//! The Merkle tree of RFC 6962 over SHA-256, grown leaf by leaf. Of the leaves only the roots of its full subtrees are held.

use std::{fmt, str::FromStr};

use sha2::{Digest, Sha256};

use crate::Error;

/// 32 bytes of SHA-256.
pub type Hash = [u8; 32];

/// The hash of a leaf: SHA-256 over a zero byte and the entry.
#[must_use]
pub fn leaf(entry: &[u8]) -> Hash {
    let mut hasher = Sha256::new();
    hasher.update([0]);
    hasher.update(entry);
    hasher.finalize().into()
}

fn node(left: &Hash, right: &Hash) -> Hash {
    let mut hasher = Sha256::new();
    hasher.update([1]);
    hasher.update(left);
    hasher.update(right);
    hasher.finalize().into()
}

/// A tree so far: its size, and the roots of its full subtrees, the largest first. There is one for each bit that is set in the size.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tree {
    size: u64,
    full: Vec<Hash>,
}

impl Tree {
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Adds the next entry.
    pub fn add(&mut self, entry: &[u8]) {
        let mut hash = leaf(entry);
        for _ in 0..self.size.trailing_ones() {
            if let Some(left) = self.full.pop() {
                hash = node(&left, &hash);
            }
        }
        self.full.push(hash);
        self.size += 1;
    }

    /// The root; of the empty tree SHA-256 of nothing.
    #[must_use]
    pub fn root(&self) -> Hash {
        let mut subtrees = self.full.iter().rev();
        let Some(smallest) = subtrees.next() else {
            return Sha256::digest([]).into();
        };
        subtrees.fold(*smallest, |right, left| node(left, &right))
    }
}

/// Size and subtrees, in hexadecimal, divided by blanks.
impl fmt::Display for Tree {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.size)?;
        for hash in &self.full {
            write!(formatter, " {}", hex::encode(hash))?;
        }
        Ok(())
    }
}

impl FromStr for Tree {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let damaged = || Error::Damaged("the kept tree of the log cannot be read".into());
        let mut words = text.split(' ');
        let size: u64 = words
            .next()
            .and_then(|word| word.parse().ok())
            .ok_or_else(damaged)?;
        let full: Vec<Hash> = words
            .map(|word| {
                let mut hash = [0; 32];
                hex::decode_to_slice(word, &mut hash).map_err(|_| damaged())?;
                Ok(hash)
            })
            .collect::<Result<_, Error>>()?;
        if full.len() == size.count_ones() as usize {
            Ok(Self { size, full })
        } else {
            Err(damaged())
        }
    }
}
