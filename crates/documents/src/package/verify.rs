//! Whether a package is whole: every file is there, none is foreign, every hash fits, and the catalogue says the same.

use std::{
    collections::BTreeMap,
    io::{Cursor, Read},
};

use quick_xml::{Reader, events::Event};
use zip::ZipArchive;

use super::{MANIFEST, XML, sha256};

/// What is wrong with a package.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    #[error("not a package: {0}")]
    NoPackage(String),
    #[error("{0} is listed and not there")]
    Missing(String),
    #[error("{0} is there and not listed")]
    Foreign(String),
    #[error("{0} was changed")]
    Changed(String),
    #[error("{MANIFEST}, line {0}: no hash and path")]
    Line(usize),
}

impl Fault {
    /// The same in Chinese.
    #[must_use]
    pub fn zh(&self) -> String {
        match self {
            Self::NoPackage(why) => format!("不是归档包：{why}"),
            Self::Missing(path) => format!("清单中的“{path}”不在包内"),
            Self::Foreign(path) => format!("“{path}”不在清单中"),
            Self::Changed(path) => format!("“{path}”的内容与清单中的散列值不符"),
            Self::Line(line) => format!("{MANIFEST}第{line}行不是散列值和路径"),
        }
    }
}

/// Unpacked, together: more is no case file.
const LIMIT: u64 = 2 * 1024 * 1024 * 1024;

/// Everything wrong with a package; empty for one that is whole.
#[must_use]
pub fn verify(bytes: &[u8]) -> Vec<Fault> {
    match files(bytes) {
        Ok(files) => compare(&files),
        Err(why) => vec![Fault::NoPackage(why)],
    }
}

/// Path and hash of every file, and the text of the two lists.
struct Files {
    hashes: BTreeMap<String, String>,
    manifest: String,
    catalogue: String,
}

fn files(bytes: &[u8]) -> Result<Files, String> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| error.to_string())?;
    let mut found = Files {
        hashes: BTreeMap::new(),
        manifest: String::new(),
        catalogue: String::new(),
    };
    let mut left = LIMIT;
    for place in 0..archive.len() {
        let mut entry = archive.by_index(place).map_err(|error| error.to_string())?;
        let name = entry
            .name()
            .map_err(|error| error.to_string())?
            .into_owned();
        let mut content = Vec::new();
        let size = (&mut entry)
            .take(left + 1)
            .read_to_end(&mut content)
            .map_err(|error| format!("{name}: {error}"))? as u64;
        left = left
            .checked_sub(size)
            .ok_or_else(|| "unpacks to more than 2 GiB".to_string())?;
        match name.as_str() {
            MANIFEST => found.manifest = String::from_utf8_lossy(&content).into_owned(),
            XML => found.catalogue = String::from_utf8_lossy(&content).into_owned(),
            _ => {}
        }
        if found
            .hashes
            .insert(name.clone(), sha256(&content))
            .is_some()
        {
            return Err(format!("{name} is there twice"));
        }
    }
    if found.manifest.is_empty() {
        return Err(format!("no {MANIFEST}"));
    }
    if found.catalogue.is_empty() {
        return Err(format!("no {XML}"));
    }
    Ok(found)
}

fn compare(files: &Files) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut listed = BTreeMap::new();
    for (index, line) in files.manifest.lines().enumerate() {
        match line.split_once("  ") {
            Some((hash, path)) if hash.len() == 64 => {
                listed.insert(path.to_string(), hash.to_string());
            }
            _ => faults.push(Fault::Line(index + 1)),
        }
    }
    for (path, hash) in &listed {
        match files.hashes.get(path) {
            None => faults.push(Fault::Missing(path.clone())),
            Some(found) if found != hash => faults.push(Fault::Changed(path.clone())),
            Some(_) => {}
        }
    }
    faults.extend(
        files
            .hashes
            .keys()
            .filter(|path| *path != MANIFEST && !listed.contains_key(*path))
            .map(|path| Fault::Foreign(path.clone())),
    );
    match catalogued(&files.catalogue) {
        Err(why) => faults.push(Fault::NoPackage(format!("{XML}: {why}"))),
        Ok(papers) => {
            for (path, hash) in papers {
                match files.hashes.get(&path) {
                    None => faults.push(Fault::Missing(path)),
                    Some(found) if *found != hash => faults.push(Fault::Changed(path)),
                    Some(_) => {}
                }
            }
        }
    }
    faults.dedup();
    faults
}

/// Path and hash of the papers in the catalogue.
fn catalogued(xml: &str) -> Result<Vec<(String, String)>, String> {
    let mut reader = Reader::from_str(xml);
    let mut papers = Vec::new();
    loop {
        match reader.read_event().map_err(|error| error.to_string())? {
            Event::Empty(tag) | Event::Start(tag) if tag.name().as_ref() == "件" => {
                let attribute = |name: &str| {
                    tag.attributes()
                        .flatten()
                        .find(|attribute| attribute.key.as_ref() == name)
                        .map(|attribute| attribute.value.to_string())
                        .ok_or_else(|| format!("件 without {name}"))
                };
                papers.push((attribute("路径")?, attribute("sha256")?));
            }
            Event::Eof => return Ok(papers),
            _ => {}
        }
    }
}
