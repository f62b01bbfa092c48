//! The log against published vectors, against its own definition, and against another author's program.
#![expect(clippy::unwrap_used, reason = "a test helper may panic like a test")]

mod evidence;
mod others;
mod sizes;
mod vectors;
mod witnessed;

use transparency::{
    Tiles,
    tiles::edge,
    tree::{Hash, leaf},
};

/// The entry at a place of the tests' trees.
pub fn entry(place: u64) -> String {
    format!("entry {place}")
}

/// Every tile of a tree with so many leaves, grown one by one with nothing at hand but what [`edge`] names.
pub fn grown(size: u64) -> Tiles {
    let mut all = Tiles::default();
    let mut kept = std::collections::BTreeMap::new();
    for at in 0..size {
        let mut few = Tiles::default();
        for name in edge(at) {
            let hashes: &Vec<Hash> = &kept[&name];
            few.take(name, hashes.clone());
        }
        few.add(at, leaf(entry(at).as_bytes())).unwrap();
        for (name, hashes) in few.changed() {
            kept.insert(name, hashes);
        }
    }
    for (name, hashes) in kept {
        all.take(name, hashes);
    }
    all
}

/// MTH of RFC 6962, 2.1, word for word.
pub fn root_by_the_book(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => transparency::tree::empty(),
        [one] => *one,
        many => {
            let mut half = 1;
            while half * 2 < many.len() {
                half *= 2;
            }
            transparency::tree::node(
                &root_by_the_book(&many[..half]),
                &root_by_the_book(&many[half..]),
            )
        }
    }
}
