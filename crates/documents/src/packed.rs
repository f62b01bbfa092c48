//! ZIP packages of other people: refused as a whole where their directory lies, and unpacked within what it declares.
//!
//! A directory of 26 KB may point five hundred times at the same megabyte, or name one part twice so that two readers see
//! two documents. So every byte may belong to one entry only, every name stands once, what the entries declare together is
//! bounded before any is unpacked, and an entry gives no more than it declares.

use std::{
    collections::BTreeSet,
    io::{Cursor, Read, Write},
};

use zip::{ZipArchive, result::ZipError};

/// More entries than any honest package has.
const ENTRIES: usize = 20_000;
/// The end of the directory: how many entries it has stands ten bytes behind this mark.
const END: &[u8] = b"PK\x05\x06";

/// Why a package is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum PackFault {
    #[error("the package is damaged: {0}")]
    Damaged(String),
    #[error("the package is encrypted")]
    Encrypted,
    #[error("a part stands twice in the package")]
    Repeated,
    #[error("parts of the package lie over each other")]
    Overlapping,
    #[error("the package unpacks to too much")]
    TooLarge,
    /// A path that leads out of the folder it is unpacked in.
    #[error("the package holds the path {0}")]
    Escapes(String),
}

impl From<ZipError> for PackFault {
    fn from(error: ZipError) -> Self {
        match error {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Self::Encrypted,
            error => Self::Damaged(error.to_string()),
        }
    }
}

/// A package whose directory holds together.
pub(crate) struct Packed<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    names: Vec<String>,
    sizes: Vec<u64>,
}

impl<'a> Packed<'a> {
    /// Opens a package that declares at most `cap` bytes, all entries together.
    pub(crate) fn open(bytes: &'a [u8], cap: u64) -> Result<Self, PackFault> {
        let mut archive = ZipArchive::new(Cursor::new(bytes))?;
        if archive.len() > ENTRIES {
            return Err(PackFault::TooLarge);
        }
        if archive.has_overlapping_entries()? {
            return Err(PackFault::Overlapping);
        }
        let (mut names, mut sizes) = (Vec::new(), Vec::new());
        for place in 0..archive.len() {
            let entry = archive.by_index_raw(place)?;
            if entry.encrypted() {
                return Err(PackFault::Encrypted);
            }
            let name = decoded(entry.name_raw());
            if entry.enclosed_name().is_none() {
                return Err(PackFault::Escapes(name));
            }
            names.push(name);
            sizes.push(entry.size());
        }
        let once: BTreeSet<String> = names.iter().map(|name| name.to_lowercase()).collect();
        if once.len() < names.len() || counted(bytes).is_some_and(|it| it != names.len() % 0x1_0000)
        {
            return Err(PackFault::Repeated);
        }
        if sizes.iter().fold(0, |sum: u64, it| sum.saturating_add(*it)) > cap {
            return Err(PackFault::TooLarge);
        }
        Ok(Self {
            archive,
            names,
            sizes,
        })
    }

    /// The names in the order of the directory; folders end with `/`.
    pub(crate) fn names(&self) -> &[String] {
        &self.names
    }

    /// A part by its name, whatever its case as office programs take it; `None` where there is none.
    pub(crate) fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, PackFault> {
        let at = self
            .names
            .iter()
            .position(|it| it.eq_ignore_ascii_case(name));
        at.map(|place| self.content(place)).transpose()
    }

    /// What an entry holds.
    pub(crate) fn content(&mut self, place: usize) -> Result<Vec<u8>, PackFault> {
        let mut content = Vec::new();
        self.unpack(place, &mut content)?;
        Ok(content)
    }

    /// Unpacks an entry to nowhere: whether it is what the directory declares.
    pub(crate) fn prove(&mut self, place: usize) -> Result<(), PackFault> {
        self.unpack(place, &mut std::io::sink())
    }

    fn unpack(&mut self, place: usize, into: &mut impl Write) -> Result<(), PackFault> {
        let declared = self.sizes.get(place).copied().unwrap_or_default();
        let mut entry = self.archive.by_index(place)?;
        let come = std::io::copy(&mut (&mut entry).take(declared.saturating_add(1)), into)
            .map_err(|error| PackFault::Damaged(error.to_string()))?;
        match come.cmp(&declared) {
            std::cmp::Ordering::Equal => Ok(()),
            std::cmp::Ordering::Less => Err(PackFault::Damaged("an entry ends early".into())),
            std::cmp::Ordering::Greater => Err(PackFault::TooLarge),
        }
    }
}

/// How many entries the end of the directory counts, modulo 65536. The library keeps one of two with the same name.
fn counted(bytes: &[u8]) -> Option<usize> {
    let at = bytes.windows(END.len()).rposition(|it| it == END)?;
    let count = bytes.get(at + 10..at + 12)?;
    Some(usize::from(u16::from_le_bytes([count[0], count[1]])))
        .filter(|count| *count != usize::from(u16::MAX))
}

/// Names are UTF-8 or, from Windows in China, GBK without saying so.
fn decoded(name: &[u8]) -> String {
    match std::str::from_utf8(name) {
        Ok(name) => name.into(),
        Err(_) => encoding_rs::GB18030
            .decode_without_bom_handling(name)
            .0
            .into_owned(),
    }
}

#[cfg(test)]
mod tests;
