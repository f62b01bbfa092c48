//! Every proof of every tree of up to 300 leaves, and what is no proof.

use transparency::{
    Tiles,
    proof::{self, Stand},
    tree::{Hash, consistency, inclusion, leaf},
};

use crate::{entry, grown, root_by_the_book};

const MOST: u64 = 300;

fn leaves() -> Vec<Hash> {
    (0..MOST).map(|at| leaf(entry(at).as_bytes())).collect()
}

fn stand(tiles: &Tiles, size: u64) -> Stand {
    Stand {
        size,
        root: tiles.root((0, size)).unwrap(),
    }
}

#[test]
fn roots_of_all_sizes_are_those_of_the_book() {
    let (tiles, leaves) = (grown(MOST), leaves());
    for size in 0..=MOST {
        let count = usize::try_from(size).unwrap();
        assert_eq!(
            tiles.root((0, size)).unwrap(),
            root_by_the_book(&leaves[..count]),
            "{size}"
        );
    }
}

#[test]
fn every_leaf_is_proved_in_every_size() {
    let (tiles, leaves) = (grown(MOST), leaves());
    for size in 1..=MOST {
        let root = stand(&tiles, size).root;
        for index in 0..size {
            let found = tiles.proof(&inclusion(index, size).unwrap()).unwrap();
            let leaf = &leaves[usize::try_from(index).unwrap()];
            assert!(
                proof::includes(leaf, index, size, &found, &root),
                "{index} in {size}"
            );
            // The same proof shows no other leaf, no other place, no other size.
            let other = &leaves[usize::try_from((index + 1) % MOST).unwrap()];
            assert!(!proof::includes(other, index, size, &found, &root));
            assert!(!proof::includes(leaf, index + 1, size, &found, &root));
            assert!(!proof::includes(leaf, size, size, &found, &root));
        }
    }
}

#[test]
fn every_size_continues_every_smaller_one() {
    let tiles = grown(MOST);
    let stands: Vec<Stand> = (0..=MOST).map(|size| stand(&tiles, size)).collect();
    for later in &stands {
        for earlier in &stands[..=usize::try_from(later.size).unwrap()] {
            let ranges = consistency(earlier.size, later.size).unwrap();
            let found = tiles.proof(&ranges).unwrap();
            assert!(
                proof::continues(*earlier, *later, &found),
                "{} to {}",
                earlier.size,
                later.size
            );
            assert!(!proof::continues(*later, *earlier, &found) || earlier == later);
            let forged = Stand {
                root: [7; 32],
                ..*earlier
            };
            assert!(!proof::continues(forged, *later, &found));
        }
    }
}

/// Wrong length by one, swapped order, a flipped bit in each element.
#[test]
fn a_proof_that_was_touched_proves_nothing() {
    let tiles = grown(MOST);
    let leaves = leaves();
    for (index, size) in [(0, 8), (5, 8), (130, 300), (299, 300), (255, 257)] {
        let root = stand(&tiles, size).root;
        let leaf = &leaves[usize::try_from(index).unwrap()];
        let good = tiles.proof(&inclusion(index, size).unwrap()).unwrap();
        for touched in touched(&good) {
            assert!(
                !proof::includes(leaf, index, size, &touched, &root),
                "{index} in {size}"
            );
        }
    }
    for (old, new) in [(1, 8), (6, 8), (3, 7), (128, 256), (255, 300), (256, 300)] {
        let good = tiles.proof(&consistency(old, new).unwrap()).unwrap();
        for touched in touched(&good) {
            assert!(
                !proof::continues(stand(&tiles, old), stand(&tiles, new), &touched),
                "{old} to {new}"
            );
        }
    }
}

fn touched(good: &[Hash]) -> Vec<Vec<Hash>> {
    let mut all = vec![
        good[1..].to_vec(),
        good[..good.len() - 1].to_vec(),
        [good, &[[0; 32]]].concat(),
    ];
    for at in 0..good.len() {
        let mut flipped = good.to_vec();
        flipped[at][at % 32] ^= 1;
        all.push(flipped);
        if at > 0 && good[at] != good[at - 1] {
            let mut swapped = good.to_vec();
            swapped.swap(at, at - 1);
            all.push(swapped);
        }
    }
    all
}

/// 70,000 leaves: 273 full tiles, one of 112, one full tile above, one of 17, one of 1 above that.
#[test]
fn levels_are_cut_as_the_standard_cuts_them() {
    let names: Vec<_> = transparency::tiles::edge(70_000).into_iter().collect();
    assert_eq!(names, [(0, 273), (1, 1), (2, 0)]);
    assert_eq!(
        transparency::tiles::edge(256)
            .into_iter()
            .collect::<Vec<_>>(),
        [(1, 0)]
    );
    let mut tiles = Tiles::default();
    for at in 0..70_000 {
        tiles.add(at, leaf(entry(at).as_bytes())).unwrap();
    }
    let widths: Vec<usize> = tiles
        .changed()
        .iter()
        .map(|(_, hashes)| hashes.len())
        .collect();
    assert_eq!(widths.len(), 274 + 2 + 1);
    assert_eq!(widths[272..], [256, 112, 256, 17, 1]);
    // A tile that is not the edge is refused.
    let mut wrong = Tiles::default();
    assert!(wrong.add(70_000, [0; 32]).is_err());
}
