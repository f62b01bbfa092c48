//! `tlog_tiles`, a program of other authors, judges our proofs, makes the same ones from our tiles, and reads our names and checkpoints.

use tlog_tiles::tlog;
use transparency::{
    Checkpoint, Tiles, tile,
    tree::{Hash, consistency, inclusion, leaf},
};

use crate::{entry, grown};

struct Served<'a> {
    tiles: &'a Tiles,
}

impl tlog::HashReader for Served<'_> {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<tlog::Hash>, tlog::Error> {
        Ok(indexes
            .iter()
            .map(|index| {
                let (level, number) = tlog::split_stored_hash_index(*index);
                let range = (number << level, (number + 1) << level);
                tlog::Hash(self.tiles.root(range).unwrap())
            })
            .collect())
    }
}

fn theirs(hashes: &[Hash]) -> Vec<tlog::Hash> {
    hashes.iter().map(|hash| tlog::Hash(*hash)).collect()
}

#[test]
fn a_program_of_others_verifies_a_thousand_inclusion_proofs_and_makes_the_same() {
    const SIZE: u64 = 1_000;
    let tiles = grown(SIZE);
    let root = tlog::Hash(tiles.root((0, SIZE)).unwrap());
    assert_eq!(
        root,
        tlog::tree_hash(SIZE, &Served { tiles: &tiles }).unwrap()
    );
    for index in 0..SIZE {
        let ours = theirs(&tiles.proof(&inclusion(index, SIZE).unwrap()).unwrap());
        let hash = tlog::record_hash(entry(index).as_bytes());
        assert_eq!(hash, tlog::Hash(leaf(entry(index).as_bytes())));
        tlog::check_record(&ours, SIZE, root, index, hash).unwrap();
        assert_eq!(
            ours,
            tlog::prove_record(SIZE, index, &Served { tiles: &tiles }).unwrap()
        );
        assert!(tlog::check_record(&ours, SIZE, root, (index + 1) % SIZE, hash).is_err());
    }
}

#[test]
fn a_program_of_others_verifies_a_thousand_consistency_proofs() {
    const SIZE: u64 = 1_001;
    let tiles = grown(SIZE);
    let root = |size| tlog::Hash(tiles.root((0, size)).unwrap());
    for old in 1..SIZE {
        let ours = theirs(&tiles.proof(&consistency(old, SIZE).unwrap()).unwrap());
        tlog::check_tree(&ours, SIZE, root(SIZE), old, root(old)).unwrap();
        assert_eq!(
            ours,
            tlog::prove_tree(SIZE, old, &Served { tiles: &tiles }).unwrap()
        );
    }
}

#[test]
fn names_of_tiles_and_checkpoints_are_read_by_others() {
    for name in [
        "0/005",
        "0/x001/x234/067",
        "0/000.p/8",
        "2/000.p/255",
        "entries/x001/000",
    ] {
        let ours: tile::Tile = name.parse().unwrap();
        let level = match ours.level {
            tile::Level::Entries => "entries".to_string(),
            tile::Level::Hashes(level) => level.to_string(),
        };
        let theirs = match ours.level {
            tile::Level::Entries => tlog_tiles::Tile::new(8, 0, ours.index, 256, true),
            tile::Level::Hashes(level) => tlog_tiles::Tile::new(
                8,
                level,
                ours.index,
                u32::try_from(ours.width).unwrap(),
                false,
            ),
        };
        // That crate names tiles as its ancestor in Go does: height and level before, `data` for entries.
        let path = theirs.path();
        let rest = path.split_once('/').unwrap().1.split_once('/').unwrap().1;
        let rest = rest.split_once('/').unwrap().1;
        assert_eq!(format!("{level}/{rest}"), name, "{path}");
    }
    let ours = Checkpoint {
        origin: "log.example.gov.cn/log".into(),
        size: 70_000,
        root: [9; 32],
    };
    let read = tlog_tiles::Checkpoint::from_bytes(ours.to_string().as_bytes()).unwrap();
    assert_eq!(
        (read.origin(), read.size(), read.hash().0),
        ("log.example.gov.cn/log", 70_000, [9; 32])
    );
}
