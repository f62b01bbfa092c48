//! TIFF: directories of tags. Places in the file are absolute, so tags go and what they pointed to is blanked, in place.

use std::collections::BTreeSet;

use super::{Cleaned, Damaged, Found, at};

/// Tags that a page needs: its size, how it is packed, where it lies, its colours, its profile, how it is turned.
fn is_kept(tag: u16) -> bool {
    matches!(tag,
        254 | 256..=259 | 262 | 263 | 266 | 273 | 274 | 277..=284 | 290..=293 | 296 | 297 | 301
        | 317..=325 | 332 | 334 | 336 | 338..=342 | 347 | 512 | 515 | 517..=521 | 529..=532
        | 34675)
}

/// Directories in other tags: Exif, GPS, interoperability, and smaller pictures.
const DIRECTORIES: [u16; 4] = [34_665, 34_853, 40_965, 330];
const GPS: u16 = 34_853;
/// Strips and tiles: where they are, and their lengths.
const STRIPS: [(u16, u16); 2] = [(273, 279), (324, 325)];
/// More directories than any honest file has.
const MOST: usize = 4_096;

pub(super) fn cleaned(bytes: &[u8]) -> Result<Cleaned, Damaged> {
    let mut file = File {
        big: bytes.starts_with(b"MM"),
        out: bytes.to_vec(),
        seen: BTreeSet::new(),
        found: Found::default(),
    };
    let mut link = 4;
    loop {
        let start = file.number(link, 4)?;
        if start == 0 {
            break;
        }
        let directory = file.directory(start)?;
        let small = file
            .values(&directory, 254)?
            .first()
            .is_some_and(|kind| kind & 1 == 1);
        if small && link != 4 {
            // A small copy of another page: what comes behind it takes its place.
            let next = file.number(directory.end, 4)?;
            file.put(link, next)?;
            file.wipe(&directory)?;
            file.found.blocks += 1;
            continue;
        }
        link = file.keep_what_is_needed(&directory)?;
    }
    Ok(Cleaned {
        bytes: file.out,
        found: file.found,
    })
}

struct File {
    big: bool,
    out: Vec<u8>,
    seen: BTreeSet<usize>,
    found: Found,
}

#[derive(Clone, Copy)]
struct Entry {
    place: usize,
    tag: u16,
    /// Of one value, in bytes.
    width: usize,
    /// Of all values together.
    length: usize,
}

struct Directory {
    start: usize,
    entries: Vec<Entry>,
    /// Where the place of the next directory stands.
    end: usize,
}

impl File {
    fn number(&self, start: usize, length: usize) -> Result<usize, Damaged> {
        let bytes = at(&self.out, start, length)?;
        let fold = |sum: usize, byte: &u8| sum << 8 | usize::from(*byte);
        Ok(match self.big {
            true => bytes.iter().fold(0, fold),
            false => bytes.iter().rev().fold(0, fold),
        })
    }

    /// Writes a place of four bytes.
    fn put(&mut self, start: usize, value: usize) -> Result<(), Damaged> {
        let value = u32::try_from(value).map_err(|_| Damaged)?;
        let bytes = match self.big {
            true => value.to_be_bytes(),
            false => value.to_le_bytes(),
        };
        self.out
            .get_mut(start..start + 4)
            .ok_or(Damaged)?
            .copy_from_slice(&bytes);
        Ok(())
    }

    /// Reads a directory, each once: a ring of them would never end.
    fn directory(&mut self, start: usize) -> Result<Directory, Damaged> {
        if !self.seen.insert(start) || self.seen.len() > MOST {
            return Err(Damaged);
        }
        let count = self.number(start, 2)?;
        let mut entries = Vec::new();
        for number in 0..count {
            let place = start + 2 + number * 12;
            let width = match self.number(place + 2, 2)? {
                1 | 2 | 6 | 7 => 1,
                3 | 8 => 2,
                4 | 9 | 11 | 13 => 4,
                5 | 10 | 12 => 8,
                _ => 1,
            };
            let length = self.number(place + 4, 4)?.saturating_mul(width);
            entries.push(Entry {
                place,
                tag: u16::try_from(self.number(place, 2)?).map_err(|_| Damaged)?,
                width,
                length,
            });
        }
        let end = start + 2 + count * 12;
        at(&self.out, end, 4)?;
        Ok(Directory {
            start,
            entries,
            end,
        })
    }

    /// Where the values of an entry stand.
    fn data(&self, entry: Entry) -> Result<usize, Damaged> {
        let start = match entry.length {
            0..=4 => entry.place + 8,
            _ => self.number(entry.place + 8, 4)?,
        };
        at(&self.out, start, entry.length)?;
        Ok(start)
    }

    fn values(&self, directory: &Directory, tag: u16) -> Result<Vec<usize>, Damaged> {
        let Some(entry) = directory.entries.iter().find(|it| it.tag == tag) else {
            return Ok(Vec::new());
        };
        let start = self.data(*entry)?;
        (0..entry.length / entry.width)
            .map(|number| self.number(start + number * entry.width, entry.width.min(4)))
            .collect()
    }

    /// Takes the other tags out of a page's directory; gives back where the place of the next one stands now.
    fn keep_what_is_needed(&mut self, directory: &Directory) -> Result<usize, Damaged> {
        let next = self.number(directory.end, 4)?;
        let mut kept = Vec::new();
        for entry in &directory.entries {
            if is_kept(entry.tag) {
                kept.extend(at(&self.out, entry.place, 12)?);
            } else {
                self.found.blocks += 1;
                self.found.place |= entry.tag == GPS;
                self.drop_entry(*entry)?;
            }
        }
        let count = kept.len() / 12;
        let end = directory.start + 2 + kept.len();
        self.blank(directory.start, directory.end + 4 - directory.start)?;
        let head = u16::try_from(count).map_err(|_| Damaged)?;
        let head = match self.big {
            true => head.to_be_bytes(),
            false => head.to_le_bytes(),
        };
        self.out[directory.start..directory.start + 2].copy_from_slice(&head);
        self.out[directory.start + 2..end].copy_from_slice(&kept);
        self.put(end, next)?;
        Ok(end)
    }

    /// Blanks what an entry points to, directories with all that they hold.
    fn drop_entry(&mut self, entry: Entry) -> Result<(), Damaged> {
        // A tag that points nowhere has nothing to blank.
        let Ok(start) = self.data(entry) else {
            return Ok(());
        };
        if DIRECTORIES.contains(&entry.tag) && entry.width == 4 {
            for number in 0..entry.length / 4 {
                let inner = self.number(start + number * 4, 4)?;
                if let Ok(inner) = self.directory(inner) {
                    self.wipe(&inner)?;
                }
            }
        }
        self.blank(start, entry.length)
    }

    /// Blanks a directory, its values and its picture.
    fn wipe(&mut self, directory: &Directory) -> Result<(), Damaged> {
        for (places, lengths) in STRIPS {
            let (places, lengths) = (
                self.values(directory, places)?,
                self.values(directory, lengths)?,
            );
            for (start, length) in places.into_iter().zip(lengths) {
                self.blank(start, length)?;
            }
        }
        for entry in &directory.entries {
            self.drop_entry(*entry)?;
        }
        self.blank(directory.start, directory.end + 4 - directory.start)
    }

    fn blank(&mut self, start: usize, length: usize) -> Result<(), Damaged> {
        let end = start.checked_add(length).ok_or(Damaged)?;
        self.out.get_mut(start..end).ok_or(Damaged)?.fill(0);
        Ok(())
    }
}
