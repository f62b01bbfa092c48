//! Changes inside one part of a zip, which a change of the packed bytes never reaches.

use std::io::{Cursor, Read, Write};

use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

use super::{dice::Dice, mutated::mutated};

/// The same archive with one of its parts changed, of those whose name is `meant`.
pub fn inside_a_zip(
    base: &[u8],
    words: &[&[u8]],
    meant: impl Fn(&str) -> bool,
    dice: &mut Dice,
) -> Vec<u8> {
    let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
    if let Ok(mut zip) = ZipArchive::new(Cursor::new(base)) {
        for at in 0..zip.len() {
            if let Ok(mut part) = zip.by_index(at) {
                let mut bytes = Vec::new();
                let name = part
                    .name()
                    .map(|name| name.into_owned())
                    .unwrap_or_default();
                if part.read_to_end(&mut bytes).is_ok() {
                    parts.push((name, bytes));
                }
            }
        }
    }
    let inner: Vec<usize> = (0..parts.len()).filter(|at| meant(&parts[*at].0)).collect();
    if !inner.is_empty() {
        let at = *dice.pick(&inner);
        parts[at].1 = mutated(&parts[at].1, words, dice);
    }
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let started = zip.start_file(name, SimpleFileOptions::default());
        if started.is_ok() && zip.write_all(&bytes).is_err() {
            break;
        }
    }
    zip.finish().map(Cursor::into_inner).unwrap_or_default()
}
