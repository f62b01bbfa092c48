//! The Merkle tree of RFC 6962 over SHA-256: its hashes, how ranges of leaves fall into full subtrees, and a tree that grows leaf by
//! leaf and holds nothing but the roots of its full subtrees.

use std::{fmt, str::FromStr};

use sha2::{Digest, Sha256};

use crate::Malformed;

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

/// The hash of a node: SHA-256 over a one byte and both children.
#[must_use]
pub fn node(left: &Hash, right: &Hash) -> Hash {
    let mut hasher = Sha256::new();
    hasher.update([1]);
    hasher.update(left);
    hasher.update(right);
    hasher.finalize().into()
}

/// The root of the empty tree.
#[must_use]
pub fn empty() -> Hash {
    Sha256::digest([]).into()
}

/// The root over subtrees of falling size, the largest first; of none, that of the empty tree.
#[must_use]
pub fn joined(subtrees: &[Hash]) -> Hash {
    let mut from_right = subtrees.iter().rev();
    match from_right.next() {
        None => empty(),
        Some(smallest) => from_right.fold(*smallest, |right, left| node(left, &right)),
    }
}

/// A full subtree: the leaves `index · 2^height` up to `(index + 1) · 2^height`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Subtree {
    pub height: u32,
    pub index: u64,
}

/// Leaves from the first up to, not with, the second; the first is a multiple of the largest power of two that is not above their
/// number, as in every range that a proof names.
pub type Range = (u64, u64);

/// The full subtrees that a range falls into, the largest first.
#[must_use]
pub fn subtrees((from, to): Range) -> Vec<Subtree> {
    let mut found = Vec::new();
    let mut at = from;
    while at < to {
        let height = (to - at).ilog2();
        found.push(Subtree {
            height,
            index: at >> height,
        });
        at += 1 << height;
    }
    found
}

/// The largest power of two below a number above one: where RFC 6962 splits a tree.
fn split(number: u64) -> u64 {
    1 << (number - 1).ilog2()
}

/// The ranges whose roots prove that leaf `index` is in the tree of the first `size`, from the leaf upwards. None if it is not.
#[must_use]
pub fn inclusion(index: u64, size: u64) -> Option<Vec<Range>> {
    if index >= size {
        return None;
    }
    let (mut from, mut to) = (0, size);
    let mut found = Vec::new();
    while to - from > 1 {
        let middle = from + split(to - from);
        if index < middle {
            found.push((middle, to));
            to = middle;
        } else {
            found.push((from, middle));
            from = middle;
        }
    }
    found.reverse();
    Some(found)
}

/// The ranges whose roots prove that the tree of the first `earlier` leaves is the beginning of that of the first `later`; none where
/// nothing has to be proved. `None` where the earlier one is the larger.
#[must_use]
pub fn consistency(earlier: u64, later: u64) -> Option<Vec<Range>> {
    if earlier > later {
        return None;
    }
    let mut found = Vec::new();
    if earlier == 0 {
        return Some(found);
    }
    let (mut from, mut to) = (0, later);
    let mut known = true;
    while earlier != to {
        let middle = from + split(to - from);
        if earlier <= middle {
            found.push((middle, to));
            to = middle;
        } else {
            found.push((from, middle));
            from = middle;
            known = false;
        }
    }
    if !known {
        found.push((from, to));
    }
    found.reverse();
    Some(found)
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
        joined(&self.full)
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
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        let damaged = || Malformed::new("the kept tree of the log cannot be read");
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
            .collect::<Result<_, Malformed>>()?;
        if full.len() == size.count_ones() as usize {
            Ok(Self { size, full })
        } else {
            Err(damaged())
        }
    }
}
