//! Font files on the disk. Only their name and cmap tables are read until a face is really wanted:
//! a system may hold gigabytes of fonts.

use std::{
    fs::{self, File},
    io::{Read, Seek, SeekFrom},
    path::{Path, PathBuf},
};

use ttf_parser::{RawFace, Tag, cmap, name, name_id};
use typst::{foundations::Bytes, text::Font};

/// One face of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    file: PathBuf,
    index: u32,
}

/// A face with the family names it bears, in every language.
pub(super) struct Named {
    pub place: Place,
    pub families: Vec<String>,
}

/// Table directories stand in the first few kilobytes, also in collections.
const HEAD: u64 = 64 * 1024;
const DEEPEST: usize = 6;

pub(super) fn system_folders() -> Vec<PathBuf> {
    [
        "/usr/share/fonts",
        "/usr/local/share/fonts",
        "/System/Library/Fonts",
        "/Library/Fonts",
        "C:\\Windows\\Fonts",
    ]
    .map(PathBuf::from)
    .to_vec()
}

/// All font files under the folders, in the order of the folders, then by path.
pub(super) fn font_files(dirs: &[PathBuf]) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for dir in dirs {
        let mut here = Vec::new();
        walk(dir, DEEPEST, &mut here);
        here.sort();
        files.append(&mut here);
    }
    files
}

fn walk(dir: &Path, deeper: usize, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(dir) else {
        return;
    };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            if deeper > 0 {
                walk(&path, deeper - 1, files);
            }
        } else if path
            .extension()
            .and_then(|extension| extension.to_str())
            .is_some_and(|extension| {
                ["ttf", "otf", "ttc", "otc"].contains(&extension.to_ascii_lowercase().as_str())
            })
        {
            files.push(path);
        }
    }
}

/// The faces of a file by name. A file that cannot be read has none.
pub(super) fn named(file: &Path) -> Vec<Named> {
    faces(file, "name", |data| {
        let table = name::Table::parse(data)?;
        let families = table
            .names
            .into_iter()
            .filter(|name| {
                name.name_id == name_id::FAMILY || name.name_id == name_id::TYPOGRAPHIC_FAMILY
            })
            .filter_map(|name| name.to_string())
            .collect();
        Some(families)
    })
    .into_iter()
    .map(|(place, families)| Named { place, families })
    .collect()
}

/// Faces that draw any of the characters: those that draw most of them first, and among equals a
/// Song or Chinese face before others.
pub(super) fn drawing(files: &[PathBuf], wanted: &[char]) -> Vec<Place> {
    let mut found: Vec<(usize, bool, Place)> = Vec::new();
    for file in files {
        let counts = faces(file, "cmap", |data| {
            let table = cmap::Table::parse(data)?;
            let draws = |c: &char| {
                table
                    .subtables
                    .into_iter()
                    .filter(cmap::Subtable::is_unicode)
                    .any(|subtable| {
                        subtable
                            .glyph_index(u32::from(*c))
                            .is_some_and(|glyph| glyph.0 != 0)
                    })
            };
            Some(wanted.iter().filter(|c| draws(c)).count())
        });
        if counts.iter().all(|(_, count)| *count == 0) {
            continue;
        }
        let fitting: Vec<Place> = named(file)
            .into_iter()
            .filter(|named| {
                named.families.iter().any(|family| {
                    ["Serif CJK SC", "Serif SC", "Song", "SimSun", "宋"]
                        .iter()
                        .any(|part| family.contains(part))
                })
            })
            .map(|named| named.place)
            .collect();
        found.extend(
            counts
                .into_iter()
                .filter(|(_, count)| *count > 0)
                .map(|(place, count)| (count, fitting.contains(&place), place)),
        );
    }
    // Stable: files keep their order, so a site's own folder wins.
    found.sort_by_key(|(count, fitting, _)| (std::cmp::Reverse(*count), !*fitting));
    found.into_iter().map(|(_, _, place)| place).collect()
}

pub(super) fn load(place: &Place) -> Option<Font> {
    Font::new(Bytes::new(fs::read(&place.file).ok()?), place.index)
}

/// One table of every face in a file, looked at by `look`.
fn faces<T>(file: &Path, table: &str, look: impl Fn(&[u8]) -> Option<T>) -> Vec<(Place, T)> {
    let Ok(mut opened) = File::open(file) else {
        return Vec::new();
    };
    let mut head = Vec::new();
    if opened.by_ref().take(HEAD).read_to_end(&mut head).is_err() {
        return Vec::new();
    }
    let Some(tag) = table.as_bytes().try_into().ok().map(Tag::from_bytes) else {
        return Vec::new();
    };
    (0..ttf_parser::fonts_in_collection(&head).unwrap_or(1))
        .filter_map(|index| {
            let face = RawFace::parse(&head, index).ok()?;
            let record = face
                .table_records
                .into_iter()
                .find(|record| record.tag == tag)?;
            let mut data = Vec::new();
            opened.seek(SeekFrom::Start(record.offset.into())).ok()?;
            opened
                .by_ref()
                .take(record.length.into())
                .read_to_end(&mut data)
                .ok()?;
            Some((
                Place {
                    file: file.to_path_buf(),
                    index,
                },
                look(&data)?,
            ))
        })
        .collect()
}
