//! 文件: kept by SHA-256 in a local folder or any object store.

use std::{path::Path, sync::Arc};

use futures::TryStreamExt;
use law::id::FileHash;
use object_store::{ObjectStore, ObjectStoreExt, local::LocalFileSystem, path::Path as Key};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{Error, Result};

/// A file as an act names it: by SHA-256, with the name and type to serve it under.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRef {
    pub hash: String,
    pub name: String,
    pub media: String,
    /// In bytes.
    pub size: u64,
    /// Sealed under the applicant's key: the hash is of what is stored, not of what is read.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sealed: bool,
    /// `proof` of identity, `attachment` of the applicant, `letter` of the organ, `draft` of one, `redacted` for the
    /// answer, `original` of what was redacted, `note`, or empty: given with an act.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub about: String,
    /// Its own name, sealed like the file; `name` is then one by number. Empty in acts of an older version, whose `name` is its own.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub own_name: String,
}

impl FileRef {
    /// Whether a link gives it out. Proof of identity and what was redacted are looked at with a reason on record, and the
    /// draft of a letter is opened as a letter.
    #[must_use]
    pub fn by_link(&self) -> bool {
        !["proof", "original", "draft"].contains(&self.about.as_str())
    }

    /// What it is called on a page. Acts of an older version hold what the applicant called his files, which may name him.
    #[must_use]
    pub fn shown_name(&self) -> String {
        let what = match self.about.as_str() {
            "proof" if self.sealed => PROOF,
            "attachment" if self.sealed => ATTACHMENT,
            _ => return self.name.clone(),
        };
        let ours = [what, EVIDENCE]
            .iter()
            .any(|ours| self.name.starts_with(ours));
        if ours {
            return self.name.clone();
        }
        format!("{what}{}", ending(&self.name))
    }

    /// Whether it names the applicant: for those who handle the case, and for no program.
    #[must_use]
    pub fn names_applicant(&self) -> bool {
        self.about == "letter"
    }
}

/// What a person's files are called in acts, with a number and their ending: people write their names into the names of their
/// files, and acts hold nothing personal.
pub const PROOF: &str = "身份证明";
pub const ATTACHMENT: &str = "申请人附件";
pub const EVIDENCE: &str = "证据";

/// The ending of a file's name with its point, if it looks like one.
#[must_use]
pub fn ending(name: &str) -> String {
    name.rsplit_once('.')
        .map(|(_, ending)| ending.to_ascii_lowercase())
        .filter(|ending| ending.len() <= 5 && ending.bytes().all(|b| b.is_ascii_alphanumeric()))
        .map_or_else(String::new, |ending| format!(".{ending}"))
}

/// Files by hash. Putting the same bytes twice keeps them once.
#[derive(Debug, Clone)]
pub struct Files {
    store: Arc<dyn ObjectStore>,
}

impl Files {
    /// Files under a local folder, each flushed to disk before it is acknowledged.
    ///
    /// # Errors
    /// The folder does not exist.
    pub fn local(folder: &Path) -> Result<Self> {
        let store = LocalFileSystem::new_with_prefix(folder)?.with_fsync(true);
        Ok(Self {
            store: Arc::new(store),
        })
    }

    /// Files in any object store.
    #[must_use]
    pub fn in_store(store: Arc<dyn ObjectStore>) -> Self {
        Self { store }
    }

    /// Keeps bytes and returns their SHA-256 as hexadecimal text. A file that is there in full is not written again; one that was
    /// cut short, or is of another length, is put right. What was changed without its length, `verify` finds.
    ///
    /// # Errors
    /// They could not be written.
    pub async fn put(&self, bytes: &[u8]) -> Result<String> {
        let hash = hex::encode(Sha256::digest(bytes));
        let there = match self.store.head(&key(&hash)?).await {
            Ok(found) => found.size == bytes.len() as u64,
            Err(object_store::Error::NotFound { .. }) => false,
            Err(error) => return Err(error.into()),
        };
        if !there {
            self.store.put(&key(&hash)?, bytes.to_vec().into()).await?;
        }
        Ok(hash)
    }

    /// The bytes behind a hash, checked against it.
    ///
    /// # Errors
    /// `NotFound`, or `Damaged` when the bytes are no longer what they were.
    pub async fn get(&self, hash: &str) -> Result<Vec<u8>> {
        let bytes = match self.store.get(&key(hash)?).await {
            Ok(found) => found.bytes().await?.to_vec(),
            Err(object_store::Error::NotFound { .. }) => return Err(Error::NotFound),
            Err(error) => return Err(error.into()),
        };
        if hex::encode(Sha256::digest(&bytes)) == hash {
            Ok(bytes)
        } else {
            Err(Error::Damaged(format!(
                "file {hash}: its bytes were changed"
            )))
        }
    }

    /// # Errors
    /// The store cannot be reached.
    pub async fn exists(&self, hash: &str) -> Result<bool> {
        match self.store.head(&key(hash)?).await {
            Ok(_) => Ok(true),
            Err(object_store::Error::NotFound { .. }) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    /// Every hash that is kept, sorted.
    ///
    /// # Errors
    /// The store cannot be reached.
    pub async fn list(&self) -> Result<Vec<String>> {
        let mut hashes: Vec<String> = self
            .store
            .list(None)
            .try_filter_map(|found| async move {
                Ok(found.location.filename().map(ToString::to_string))
            })
            .try_collect()
            .await?;
        hashes.retain(|name| name.parse::<FileHash>().is_ok());
        hashes.sort_unstable();
        Ok(hashes)
    }
}

/// Spread over 256 folders, so that no folder grows without bound. What is no hash names no file.
fn key(hash: &str) -> Result<Key> {
    let hash: FileHash = hash.parse().map_err(|_| Error::NotFound)?;
    Ok(Key::from(format!("{}/{hash}", &hash.as_str()[..2])))
}
