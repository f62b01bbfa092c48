//! Published values: roots and proofs of the eight classic inputs, the example of signed-note, keys, tiles and a cosignature.

use transparency::{
    Checkpoint, Note, PublicKey, SigningKey, Tiles, Tree,
    key::Kind,
    proof::{self, Stand},
    tile,
    tree::{Hash, consistency, inclusion, leaf, node},
};

const NAME: &str = "log.example.gov.cn/mingbai";

const ENTRIES: [&str; 8] = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
];

const ROOTS: [&str; 9] = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

fn entries() -> Vec<Vec<u8>> {
    ENTRIES
        .iter()
        .map(|hex| hex::decode(hex).unwrap())
        .collect()
}

fn hash(hex: &str) -> Hash {
    hex::decode(hex).unwrap().try_into().unwrap()
}

/// Names as `specs` gives them: `L1`, `N23`, `N0-3`.
fn named(name: &str) -> Hash {
    let leaves: Vec<Hash> = entries().iter().map(|entry| leaf(entry)).collect();
    let pair = |at: usize| node(&leaves[at], &leaves[at + 1]);
    match name {
        "N01" => pair(0),
        "N23" => pair(2),
        "N45" => pair(4),
        "N67" => pair(6),
        "N0-3" => node(&pair(0), &pair(2)),
        "N4-7" => node(&pair(4), &pair(6)),
        "X" => node(&pair(4), &leaves[6]),
        _ => leaves[name[1..].parse::<usize>().unwrap()],
    }
}

fn tiles() -> Tiles {
    let mut tiles = Tiles::default();
    for (at, entry) in (0..).zip(entries()) {
        tiles.add(at, leaf(&entry)).unwrap();
    }
    tiles
}

#[test]
fn roots_are_those_of_rfc_6962() {
    let mut tree = Tree::default();
    for (size, root) in (0_u64..).zip(ROOTS) {
        assert_eq!(hex::encode(tree.root()), root, "of {size}");
        assert_eq!(tiles().root((0, size)).unwrap(), hash(root), "of {size}");
        // What is kept of a tree goes on as the tree would.
        tree = tree.to_string().parse().unwrap();
        if let Some(entry) = entries().get(usize::try_from(size).unwrap()) {
            tree.add(entry);
        }
    }
    assert!("8 00".parse::<Tree>().is_err());
    assert_eq!(
        hex::encode(named("N4-7")),
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"
    );
    assert_eq!(
        hex::encode(named("X")),
        "837dbb152e9b079010717e84e865da4ebc0fa198a806d59d31bf15accef22d0e"
    );
}

#[test]
fn inclusion_proofs_are_those_of_the_table() {
    for (index, size, expected) in [
        (0, 1, ""),
        (0, 8, "L1 N23 N4-7"),
        (5, 8, "L4 N67 N0-3"),
        (2, 3, "N01"),
        (1, 5, "L0 N23 L4"),
        (4, 7, "L5 L6 N0-3"),
        (6, 7, "N45 N0-3"),
    ] {
        let expected: Vec<Hash> = expected.split_whitespace().map(named).collect();
        let found = tiles().proof(&inclusion(index, size).unwrap()).unwrap();
        assert_eq!(found, expected, "{index} in {size}");
        let root = hash(ROOTS[usize::try_from(size).unwrap()]);
        let leaf = named(&format!("L{index}"));
        assert!(proof::includes(&leaf, index, size, &found, &root));
    }
    assert_eq!(inclusion(8, 8), None);
}

#[test]
fn consistency_proofs_are_those_of_the_table() {
    for (old, new, expected) in [
        (1, 8, "L1 N23 N4-7"),
        (6, 8, "N45 N67 N0-3"),
        (2, 5, "N23 L4"),
        (3, 7, "L2 L3 N01 X"),
        (4, 8, "N4-7"),
        (6, 7, "N45 L6 N0-3"),
        (5, 5, ""),
        (0, 5, ""),
    ] {
        let expected: Vec<Hash> = expected.split_whitespace().map(named).collect();
        let found = tiles().proof(&consistency(old, new).unwrap()).unwrap();
        assert_eq!(found, expected, "{old} to {new}");
        let stand = |size: u64| Stand {
            size,
            root: hash(ROOTS[usize::try_from(size).unwrap()]),
        };
        assert!(proof::continues(stand(old), stand(new), &found));
    }
    assert_eq!(consistency(6, 5), None);
}

