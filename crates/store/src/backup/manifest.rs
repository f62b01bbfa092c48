//! What a backup says of itself: its form, its files with their SHA-256, what could not be copied; and whether that is so.

use std::{
    collections::BTreeMap,
    fs,
    io::{BufReader, Write},
    path::Path,
};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{AUDIT, LOG, PUBLIC, TABLES, plain};
use crate::{Error, Result};

pub(super) const MANIFEST: &str = "manifest.json";
pub(super) const FORM: &str = "mingbai-backup-5";
/// The form before there was the audit log: still read.
const FORM_WITHOUT_AUDIT: &str = "mingbai-backup-4";
/// The form before there was the public log: still read.
const FORM_WITHOUT_LEAVES: &str = "mingbai-backup-3";
/// The form before there was the log: still read.
const FORM_WITHOUT_LOG: &str = "mingbai-backup-2";
/// The form before there were the tables of [`plain`]: still read.
const FORM_WITHOUT_PLAIN: &str = "mingbai-backup-1";

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Manifest {
    pub form: String,
    /// SHA-256 by file name inside the folder.
    pub files: BTreeMap<String, String>,
    /// Files that acts name and that could not be copied when the backup was made, with the reason.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub lacking: BTreeMap<String, String>,
}

/// What the backup says it holds, each file looked at.
pub(super) fn manifest_of(folder: &Path) -> Result<Manifest> {
    let damaged = |what: String| Error::Damaged(format!("backup {}: {what}", folder.display()));
    let text =
        fs::read(folder.join(MANIFEST)).map_err(|error| damaged(format!("{MANIFEST}: {error}")))?;
    let manifest: Manifest =
        serde_json::from_slice(&text).map_err(|error| damaged(format!("{MANIFEST}: {error}")))?;
    let known = [
        FORM,
        FORM_WITHOUT_AUDIT,
        FORM_WITHOUT_LEAVES,
        FORM_WITHOUT_LOG,
        FORM_WITHOUT_PLAIN,
    ];
    if !known.contains(&manifest.form.as_str()) {
        return Err(damaged(format!("unknown form {}", manifest.form)));
    }
    for table in tables_of(&manifest) {
        if !manifest.files.contains_key(&format!("{table}.jsonl")) {
            return Err(damaged(format!("{table}.jsonl is not listed")));
        }
    }
    for (name, hash) in &manifest.files {
        let table = tables_of(&manifest).any(|table| *name == format!("{table}.jsonl"));
        if !table && *name != format!("files/{hash}") {
            return Err(damaged(format!("{name} does not belong in it")));
        }
        let file = fs::File::open(folder.join(name))
            .map_err(|error| damaged(format!("{name}: {error}")))?;
        let mut hasher = Sha256::new();
        std::io::copy(&mut BufReader::new(file), &mut Hashing(&mut hasher))?;
        if &hex::encode(hasher.finalize()) != hash {
            return Err(damaged(format!("{name} is not what was written")));
        }
    }
    Ok(manifest)
}

/// The tables that a backup of this form holds, in the order in which they are read back.
pub(super) fn tables_of(manifest: &Manifest) -> impl Iterator<Item = &'static str> {
    let plain: &[plain::Plain] = if manifest.form == FORM_WITHOUT_PLAIN {
        &[]
    } else {
        &plain::ALL
    };
    let form = manifest.form.as_str();
    let log = [FORM, FORM_WITHOUT_AUDIT, FORM_WITHOUT_LEAVES].contains(&form);
    let log = log.then_some(LOG.0);
    let public = if [FORM, FORM_WITHOUT_AUDIT].contains(&form) {
        &PUBLIC[..]
    } else {
        &[]
    };
    let audit = if form == FORM { &AUDIT[..] } else { &[] };
    TABLES
        .into_iter()
        .map(|(table, _)| table)
        .chain(plain.iter().map(|plain| plain.table))
        .chain(log)
        .chain(public.iter().chain(audit).map(|(table, _)| *table))
}

struct Hashing<'a>(&'a mut Sha256);

impl Write for Hashing<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
