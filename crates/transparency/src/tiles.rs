//! Tiles of hashes in memory, as many as somebody needs: what is added to a tree, its root and its proofs are computed from few of them,
//! never from all leaves.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    Malformed, Result,
    tile::FULL,
    tree::{self, Hash, Range, Subtree},
};

/// Level and index of a tile of hashes.
pub type Name = (u8, u64);

/// The tiles at hand.
#[derive(Debug, Clone, Default)]
pub struct Tiles {
    at_hand: BTreeMap<Name, Vec<Hash>>,
    changed: BTreeSet<Name>,
}

/// The tile that holds what a subtree is computed from, and the first hash of it there.
fn home(subtree: Subtree) -> (Name, usize) {
    let within = subtree.height % 8;
    let level = u8::try_from(subtree.height / 8).unwrap_or(u8::MAX);
    let first = subtree.index << within;
    let width = FULL as u64;
    let place = usize::try_from(first % width).unwrap_or_default();
    ((level, first / width), place)
}

/// The tiles that the roots of ranges are computed from.
#[must_use]
pub fn needed(ranges: &[Range]) -> BTreeSet<Name> {
    ranges
        .iter()
        .flat_map(|range| tree::subtrees(*range))
        .map(|subtree| home(subtree).0)
        .collect()
}

/// The tiles that are not full yet in a tree of this size: what a further leaf and the root need.
#[must_use]
pub fn edge(size: u64) -> BTreeSet<Name> {
    needed(&[(0, size)])
}

impl Tiles {
    /// Takes a tile to hand.
    pub fn take(&mut self, name: Name, hashes: Vec<Hash>) {
        self.at_hand.insert(name, hashes);
    }

    /// Adds a leaf to the tree of `size` leaves, whose [`edge`] is at hand.
    ///
    /// # Errors
    /// The tiles at hand are not those of a tree of this size.
    pub fn add(&mut self, size: u64, leaf: Hash) -> Result<()> {
        let (mut index, mut hash) = (size, leaf);
        for level in 0..8 {
            let width = FULL as u64;
            let name = (level, index / width);
            let tile = self.at_hand.entry(name).or_default();
            if tile.len() as u64 != index % width {
                return Err(Malformed::new(format!(
                    "tile {level}/{} holds {} hashes, and {} come before the next",
                    name.1,
                    tile.len(),
                    index % width
                )));
            }
            tile.push(hash);
            self.changed.insert(name);
            if tile.len() < FULL {
                break;
            }
            hash = of_full(tile);
            index = name.1;
        }
        Ok(())
    }

    /// The tiles that leaves were added to since the last call, and what they hold.
    pub fn changed(&mut self) -> Vec<(Name, Vec<Hash>)> {
        std::mem::take(&mut self.changed)
            .into_iter()
            .filter_map(|name| Some((name, self.at_hand.get(&name)?.clone())))
            .collect()
    }

    /// Whether a tile is at hand and holds just these hashes.
    #[must_use]
    pub fn holds(&self, name: Name, hashes: &[Hash]) -> bool {
        self.at_hand.get(&name).is_some_and(|tile| tile == hashes)
    }

    /// Puts away every tile but these.
    pub fn keep(&mut self, names: &BTreeSet<Name>) {
        self.at_hand.retain(|name, _| names.contains(name));
    }

    /// The root over a range of leaves, whose tiles are at hand: of all, the root of the tree.
    ///
    /// # Errors
    /// A tile is not at hand or too short.
    pub fn root(&self, range: Range) -> Result<Hash> {
        let roots = tree::subtrees(range)
            .into_iter()
            .map(|subtree| self.subtree(subtree))
            .collect::<Result<Vec<_>>>()?;
        Ok(tree::joined(&roots))
    }

    fn subtree(&self, subtree: Subtree) -> Result<Hash> {
        let (name, first) = home(subtree);
        let count = 1 << (subtree.height % 8);
        self.at_hand
            .get(&name)
            .and_then(|tile| tile.get(first..first + count))
            .map(of_full)
            .ok_or_else(|| {
                Malformed::new(format!(
                    "tile {}/{} lacks hashes {first} to {}",
                    name.0,
                    name.1,
                    first + count - 1
                ))
            })
    }

    /// The hashes of a proof that names these ranges.
    ///
    /// # Errors
    /// As [`Tiles::root`].
    pub fn proof(&self, ranges: &[Range]) -> Result<Vec<Hash>> {
        ranges.iter().map(|range| self.root(*range)).collect()
    }
}

/// The root over a power of two of hashes.
fn of_full(hashes: &[Hash]) -> Hash {
    let mut row = hashes.to_vec();
    while row.len() > 1 {
        row = row
            .as_chunks::<2>()
            .0
            .iter()
            .map(|[left, right]| tree::node(left, right))
            .collect();
    }
    row.first().copied().unwrap_or_else(tree::empty)
}