/// The vector of the log's key, and the public example of signed-note.
#[test]
fn notes_are_those_of_c2sp() {
    let seed: [u8; 32] = std::array::from_fn(|at| u8::try_from(at).unwrap());
    let key = SigningKey::from_seed(&seed, NAME, Kind::Text).unwrap();
    assert_eq!(
        key.public().to_string(),
        "log.example.gov.cn/mingbai+a575981a+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4"
    );
    let checkpoint = Checkpoint {
        origin: NAME.into(),
        size: 8,
        root: hash(ROOTS[8]),
    };
    let text = format!("{NAME}\n8\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\n");
    assert_eq!(checkpoint.to_string(), text);
    assert_eq!(text.parse::<Checkpoint>().unwrap(), checkpoint);
    let note = key.sign(&text);
    assert!(note.ends_with(
        " pXWYGreBzNmCHXP586NB7+oEpnkVvZo/wpHSe8eJdOV4X8X53tkAvQQmSP/mzsVgtW1qBZEwceV9CksDs1AzXMVObwo=\n"
    ));
    let public = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
    let example = "This is an example message.\n\n\u{2014} example.com/foo \
        Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";
    let parsed: Note = example.parse().unwrap();
    let public: PublicKey = public.parse().unwrap();
    assert_eq!(parsed.signed_by(&public), Some(true));
    assert_eq!(parsed.signed_by(key.public()), None);
    let other: Note = example.replace("example m", "exemple m").parse().unwrap();
    assert_eq!(other.signed_by(&public), Some(false));
    for broken in [
        "no signature\n",
        "text\n\n- a b\n",
        "te\txt\n\n\u{2014} a AAAAAAAA\n",
        "text\n\n\u{2014} a AAAA\n",
    ] {
        assert!(broken.parse::<Note>().is_err(), "{broken:?}");
    }
    assert!(SigningKey::from_seed(&seed, "two words", Kind::Text).is_err());
    for broken in ["log\n08\nAA==\n", "log\n8\nAA==\n", "\n8\n", "log\n8"] {
        assert!(broken.parse::<Checkpoint>().is_err(), "{broken:?}");
    }
}

#[test]
fn a_cosignature_is_that_of_c2sp() {
    let seed: [u8; 32] = std::array::from_fn(|at| u8::try_from(at + 32).unwrap());
    let witness =
        SigningKey::from_seed(&seed, "witness.example.gov.cn/w1", Kind::Cosignature).unwrap();
    assert_eq!(
        witness.public().to_string(),
        "witness.example.gov.cn/w1+cb5d993c+BCmsuuFBvMrwsi4alNNNC8c2HlJtC/4SyJeUvJMilm3X"
    );
    let text = format!("{NAME}\n8\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\n");
    let line = witness.cosign(&text, 1_767_225_600);
    assert_eq!(
        line,
        "\u{2014} witness.example.gov.cn/w1 y12ZPAAAAABpVbkAWWJO3GXIDJCXPmcw3alxBQPNbsVTWbNF8Nj+hbZltIT22IMYf6FB288S6zntzCtd2RGxPm3huYm1XuCyx3vQBQ==\n"
    );
    let note = Note::under(&text, &line).unwrap();
    assert_eq!(note.cosigned_at(witness.public()), Some(1_767_225_600));
    let other = Note::under(&text.replace('8', "9"), &line).unwrap();
    assert_eq!(other.cosigned_at(witness.public()), None);
}

#[test]
fn tiles_have_the_bytes_and_names_of_c2sp() {
    let (_, hashes) = tiles().changed().remove(0);
    let bytes = tile::of_hashes(&hashes);
    assert_eq!(bytes.len(), 256);
    assert_eq!(transparency::leaf::digest(&hex::encode(&bytes)).len(), 64);
    let digest = <sha2::Sha256 as sha2::Digest>::digest(&bytes);
    assert_eq!(
        hex::encode(digest),
        "aea2f1bbb5140fd5f8eacb503fdf54c00c3d860c72588e40233addd416bc8f10"
    );
    assert_eq!(tile::hashes(&bytes).unwrap(), hashes);
    assert!(tile::hashes(&bytes[1..]).is_err());
    let entries = entries();
    let bytes = tile::of_entries(entries.iter().map(Vec::as_slice));
    assert_eq!(
        hex::encode(bytes),
        "00000001000001100002202100023031000440414243000850515253545556570010606162636465666768696a6b6c6d6e6f"
    );
    for name in [
        "0/005",
        "0/x001/x234/067",
        "entries/000.p/8",
        "1/000.p/255",
        "7/x001/000",
    ] {
        assert_eq!(name.parse::<tile::Tile>().unwrap().to_string(), name);
    }
    for name in [
        "0/5",
        "00/005",
        "0/005.p/0",
        "0/005.p/256",
        "0/005.p/08",
        "0/x000/005",
        "8/000",
        "entries",
        "0/",
        "0/0a5",
        "0/+05",
        "data/005",
        "0/005/",
        "-1/005",
        "0/001/005",
        "0/x999/x999/x999/x999/x999/x999/x999/x999/999",
    ] {
        assert!(name.parse::<tile::Tile>().is_err(), "{name}");
    }
}
