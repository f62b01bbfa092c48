//! A file that someone sends: checked for what it really is, then kept under its hash.

use serde::{Deserialize, Serialize};

use crate::{App, Error, FieldError, Result};

/// A file as it arrives.
#[derive(Debug, Clone)]
pub struct Upload {
    pub name: String,
    pub bytes: Vec<u8>,
}

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
}

impl FileRef {
    /// Whether a link gives it out. Proof of identity and what was redacted are looked at with a reason on record, and the
    /// draft of a letter is opened as a letter.
    #[must_use]
    pub fn by_link(&self) -> bool {
        !["proof", "original", "draft"].contains(&self.about.as_str())
    }

    /// Whether it names the applicant: for those who handle the case, and for no program.
    #[must_use]
    pub fn names_applicant(&self) -> bool {
        self.about == "letter"
    }
}

/// Checks every file first; only when all pass is any of them stored.
pub async fn keep(app: &App, field: &'static str, uploads: &[Upload]) -> Result<Vec<FileRef>> {
    let mut wrong = Vec::new();
    let mut checked = Vec::new();
    for upload in uploads {
        match documents::upload::check(&upload.name, &upload.bytes, app.settings.upload_limit) {
            Ok(media) => checked.push((upload, media)),
            Err(error) => wrong.push(FieldError::new(field, "upload", error.zh(), error.en())),
        }
    }
    if !wrong.is_empty() {
        return Err(Error::Invalid(wrong));
    }
    let mut kept = Vec::new();
    for (upload, media) in checked {
        let hash = app.files.put(&upload.bytes).await?;
        kept.push(FileRef {
            hash,
            name: media.name.clone(),
            media: media.mime.to_string(),
            size: upload.bytes.len() as u64,
            sealed: false,
            about: String::new(),
        });
    }
    Ok(kept)
}

/// What an upload is, once it has been found to be what its name says.
#[derive(Debug, Clone)]
pub struct Checked {
    pub name: String,
    pub mime: String,
    pub bytes: Vec<u8>,
}

/// Checks files without keeping them: for those that are sealed first.
pub fn check(field: &'static str, uploads: &[Upload], limit: usize) -> Result<Vec<Checked>> {
    let mut wrong = Vec::new();
    let mut checked = Vec::new();
    for upload in uploads {
        match documents::upload::check(&upload.name, &upload.bytes, limit) {
            Ok(media) => checked.push(Checked {
                name: media.name.clone(),
                mime: media.mime.to_string(),
                bytes: upload.bytes.clone(),
            }),
            Err(error) => wrong.push(FieldError::new(field, "upload", error.zh(), error.en())),
        }
    }
    if wrong.is_empty() {
        Ok(checked)
    } else {
        Err(Error::Invalid(wrong))
    }
}
