//! Whether a proof proves (RFC 9162, 2.1.3.2 and 2.1.4.2): written from the text of the standard, apart from what makes proofs.

use crate::tree::{Hash, node};

/// Whether `proof` shows that a leaf with this hash is at `index` of the tree with this size and root.
#[must_use]
pub fn includes(leaf: &Hash, index: u64, size: u64, proof: &[Hash], root: &Hash) -> bool {
    if index >= size {
        return false;
    }
    let (mut first, mut last) = (index, size - 1);
    let mut hash = *leaf;
    for other in proof {
        if last == 0 {
            return false;
        }
        if first & 1 == 1 || first == last {
            hash = node(other, &hash);
            while first & 1 == 0 && first != 0 {
                first >>= 1;
                last >>= 1;
            }
        } else {
            hash = node(&hash, other);
        }
        first >>= 1;
        last >>= 1;
    }
    last == 0 && hash == *root
}

/// A tree as a checkpoint names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stand {
    pub size: u64,
    pub root: Hash,
}

/// Whether `proof` shows that the earlier tree is the beginning of the later one.
#[must_use]
pub fn continues(earlier: Stand, later: Stand, proof: &[Hash]) -> bool {
    if earlier.size > later.size {
        return false;
    }
    if earlier.size == later.size {
        return proof.is_empty() && earlier.root == later.root;
    }
    if earlier.size == 0 {
        return proof.is_empty() && earlier.root == crate::tree::empty();
    }
    let (mut first, mut last) = (earlier.size - 1, later.size - 1);
    while first & 1 == 1 {
        first >>= 1;
        last >>= 1;
    }
    let whole = earlier.size.is_power_of_two().then_some(&earlier.root);
    let mut hashes = whole.into_iter().chain(proof);
    let Some(start) = hashes.next() else {
        return false;
    };
    let (mut old, mut new) = (*start, *start);
    for other in hashes {
        if last == 0 {
            return false;
        }
        if first & 1 == 1 || first == last {
            old = node(other, &old);
            new = node(other, &new);
            while first & 1 == 0 && first != 0 {
                first >>= 1;
                last >>= 1;
            }
        } else {
            new = node(&new, other);
        }
        first >>= 1;
        last >>= 1;
    }
    last == 0 && old == earlier.root && new == later.root
}
