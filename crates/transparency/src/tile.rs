//! The names of tiles (C2SP tlog-tiles): `0/x001/234`, `entries/000.p/8`.

use std::{fmt, str::FromStr};

use crate::{Malformed, tree::Hash};

/// Hashes, or entries, of a full tile.
pub const FULL: usize = 256;
/// Levels that a tree can have.
const LEVELS: u8 = 8;

/// What a tile holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// The entries themselves.
    Entries,
    /// Roots of subtrees of 256^level leaves.
    Hashes(u8),
}

/// A tile, or the beginning of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tile {
    pub level: Level,
    pub index: u64,
    /// 1 to 256.
    pub width: usize,
}

impl Tile {
    /// The tile of hashes with this place, as wide as it is in a tree of this size; `None` if it is not there.
    #[must_use]
    pub fn at(level: u8, index: u64, size: u64) -> Option<Self> {
        let hashes = size.checked_shr(8 * u32::from(level)).unwrap_or(0);
        let before = index.checked_mul(FULL as u64)?;
        let width = usize::try_from(hashes.checked_sub(before)?.min(FULL as u64)).ok()?;
        (width > 0).then_some(Self {
            level: Level::Hashes(level),
            index,
            width,
        })
    }

    #[must_use]
    pub fn is_full(&self) -> bool {
        self.width == FULL
    }
}

impl fmt::Display for Tile {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.level {
            Level::Entries => write!(formatter, "entries/")?,
            Level::Hashes(level) => write!(formatter, "{level}/")?,
        }
        let mut groups = vec![format!("{:03}", self.index % 1000)];
        let mut rest = self.index / 1000;
        while rest > 0 {
            groups.push(format!("x{:03}", rest % 1000));
            rest /= 1000;
        }
        groups.reverse();
        write!(formatter, "{}", groups.join("/"))?;
        if self.is_full() {
            Ok(())
        } else {
            write!(formatter, ".p/{}", self.width)
        }
    }
}

impl FromStr for Tile {
    type Err = Malformed;

    /// The one spelling of a tile; any other is none.
    fn from_str(path: &str) -> Result<Self, Malformed> {
        read(path)
            .filter(|tile| tile.to_string() == path)
            .ok_or_else(|| Malformed::new(format!("{path} names no tile")))
    }
}

fn read(path: &str) -> Option<Tile> {
    let (level, rest) = path.split_once('/')?;
    let level = match level {
        "entries" => Level::Entries,
        number => Level::Hashes(number.parse().ok().filter(|level| *level < LEVELS)?),
    };
    let (groups, width) = match rest.split_once(".p/") {
        Some((groups, width)) => (
            groups,
            width.parse().ok().filter(|n| (1..FULL).contains(n))?,
        ),
        None => (rest, FULL),
    };
    let mut index: u64 = 0;
    for group in groups.split('/') {
        let digits = group.strip_prefix('x').unwrap_or(group);
        let number: u64 = Some(digits)
            .filter(|digits| digits.len() == 3)?
            .parse()
            .ok()?;
        index = index.checked_mul(1000)?.checked_add(number)?;
    }
    Some(Tile {
        level,
        index,
        width,
    })
}

/// The bytes of a tile of hashes.
#[must_use]
pub fn of_hashes(hashes: &[Hash]) -> Vec<u8> {
    hashes.concat()
}

/// The hashes in the bytes of a tile.
///
/// # Errors
/// It does not hold whole hashes, or none, or more than 256.
pub fn hashes(bytes: &[u8]) -> Result<Vec<Hash>, Malformed> {
    let (hashes, rest) = bytes.as_chunks::<32>();
    if rest.is_empty() && (1..=FULL).contains(&hashes.len()) {
        Ok(hashes.to_vec())
    } else {
        Err(Malformed::new(format!("a tile of {} bytes", bytes.len())))
    }
}

/// The bytes of a tile of entries: each with its length before it in two bytes. An entry has at most 65,535 bytes.
#[must_use]
pub fn of_entries<'a>(entries: impl IntoIterator<Item = &'a [u8]>) -> Vec<u8> {
    let mut bytes = Vec::new();
    for entry in entries {
        let length = u16::try_from(entry.len()).unwrap_or(u16::MAX);
        bytes.extend(length.to_be_bytes());
        bytes.extend(&entry[..usize::from(length)]);
    }
    bytes
}
